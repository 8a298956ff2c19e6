"""Sessions, turns and replies are saved together, once, and come back as they were."""

import fcntl
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.session import Session
from bot.messages import Choice, Document, Message, Quote, Reply
from bot.storage import NEW, StaleSessionError, Store
from bot.storage.database import open_database
from calculators.xm_2023_10.facts import FACTS
from tests.storage.conftest import HandClock

CHAT = "telegram:1"
WHOLE = Reply(
    "去年营业收入是多少？",
    choices=(Choice("a", "甲"), Choice("b", "乙")),
    multi=True,
    citations=(Quote("M06-1", "逐字引用", "厦府办规〔2023〕10号"),),
    document=Document("惠企摘要.pdf", "pdf", b"%PDF\x00\xff"),
)


def said(key: str, text: str = "你好", chat: str = CHAT) -> Message:
    return Message(chat, key, text, datetime(2026, 11, 23, 9, tzinfo=UTC))


def test_an_unknown_conversation_has_no_session_and_no_replies(store: Store) -> None:
    assert store.load(CHAT) is None
    assert store.replies_of(CHAT, "1") is None
    assert store.last_question(CHAT) is None


def test_a_turn_comes_back_after_a_restart_with_its_document(
    open_store: Callable[[], Store],
) -> None:
    session = Session(CHAT, lang="en", unknown=frozenset({"company_name"}), greeted=True)
    open_store().save_turn(session, NEW, said("1"), (WHOLE, Reply("再见")))
    later = open_store()
    assert later.load(CHAT) == (session, 1)
    assert later.replies_of(CHAT, "1") == (WHOLE, Reply("再见"))
    assert later.replies_of("telegram:2", "1") is None


def test_a_stale_session_is_refused_and_nothing_of_the_turn_is_kept(store: Store) -> None:
    session = Session(CHAT)
    store.save_turn(session, NEW, said("1"), ())
    for version in (NEW, 2):
        with pytest.raises(StaleSessionError):
            store.save_turn(replace(session, done=True), version, said("2"), (WHOLE,))
    assert store.load(CHAT) == (session, 1)
    assert store.replies_of(CHAT, "2") is None
    assert store.backlog.standing().outbox_waiting == 0


def test_the_same_message_is_not_saved_twice(store: Store) -> None:
    store.save_turn(Session(CHAT), NEW, said("1"), (WHOLE,))
    with pytest.raises(StaleSessionError):
        store.save_turn(Session(CHAT), 1, said("1"), (WHOLE,))
    assert store.backlog.standing().outbox_waiting == 1


