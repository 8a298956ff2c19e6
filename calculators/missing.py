"""Which unknown facts can still change a result: exactly those, not every absent one."""

from __future__ import annotations

from typing import assert_never

from calculators.evaluate import NO, YES, Box, range_of
from calculators.rules import (
    All,
    Among,
    Amount,
    Compare,
    Constant,
    Each,
    Given,
    Grows,
    Has,
    Holds,
    Least,
    Minus,
    Most,
    Node,
    Quoted,
    Share,
    Steps,
    Sum,
    Within,
)


def missing_in(node: Node, box: Box, room: int | None = None) -> dict[str, None]:
    """The keys of the unknown facts on which the value of `node` depends, in the rule's order.

    With `room` only as much of the value counts: what is above a ceiling changes nothing.
    """
    low, high = range_of(node, box)
    if low == high or (room is not None and low >= room):
        return {}
    match node:
        case Amount(key) | Holds(key) | Among(key) | Has(key) | Within(key):
            return {key: None}
        case Quoted() | Constant():
            return {}
        case Given():
            return _of_given(node, box, room)
        case All(parts):
            return _of_all(parts, box)
        case Sum(parts):
            return _of_sum([(part, box) for part in parts], room)
        case Most(parts):
            return _of_most(parts, box, room)
        case Compare(left, _, right):
            return _of_all((left, right), box)
        case Grows(now, before, percent):
            # Over a base of zero no further fact settles the growth rate.
            always_undefined = range_of(before, box)[1] <= 0
            return {} if always_undefined else _of_all((now, before, percent), box)
        case Least(of, ceiling):
            return _of_least(of, ceiling, box, room)
        case Minus(of, less):
            return _of_all((of, less), box)
        case Share(of) | Steps(of):
            return missing_in(of, box)
        case Each(items, of):
            return _of_sum([(of, item) for item in box.items.get(items, (box,))], room)
        case _:
            assert_never(node)


def _of_given(node: Given, box: Box, room: int | None) -> dict[str, None]:
    holds = range_of(node.when, box)
    if holds == YES:
        return missing_in(node.then, box, room)
    if holds == NO:
        return missing_in(node.otherwise, box, room)
    return (
        missing_in(node.when, box)
        | missing_in(node.then, box, room)
        | missing_in(node.otherwise, box, room)
    )


def _of_all(parts: tuple[Node, ...], box: Box) -> dict[str, None]:
    keys: dict[str, None] = {}
    for part in parts:
        keys |= missing_in(part, box)
    return keys


def _of_sum(parts: list[tuple[Node, Box]], room: int | None) -> dict[str, None]:
    surely = sum(range_of(part, box)[0] for part, box in parts)
    keys: dict[str, None] = {}
    for part, box in parts:
        left = None if room is None else room - surely + range_of(part, box)[0]
        keys |= missing_in(part, box, left)
    return keys


def _of_least(of: Node, ceiling: Node, box: Box, room: int | None) -> dict[str, None]:
    (low, high), (least, most) = range_of(of, box), range_of(ceiling, box)
    if high <= least:
        return missing_in(of, box, room)
    if low >= most:
        return missing_in(ceiling, box, room)
    below = most if room is None else min(most, room)
    return missing_in(of, box, below) | missing_in(ceiling, box, room)


def _of_most(parts: tuple[Node, ...], box: Box, room: int | None) -> dict[str, None]:
    ends = [(part, range_of(part, box)) for part in parts]
    floor = max(low for _, (low, _) in ends)
    keys: dict[str, None] = {}
    for part in (part for part, (_, high) in ends if high > floor):
        keys |= missing_in(part, box, room)
    return keys
