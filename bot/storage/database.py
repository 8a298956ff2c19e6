"""Opening the database: SQLite in a file of its own, or PostgreSQL; both durable, both through SQLAlchemy."""

import fcntl
import os
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    insert,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.storage.tables import HEAD, SCHEMA_VERSION, alembic_version, metadata, schema

_BUSY_MS = 10_000
_AGAIN_SECONDS = 0.001
_POSTGRES_CONNECTIONS = 20
# A machine that loses its power says no goodbye: without these the server would keep its locks for
# two hours, and we would wait a quarter of one for a server that is gone.
_PATIENCE: dict[str, str | int] = {
    "connect_timeout": 5,
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 4,
    "tcp_user_timeout": 40_000,  # milliseconds
    "options": "-c tcp_keepalives_idle=20 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4"
    " -c tcp_user_timeout=40000",
}
# What a call raises while there is no database to speak to: it tells nothing of what was asked.
UNREACHABLE = (OperationalError, PoolTimeoutError, OSError)
_LOCK_OF_MIGRATION = 0x68756971  # any number, the same in every process
_writers: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


class WrongSchemaError(Exception):
    """The database was written by another version of Huiqi."""


class UnusableDatabaseError(Exception):
    """The file is not a database, or may not be written."""


def open_database(url: str) -> Engine:
    """The database at `url`, ready for use; SQLite is created or brought up to date on the way.

    Raises `WrongSchemaError` where PostgreSQL was not migrated, and `UnusableDatabaseError` where
    the database cannot be opened.
    """
    engine = connect_to(url)
    if engine.dialect.name == "sqlite":
        _create_patiently(engine)
    elif (found := _answered(engine)) != HEAD:
        raise WrongSchemaError(
            f"{shown(engine)}: schema {found or 'missing'}, expected {HEAD}; run huiqi migrate"
        )
    return engine


def _answered(engine: Engine) -> str | None:
    try:
        return found_version(engine)
    except OperationalError as error:
        reason = next(iter(str(error.orig).splitlines()), "")
        raise UnusableDatabaseError(f"{shown(engine)}: {reason}") from None


def connect_to(url: str) -> Engine:
    """The engine for `url`, whatever state the tables are in."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            pool_size=_POSTGRES_CONNECTIONS,
            connect_args={k: v for k, v in _PATIENCE.items() if k not in parsed.query},
        )
    if not parsed.database or parsed.database == ":memory:":
        raise ValueError(f"{url}: expected a file, as in sqlite:///huiqi.db")
    _create_private(Path(parsed.database))
    engine = create_engine(parsed, pool_size=_POSTGRES_CONNECTIONS)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def migrate(engine: Engine) -> tuple[str | None, str]:
    """Bring the tables to the newest revision; the revision before (None: empty) and after.

    A new database gets its tables at once; one made before there were revisions is adopted.
    """
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK_OF_MIGRATION})"))
        before = _version_in(connection)
        if before is None:
            metadata.create_all(connection)
            connection.execute(insert(schema).values(version=SCHEMA_VERSION))
            connection.execute(insert(alembic_version).values(version_num=HEAD))
        elif before > HEAD:
            raise WrongSchemaError(f"{shown(engine)}: schema {before}, expected {HEAD} or older")
        elif before < HEAD:
            from bot.storage.migrations import upgrade

            upgrade(connection, before)
    return before, HEAD


def found_version(engine: Engine) -> str | None:
    """The revision of the tables; None where there are none."""
    with reading(engine).connect() as connection:
        return _version_in(connection)


def reading(engine: Engine) -> Engine:
    """The same database for reading: it takes no write lock, and opens no transaction in vain."""
    if engine.dialect.name == "sqlite":
        return engine  # which begins none by itself: see `_prepare_sqlite`
    return engine.execution_options(isolation_level="AUTOCOMMIT")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes.

    SQLite takes one writer at a time and lets the others sleep and try again: ours wait for one
    another here instead, each for no longer than it must.
    """
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            yield connection
        return
    with _alone(engine.url), engine.begin() as connection:
        # A transaction that reads first and writes then would fail at once when a foreign program
        # writes in between; IMMEDIATE makes it wait for its turn instead.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def shown(engine: Engine) -> str:
    """Where the database is, without its password."""
    return engine.url.render_as_string(hide_password=True)


@contextmanager
def _alone(url: URL) -> Iterator[None]:
    """The turn to write among the threads of this process, then among the processes.

    It is a courtesy: who waits too long, or may not open the file, goes on to SQLite's own lock.
    """
    writer, end = _writers[str(url.database)], time.monotonic() + _BUSY_MS / 1000
    first = writer.acquire(timeout=_BUSY_MS / 1000)
    try:
        held = _opened(f"{url.database}.writing")
        try:
            while held is not None and not _locked(held) and time.monotonic() < end:
                time.sleep(_AGAIN_SECONDS)
            yield
        finally:
            if held is not None:
                os.close(held)  # lets go of it
    finally:
        if first:
            writer.release()


def _opened(path: str) -> int | None:
    try:
        return os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError:
        return None


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _create_patiently(engine: Engine) -> None:
    """Create or migrate the tables; many that open a new file at once must wait for one another.

    The change to WAL is refused at once where another makes it, whatever the busy timeout says.
    """
    name = engine.url.database
    for wait in (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 0.0):
        try:
            if found_version(engine) != HEAD:
                migrate(engine)
        except OperationalError as error:
            if "locked" not in str(error.orig) or not wait:
                raise UnusableDatabaseError(f"{name}: {error.orig}") from None
            time.sleep(wait)
        except DatabaseError as error:
            expected = "expected a database of ours"
            raise UnusableDatabaseError(f"{name}: {error.orig}; {expected}") from None
        else:
            return


def _version_in(connection: Connection) -> str | None:
    tables = inspect(connection)
    if tables.has_table(alembic_version.name):
        found: str = connection.execute(select(alembic_version.c.version_num)).scalar_one()
        return found
    if not tables.has_table(schema.name):
        return None
    first = connection.execute(select(schema.c.version)).scalar_one_or_none()
    if first != 1:
        raise WrongSchemaError(
            f"{shown(connection.engine)}: schema version {first}, expected {SCHEMA_VERSION}"
        )
    return "0001"


def _create_private(path: Path) -> None:
    # Companies' figures stand in it: nobody else on the machine may read them.
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where `writing` says
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    # FULL, not NORMAL: what was acknowledged to a platform cannot be fetched again, so a commit
    # must outlive a power cut and not only a killed process.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
