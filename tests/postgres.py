"""A PostgreSQL cluster of the tests' own: made in a temporary folder, gone with them."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import create_engine, text

from bot.storage.database import connect_to, migrate
from tests.needing import require

_FAST = "-c fsync=off -c full_page_writes=off -c max_connections=200"


def programs() -> Path | None:
    """The folder of the server's programs; None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    newest = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=None)
    return newest.parent if newest else None


class Cluster:
    """A server on a free port of 127.0.0.1; `restart` stops it as a crash would."""

    def __init__(self) -> None:
        found = programs()
        assert found is not None
        self._programs = found
        self._folder = Path(tempfile.mkdtemp(prefix="huiqi-pg-"))
        # PostgreSQL does not run as root.
        self._user = _somebody() if os.geteuid() == 0 else None
        if self._user is not None:
            shutil.chown(self._folder, self._user)
        with socket.socket() as trying:
            trying.bind(("127.0.0.1", 0))
            self.port = trying.getsockname()[1]
        self._run("initdb", "-A", "trust", "-U", "huiqi", "-E", "UTF8", "--no-sync", "--locale=C")
        self.start()
        self.create("huiqi_template")
        engine = connect_to(self.url("huiqi_template"))
        migrate(engine)
        engine.dispose()

    def url(self, database: str) -> str:
        return f"postgresql://huiqi@127.0.0.1:{self.port}/{database}"

    def create(self, name: str = "", template: str = "template0") -> str:
        """A new database; its address."""
        name = name or f"huiqi_{secrets.token_hex(6)}"
        engine = create_engine(
            self.url("postgres").replace("postgresql:", "postgresql+psycopg:"),
            isolation_level="AUTOCOMMIT",
        )
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        engine.dispose()
        return self.url(name)

    def migrated(self) -> str:
        """A new database that has its tables."""
        return self.create(template="huiqi_template")

    def start(self) -> None:
        listen = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder}"
        options = f"-p {self.port} {listen} {_FAST}"
        self._run("pg_ctl", "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def program(self, name: str) -> str:
        return str(self._programs / name)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, name: str, *arguments: str) -> None:
        subprocess.run(
            [self.program(name), "-D", str(self._folder / "data"), *arguments],
            user=self._user,
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )


def required() -> Cluster:
    """A running cluster; without PostgreSQL a skip, or a failure where everything is required."""
    require(programs() is not None, "needs PostgreSQL: apt-get install postgresql")
    return Cluster()


def _somebody() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
