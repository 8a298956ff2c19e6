"""What is short of the next threshold: which fact, how much, and what reaching it would bring.

A near miss states a distance. It is never advice to move revenue or expense between years.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from calculators.evaluate import Box, range_of
from calculators.rules import Amount, Award, Compare, Each, Grows, Node, Rule, Steps, children

_WHOLE = 1_000_000  # 100 % in 1/10,000 percent

Place: TypeAlias = tuple[str, int]


class NearMiss(NamedTuple):
    """A fact, its value now, the value needed, both in the smallest unit; the gain in fen.

    `place` is the list and the number of the object that the fact belongs to, counted from 0; None
    for a flat fact.
    """

    fact: str
    now: int
    needed: int
    gain: int
    place: Place | None = None

    @property
    def short_by(self) -> int:
        """The distance, in the smallest unit of the fact."""
        return abs(self.needed - self.now)


class _Threshold(NamedTuple):
    key: str
    now: int
    needed: int
    place: Place | None


def near_misses(rule: Rule, box: Box) -> tuple[NearMiss, ...]:
    """The next threshold of each award that one known fact alone would have to reach, nearest first."""
    if rule.kind != "grant":
        return ()
    found = {}
    for award in rule.awards:
        for miss in _next_of_each_fact(_gaining(award, rule, box)):
            found[miss.fact, miss.needed, miss.place] = miss
    return tuple(sorted(found.values(), key=lambda miss: (miss.short_by, miss.fact)))


def _next_of_each_fact(misses: Iterator[NearMiss]) -> Iterator[NearMiss]:
    nearest: dict[tuple[str, Place | None], NearMiss] = {}
    for miss in misses:
        so_far = nearest.get((miss.fact, miss.place))
        if so_far is None or miss.short_by < so_far.short_by:
            nearest[miss.fact, miss.place] = miss
    yield from nearest.values()


def _gaining(award: Award, rule: Rule, box: Box) -> Iterator[NearMiss]:
    for threshold in dict.fromkeys(_thresholds(award.amount, box, None)):
        key, now, needed, place = threshold
        nearer = needed - 1 if needed > now else needed + 1
        gain = _gain(rule, box, threshold, needed)
        # What is gained on the way there belongs to a nearer threshold.
        if gain > 0 and gain > _gain(rule, box, threshold, nearer):
            yield NearMiss(key, now, needed, gain, place)


def _gain(rule: Rule, box: Box, threshold: _Threshold, value: int) -> int:
    """What surely comes on top, over all awards of the measure, when the fact has another value."""
    key, _, _, place = threshold
    other = (
        box.with_range(key, (value, value))
        if place is None
        else box.with_item(*place, key, (value, value))
    )
    return sum(
        range_of(award.amount, other)[0] - range_of(award.amount, box)[0]
        for award in rule.awards
        if key in award.keys
    )


def _thresholds(node: Node, box: Box, place: Place | None) -> Iterator[_Threshold]:
    if isinstance(node, Each) and node.items in box.items:
        for number, item in enumerate(box.items[node.items]):
            yield from _thresholds(node.of, item, (node.items, number))
        return
    for figure, needed in _needed(node, box):
        yield _Threshold(figure.key, range_of(figure, box)[0], needed, place)
    for child in children(node):
        yield from _thresholds(child, box, place)


def _needed(node: Node, box: Box) -> Iterator[tuple[Amount, int]]:
    match node:
        case Compare(Amount() as left, by, right) if _fails(node, left, box):
            low, high = range_of(right, box)
            if low == high:
                yield left, high + (by == ">")
        case Grows(Amount() as now, before, percent) if _fails(node, now, box):
            (base, same), (rate, alike) = range_of(before, box), range_of(percent, box)
            needed, rest = divmod(base * (_WHOLE + rate), _WHOLE)
            if base == same and rate == alike:
                yield now, needed + (node.strict or rest > 0)
        case Steps(Amount() as of, each) if box.knows(of.key):
            yield of, (range_of(of, box)[0] // each.value + 1) * each.value


def _fails(node: Compare | Grows, figure: Amount, box: Box) -> bool:
    return box.knows(figure.key) and range_of(node, box)[0] == 0
