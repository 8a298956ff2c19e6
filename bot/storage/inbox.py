"""What came in and was acknowledged: each update once, each conversation's in their order."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    bindparam,
    exists,
    func,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.messages import Reply
from bot.storage.database import reading, writing
from bot.storage.outbox import add_replies
from bot.storage.tables import AT_ONCE, inbox
from bot.storage.ticks import Ticks, keep_ticks, read_ticks

# What every message costs is said once and not built anew for each.
_OF_ONE = inbox.c.conversation == bindparam("of")
_WAITING = select(inbox).where(_OF_ONE, inbox.c.state == "new")
_WAITING = _WAITING.order_by(inbox.c.sequence, inbox.c.id)
_NEXT = _WAITING.limit(1)
_BEFORE = inbox.alias()
_EARLIER = exists().where(
    _BEFORE.c.conversation == inbox.c.conversation,
    _BEFORE.c.state == "new",
    tuple_(_BEFORE.c.sequence, _BEFORE.c.id) < tuple_(inbox.c.sequence, inbox.c.id),
)
_DUE = (
    select(inbox.c.conversation)
    .where(inbox.c.state == "new", inbox.c.channel == bindparam("by"))
    .where(inbox.c.conversation.not_in(bindparam("at_it", expanding=True)))
    .where(inbox.c.next_at <= bindparam("now"), ~_EARLIER)
    .order_by(inbox.c.received_at, inbox.c.id)
    .limit(bindparam("most"))
)
_LATELY = select(func.count()).where(
    _OF_ONE, inbox.c.received_at > bindparam("since"), inbox.c.id <= bindparam("until")
)
_STATE = select(inbox.c.state).where(inbox.c.id == bindparam("row"))
_SET = update(inbox).where(inbox.c.id == bindparam("row"), inbox.c.state == "new")
_FINISH = update(inbox).values(state="done", error=None)
_FINISH = _FINISH.where(inbox.c.channel == bindparam("by"), inbox.c.update_key == bindparam("key"))
_FINISH = _FINISH.where(_OF_ONE, inbox.c.state == "new")
_KEEP: Mapping[str, Any] = {
    dialect.name: insert(inbox)
    .on_conflict_do_nothing(index_elements=["channel", "update_key"])
    .returning(inbox.c.update_key)
    for dialect, insert in (
        (sqlite.dialect, sqlite.insert),
        (postgresql.dialect, postgresql.insert),
    )
}


@dataclass(frozen=True, slots=True)
class Received:
    """One update waiting to be handled; `attempts` tells how often that has failed."""

    id: int
    conversation: str
    update_key: str
    payload: Mapping[str, Any]
    received_at: datetime
    attempts: int
    sequence: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update as a platform gave it.

    `sequence` is the platform's own order; `wait` puts off the update and those behind it.
    """

    update_key: str
    conversation: str
    payload: Mapping[str, Any]
    sequence: int = 0
    wait: timedelta = timedelta()


