"""What came in and was acknowledged: each update once, each conversation's in their order."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.messages import Reply
from bot.storage.database import reading
from bot.storage.outbox import add_replies
from bot.storage.tables import inbox, ticks


@dataclass(frozen=True, slots=True)
class Received:
    """One update waiting to be handled; `attempts` tells how often that has failed."""

    id: int
    conversation: str
    update_key: str
    payload: Mapping[str, Any]
    received_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Ticks:
    """The ticked choices, by number, under one reply with several choices to take."""

    turn_key: str
    position: int
    chosen: frozenset[int]


class Inbox:
    """The updates of all channels. `store.inbox` is the way to it."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._reader = reading(engine)
        self._clock = clock

    def receive(
        self, channel: str, update_key: str, conversation: str, payload: Mapping[str, Any]
    ) -> bool:
        """Keep an update. False when it was known already (then nothing changes)."""
        now = self._clock()
        row = insert(inbox).values(
            channel=channel,
            update_key=update_key,
            conversation=conversation,
            payload=dict(payload),
            received_at=now,
            state="new",
            attempts=0,
            next_at=now,
        )
        try:
            with self._engine.begin() as connection:
                connection.execute(row)
        except IntegrityError:
            return False
        return True

    def waiting(
        self, channel: str, limit: int, *, excluding: Collection[str] = ()
    ) -> tuple[Received, ...]:
        """The next update of each conversation but the `excluding` ones, the oldest first.

        An update that failed and waits for its next attempt holds back those behind it.
        """
        first = (
            select(func.min(inbox.c.id))
            .where(inbox.c.state == "new", inbox.c.channel == channel)
            .where(inbox.c.conversation.not_in(excluding))
            .group_by(inbox.c.conversation)
        )
        rows = (
            select(inbox)
            .where(inbox.c.id.in_(first), inbox.c.next_at <= self._clock())
            .order_by(inbox.c.id)
            .limit(limit)
        )
        with self._reader.connect() as connection:
            return tuple(
                Received(r.id, r.conversation, r.update_key, r.payload, r.received_at, r.attempts)
                for r in connection.execute(rows)
            )

    def finish(
        self,
        received: Received,
        *,
        notes: Sequence[Reply] = (),
        note_key: str | None = None,
        ticked: Ticks | None = None,
    ) -> None:
        """The update was handled. In the same transaction: the channel's own notes and ticks.

        Notes with a `note_key` that was used before are not sent again.
        """
        with self._engine.begin() as connection:
            _set_state(connection, received, "done")
            self._add_notes(connection, received, notes, note_key)
            if ticked is not None:
                _keep_ticks(connection, received.conversation, ticked)

    def retry(self, received: Received, next_at: datetime, error: str) -> None:
        """The update could not be handled; it is tried again at `next_at`."""
        row = update(inbox).where(inbox.c.id == received.id)
        with self._engine.begin() as connection:
            connection.execute(
                row.values(attempts=received.attempts + 1, next_at=next_at, error=error)
            )

    def give_up(self, received: Received, error: str, notes: Sequence[Reply] = ()) -> None:
        """The update will not be handled: it stays as `failed`, the person gets the notes."""
        with self._engine.begin() as connection:
            _set_state(connection, received, "failed", error)
            self._add_notes(connection, received, notes, None)

    def ticks_of(self, conversation: str, turn_key: str, position: int) -> frozenset[int]:
        """The choices ticked so far under a reply."""
        chosen = select(ticks.c.chosen).where(*_place(conversation, turn_key, position))
        with self._reader.connect() as connection:
            return frozenset(connection.execute(chosen).scalar_one_or_none() or ())

    def failed(self) -> int:
        """How many updates could not be handled."""
        count = select(func.count()).select_from(inbox).where(inbox.c.state == "failed")
        with self._reader.connect() as connection:
            return connection.execute(count).scalar_one()

    def _add_notes(
        self,
        connection: Connection,
        received: Received,
        notes: Sequence[Reply],
        note_key: str | None,
    ) -> None:
        key = note_key or f"note:{received.update_key}"
        add_replies(connection, received.conversation, key, notes, self._clock())


def _set_state(
    connection: Connection, received: Received, state: str, error: str | None = None
) -> None:
    row = update(inbox).where(inbox.c.id == received.id)
    connection.execute(row.values(state=state, error=error))


def _keep_ticks(connection: Connection, conversation: str, ticked: Ticks) -> None:
    place = _place(conversation, ticked.turn_key, ticked.position)
    connection.execute(delete(ticks).where(*place))
    connection.execute(
        insert(ticks).values(
            conversation=conversation,
            turn_key=ticked.turn_key,
            position=ticked.position,
            chosen=sorted(ticked.chosen),
        )
    )


def _place(conversation: str, turn_key: str, position: int) -> tuple[Any, ...]:
    return (
        ticks.c.conversation == conversation,
        ticks.c.turn_key == turn_key,
        ticks.c.position == position,
    )
