"""What breaks around the service: the platform, the database, the disk of the log, the clock."""

import asyncio
import signal
import socket
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler
from lo_bot_api_emulator import ApiRefusal
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.app import App
from bot.channels.telegram import Receiver, Telegram
from bot.clock import XIAMEN
from bot.dialogue.session import Session
from bot.messages import Document, Message, Reply
from bot.storage import NEW, Store
from calculators.xm_2023_10.facts import FACTS
from tests.channels.emulator import NOW, TOKEN, Platform, emulated, serving, until
from tests.postgres import Cluster
from tests.service.stage import STORY, staged

HERE = "telegram:4711"


def offer(app: App, *texts: str) -> None:
    replies = tuple(Reply(text) for text in texts)
    app.store.save_turn(Session(HERE), NEW, Message(HERE, "q", "", NOW), replies)


class Faulty:
    """A platform that fails in a given way so many times before it behaves."""

    def __init__(self, kind: str, times: int, method: str = "sendMessage") -> None:
        self.kind, self.left, self.method = kind, times, method

    @property
    def middleware(self) -> Any:
        @web.middleware
        async def fail(request: web.Request, handler: Handler) -> web.StreamResponse:
            if not request.path.endswith(f"/{self.method}") or self.left == 0:
                return await handler(request)
            self.left -= 1
            if self.kind == "429":
                asked = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
                return web.json_response({**asked, "parameters": {"retry_after": 1}}, status=429)
            if self.kind == "500":
                return web.Response(status=500, text="<html>Bad Gateway</html>")
            if self.kind == "nothing":
                assert request.transport is not None
                request.transport.close()
                return web.Response()
            return web.Response(text='{"ok": tru', content_type="application/json")

        return fail


