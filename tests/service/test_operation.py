"""What the operator sees: health, readiness, metrics, logs, dead letters, migrations, doctor."""

import hashlib
import io
import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.__main__ import main
from bot.app import App
from bot.bootstrap import Assistant, build_app
from bot.cli.lines import BadInputError
from bot.cli.outbox import Action, tend_outbox
from bot.clock import now
from bot.dialogue.session import Session
from bot.logs import configure_logs
from bot.messages import Message, Reply
from bot.storage import NEW
from bot.web import operation_routes
from tests.channels.emulator import NOW, Platform, serving, until
from tests.postgres import Cluster

HERE = "telegram:4711"


def queue(app: App, *texts: str) -> None:
    replies = tuple(Reply(text) for text in texts)
    app.store.save_turn(Session(HERE), NEW, Message(HERE, "q", "", NOW), replies)


def metrics(app: App) -> dict[str, float]:
    client = TestClient(Starlette(routes=operation_routes(app.store, {})))
    lines = client.get("/metrics").text.splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_ready_means_that_every_check_holds_and_names_what_does_not(app: App) -> None:
    holds = {"database": True, "search": True}
    checks = {name: lambda n=name: holds[n] for name in holds}
    client = TestClient(Starlette(routes=operation_routes(app.store, checks)))
    assert client.get("/readyz").text == "ready"
    holds["search"] = False
    assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").text == "not ready: search"
    assert client.get("/healthz").text == "ok"


def test_metrics_tell_how_the_queues_stand(app: App) -> None:
    queue(app, "甲", "乙")
    app.store.inbox.receive("telegram", "1", HERE, {})
    dead = app.store.outbox.next_of(HERE)
    assert dead is not None
    app.store.outbox.bury(dead.id, "blocked")
    found = metrics(app)
    assert found["huiqi_inbox_waiting"] == 1
    assert 0 <= found["huiqi_inbox_age_seconds"] < 60
    assert (found["huiqi_outbox_waiting"], found["huiqi_dead_letters"]) == (1, 1)


def test_metrics_count_turns_and_time_their_steps(app: App) -> None:
    key = 'huiqi_step_seconds_count{step="read"}'
    before = metrics(app).get(key, 0)
    app.handle(Message(HERE, "1", "营收6800万", NOW))
    assert metrics(app)[key] == before + 1


