"""One round of the kill test: a process dies at a random moment, and nothing is lost or doubled."""

import asyncio
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.service.stage import Stage, staged


@dataclass(frozen=True)
class Killed:
    """What a kill cost: replies that came twice, and the seconds until all was done."""

    twice: int
    seconds: float


async def kill_one_of_two(
    url: str, home: Path, chats: int, story: Sequence[str], after: float
) -> Killed:
    """Two workers; one is killed, the other must finish."""
    async with staged(url, home) as stage:
        first, _second = stage.start("worker"), stage.start("worker")

        def kill() -> None:
            conflicts = [each for each in stage.platform.requests if each["status"] == 409]
            assert conflicts == [], "both polled"
            first.kill()

        return await _killed(stage, kill, chats, story, after)


async def kill_the_only_one(
    url: str, home: Path, chats: int, story: Sequence[str], after: float
) -> Killed:
    """One process; it is killed and started again."""
    async with staged(url, home) as stage:
        only = stage.start("telegram")

        def kill() -> None:
            only.send_signal(signal.SIGKILL)
            only.wait()
            stage.start("telegram")

        return await _killed(stage, kill, chats, story, after)


async def _killed(
    stage: Stage, kill: Callable[[], None], chats: int, story: Sequence[str], after: float
) -> Killed:
    """Kill so many seconds after the first reply arrived; the second half is said after that."""
    half = len(story) // 2
    await stage.say(chats, story[:half])
    begun = time.monotonic()
    while not stage.heard():
        assert time.monotonic() - begun < 60, "nothing was ever said"
        await asyncio.sleep(0.02)
    await asyncio.sleep(after)
    kill()
    await stage.say(chats, story[half:])
    took = await stage.until_done(chats * len(story), 60)
    return Killed(stage.twice(chats, len(story)), took)
