"""The kill test at full length: 60 conversations of 10 messages, 20 kills of each kind."""

import asyncio
import random
import sys
import tempfile
from pathlib import Path

from tests.postgres import Cluster
from tests.service.killing import Killed, kill_one_of_two, kill_the_only_one
from tests.service.stage import STORY

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 20
CHATS = 60
DONE_SECONDS = 15


def main() -> None:
    """Print what the kills cost."""
    cluster = Cluster()
    try:
        asyncio.run(rounds(cluster))
    finally:
        cluster.remove()


async def rounds(cluster: Cluster) -> None:
    for name in (
        "two workers on PostgreSQL, one killed",
        "two workers on SQLite, one killed",
        "one process on SQLite, restarted",
    ):
        chance, found = random.Random(7), list[Killed]()
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                home, after = Path(folder), chance.uniform(0.05, 5)
                kill = kill_one_of_two if "one killed" in name else kill_the_only_one
                sqlite = f"sqlite:///{folder}/huiqi.sqlite3"
                url = sqlite if "SQLite" in name else cluster.migrated()
                killed = await kill(url, home, CHATS, STORY, after)
                found.append(killed)
        print(f"{name}: {ROUNDS} kills, {CHATS} conversations of {len(STORY)} messages each")
        print("  every message once and in order, every reply delivered")
        print(f"  replies twice: {sum(k.twice for k in found)}, at most", end=" ")
        print(f"{max(k.twice for k in found)} per kill; all done at most", end=" ")
        slow = sum(k.seconds > DONE_SECONDS for k in found)
        print(
            f"{max(k.seconds for k in found):.1f} s after it ({slow} later than {DONE_SECONDS} s)"
        )


if __name__ == "__main__":
    main()
