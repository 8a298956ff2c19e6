"""One evaluator over ranges: a known fact is one point, an unknown one the whole range of its type.

Why this is tight, not merely safe: within one measure every fact helps or hurts in all places where
it stands (polarity), so the ends of all sub-expressions are reached together. The tests prove it
against brute force.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeAlias, assert_never

from calculators.facts import Fact, Kind, Profile, Span, Value
from calculators.money import share
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
    keys_of,
)

Range: TypeAlias = tuple[int, int]

NO, YES, OPEN = (0, 0), (1, 1), (0, 1)
_WHOLE = 1_000_000  # 100 % in 1/10,000 percent


@dataclass(frozen=True, slots=True)
class Box:
    """A profile as the evaluator reads it: quantities and flags as ranges, choices as they are.

    `items` holds one box for each object of a list fact, its keys over the flat ones. `like` is a
    box that differs in nothing but one fact: what does not speak of that fact is the same in both.
    """

    facts: Mapping[str, Fact]
    ranges: Mapping[str, Range]
    chosen: Mapping[str, frozenset[str]]
    items: Mapping[str, tuple[Box, ...]]
    like: tuple[Box, str] | None = field(default=None, repr=False, compare=False)
    found: dict[Node, Range] = field(init=False, repr=False, compare=False, default_factory=dict)

    def range_of(self, key: str) -> Range:
        """The range of a quantity, a flag, a year or a date; the whole one when unknown."""
        known = self.ranges.get(key)
        if known is not None:
            return known
        fact = self.facts[key]
        if fact.kind is Kind.FLAG:
            return YES if fact.assumed else OPEN
        return (fact.lowest, fact.highest)

    def knows(self, key: str) -> bool:
        """Whether the fact is known exactly, not only within limits."""
        known = self.ranges.get(key)
        return key in self.chosen if known is None else known[0] == known[1]

    def is_limited(self, key: str) -> bool:
        """Whether the fact is known, but only within limits."""
        known = self.ranges.get(key)
        return known is not None and known[0] != known[1]

    def with_range(self, key: str, ends: Range) -> Box:
        """The same box with another range for one fact, in its objects too where they lack it."""
        return replace(
            self,
            like=(self, key),
            ranges={**self.ranges, key: ends},
            items={
                name: tuple(b if b.knows(key) else b.with_range(key, ends) for b in boxes)
                for name, boxes in self.items.items()
            },
        )

    def with_item(self, name: str, number: int, key: str, ends: Range) -> Box:
        """The same box with another range for one fact of one object of a list."""
        boxes = list(self.items[name])
        boxes[number] = boxes[number].with_range(key, ends)
        return replace(self, like=(self, key), items={**self.items, name: tuple(boxes)})

    def at_end(self, key: str, end: Literal[0, 1]) -> Box:
        """The same box with one fact at the low (0) or high (1) end of what is known of it."""
        value = self.range_of(key)[end]
        return replace(
            self,
            like=(self, key),
            ranges={**self.ranges, key: (value, value)},
            items={n: tuple(b.at_end(key, end) for b in boxes) for n, boxes in self.items.items()},
        )

    def with_chosen(self, key: str, options: frozenset[str]) -> Box:
        """The same box with a choice made, in its objects too where they lack it."""
        return replace(
            self,
            like=(self, key),
            chosen={**self.chosen, key: options},
            items={
                name: tuple(b if b.knows(key) else b.with_chosen(key, options) for b in boxes)
                for name, boxes in self.items.items()
            },
        )


def box_of(profile: Profile, facts: Mapping[str, Fact]) -> Box:
    """The box of a profile."""
    items = {
        name: tuple(_box({**profile.facts, **item}, facts, {}) for item in objects)
        for name, objects in profile.lists.items()
    }
    return _box(profile.facts, facts, items)


def _box(
    values: Mapping[str, Value], facts: Mapping[str, Fact], items: Mapping[str, tuple[Box, ...]]
) -> Box:
    ranges: dict[str, Range] = {}
    chosen: dict[str, frozenset[str]] = {}
    for key, value in values.items():
        if isinstance(value, Span):
            ranges[key] = (value.lo, value.hi)
        elif isinstance(value, int):
            ranges[key] = (int(value), int(value))
        elif isinstance(value, frozenset):
            chosen[key] = value
        elif isinstance(value, date):
            ranges[key] = (value.toordinal(), value.toordinal())
        elif facts[key].kind is Kind.CHOICE:
            chosen[key] = frozenset({value})
    return Box(facts, ranges, chosen, items)


def range_of(node: Node, box: Box) -> Range:
    """The least and the greatest value of an expression over all completions of the box."""
    ends = box.found.get(node)
    if ends is None:
        like = box.like
        if like is None or like[1] in keys_of(node):
            ends = box.found[node] = _range(node, box)
        else:
            ends = box.found[node] = range_of(node, like[0])
    return ends


def _range(node: Node, box: Box) -> Range:
    # The most frequent first: a match tries its cases in order.
    match node:
        case Given():
            return _given(node, box)
        case All():
            return _all(node.parts, box)
        case Within():
            return _within(box.ranges.get(node.key), node.first, node.last)
        case Compare():
            return _compare(node, box)
        case Quoted() | Constant():
            return (node.value, node.value)
        case Amount() | Holds():
            return box.range_of(node.key)
        case Among():
            chosen = box.chosen.get(node.key)
            return OPEN if chosen is None else (YES if chosen <= node.options else NO)
        case Has():
            chosen = box.chosen.get(node.key)
            return OPEN if chosen is None else (YES if node.option in chosen else NO)
        case Grows():
            return _grows(node, box)
        case Least(of, ceiling):
            (low, high), (least, most) = range_of(of, box), range_of(ceiling, box)
            return (min(low, least), min(high, most))
        case Most(parts):
            ends = [range_of(part, box) for part in parts]
            return (max(low for low, _ in ends), max(high for _, high in ends))
        case Sum(parts):
            return together([range_of(part, box) for part in parts])
        case Minus(of, less):
            (low, high), (least, most) = range_of(of, box), range_of(less, box)
            return (max(low - most, 0), max(high - least, 0))
        case Share(of, rate):
            low, high = range_of(of, box)
            top, bottom = rate.numerator, rate.denominator
            return (share(low, top, bottom), share(high, top, bottom))
        case Steps(of, each, gives):
            low, high = range_of(of, box)
            return (low // each.value * gives.value, high // each.value * gives.value)
        case Each(items, of):
            return together([range_of(of, item) for item in box.items.get(items, (box,))])
        case _:
            assert_never(node)


def together(ranges: Iterable[Range]) -> Range:
    """Several ranges together."""
    low = high = 0
    for least, most in ranges:
        low, high = low + least, high + most
    return (low, high)


def _given(node: Given, box: Box) -> Range:
    holds = range_of(node.when, box)
    if holds == YES:
        return range_of(node.then, box)
    if holds == NO:
        return range_of(node.otherwise, box)
    (low, high), (least, most) = range_of(node.then, box), range_of(node.otherwise, box)
    return (min(low, least), max(high, most))


def _all(parts: tuple[Node, ...], box: Box) -> Range:
    low = 1
    for part in parts:
        least, most = range_of(part, box)
        if most == 0:
            return NO
        low = min(low, least)
    return (low, 1)


def _compare(node: Compare, box: Box) -> Range:
    (low, high), (least, most) = range_of(node.left, box), range_of(node.right, box)
    match node.by:
        case ">":
            return (int(low > most), int(high > least))
        case ">=":
            return (int(low >= most), int(high >= least))
        case "<=":
            return (int(high <= least), int(low <= most))
        case _:
            assert_never(node.by)


def _within(known: Range | None, first: int, last: int) -> Range:
    if known is None:
        return YES
    low, high = known
    return (int(first <= low and high <= last), int(low <= last and high >= first))


def _grows(node: Grows, box: Box) -> Range:
    now, before = range_of(node.now, box), range_of(node.before, box)
    percent = range_of(node.percent, box)
    surely = _grew(now[0], before[1], percent[1], strict=node.strict)
    possibly = _grew(now[1], before[0], percent[0], strict=node.strict)
    # A growth rate over a base of zero is undefined: neither true nor false, whatever is asked.
    defined = before[0] > 0
    return (int(defined and surely), int(possibly or not defined))


def _grew(now: int, before: int, percent: int, *, strict: bool) -> bool:
    left, right = now * _WHOLE, before * (_WHOLE + percent)
    return left > right if strict else left >= right