def test_of_two_threads_on_one_conversation_one_is_told_to_load_anew(store: Store) -> None:
    both_loaded = threading.Barrier(2)
    results: list[str] = []

    def turn(key: str) -> None:
        both_loaded.wait()
        try:
            store.save_turn(Session(CHAT), NEW, said(key), (Reply(key),))
            results.append("saved")
        except StaleSessionError:
            results.append("stale")

    threads = [threading.Thread(target=turn, args=(key,)) for key in ("1", "2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["saved", "stale"]
    assert store.backlog.standing().outbox_waiting == 1


def test_the_last_question_is_the_last_turn_with_choices(store: Store) -> None:
    store.save_turn(Session(CHAT), NEW, said("1"), (WHOLE,))
    store.save_turn(Session(CHAT), 1, said("2"), (Reply("好"),))
    assert store.last_question(CHAT) == "1"
    store.save_turn(Session(CHAT), 2, said("3"), (Reply("好"), WHOLE))
    assert store.last_question(CHAT) == "3"


def test_replies_the_caller_shows_itself_are_not_queued(store: Store) -> None:
    store.save_turn(
        Session("terminal:1"), NEW, said("1", chat="terminal:1"), (WHOLE,), deliver=False
    )
    assert store.backlog.standing().outbox_waiting == 0
    assert store.replies_of("terminal:1", "1") == (WHOLE,)


def forgotten(store: Store) -> None:
    """A conversation that told a secret, forgets it, and has said something since."""
    store.inbox.receive("telegram", "1", CHAT, {"text": "秘密"})
    store.save_turn(Session(CHAT), NEW, said("1", "秘密"), (WHOLE,))
    store.inbox.receive("telegram", "2", CHAT, {"text": "秘密：是"})
    store.inbox.receive("telegram", "3", CHAT, {"text": "你好"})
    store.save_turn(Session(CHAT), 1, said("2", ""), (Reply("已全部删除"),), afresh=True)


def test_a_forgotten_conversation_leaves_nothing_behind(store: Store) -> None:
    other = "telegram:2"
    store.inbox.receive("telegram", "u2", other, {"text": "秘密"})
    store.save_turn(Session(other), NEW, said("1", chat=other), (WHOLE,))
    forgotten(store)
    assert "秘密" not in str(store.keeping.export(CHAT))
    assert store.replies_of(CHAT, "1") is None
    assert store.load(CHAT) == (Session(CHAT), 1)
    assert set(store.outbox.conversations("telegram", 9)) == {CHAT, other}
    with store._reader.connect() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM inbox WHERE update_key IN ('1', '2')")
        assert not [row for row in kept if CHAT in str(row) or "秘密" in str(row)]


def test_what_is_said_right_after_forgetting_is_still_taken(store: Store) -> None:
    forgotten(store)
    waiting = store.inbox.next_of(CHAT)
    assert waiting is not None
    assert waiting.payload == {"text": "你好"}


def test_an_update_of_before_the_forgetting_is_not_taken_again(store: Store) -> None:
    forgotten(store)
    for key in ("1", "2"):
        assert not store.inbox.receive("telegram", key, CHAT, {"text": "秘密"})


def test_what_comes_in_while_an_old_conversation_is_deleted_is_still_taken(
    store: Store, clock: Any
) -> None:
    store.save_turn(Session(CHAT), NEW, said("1"), (WHOLE,))
    clock.pass_(1000)
    store.inbox.receive("telegram", "2", CHAT, {"text": "我又来了"})
    assert store.keeping.purge(clock()) == 1
    assert store.inbox.next_of(CHAT) is not None


def test_what_was_given_up_is_deleted_in_time(store: Store, clock: Any) -> None:
    store.inbox.receive("telegram", "1", CHAT, {"text": "秘密"})
    received = store.inbox.next_of(CHAT)
    assert received is not None
    store.inbox.give_up(received, "OSError", notes=(Reply("抱歉"),))
    due = store.outbox.next_of(CHAT)
    assert due is not None
    store.outbox.bury(due.id, "Forbidden")
    store.keeping.purge(clock())
    assert store.backlog.standing().inbox_failed == store.backlog.standing().dead_letters == 1
    clock.pass_(1)
    store.keeping.purge(clock())
    assert store.backlog.standing().inbox_failed == store.backlog.standing().dead_letters == 0


def test_the_file_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path}/huiqi/huiqi.db").dispose()
    assert (tmp_path / "huiqi" / "huiqi.db").stat().st_mode & 0o077 == 0


def test_many_may_open_a_new_database_at_the_same_moment(
    open_store: Callable[[], Store],
) -> None:
    failures: list[BaseException] = []

    def open_() -> None:
        try:
            open_store()
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=open_) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = replace(said("1"), at=datetime(2026, 11, 23))  # noqa: DTZ001
    with pytest.raises(Exception, match="without a zone"):
        store.save_turn(Session(CHAT), NEW, naive, ())


def test_writing_goes_on_although_the_turn_of_the_others_cannot_be_waited_for(
    tmp_path: Path, clock: HandClock
) -> None:
    Path(f"{tmp_path}/huiqi.db.writing").mkdir()
    store = Store(f"sqlite:///{tmp_path}/huiqi.db", FACTS, clock)
    store.save_turn(Session(CHAT), NEW, said("1"), ())
    assert store.replies_of(CHAT, "1") == ()


def test_a_process_that_stands_still_in_its_turn_to_write_holds_up_nobody_for_ever(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(f"sqlite:///{tmp_path}/huiqi.db", FACTS, clock)
    monkeypatch.setattr("bot.storage.database._BUSY_MS", 50)
    with Path(f"{tmp_path}/huiqi.db.writing").open("rb") as standing:
        fcntl.flock(standing, fcntl.LOCK_EX)
        store.save_turn(Session(CHAT), NEW, said("1"), ())
    assert store.replies_of(CHAT, "1") == ()
