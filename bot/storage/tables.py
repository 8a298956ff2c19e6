"""The tables: what is kept of a conversation, what came in, and what is still to go out."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

HEAD = "0002"  # the newest revision under `migrations`
SCHEMA_VERSION = 2  # what releases without revisions look at
# What may be taken at once is due since long ago: a clock that was ahead and is put back holds
# nothing up.
AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
metadata = MetaData()


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone, so it is put back when the value is read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """The moment in UTC. Raises `ValueError` for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment with its zone."""
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _id() -> Column[int]:
    # SQLite numbers rows only in a column of its own type INTEGER; AUTOINCREMENT (see the tables)
    # never gives a number twice, so that the order of ids is the order of arrival.
    wide = BigInteger().with_variant(Integer, "sqlite")
    return Column("id", wide, primary_key=True, autoincrement=True)


schema = Table("schema", metadata, Column("version", Integer, primary_key=True))
alembic_version = Table(
    "alembic_version", metadata, Column("version_num", String(32), primary_key=True)
)

sessions = Table(
    "sessions",
    metadata,
    Column("conversation", String(200), primary_key=True),
    Column("state", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    _id(),
    Column("conversation", String(200), nullable=False),
    Column("key", String(200), nullable=False),
    Column("message", JSON, nullable=False),
    Column("at", Instant, nullable=False),
    Column("replies", JSON, nullable=False),
    Column("offers_choices", Boolean, nullable=False),
    UniqueConstraint("conversation", "key"),
    sqlite_autoincrement=True,
)

COPY = "copy"  # the format of the record of a summary, which is no document
files = Table(
    "files",
    metadata,
    _id(),
    Column("conversation", String(200), nullable=False, index=True),
    Column("name", String(400), nullable=False),
    Column("format", String(10), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

inbox = Table(
    "inbox",
    metadata,
    _id(),
    Column("channel", String(40), nullable=False),
    Column("update_key", String(200), nullable=False),
    Column("conversation", String(200), nullable=False),
    # The platform's own order: updates may arrive in another one.
    Column("sequence", BigInteger, nullable=False, server_default="0"),
    Column("payload", JSON, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("state", String(10), nullable=False),  # new, done, failed
    Column("attempts", Integer, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("error", Text),
    UniqueConstraint("channel", "update_key"),
    Index("inbox_waiting", "state", "channel", "conversation", "id"),
    Index("inbox_turn", "conversation", "state", "sequence", "id"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("channel", String(40), nullable=False),
    Column("conversation", String(200), nullable=False),
    Column("turn_key", String(200), nullable=False),
    Column("position", Integer, nullable=False),
    Column("reply", JSON, nullable=False),
    # Where in the chat it belongs, in the words of its channel: a thread, a message to answer.
    Column("place", JSON),
    Column("file", ForeignKey("files.id")),
    Column("state", String(10), nullable=False),  # new, sent, dead
    Column("parts_sent", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("error", Text),
    UniqueConstraint("conversation", "turn_key", "position"),
    Index("outbox_waiting", "state", "channel", "conversation", "id"),
    Index("outbox_turn", "conversation", "state", "id"),
    sqlite_autoincrement=True,
)

ticks = Table(
    "ticks",
    metadata,
    Column("conversation", String(200), primary_key=True),
    Column("turn_key", String(200), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("chosen", JSON, nullable=False),
)

# Everything that is kept of a conversation, those that refer to others first.
OF_A_CONVERSATION = (outbox, ticks, inbox, turns, files, sessions)
