"""kill -9 at any moment: every message once and in order, every reply delivered, all within 15 s."""

import random
from pathlib import Path

import pytest

from tests.postgres import Cluster
from tests.service.killing import kill_one_of_two, kill_the_only_one
from tests.service.stage import STORY

CHATS = 12


@pytest.mark.parametrize("seed", [1, 2])
async def test_one_of_two_workers_is_killed_and_the_other_finishes(
    cluster: Cluster, tmp_path: Path, seed: int
) -> None:
    after = random.Random(seed).uniform(0.05, 0.8)
    killed = await kill_one_of_two(cluster.migrated(), tmp_path / "h", CHATS, STORY[:6], after)
    assert killed.twice <= 1
    assert killed.seconds <= 15


async def test_one_of_two_workers_on_one_sqlite_is_killed_and_the_other_finishes(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path}/h/huiqi.sqlite3"
    killed = await kill_one_of_two(url, tmp_path / "h", CHATS, STORY[:6], 0.4)
    assert killed.twice <= 1
    assert killed.seconds <= 15


async def test_the_only_process_on_sqlite_is_killed_and_started_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/h/huiqi.sqlite3"
    killed = await kill_the_only_one(url, tmp_path / "h", CHATS, STORY[:6], 0.3)
    assert killed.twice <= 1
    assert killed.seconds <= 15
