"""The inbox takes each update once and in order; the outbox keeps a reply until it has arrived."""

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

from bot.dialogue.session import Session
from bot.messages import Message, Reply
from bot.storage import NEW, Due, Received, Store
from bot.storage.inbox import Arrived
from bot.storage.ticks import Ticks


def receive(store: Store, *keys: str, chat: str = "telegram:1") -> None:
    for key in keys:
        assert store.inbox.receive("telegram", key, chat, {"n": key})


def queue(store: Store, clock: Any, chat: str, *texts: str) -> None:
    message = Message(chat, "1", "", clock())
    store.save_turn(Session(chat), NEW, message, [Reply(text) for text in texts])


def waiting(
    store: Store, channel: str = "telegram", excluding: Collection[str] = ()
) -> list[Received]:
    """What can be taken now, of each conversation its next one."""
    found = store.inbox.conversations(channel, 9, excluding=excluding)
    return [row for row in map(store.inbox.next_of, found) if row is not None]


def due(store: Store, channel: str = "telegram") -> list[Due]:
    found = store.outbox.conversations(channel, 9)
    return [reply for reply in map(store.outbox.next_of, found) if reply is not None]


def test_a_repeated_update_changes_nothing(open_store: Callable[[], Store]) -> None:
    receive(open_store(), "7")
    assert not open_store().inbox.receive("telegram", "7", "telegram:1", {"n": "other"})
    assert [row.payload for row in waiting(open_store())] == [{"n": "7"}]


def test_of_many_updates_that_arrive_together_those_already_known_are_left_out(
    store: Store,
) -> None:
    first, second = (Arrived(str(key), "telegram:1", {}, sequence=key) for key in (1, 2))
    assert store.inbox.receive_all("telegram", (second,)) == (second,)
    assert store.inbox.receive_all("telegram", (first, second, first)) == (first,)
    assert [row.update_key for row in waiting(store)] == ["1"]


def test_each_conversation_offers_its_oldest_update_only(store: Store) -> None:
    receive(store, "1", "2")
    receive(store, "3", chat="telegram:2")
    first, second = waiting(store)
    assert (first.update_key, second.update_key) == ("1", "3")
    store.inbox.finish(first)
    assert [row.update_key for row in waiting(store)] == ["2", "3"]
    left = waiting(store, excluding={"telegram:1"})
    assert [row.update_key for row in left] == ["3"]
    assert waiting(store, "web") == []


def test_an_update_that_failed_holds_back_those_behind_it(store: Store, clock: Any) -> None:
    receive(store, "1", "2")
    [first] = waiting(store)
    store.inbox.retry(first, clock() + timedelta(seconds=5), "boom")
    assert waiting(store) == []
    clock.pass_(5)
    [again] = waiting(store)
    assert (again.update_key, again.attempts) == ("1", 1)
    store.inbox.give_up(again, "boom", (Reply("抱歉"),))
    assert store.backlog.standing().inbox_failed == 1
    assert [row.update_key for row in waiting(store)] == ["2"]
    assert [reply.reply.text for reply in due(store)] == ["抱歉"]


def test_notes_with_the_same_key_are_sent_once(store: Store) -> None:
    receive(store, "1", "2")
    for _ in range(2):
        [row] = waiting(store)
        store.inbox.finish(row, notes=(Reply("看不懂图片"),), note_key="album")
    assert store.backlog.standing().outbox_waiting == 1


def test_ticks_are_kept_with_the_update_that_made_them(open_store: Callable[[], Store]) -> None:
    store = open_store()
    receive(store, "1")
    [row] = waiting(store)
    store.inbox.finish(row, ticked=Ticks("5", 0, frozenset({2, 0})))
    assert open_store().inbox.ticks_of("telegram:1", "5", 0) == {0, 2}
    assert open_store().inbox.ticks_of("telegram:1", "5", 1) == frozenset()


def test_replies_go_out_in_order_and_each_once(store: Store, clock: Any) -> None:
    queue(store, clock, "telegram:1", "甲", "乙")
    queue(store, clock, "telegram:2", "丙")
    sent = []
    while found := due(store):
        sent.append([each.reply.text for each in found])
        for each in found:
            store.outbox.delivered(each.id)
    assert sent == [["甲", "丙"], ["乙"]]


def test_a_postponed_reply_holds_back_its_conversation_and_no_other(
    store: Store, clock: Any
) -> None:
    queue(store, clock, "telegram:1", "甲", "乙")
    queue(store, clock, "telegram:2", "丙")
    first = due(store)[0]
    store.outbox.advance(first.id, 1)
    store.outbox.postpone(first.id, clock() + timedelta(seconds=30), "retry after 30")
    assert [each.reply.text for each in due(store)] == ["丙"]
    clock.pass_(30)
    again = due(store)[0]
    assert (again.reply.text, again.parts_sent, again.attempts) == ("甲", 1, 1)


def test_a_dead_letter_is_listed_and_can_be_revived(store: Store, clock: Any) -> None:
    queue(store, clock, "telegram:1", "甲", "乙")
    [first] = due(store)
    store.outbox.bury(first.id, "blocked")
    assert [each.reply.text for each in due(store)] == ["乙"]
    [dead] = store.outbox.dead_letters()
    assert (dead.text, dead.error, dead.attempts) == ("甲", "blocked", 1)
    store.outbox.revive(dead.id)
    assert store.outbox.dead_letters() == ()
    assert [each.reply.text for each in due(store)] == ["甲"]


def test_a_reply_is_due_on_its_own_channel_only(store: Store, clock: Any) -> None:
    queue(store, clock, "web:1", "甲")
    assert due(store) == []
    assert len(due(store, "web")) == 1
