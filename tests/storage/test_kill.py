"""A process killed in the middle of its turns loses none of them and doubles none."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.dialogue.session import Session
from bot.messages import Message, Reply
from bot.storage import NEW, Store
from bot.storage.inbox import Arrived

UPDATES = 300
ROUNDS = 5
ROOT = Path(__file__).parents[2]
# Takes the updates one by one and counts them in the session; begins when it is told to.
WORKER = """
import sys
from dataclasses import replace
from datetime import UTC, datetime
from bot.dialogue.session import Session
from bot.messages import Message, Reply
from bot.storage import NEW, Store
from bot.storage.inbox import Arrived
from calculators.xm_2023_10.facts import FACTS

clock = lambda: datetime.now(UTC)
store = Store(sys.argv[1], FACTS, clock)
sys.stdin.readline()
print("begun", flush=True)
while waiting := store.inbox.conversations("telegram", 10):
    for row in map(store.inbox.next_of, waiting):
        if store.replies_of(row.conversation, row.update_key) is None:
            session, version = store.load(row.conversation) or (Session(row.conversation), NEW)
            counted = replace(session, topic=(*session.topic, int(row.update_key)))
            message = Message(row.conversation, row.update_key, "", clock())
            store.save_turn(counted, version, message, (Reply(row.update_key), Reply("also")))
        store.inbox.finish(row)
"""


def start(url: str) -> "subprocess.Popen[str]":
    """A worker that waits to be told to begin."""
    command = [sys.executable, "-c", WORKER, url]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def begin(worker: "subprocess.Popen[str]") -> None:
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write("go\n")
    worker.stdin.flush()
    assert worker.stdout.readline() == "begun\n"


def test_a_worker_killed_again_and_again_handles_every_update_once_and_in_order(
    open_store: Callable[[], Store], url: str
) -> None:
    store = open_store()
    arrived = [Arrived(str(key), f"telegram:{key % 3}", {}) for key in range(UPDATES)]
    store.inbox.receive_all("telegram", arrived)
    *killed, last = [start(url) for _ in range(ROUNDS + 1)]
    kills = 0
    for round_, worker in enumerate(killed):
        begin(worker)
        time.sleep(random.Random(round_).uniform(0.01, 0.08))
        if worker.poll() is None:
            worker.send_signal(signal.SIGKILL)
            kills += 1
        worker.wait()
    assert kills
    begin(last)
    assert last.wait() == 0
    for chat in range(3):
        kept = store.load(f"telegram:{chat}")
        assert kept is not None
        assert kept[0].topic == tuple(range(chat, UPDATES, 3))
        assert kept[1] == UPDATES // 3
    assert store.backlog.standing().outbox_waiting == 2 * UPDATES


def test_what_was_saved_before_a_kill_is_answered_from_the_store_after_it(store: Store) -> None:
    session = Session("telegram:1")
    message = Message("telegram:1", "1", "", store._clock())
    store.save_turn(replace(session, greeted=True), NEW, message, (Reply("你好"),))
    assert store.replies_of("telegram:1", "1") == (Reply("你好"),)
