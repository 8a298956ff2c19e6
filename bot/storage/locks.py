"""Who is at it: locks by name that are free again the moment their process dies, however it dies."""

import fcntl
import hashlib
import os
import threading
from typing import Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from bot.storage.database import reading


class Locks(Protocol):
    """Locks shared by all processes on one database. Never waits; safe to use from several threads."""

    def take(self, name: str) -> bool:
        """Take the lock `name`; False while anybody, this process included, holds it."""
        ...

    def holds(self, name: str) -> bool:
        """Whether this process still holds `name`: a lost connection loses its locks."""
        ...

    def release(self, name: str) -> None:
        """Let go of `name`."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


def open_locks(engine: Engine) -> Locks:
    """The locks that go with a database."""
    if engine.dialect.name == "sqlite":
        return FileLocks(f"{engine.url.database}.locks")
    return PostgresLocks(engine)


class PostgresLocks:
    """Advisory locks of one connection kept for them: the server frees them when it drops.

    A transaction pooler between us and the server would break them: connect directly.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = reading(engine)
        self._connection: Connection | None = None
        self._held: set[str] = set()
        self._guard = threading.Lock()

    def take(self, name: str) -> bool:
        """Take the lock `name`, unless somebody has it."""
        with self._guard:
            if name in self._held:
                return False
            taken = bool(self._ask(f"SELECT pg_try_advisory_lock({_number(name)})"))
            if taken:
                self._held.add(name)
            return taken

    def holds(self, name: str) -> bool:
        """Whether the lock `name` is held and its connection lives."""
        with self._guard:
            try:
                return name in self._held and self._ask("SELECT 1") == 1 and name in self._held
            except DBAPIError:
                return False

    def release(self, name: str) -> None:
        """Let go of `name`."""
        with self._guard:
            if name in self._held:
                self._held.discard(name)
                self._ask(f"SELECT pg_advisory_unlock({_number(name)})")

    def close(self) -> None:
        """Drop the connection, and with it every lock."""
        with self._guard:
            self._drop()

    def _ask(self, question: str) -> object:
        if self._connection is None:
            self._connection = self._engine.connect()
        try:
            return self._connection.execute(text(question)).scalar_one()
        except DBAPIError:
            self._drop()  # whatever was held is lost; the next one begins anew
            raise

    def _drop(self) -> None:
        self._held.clear()
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None


class FileLocks:
    """One byte of a file beside the database for each name: the system frees them with the process."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        self._held: set[str] = set()
        self._guard = threading.Lock()

    def take(self, name: str) -> bool:
        """Take the lock `name`, unless somebody has it."""
        with self._guard:
            if name in self._held:
                return False
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _number(name))
            except BlockingIOError:
                return False
            self._held.add(name)
            return True

    def holds(self, name: str) -> bool:
        """Whether the lock `name` is held."""
        return name in self._held

    def release(self, name: str) -> None:
        """Let go of `name`."""
        with self._guard:
            if name in self._held:
                self._held.discard(name)
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, _number(name))

    def close(self) -> None:
        """Close the file, and with it every lock."""
        os.close(self._file)


def _number(name: str) -> int:
    """A name as a number of 62 bits: two of the same number merely wait for one another."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) >> 2