@pytest.mark.parametrize("kind", ["429", "500", "nothing", "half a body"])
async def test_polling_goes_on_when_the_platform_fails(
    app: App, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("bot.channels.telegram.polling._LEASE_SECONDS", 0.05)
    faulty = Faulty(kind, 2, "getUpdates")
    async with emulated(faulty.middleware) as emulator, serving(emulator, app):
        await emulator.say("你好")
        await until(emulator.texts)
    assert faulty.left == 0


@pytest.mark.parametrize("kind", ["500", "nothing", "half a body"])
async def test_a_platform_that_answers_nothing_or_half_is_asked_again(app: App, kind: str) -> None:
    faulty = Faulty(kind, 2)
    async with emulated(faulty.middleware) as emulator, serving(emulator, app):
        offer(app, "甲", "乙")
        await until(lambda: app.store.backlog.standing().outbox_waiting == 0, 15)
    assert faulty.left == 0
    assert emulator.texts() == ["甲", "乙"]


async def test_an_upload_that_times_out_is_tried_again_and_its_text_is_not_repeated(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.sending._UPLOAD_SECONDS", 0.2)
    slow = iter([0.6])

    @web.middleware
    async def late(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.endswith("/sendDocument") and (wait := next(slow, 0.0)):
            await asyncio.sleep(wait)
            return web.Response(status=504)
        return await handler(request)

    async with emulated(late) as emulator, serving(emulator, app):
        summary = Document("惠企-测试.pdf", "pdf", b"%PDF-" + b"x" * 2_000_000)
        told = Message(HERE, "q", "", NOW)
        app.store.save_turn(Session(HERE), NEW, told, (Reply("甲", document=summary), Reply("乙")))
        await until(lambda: app.store.backlog.standing().outbox_waiting == 0, 15)
    assert emulator.texts() == ["甲", "乙"]
    files = [upload["document"] for _, _, upload in emulator.sent if upload]
    assert [file["filename"] for file in files] == ["惠企-测试.pdf"]
    assert len(files[0]["data"]) == 2_000_005


@pytest.mark.parametrize(
    ("status", "text", "kept"),
    [
        (400, "Bad Request: chat not found", "BadRequest: Chat not found"),
        (403, "Forbidden: user is deactivated", "Forbidden: Forbidden: user is deactivated"),
    ],
)
async def test_a_chat_that_is_gone_makes_dead_letters_and_holds_nobody_up(
    platform: Platform, app: App, status: int, text: str, kept: str
) -> None:
    platform.failures.append(
        lambda method, fields: (
            ApiRefusal(text, status)
            if method == "sendMessage" and str(fields["chat_id"]) == "4711"
            else None
        )
    )
    other = {"id": 99, "type": "private", "first_name": "U"}
    async with serving(platform, app):
        offer(app, "甲", "乙")
        await platform.say("你好", chat=other, **{"from": {**other, "is_bot": False}})
        await until(platform.texts)
        await until(lambda: len(app.store.outbox.dead_letters()) == 2)
    assert {each.error for each in app.store.outbox.dead_letters()} == {kept}


async def test_a_platform_that_is_never_there_makes_dead_letters_and_no_endless_loop(
    platform: Platform, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.sending._LONGEST_WAIT", 0)
    platform.failures.append(
        lambda method, _: ApiRefusal("Bad Gateway", 502) if method == "sendMessage" else None
    )
    async with serving(platform, app):
        offer(app, "甲")
        await until(app.store.outbox.dead_letters)
    [dead] = app.store.outbox.dead_letters()
    assert dead.attempts == 12


async def test_a_clock_that_jumps_a_day_ahead_and_back_loses_nothing(
    platform: Platform, app: App
) -> None:
    jumps = iter([timedelta(days=1), timedelta(), timedelta(hours=-3), timedelta()] * 50)

    def clock() -> datetime:
        return datetime.now(XIAMEN) + next(jumps, timedelta())

    for part in (app.store, app.store.inbox, app.store.outbox):
        part._clock = clock
    bot = Bot(TOKEN, base_url=f"{platform.address}/bot", get_updates_request=HTTPXRequest())
    channel = Telegram(bot, app.store, Receiver(app.store, app.handle, clock), poll_seconds=1)
    stop = asyncio.Event()
    running = asyncio.create_task(channel.run(stop))
    try:
        for words in STORY[:3]:
            await platform.say(words)
        await until(lambda: len(platform.texts()) == 3)
    finally:
        stop.set()
        await running
    session = app.session(HERE)
    assert session is not None
    assert session.situations == (3, 6, 8)


async def test_a_database_that_is_restarted_in_the_middle_loses_nothing(
    cluster: Cluster, tmp_path: Path
) -> None:
    async with staged(cluster.migrated(), tmp_path / "h") as stage:
        stage.start("worker")
        await stage.say(6, STORY[:6])
        await until(lambda: len(stage.heard()) >= 3, 30)
        await asyncio.to_thread(cluster.stop)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(cluster.start)
        await stage.until_done(36, 40)
        assert stage.twice(6, 6) <= 1


async def test_a_full_disk_under_the_log_stops_nothing(tmp_path: Path) -> None:
    async with staged(f"sqlite:///{tmp_path}/h/huiqi.sqlite3", tmp_path / "h") as stage:
        stage.start("telegram", log="/dev/full")
        await stage.say(2, STORY[:2])
        await until(lambda: sum(map(len, stage.heard().values())) >= 4, 30)


async def test_a_process_that_is_told_to_stop_finishes_the_turn_in_hand(tmp_path: Path) -> None:
    async with staged(f"sqlite:///{tmp_path}/h/huiqi.sqlite3", tmp_path / "h") as stage:
        process = stage.start("telegram")
        await stage.say(6, STORY[:4])
        await until(stage.heard, 30)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 20) == 0
        assert "Traceback" not in (stage.home / "log").read_text(encoding="utf-8")
        store = Store(stage.url, FACTS, lambda: NOW)
        rows = "SELECT count(*) FROM inbox WHERE attempts > 0 OR state = 'failed'"
        with store.inbox._reader.connect() as connection:
            assert connection.exec_driver_sql(rows).scalar_one() == 0
        store.close()
        stage.start("telegram")
        await stage.until_done(24, 30)
        assert stage.twice(6, 4) == 0


async def test_a_worker_whose_token_is_refused_ends_although_it_answers_on_a_port(
    tmp_path: Path,
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with staged(f"sqlite:///{tmp_path}/h/huiqi.sqlite3", tmp_path / "h") as stage:
        stage.platform.failures.append(lambda *_: ApiRefusal("Unauthorized", 401))
        worker = stage.start("worker", HUIQI_WORKER_PORT=str(port))
        assert await asyncio.to_thread(worker.wait, 30) == 2
