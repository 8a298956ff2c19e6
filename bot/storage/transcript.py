"""What was said in a conversation, in its order: for a channel that shows the whole of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.messages import Reply
from bot.storage.database import open_database, reading
from bot.storage.replies import read_reply
from bot.storage.tables import turns

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Told:
    """One turn as it was saved: its number, the message's key, words, choice, and its replies.

    A number is given once and grows. The replies come without their documents: those are drawn anew
    when they are fetched.
    """

    number: int
    key: str
    text: str
    choice: str | None
    at: datetime
    replies: tuple[Reply, ...]


class Transcript:
    """Reads the turns of conversations from the database at `url`; takes no write lock."""

    def __init__(self, url: str) -> None:
        self._reader = reading(open_database(url))

    @property
    def address(self) -> str:
        """Where the database is, without its password."""
        return self._reader.url.render_as_string(hide_password=True)

    def turns_of(self, conversation: str, since: int = 0) -> tuple[Told, ...]:
        """The turns of a conversation from number `since` on in their order, the latest `LONGEST`."""
        rows = select(turns).where(turns.c.conversation == conversation, turns.c.id >= since)
        rows = rows.order_by(turns.c.id.desc()).limit(LONGEST)
        with self._reader.connect() as connection:
            found = connection.execute(rows).all()
            return tuple(_told(connection, row) for row in reversed(found))

    def newest(self) -> int:
        """The number of the last turn of all conversations; 0 when there is none."""
        with self._reader.connect() as connection:
            return connection.execute(select(func.max(turns.c.id))).scalar_one() or 0

    def last_number(self, conversation: str) -> int:
        """The number of the last turn of a conversation; 0 when there is none."""
        numbers = select(func.max(turns.c.id)).where(turns.c.conversation == conversation)
        with self._reader.connect() as connection:
            return connection.execute(numbers).scalar_one() or 0

    def last_key(self, conversation: str) -> str:
        """The key of the last turn; empty when there is none."""
        keys = select(turns.c.key).where(turns.c.conversation == conversation)
        with self._reader.connect() as connection:
            last = keys.order_by(turns.c.id.desc()).limit(1)
            return connection.execute(last).scalar_one_or_none() or ""

    def is_reachable(self) -> bool:
        """Whether the database answers."""
        try:
            with self._reader.connect() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        """Close the connections."""
        self._reader.dispose()


def _told(connection: Any, row: Any) -> Told:
    replies = tuple(read_reply(connection, {**kept, "file": None}) for kept in row.replies)
    return Told(row.id, row.key, row.message["text"], row.message["choice"], row.at, replies)
