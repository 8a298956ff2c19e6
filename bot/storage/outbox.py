"""What is still to go out: every reply until it is delivered, each conversation's in their order."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, exists, insert, select, update

from bot.messages import Reply
from bot.storage.database import reading, writing
from bot.storage.replies import keep_reply, read_reply
from bot.storage.tables import AT_ONCE, outbox

# What every reply costs is said once and not built anew for each.
_NEXT = (
    select(outbox)
    .where(outbox.c.conversation == bindparam("of"), outbox.c.state == "new")
    .order_by(outbox.c.id)
    .limit(1)
)
_BEFORE = outbox.alias()
_EARLIER = exists().where(
    _BEFORE.c.conversation == outbox.c.conversation,
    _BEFORE.c.state == "new",
    _BEFORE.c.id < outbox.c.id,
)
_DUE = (
    select(outbox.c.conversation)
    .where(outbox.c.state == "new", outbox.c.channel == bindparam("by"))
    .where(outbox.c.conversation.not_in(bindparam("at_it", expanding=True)))
    .where(outbox.c.next_at <= bindparam("now"), ~_EARLIER)
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
)
_ROW = update(outbox).where(outbox.c.id == bindparam("row"))
_QUEUE = insert(outbox)


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
    place: Mapping[str, Any] | None = None


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

    def conversations(
        self, channel: str, limit: int, *, excluding: Collection[str] = ()
    ) -> tuple[str, ...]:
        """The conversations whose next reply is due now, the longest waiting first.

        A postponed reply holds back those behind it.
        """
        given = {"by": channel, "at_it": list(excluding), "now": self._clock(), "most": limit}
        with self._reader.connect() as connection:
            return tuple(connection.execute(_DUE, given).scalars())

    def next_of(self, conversation: str) -> Due | None:
        """The next reply of a conversation, when it is due now."""
        with self._reader.connect() as connection:
            row = connection.execute(_NEXT, {"of": conversation}).first()
            late = row is None or row.next_at > self._clock()
            return None if late else _read_due(connection, row)

    def advance(self, outbox_id: int, parts_sent: int) -> None:
        """So many parts of the reply have arrived."""
        self._set(outbox_id, parts_sent=parts_sent)

    def delivered(self, outbox_id: int) -> None:
        """The whole reply has arrived, now."""
        self._set(outbox_id, state="sent", next_at=self._clock(), error=None)

    def postpone(
        self, outbox_id: int, next_at: datetime, error: str, *, counts: bool = True
    ) -> None:
        """The reply could not be sent now; it is tried again at `next_at`.

        Without `counts` it was the platform that asked us to wait: that is no attempt.
        """
        attempts = outbox.c.attempts + int(counts)
        row = _ROW.values(attempts=attempts, next_at=next_at, error=error)
        with writing(self._engine) as connection:
            connection.execute(row, {"row": outbox_id})

    def bury(self, outbox_id: int, error: str) -> None:
        """The reply cannot be delivered: it becomes a dead letter, and those behind it go on."""
        attempts = outbox.c.attempts + 1
        row = _ROW.values(state="dead", attempts=attempts, next_at=self._clock(), error=error)
        with writing(self._engine) as connection:
            connection.execute(row, {"row": outbox_id})

    def redirect(self, conversation: str, moved_to: str) -> None:
        """The chat has another number now: what waits for it goes there."""
        rows = update(outbox).where(outbox.c.conversation == conversation, outbox.c.state == "new")
        with writing(self._engine) as connection:
            connection.execute(rows.values(conversation=moved_to))

    def revive(self, outbox_id: int) -> bool:
        """Try a dead letter again; False where there is none of this number."""
        row = update(outbox).where(outbox.c.id == outbox_id, outbox.c.state == "dead")
        values = {"state": "new", "attempts": 0, "next_at": AT_ONCE, "error": None}
        with writing(self._engine) as connection:
            return connection.execute(row.values(**values)).rowcount == 1

    def drop(self, outbox_id: int) -> bool:
        """Delete a dead letter; False where there is none of this number."""
        dead = outbox.c.id == outbox_id, outbox.c.state == "dead"
        with writing(self._engine) as connection:
            return connection.execute(delete(outbox).where(*dead)).rowcount == 1

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

    def _set(self, outbox_id: int, **values: Any) -> None:
        with writing(self._engine) as connection:
            connection.execute(_ROW, {"row": outbox_id, **values})


def add_replies(
    connection: Connection,
    conversation: str,
    key: str,
    replies: Sequence[Reply],
    now: datetime,
    *,
    place: Mapping[str, Any] | None = None,
) -> None:
    """Queue replies that belong to no turn; those under a `key` used before are left out."""
    used = select(outbox.c.id).where(
        outbox.c.conversation == conversation, outbox.c.turn_key == key
    )
    if replies and connection.execute(used.limit(1)).first() is None:
        kept = [keep_reply(connection, conversation, reply, now) for reply in replies]
        queue_replies(connection, conversation, key, kept, place=place)


def queue_replies(
    connection: Connection,
    conversation: str,
    key: str,
    kept: Sequence[dict[str, Any]],
    *,
    place: Mapping[str, Any] | None = None,
) -> None:
    """Queue replies as `keep_reply` gave them, to go out on the conversation's channel."""
    rows = [
        {
            "channel": conversation.partition(":")[0],
            "conversation": conversation,
            "turn_key": key,
            "position": position,
            "reply": reply,
            "place": place,
            "file": reply["file"],
            "state": "new",
            "parts_sent": 0,
            "attempts": 0,
            "next_at": AT_ONCE,
        }
        for position, reply in enumerate(kept)
    ]
    if rows:
        connection.execute(_QUEUE, rows)


def _read_due(connection: Connection, row: Any) -> Due:
    return Due(
        row.id,
        row.conversation,
        row.turn_key,
        row.position,
        read_reply(connection, row.reply),
        row.parts_sent,
        row.attempts,
        row.place,
    )
