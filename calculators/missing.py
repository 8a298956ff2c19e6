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


def missing_in(node: Node, box: Box) -> dict[str, None]:
    """The keys of the unknown facts on which the value of `node` depends, in the rule's order."""
    low, high = range_of(node, box)
    if low == high:
        return {}
    match node:
        case Amount(key) | Holds(key) | Among(key) | Has(key) | Within(key):
            return {key: None}
        case Quoted() | Constant():
            return {}
        case Given(when, then, otherwise):
            return _of_given(when, then, otherwise, box)
        case All(parts) | Sum(parts):
            return _of_all(parts, box)
        case Most(parts):
            return _of_most(parts, box)
        case Compare(left, _, right):
            return _of_all((left, right), box)
        case Grows(now, before, percent):
            # Over a base of zero no further fact settles the growth rate.
            always_undefined = range_of(before, box)[1] <= 0
            return {} if always_undefined else _of_all((now, before, percent), box)
        case Least(of, ceiling):
            return _of_least(of, ceiling, box)
        case Minus(of, less):
            return _of_all((of, less), box)
        case Share(of) | Steps(of):
            return missing_in(of, box)
        case Each(items, of):
            keys: dict[str, None] = {}
            for item in box.items.get(items, (box,)):
                keys |= missing_in(of, item)
            return keys
        case _:
            assert_never(node)


def _of_given(when: Node, then: Node, otherwise: Node, box: Box) -> dict[str, None]:
    holds = range_of(when, box)
    if holds == YES:
        return missing_in(then, box)
    if holds == NO:
        return missing_in(otherwise, box)
    return missing_in(when, box) | missing_in(then, box) | missing_in(otherwise, box)


def _of_all(parts: tuple[Node, ...], box: Box) -> dict[str, None]:
    keys: dict[str, None] = {}
    for part in parts:
        keys |= missing_in(part, box)
    return keys


def _of_least(of: Node, ceiling: Node, box: Box) -> dict[str, None]:
    (low, high), (least, most) = range_of(of, box), range_of(ceiling, box)
    if high <= least:
        return missing_in(of, box)
    if low >= most:
        return missing_in(ceiling, box)
    return _of_all((of, ceiling), box)


def _of_most(parts: tuple[Node, ...], box: Box) -> dict[str, None]:
    ends = [(part, range_of(part, box)) for part in parts]
    floor = max(low for _, (low, _) in ends)
    return _of_all(tuple(part for part, (_, high) in ends if high > floor), box)
