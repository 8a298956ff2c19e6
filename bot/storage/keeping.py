"""What is kept of a conversation, for its owner: all of it as JSON, and its removal, on time."""

import base64
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, delete, or_, select, update

from bot.storage.database import reading, writing
from bot.storage.tables import AT_ONCE, COPY, OF_A_CONVERSATION, files, inbox, outbox, sessions

_CASE = "#"


class Keeping:
    """The removal and the export of conversations. `store.keeping` is the way to it."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._reader = reading(engine)
        self._clock = clock

    def export(self, conversation: str) -> dict[str, Any]:
        """Everything that is kept of a conversation and its cases, as a JSON object."""
        with self._reader.connect() as connection:
            kept = {
                table.name: [
                    {name: _to_json(value) for name, value in row._mapping.items()}  # noqa: SLF001 - its public name
                    for row in connection.execute(select(table).where(of(table, conversation)))
                ]
                for table in OF_A_CONVERSATION
            }
        return {
            "conversation": conversation,
            "exported_at": self._clock().isoformat(),
            **kept,
        }

    def documents(self, conversation: str) -> tuple[tuple[str, bytes], ...]:
        """Name and content of every document that was handed over in a conversation and its cases."""
        handed = select(files.c.name, files.c.content).where(
            of(files, conversation), files.c.format != COPY
        )
        with self._reader.connect() as connection:
            return tuple((name, content) for name, content in connection.execute(handed))

    def purge(self, before: datetime) -> int:
        """Delete every conversation in which nothing was said since a moment; how many.

        What was given up before it goes too: it may belong to no conversation.
        """
        old = select(sessions.c.conversation).where(
            sessions.c.updated_at < before, sessions.c.conversation.not_like(f"%{_CASE}%")
        )
        with writing(self._engine) as connection:
            names = connection.execute(old).scalars().all()
            for name in names:
                forget(connection, name)
            failed = inbox.c.state == "failed", inbox.c.received_at < before
            connection.execute(delete(inbox).where(*failed))
            since = outbox.c.next_at > AT_ONCE, outbox.c.next_at < before
            connection.execute(delete(outbox).where(outbox.c.state == "dead", *since))
        return len(names)


def forget(connection: Connection, conversation: str, *, up_to: str | None = None) -> None:
    """Delete everything that is kept of a conversation and its cases, sent or not.

    What waits in the inbox was said afterwards and stays, all but the update `up_to`. Of what was
    handled nothing but the platform's number stays, under no conversation, until that is cleared:
    the platform may deliver it once more, and it must not be taken once more.
    """
    handled = or_(inbox.c.state != "new", inbox.c.update_key == up_to)
    empty: dict[str, Any] = {"conversation": "", "payload": {}, "state": "done", "error": None}
    connection.execute(update(inbox).where(of(inbox, conversation), handled).values(**empty))
    for table in OF_A_CONVERSATION:
        if table is not inbox:
            connection.execute(delete(table).where(of(table, conversation)))


def of(table: Table, conversation: str) -> ColumnElement[bool]:
    """The rows of a conversation and of its cases."""
    name = table.c.conversation
    return or_(name == conversation, name.startswith(f"{conversation}{_CASE}", autoescape=True))


def _to_json(value: object) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case _:
            return value
