"""How the queues stand, and the removal of what is done with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Table, delete, func, select

from bot.storage.database import reading, writing
from bot.storage.tables import inbox, outbox


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits and what failed; `oldest_seconds` is the age of the oldest waiting update."""

    inbox_waiting: int
    inbox_failed: int
    oldest_seconds: float
    outbox_waiting: int
    dead_letters: int


class Backlog:
    """The queues of all channels together. `store.backlog` is the way to it."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._reader = reading(engine)
        self._clock = clock

    def standing(self) -> Standing:
        """How the queues stand now."""
        oldest = select(func.min(inbox.c.received_at)).where(inbox.c.state == "new")
        with self._reader.connect() as connection:

            def count(table: Table, state: str) -> int:
                rows = select(func.count()).select_from(table).where(table.c.state == state)
                return connection.execute(rows).scalar_one()

            since: datetime | None = connection.execute(oldest).scalar_one_or_none()
            age = (self._clock() - since).total_seconds() if since else 0.0
            return Standing(
                count(inbox, "new"),
                count(inbox, "failed"),
                max(age, 0.0),
                count(outbox, "new"),
                count(outbox, "dead"),
            )

    def clear(self, before: datetime) -> int:
        """Delete updates that were done and replies that arrived before a moment; how many."""
        done: tuple[tuple[Table, tuple[ColumnElement[Any], ...]], ...] = (
            (inbox, (inbox.c.state == "done", inbox.c.received_at < before)),
            (outbox, (outbox.c.state == "sent", outbox.c.next_at < before)),
        )
        with writing(self._engine) as connection:
            return sum(
                connection.execute(delete(table).where(*where)).rowcount for table, where in done
            )
