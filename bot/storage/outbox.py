"""What is still to go out: every reply until it is delivered, each conversation's in their order."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from bot.messages import Reply
from bot.storage.database import reading
from bot.storage.replies import keep_reply, read_reply
from bot.storage.tables import outbox


@dataclass(frozen=True, slots=True)
class Due:
    """One reply to be sent now. `parts_sent` of its parts have arrived already."""

    id: int
    conversation: str
    turn_key: str
    position: int
    reply: Reply
    parts_sent: int
    attempts: int


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One reply that could not be delivered, and why."""

    id: int
    conversation: str
    turn_key: str
    text: str
    attempts: int
    error: str


class Outbox:
    """The replies of all channels. `store.outbox` is the way to it."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._reader = reading(engine)
        self._clock = clock

    def due(self, channel: str, limit: int, *, excluding: Collection[str] = ()) -> tuple[Due, ...]:
        """The next reply of each conversation but the `excluding` ones, the oldest first.

        A postponed reply holds back those behind it.
        """
        first = (
            select(func.min(outbox.c.id))
            .where(outbox.c.state == "new", outbox.c.channel == channel)
            .where(outbox.c.conversation.not_in(excluding))
            .group_by(outbox.c.conversation)
        )
        rows = (
            select(outbox)
            .where(outbox.c.id.in_(first), outbox.c.next_at <= self._clock())
            .order_by(outbox.c.id)
            .limit(limit)
        )
        with self._reader.connect() as connection:
            return tuple(_read_due(connection, row) for row in connection.execute(rows).all())

    def advance(self, outbox_id: int, parts_sent: int) -> None:
        """So many parts of the reply have arrived."""
        self._set(outbox_id, parts_sent=parts_sent)

    def delivered(self, outbox_id: int) -> None:
        """The whole reply has arrived."""
        self._set(outbox_id, state="sent", error=None)

    def postpone(self, outbox_id: int, next_at: datetime, error: str) -> None:
        """The reply could not be sent now; it is tried again at `next_at`."""
        self._set(outbox_id, attempts=outbox.c.attempts + 1, next_at=next_at, error=error)

    def bury(self, outbox_id: int, error: str) -> None:
        """The reply cannot be delivered: it becomes a dead letter, and those behind it go on."""
        self._set(outbox_id, state="dead", attempts=outbox.c.attempts + 1, error=error)

    def revive(self, outbox_id: int) -> None:
        """Try a dead letter again."""
        self._set(outbox_id, state="new", next_at=self._clock(), error=None)

    def dead_letters(self) -> tuple[DeadLetter, ...]:
        """All replies that could not be delivered, the oldest first."""
        rows = select(outbox).where(outbox.c.state == "dead").order_by(outbox.c.id)
        with self._reader.connect() as connection:
            return tuple(
                DeadLetter(
                    r.id, r.conversation, r.turn_key, r.reply["text"], r.attempts, r.error or ""
                )
                for r in connection.execute(rows)
            )

    def depth(self) -> int:
        """How many replies wait to be sent."""
        count = select(func.count()).select_from(outbox).where(outbox.c.state == "new")
        with self._reader.connect() as connection:
            return connection.execute(count).scalar_one()

    def _set(self, outbox_id: int, **values: Any) -> None:
        row = update(outbox).where(outbox.c.id == outbox_id)
        with self._engine.begin() as connection:
            connection.execute(row.values(**values))


def add_replies(
    connection: Connection, conversation: str, key: str, replies: Sequence[Reply], now: datetime
) -> None:
    """Queue replies that belong to no turn; those under a `key` used before are left out."""
    used = select(outbox.c.id).where(
        outbox.c.conversation == conversation, outbox.c.turn_key == key
    )
    if replies and connection.execute(used.limit(1)).first() is None:
        kept = [keep_reply(connection, conversation, reply, now) for reply in replies]
        queue_replies(connection, conversation, key, kept, now)


def queue_replies(
    connection: Connection,
    conversation: str,
    key: str,
    kept: Sequence[dict[str, Any]],
    now: datetime,
) -> None:
    """Queue replies as `keep_reply` gave them, to go out on the conversation's channel."""
    rows = [
        {
            "channel": conversation.partition(":")[0],
            "conversation": conversation,
            "turn_key": key,
            "position": position,
            "reply": reply,
            "file": reply["file"],
            "state": "new",
            "parts_sent": 0,
            "attempts": 0,
            "next_at": now,
        }
        for position, reply in enumerate(kept)
    ]
    if rows:
        connection.execute(insert(outbox), rows)


def _read_due(connection: Connection, row: Any) -> Due:
    return Due(
        row.id,
        row.conversation,
        row.turn_key,
        row.position,
        read_reply(connection, row.reply),
        row.parts_sent,
        row.attempts,
    )
