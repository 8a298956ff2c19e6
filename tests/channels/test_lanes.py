"""A lane ends when it is told to, at whatever moment that is."""

import asyncio

import pytest

from bot.channels.lanes import Lane


class Free:
    """Locks that nobody else wants."""

    def take(self, name: str) -> bool:
        return bool(name)

    def holds(self, name: str) -> bool:
        return bool(name)

    def release(self, name: str) -> None: ...

    def close(self) -> None: ...


@pytest.mark.parametrize("steps", range(8))
async def test_a_lane_that_is_told_to_stop_when_something_comes_in_stops(steps: int) -> None:
    async def work(_conversation: str) -> bool:
        return False

    lane = Lane("in", lambda _most, _at_it: (), work, Free(), at_once=1)
    running = asyncio.create_task(lane.run())
    await asyncio.sleep(0.05)
    lane.offer("a")
    for _ in range(steps):
        await asyncio.sleep(0)
    running.cancel()
    _, pending = await asyncio.wait([running], timeout=1)
    running.cancel()
    assert not pending