class Inbox:
    """The updates of all channels. `store.inbox` is the way to it."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._reader = reading(engine)
        self._clock = clock

    def receive(
        self,
        channel: str,
        update_key: str,
        conversation: str,
        payload: Mapping[str, Any],
        *,
        sequence: int = 0,
        wait: timedelta = timedelta(),
    ) -> bool:
        """Keep an update. False when it was known already (then nothing changes)."""
        arrived = Arrived(update_key, conversation, payload, sequence, wait)
        return self.receive_all(channel, (arrived,)) == (arrived,)

    def receive_all(self, channel: str, arrived: Sequence[Arrived]) -> tuple[Arrived, ...]:
        """Keep updates in one transaction, all or none; those that were not known already."""
        once: dict[str, Arrived] = {}
        for each in arrived:
            once.setdefault(each.update_key, each)
        now = self._clock()
        rows = [{"channel": channel, **_row(each, now)} for each in once.values()]
        keep = _KEEP[self._engine.dialect.name]
        with writing(self._engine) as connection:
            new = connection.execute(keep, rows).scalars().all()
        return tuple(once[key] for key in new)

    def conversations(
        self, channel: str, limit: int, *, excluding: Collection[str] = ()
    ) -> tuple[str, ...]:
        """The conversations whose next update can be taken now, the longest waiting first.

        An update that failed and waits for its next attempt holds back those behind it.
        """
        given = {"by": channel, "at_it": list(excluding), "now": self._clock(), "most": limit}
        with self._reader.connect() as connection:
            return tuple(connection.execute(_DUE, given).scalars())

    def next_of(self, conversation: str) -> Received | None:
        """The next update of a conversation, when it can be taken now."""
        with self._reader.connect() as connection:
            row = connection.execute(_NEXT, {"of": conversation}).first()
        return None if row is None or row.next_at > self._clock() else _received(row)

    def behind(self, received: Received, most: int) -> tuple[Received, ...]:
        """What waits in the same conversation behind an update, in order, due or not."""
        rows = _WAITING.where(inbox.c.id != received.id).limit(most)
        with self._reader.connect() as connection:
            found = connection.execute(rows, {"of": received.conversation})
            return tuple(map(_received, found))

    def past(self, conversation: str, most: int) -> tuple[Received, ...]:
        """What was handled of a conversation, the newest first."""
        rows = select(inbox).where(inbox.c.conversation == conversation, inbox.c.state == "done")
        with self._reader.connect() as connection:
            found = connection.execute(rows.order_by(inbox.c.id.desc()).limit(most))
            return tuple(map(_received, found))

    def join(
        self, received: Received, others: Sequence[Received], payload: Mapping[str, Any]
    ) -> Received:
        """Make one update of several: the first with a new payload, the others done."""
        rows = update(inbox).where(inbox.c.state == "new")
        with writing(self._engine) as connection:
            joined = rows.where(inbox.c.id.in_([other.id for other in others]))
            connection.execute(joined.values(state="done"))
            own = rows.where(inbox.c.id == received.id)
            connection.execute(own.values(payload=dict(payload)))
        return replace(received, payload=payload)

    def count_until(self, received: Received, within: timedelta) -> int:
        """How many updates of its conversation came in shortly before an update, with itself.

        Those that came in since do not count: who writes too much is read until it is too much.
        """
        since = received.received_at - within
        given = {"of": received.conversation, "since": since, "until": received.id}
        with self._reader.connect() as connection:
            return connection.execute(_LATELY, given).scalar_one()

    def finish(
        self,
        received: Received,
        *,
        notes: Sequence[Reply] = (),
        note_key: str | None = None,
        place: Mapping[str, Any] | None = None,
        ticked: Ticks | None = None,
    ) -> None:
        """The update was handled. In the same transaction: the channel's own notes and ticks.

        Notes with a `note_key` that was used before are not sent again; `place` is where in the
        chat they belong. What its turn marked as done already costs no other transaction.
        """
        if not notes and ticked is None and not self._is_new(received):
            return
        with writing(self._engine) as connection:
            _set_state(connection, received, "done")
            self._add_notes(connection, received, notes, note_key, place)
            if ticked is not None:
                keep_ticks(connection, received.conversation, ticked)

    def put_off(self, received: Received, next_at: datetime) -> None:
        """The update is not ready to be taken before `next_at`: that is no failure."""
        with writing(self._engine) as connection:
            connection.execute(_SET, {"row": received.id, "next_at": next_at})

    def retry(self, received: Received, next_at: datetime, error: str) -> None:
        """The update could not be handled; it is tried again at `next_at`."""
        row = update(inbox).where(inbox.c.id == received.id)
        with writing(self._engine) as connection:
            connection.execute(
                row.values(attempts=received.attempts + 1, next_at=next_at, error=error)
            )

    def give_up(self, received: Received, error: str, notes: Sequence[Reply] = ()) -> None:
        """The update will not be handled: it stays as `failed`, the person gets the notes."""
        with writing(self._engine) as connection:
            _set_state(connection, received, "failed", error)
            self._add_notes(connection, received, notes)

    def ticks_of(self, conversation: str, turn_key: str, position: int) -> frozenset[int]:
        """The choices ticked so far under a reply."""
        with self._reader.connect() as connection:
            return read_ticks(connection, conversation, turn_key, position)

    def _is_new(self, received: Received) -> bool:
        with self._reader.connect() as connection:
            state = connection.execute(_STATE, {"row": received.id}).scalar_one_or_none()
        return state == "new"

    def _add_notes(
        self,
        connection: Connection,
        received: Received,
        notes: Sequence[Reply],
        note_key: str | None = None,
        place: Mapping[str, Any] | None = None,
    ) -> None:
        key = note_key or f"note:{received.update_key}"
        add_replies(connection, received.conversation, key, notes, self._clock(), place=place)


def _row(arrived: Arrived, now: datetime) -> dict[str, Any]:
    return {
        "update_key": arrived.update_key,
        "conversation": arrived.conversation,
        "sequence": arrived.sequence,
        "payload": dict(arrived.payload),
        "received_at": now,
        "state": "new",
        "attempts": 0,
        "next_at": now + arrived.wait if arrived.wait else AT_ONCE,
    }


def finish_update(connection: Connection, conversation: str, update_key: str) -> None:
    """The update that brought a message is done in the transaction that saves its turn."""
    channel = conversation.partition(":")[0]
    connection.execute(_FINISH, {"by": channel, "key": update_key, "of": conversation})


def _received(r: Any) -> Received:
    return Received(
        r.id, r.conversation, r.update_key, r.payload, r.received_at, r.attempts, r.sequence
    )


def _set_state(
    connection: Connection, received: Received, state: str, error: str | None = None
) -> None:
    connection.execute(_SET, {"row": received.id, "state": state, "error": error})
