"""The application: once, in order, and nothing half saved when something breaks."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from bot.app import App
from bot.bootstrap import build_app, build_assistant
from bot.clock import XIAMEN
from bot.messages import Message
from bot.settings import Settings

NOW = datetime(2026, 11, 23, 12, tzinfo=XIAMEN)


@pytest.fixture
def open_app(tmp_path: Path) -> Callable[[], App]:
    assistant = build_assistant(Settings(embedding="none"))
    database = f"sqlite:///{tmp_path / 'app.sqlite3'}"
    return lambda: build_app(assistant, clock=lambda: NOW, database=database, deliver=False)


def say(app: App, key: str, text: str) -> Any:
    return app.take(Message("c", key, text, NOW))


def test_the_same_message_twice_is_taken_once_and_answered_alike(
    open_app: Callable[[], App],
) -> None:
    app = open_app()
    say(app, "1", "营收6000万")
    first = say(app, "2", "/undo")
    again = say(open_app(), "2", "/undo")
    assert again.replies == first.replies
    assert "没有可以撤回" in say(app, "3", "/undo").replies[0].text


def test_another_process_goes_on_where_the_first_stopped(open_app: Callable[[], App]) -> None:
    before = say(open_app(), "1", "营收6000万").session
    assert open_app().session("c") == before


def test_a_fault_changes_nothing_and_is_said_once(open_app: Callable[[], App]) -> None:
    app = open_app()
    known = say(app, "1", "营收6000万").session

    def broken(*_: object, **__: object) -> Any:
        raise RuntimeError("the reader broke")

    failed = replace(app, read=broken)
    outcome = say(failed, "2", "研发一千万")
    assert "抱歉" in outcome.replies[0].text
    assert app.session("c") == known
    assert (
        say(app, "3", "营收改成7000万").session.profile.facts["revenue_last_year_yuan"] == 7 * 10**9
    )


def test_two_messages_at_once_both_count(open_app: Callable[[], App]) -> None:
    app = open_app()
    say(app, "0", "2025年度的数据")
    texts = ["营收6000万", "自主研发费用800万", "买算力50万", "MaaS收入90万"]
    together = Barrier(len(texts))

    def send(number: int) -> None:
        together.wait()
        say(open_app(), f"t{number}", texts[number])

    threads = [Thread(target=send, args=(n,)) for n in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session = app.session("c")
    assert session is not None
    assert set(session.stated) == {
        "data_year",
        "revenue_last_year_yuan",
        "self_rd_expense_yuan",
        "compute_purchase_total_yuan",
        "maas_revenue_yuan",
    }


def test_the_first_thing_said_is_that_the_policy_expired_and_what_applies_now(
    open_app: Callable[[], App],
) -> None:
    text = say(open_app(), "1", "你好").replies[0].text
    assert text.index("到期") < text.index("我会先问")
    assert "厦府办规〔2026〕3号" in text


def test_while_it_was_in_force_no_expiry_is_said(open_app: Callable[[], App]) -> None:
    at = datetime(2025, 12, 31, 23, 59, tzinfo=XIAMEN)
    text = open_app().take(Message("c", "1", "你好", at)).replies[0].text
    assert "到期" not in text
    late = datetime(2026, 1, 1, 0, 0, tzinfo=XIAMEN)
    assert "到期" in open_app().take(Message("d", "1", "你好", late)).replies[0].text


def test_two_devices_continue_one_conversation(open_app: Callable[[], App]) -> None:
    phone, desk = open_app(), open_app()
    say(phone, "1", "你好")
    say(desk, "2", "2025")
    say(phone, "3", "3")
    say(desk, "4", "120万")
    session = say(phone, "5", "100万").session
    assert set(session.stated) == {"data_year", "compute_purchase_total_yuan", "compute_paid_yuan"}
    assert str(session.pending) == "review"


def test_forgetting_leaves_nothing_that_was_said_in_the_database(
    open_app: Callable[[], App], tmp_path: Path
) -> None:
    app = open_app()
    for key, text in enumerate(("营收6123万", "/case 云帆公司", "研发717万", "/forget", "是")):
        say(app, str(key), text)
    app.store.close()
    kept = json.dumps(open_app().store.keeping.export("c"), ensure_ascii=False)
    assert not [words for words in ("6123", "云帆", "717") if words in kept]
    assert say(open_app(), "4", "是").replies[0].text.startswith("已全部删除")


def test_everything_is_exported_with_the_cases(open_app: Callable[[], App]) -> None:
    app = open_app()
    for key, text in enumerate(("营收6123万", "/case 云帆公司", "研发717万")):
        say(app, str(key), text)
    [document] = [r.document for r in say(app, "9", "/export").replies if r.document]
    given = json.loads(document.content)
    assert {row["conversation"] for row in given["sessions"]} == {"c", "c#1"}
    assert [row["message"]["text"] for row in given["turns"]][:2] == [
        "营收6123万",
        "/case 云帆公司",
    ]


def test_conversations_are_deleted_when_their_time_is_over(tmp_path: Path) -> None:
    moments = [NOW]
    app = build_app(
        build_assistant(Settings(embedding="none", retention_days=30)),
        clock=lambda: moments[-1],
        database=f"sqlite:///{tmp_path / 'old.sqlite3'}",
        deliver=False,
    )
    app.take(Message("old", "1", "/case 云帆公司", NOW))
    moments.append(NOW + timedelta(days=20))
    app.take(Message("new", "1", "营收6000万", moments[-1]))
    assert app.purge(NOW + timedelta(days=31)) == 1
    assert app.session("old") is None
    assert app.store.load("old#1") is None
    assert app.session("new") is not None
