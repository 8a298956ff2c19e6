"""A lane sees to what is offered and found, side by side, and ends when it is told to."""

import asyncio

import pytest

from bot.channels.lanes import Lane


@pytest.mark.parametrize("steps", range(8))
async def test_a_lane_that_is_told_to_stop_when_something_comes_in_stops(steps: int) -> None:
    async def see_to(_conversation: str) -> bool:
        return False

    lane = Lane("in", lambda _most, _at_it: (), see_to, at_once=1)
    running = asyncio.create_task(lane.run())
    await asyncio.sleep(0.05)
    lane.offer("a")
    for _ in range(steps):
        await asyncio.sleep(0)
    running.cancel()
    _, pending = await asyncio.wait([running], timeout=1)
    running.cancel()
    assert not pending


async def test_what_is_offered_is_seen_to_side_by_side_and_again_when_it_is_offered_meanwhile() -> (
    None
):
    seen, at_once, going_on = list[str](), list[int](), asyncio.Event()

    async def see_to(conversation: str) -> bool:
        seen.append(conversation)
        at_once.append(len(lane._tasks))
        return await going_on.wait()

    lane = Lane("in", lambda _most, _at_it: (), see_to, at_once=2)
    lane.offer("before it runs")
    assert not seen
    running = asyncio.create_task(lane.run())
    await asyncio.sleep(0)
    for conversation in "abab":
        lane.offer(conversation)
    await asyncio.sleep(0.05)
    assert seen == ["before it runs", "a"]
    lane.offer("a")
    going_on.set()
    await asyncio.sleep(0.05)
    assert sorted(seen[2:]) == ["a", "b"]
    assert max(at_once) == 2
    running.cancel()


async def test_one_that_fails_does_not_stop_the_others_and_is_found_again() -> None:
    failures, seen = iter([True]), list[str]()

    async def see_to(conversation: str) -> bool:
        if next(failures, False):
            raise OSError
        seen.append(conversation)
        return True

    lane = Lane("in", lambda _most, _at_it: ["a"] if not seen else [], see_to, at_once=1)
    running = asyncio.create_task(lane.run())
    await asyncio.sleep(1)
    running.cancel()
    assert seen[0] == "a"


async def test_a_lane_that_finishes_waits_for_what_is_in_hand_and_begins_nothing() -> None:
    begun, done = list[str](), list[str]()

    async def see_to(conversation: str) -> bool:
        begun.append(conversation)
        await asyncio.sleep(0.05)
        done.append(conversation)
        return True

    lane = Lane("in", lambda _most, _at_it: (), see_to, at_once=1)
    running = asyncio.create_task(lane.run())
    await asyncio.sleep(0)
    lane.offer("a")
    lane.offer("b")
    await asyncio.sleep(0)
    running.cancel()
    await lane.finish()
    assert begun == done == ["a"]


async def test_where_looking_was_worth_it_it_looks_again_at_once() -> None:
    left, seen = [["a", "b"], ["c"], ["d"]], list[str]()

    async def see_to(conversation: str) -> bool:
        seen.append(conversation)
        return True

    lane = Lane("in", lambda _most, _at_it: left.pop(0) if left else [], see_to, at_once=2)
    running = asyncio.create_task(lane.run())
    for _ in range(20):
        await asyncio.sleep(0)
    running.cancel()
    assert seen == ["a", "b", "c", "d"]


async def test_it_does_not_turn_in_circles_over_what_another_process_has_in_hand() -> None:
    looks = list[int]()

    def find(most: int, _at_it: object) -> list[str]:
        looks.append(most)
        return ["a", "b", "c"]

    async def see_to(_conversation: str) -> bool:
        return False

    lane = Lane("in", find, see_to, at_once=2)
    running = asyncio.create_task(lane.run())
    await asyncio.sleep(0.25)
    running.cancel()
    assert 1 <= len(looks) <= 4


async def test_what_is_offered_often_is_seen_to_once() -> None:
    seen = list[str]()

    async def see_to(conversation: str) -> bool:
        seen.append(conversation)
        return True

    lane = Lane("in", lambda _most, _at_it: (), see_to, at_once=1)
    for conversation in "abab" * 50:
        lane.offer(conversation)
    running = asyncio.create_task(lane.run())
    await asyncio.sleep(0.05)
    running.cancel()
    assert seen == ["a", "b"]
