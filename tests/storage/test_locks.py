"""A lock belongs to one process at a time, and to nobody when that process is dead."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.storage import Store, UnusableDatabaseError
from bot.storage.database import _PATIENCE, connect_to, open_database
from tests.postgres import Cluster

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys, time
from datetime import UTC, datetime
from bot.storage import Store

store = Store(sys.argv[1], {}, lambda: datetime.now(UTC))
print(store.locks.take("poll"), flush=True)
time.sleep(60)
"""


def test_a_lock_is_taken_once_and_can_be_taken_again_when_released(store: Store) -> None:
    assert store.locks.take("a")
    assert not store.locks.take("a")
    assert store.locks.take("b")
    store.locks.release("a")
    assert not store.locks.holds("a")
    assert store.locks.take("a")
    assert store.locks.holds("a")


def test_another_process_takes_over_the_moment_the_holder_is_killed(
    open_store: Callable[[], Store], url: str
) -> None:
    store = open_store()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, url], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert not store.locks.take("poll")
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    taken = [store.locks.take("poll")]
    while not taken[-1] and len(taken) < 200:  # the server has to notice that nobody is there
        taken.append(store.locks.take("poll"))
    assert taken[-1]


def test_locks_are_lost_with_the_connection_and_that_is_noticed(
    cluster: Cluster, clock: Callable[[], object]
) -> None:
    store = Store(cluster.migrated(), {}, clock)  # type: ignore[arg-type]
    assert store.locks.take("poll")
    cluster.stop()
    assert not store.locks.holds("poll")
    cluster.start()
    assert not store.locks.holds("poll")
    assert store.locks.take("poll")
    store.close()


def test_the_locks_of_a_machine_that_lost_its_power_are_free_within_a_minute(
    cluster: Cluster,
) -> None:
    engine = connect_to(cluster.url("postgres"))
    with engine.connect() as connection:
        shown = {
            name: connection.exec_driver_sql(f"SHOW tcp_{name}").scalar_one()
            for name in ("keepalives_idle", "keepalives_interval", "keepalives_count")
        }
        idle, interval, count = map(int, shown.values())
        assert 0 < idle + interval * count <= 60
        assert connection.exec_driver_sql("SHOW tcp_user_timeout").scalar_one() in {"40s", "40000"}
    engine.dispose()


def test_a_server_that_does_not_answer_is_not_waited_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(_PATIENCE, "connect_timeout", 2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        begun = time.monotonic()
        with pytest.raises(UnusableDatabaseError):
            open_database(f"postgresql://u@127.0.0.1:{silent.getsockname()[1]}/x")
        assert time.monotonic() - begun < 10
