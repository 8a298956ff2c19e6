"""A lock belongs to one process at a time, and to nobody when that process is dead."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bot.storage import Store
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
