"""Opening the database: SQLite so that a commit survives a power cut, and several threads get on."""

import os
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, make_url, select
from sqlalchemy.exc import DatabaseError, OperationalError

from bot.storage.tables import SCHEMA_VERSION, metadata, schema

_BUSY_MS = 10_000


class WrongSchemaError(Exception):
    """The database was written by another version of Huiqi."""


class UnusableDatabaseError(Exception):
    """The file is not a database, or may not be written."""


def open_database(url: str) -> Engine:
    """The database at `url`, ready for use; a new SQLite file gets its tables.

    Raises `WrongSchemaError`, and SQLAlchemy's errors where the database cannot be opened.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(parsed, pool_pre_ping=True)
        _check_version(engine)
        return engine
    if not parsed.database or parsed.database == ":memory:":
        raise ValueError(f"{url}: expected a file, as in sqlite:///huiqi.db")
    _create_private(Path(parsed.database))
    engine = create_engine(parsed)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    _create_patiently(engine, str(parsed.database))
    _check_version(engine)
    return engine


def reading(engine: Engine) -> Engine:
    """The same database for reading: it takes no write lock."""
    return engine.execution_options(huiqi_reads=True)


def _create_patiently(engine: Engine, name: str) -> None:
    """Create the tables; many that open a new file at once must wait for one another.

    The change to WAL is refused at once where another makes it, whatever the busy timeout says.
    """
    for wait in (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 0.0):
        try:
            _create_tables(engine)
        except OperationalError as error:
            if "locked" not in str(error.orig) or not wait:
                raise UnusableDatabaseError(f"{name}: {error.orig}") from None
            time.sleep(wait)
        except DatabaseError as error:
            expected = "expected a database of ours"
            raise UnusableDatabaseError(f"{name}: {error.orig}; {expected}") from None
        else:
            return


def _create_private(path: Path) -> None:
    # Companies' figures stand in it: nobody else on the machine may read them.
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    # FULL, not NORMAL: what was acknowledged to a platform cannot be fetched again, so a commit
    # must outlive a power cut and not only a killed process.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes then would fail at once when another writes in
    # between; IMMEDIATE makes it wait for its turn instead.
    reads = connection.get_execution_options().get("huiqi_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _create_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        new = not engine.dialect.has_table(connection, schema.name)
        if new:
            metadata.create_all(connection)
            connection.execute(insert(schema).values(version=SCHEMA_VERSION))


def _check_version(engine: Engine) -> None:
    with reading(engine).connect() as connection:
        found = connection.execute(select(schema.c.version)).scalar_one_or_none()
    if found != SCHEMA_VERSION:
        raise WrongSchemaError(
            f"{engine.url.render_as_string()}: schema version {found}, expected {SCHEMA_VERSION}"
        )
