"""The webhook takes what Telegram sends, once, and refuses everything else without a trace."""

import logging
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.app import App
from bot.bootstrap import Assistant
from bot.channels.telegram import secret_of
from bot.channels.telegram.intake import Intake
from bot.clock import now
from bot.storage.transcript import Transcript
from bot.web import TELEGRAM_PATH, build_web, telegram_webhook
from tests.channels.emulator import TOKEN, until
from tests.service.stage import STORY, Stage, staged

SECRET = secret_of(TOKEN)
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
CHAT = {"id": 7, "type": "private", "first_name": "U"}


def update(number: object, text: str = "你好") -> dict[str, Any]:
    message = {"message_id": 1, "date": 1795406400, "chat": CHAT, "text": text}
    return {"update_id": number, "message": {**message, "from": {**CHAT, "is_bot": False}}}


@pytest.fixture
def client(app: App, tmp_path: Path) -> TestClient:
    hook = telegram_webhook(Intake(app.store).receive, SECRET)
    transcript = Transcript(f"sqlite:///{tmp_path}/service.sqlite3")
    return TestClient(build_web(app, transcript, tmp_path, now, webhooks=[hook]))


def kept(app: App) -> int:
    return app.store.backlog.standing().inbox_waiting


def test_an_update_is_kept_before_it_is_acknowledged_and_only_once(
    client: TestClient, app: App
) -> None:
    for _ in range(3):
        answer = client.post(TELEGRAM_PATH, json=update(5), headers=HEADERS)
        assert answer.status_code == 200
    assert kept(app) == 1


@pytest.mark.parametrize("given", [{}, {"X-Telegram-Bot-Api-Secret-Token": SECRET[:-1] + "x"}])
def test_a_wrong_secret_is_refused_and_logged(
    client: TestClient, app: App, given: Mapping[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    answer = client.post(TELEGRAM_PATH, json=update(5), headers=given)
    assert (answer.status_code, kept(app)) == (403, 0)
    assert "webhook refused: reason=secret" in caplog.text
    assert SECRET not in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.parametrize(
    "given",
    [
        (b'{"update_id": 5, "message": "' + b"x" * 1_000_001 + b'"}', "application/json", 413),
        (b'{"update_id": 5}', "text/plain", 415),
        (b"update_id=5", "application/x-www-form-urlencoded", 415),
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"update_id": true}', "application/json", 400),
        (b'{"message": {}}', "application/json", 400),
    ],
)
def test_what_is_no_update_is_refused_and_logged(
    client: TestClient,
    app: App,
    given: tuple[bytes, str, int],
    caplog: pytest.LogCaptureFixture,
) -> None:
    body, kind, status = given
    answer = client.post(TELEGRAM_PATH, content=body, headers={**HEADERS, "Content-Type": kind})
    assert (answer.status_code, kept(app)) == (status, 0)
    reason = {413: "size", 415: "content type", 400: "body"}[status]
    assert f"webhook refused: reason={reason}" in caplog.text


def test_an_update_that_could_not_be_kept_is_not_acknowledged(
    client: TestClient, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> tuple[()]:
        raise OSError("disk full")

    monkeypatch.setattr(app.store.inbox, "receive_all", full)
    assert client.post(TELEGRAM_PATH, json=update(5), headers=HEADERS).status_code == 503


def test_a_thousand_repeated_and_reordered_updates_are_each_taken_once_and_in_order(
    client: TestClient, app: App, assistant: Assistant
) -> None:
    import random

    chance = random.Random(3)
    numbers = [*range(1, 101)] * 10
    chance.shuffle(numbers)
    for number in numbers:
        client.post(TELEGRAM_PATH, json=update(number, str(number)), headers=HEADERS)
    assert kept(app) == 100
    taken = []
    while received := app.store.inbox.next_of("telegram:7"):
        taken.append(received.update_key)
        app.store.inbox.finish(received)
    assert taken == [str(number) for number in range(1, 101)]


@pytest.mark.parametrize("path", ["/summary.pdf", "/summary.../../secret", "/static/../secret"])
def test_a_guessed_download_gives_nothing(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_guessed_download_link_is_refused_and_logged(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get("/download/pdf.aaaaaa.bbbbbb").status_code == 404
    assert "download refused: reason=signature" in caplog.text


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_what_the_platform_delivers_is_answered(
    tmp_path: Path, request: pytest.FixtureRequest, kind: str
) -> None:
    """One process on SQLite; on PostgreSQL a web that takes and a worker that answers."""
    commands: tuple[tuple[str, ...], ...] = (("serve",),)
    url = f"sqlite:///{tmp_path}/h/huiqi.sqlite3"
    if kind == "postgresql":
        commands, url = (("serve", "--web-only"), ("worker",)), migrated(request)
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{trying.getsockname()[1]}"
    async with staged(url, tmp_path / "h") as stage:
        stage.platform._update_queues.insecure_webhooks = True
        set_up = {"HUIQI_PORT": address.rpartition(":")[2], "HUIQI_TELEGRAM_WEBHOOK_URL": address}
        for command in commands:
            stage.start(*command, **set_up)
        await until(lambda: methods(stage).count("setWebhook") == len(commands), 30)
        await stage.say(2, STORY[:3])
        await stage.until_done(6, 30)
        assert stage.twice(2, 3) == 0
        assert "getUpdates" not in methods(stage)


def methods(stage: Stage) -> list[str]:
    return [method for method, _, _ in stage.platform.sent]


def migrated(request: pytest.FixtureRequest) -> str:
    address: str = request.getfixturevalue("cluster").migrated()
    return address