@pytest.fixture
def lines() -> Any:
    """The log of this process, read back; the logging of the tests is restored."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure_logs("INFO", b"of this installation")
    stream = io.StringIO()
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers, root.level = handlers, level


def test_the_log_is_json_and_holds_nobody_and_nothing_that_was_said(
    lines: Callable[[], list[dict[str, Any]]], app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> Any:
        raise ValueError("厦门某某科技有限公司的营收6800万")

    object.__setattr__(app, "read", broken)
    app.handle(Message(HERE, "1", "厦门某某科技有限公司营收6800万", NOW))
    structlog.get_logger("bot").info("turn", conversation=HERE)
    logging.getLogger("httpx").info("HTTP Request: POST /bot123456:token/sendMessage")
    structlog.get_logger("bot").info("turn", conversation="web:aB-secret-4711")
    written = lines()
    shown = json.dumps(written, ensure_ascii=False)
    assert {"error", "info"} == {line["level"] for line in written}
    assert written[0]["error"] == "ValueError"
    assert any("app.py" in frame for frame in written[0]["at"])
    for secret in ("6800", "某某", "4711", "123456", "secret"):
        assert secret not in shown
    mark = written[1]["conversation"]
    assert mark.startswith("telegram#")
    assert mark in written[0]["event"]
    assert hashlib.sha256(HERE.encode()).hexdigest()[:10] not in shown  # could be tried out
    assert written[-1]["conversation"].startswith("web#")


async def test_the_log_tells_how_long_each_turn_took_and_of_whom_it_tells_nothing(
    lines: Callable[[], list[dict[str, Any]]], app: App, platform: Platform
) -> None:
    async with serving(platform, app):
        await platform.say("营收6800万")
        await until(platform.texts)
    begun, taken = [line for line in lines() if line["logger"].startswith("bot.channels")][:2]
    assert begun["event"] == "at work: channel=telegram by=polling"
    assert re.fullmatch(
        r"update taken: conversation=telegram#\w{10} inbox=\d+ ms=\d+", taken["event"]
    )
    assert "4711" not in str(lines())


def test_dead_letters_are_listed_tried_again_and_deleted_by_command(
    home: Path, assistant: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    def outbox(action: Action, *ids: int, every: bool = False) -> list[list[str]]:
        tend_outbox(action, ids, every=every)
        return [line.split("\t") for line in capsys.readouterr().out.splitlines()]

    app = build_app(assistant, database=f"sqlite:///{home}/huiqi.sqlite3")
    queue(app, "甲", "乙")
    for _ in range(2):
        due = app.store.outbox.next_of(HERE)
        assert due is not None
        app.store.outbox.bury(due.id, "Forbidden: blocked")
    first, second = outbox("list")
    assert first[1:] == [HERE, "1", "Forbidden: blocked", "甲"]
    assert outbox("retry", int(first[0])) == [[first[0], "will be tried again"]]
    assert outbox("drop", every=True) == [[second[0], "deleted"]]
    assert outbox("list") == []
    for wrong in ((), (999,)):
        with pytest.raises(BadInputError):
            outbox("drop", *wrong)
    standing = app.store.backlog.standing()
    assert (standing.outbox_waiting, standing.dead_letters) == (1, 0)


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: object
    out: str
    err: str


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Call `huiqi ARGS` in this process: a process of its own takes seconds to begin."""

    def call(*args: str) -> Ended:
        monkeypatch.setattr("sys.argv", ["huiqi", *args])
        with pytest.raises(SystemExit) as ended:
            main()
        return Ended(ended.value.code or 0, *capsys.readouterr())

    return call


def test_migrate_prepares_postgresql_and_serve_refuses_it_before(
    called: Callable[..., Ended], cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIQI_DATABASE_URL", cluster.create())
    monkeypatch.setenv("HUIQI_PORT", "0")
    refused = called("outbox")
    assert refused.code == 2
    assert "run huiqi migrate" in refused.err
    assert called("serve", "--web-only").code == 2
    assert "from an empty database" in called("migrate").out
    assert "already" in called("migrate").out
    assert called("outbox").code == 0


def test_a_database_that_is_not_there_is_said_in_one_line(
    called: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIQI_DATABASE_URL", "postgresql://u:secret@127.0.0.1:1/x")
    monkeypatch.setenv("HUIQI_TELEGRAM_TOKEN", "1:x")
    monkeypatch.setenv("HUIQI_PORT", "0")
    for command in ("migrate", "worker", "serve"):
        ended = called(command)
        assert (ended.code, ended.err.count("\n")) == (2, 1), ended.err
        assert "secret" not in ended.err


def test_what_was_done_with_long_ago_is_cleared_and_the_rest_stays(app: App) -> None:
    queue(app, "甲", "乙")
    for key in ("1", "2"):
        app.store.inbox.receive("telegram", key, HERE, {})
    received, due = app.store.inbox.next_of(HERE), app.store.outbox.next_of(HERE)
    assert received is not None
    assert due is not None
    app.store.inbox.finish(received)
    app.store.outbox.delivered(due.id)
    assert app.store.backlog.clear(now() - timedelta(days=1)) == 0
    assert app.store.backlog.clear(now() + timedelta(days=1)) == 2
    standing = app.store.backlog.standing()
    assert (standing.inbox_waiting, standing.outbox_waiting) == (1, 1)
    assert app.store.replies_of(HERE, "q") is not None
