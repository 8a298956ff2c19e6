"""What is short of the next threshold: which fact, how much, and what reaching it would bring.

A near miss states a distance. It is never advice to move revenue or expense between years.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from calculators.evaluate import Box, range_of
from calculators.rules import Amount, Compare, Figure, Grows, Node, Rule, Steps, walk

_WHOLE = 1_000_000  # 100 % in 1/10,000 percent


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A fact, its value now, the value needed, both in the smallest unit; the gain in fen."""

    fact: str
    now: int
    needed: int
    gain: int

    @property
    def short_by(self) -> int:
        """The distance, in the smallest unit of the fact."""
        return abs(self.needed - self.now)


def near_misses(rule: Rule, box: Box) -> tuple[NearMiss, ...]:
    """Every threshold of the measure that one known fact alone would have to reach, nearest first."""
    if rule.kind != "grant":
        return ()
    sure = _surely(rule, box)
    found = {}
    for award in rule.awards:
        for key, needed in _thresholds(award.amount, box):
            now = box.range_of(key)[0]
            nearer = needed - 1 if needed > now else needed + 1
            gain = _surely_with(rule, box, key, needed) - sure
            # What is gained on the way there belongs to a nearer threshold.
            if gain > 0 and gain > _surely_with(rule, box, key, nearer) - sure:
                found[key, needed] = NearMiss(key, now, needed, gain)
    return tuple(sorted(found.values(), key=lambda miss: (miss.short_by, miss.fact)))


def _surely_with(rule: Rule, box: Box, key: str, value: int) -> int:
    return _surely(rule, box.with_range(key, (value, value)))


def _surely(rule: Rule, box: Box) -> int:
    return sum(range_of(award.amount, box)[0] for award in rule.awards)


def _thresholds(amount: Node, box: Box) -> Iterator[tuple[str, int]]:
    for node in walk(amount):
        match node:
            case Compare(left, by, right) if _is_known(left, box):
                low, high = range_of(right, box)
                if low == high:
                    yield from _not_yet(node, left, high + (by == ">"), box)
            case Grows(now, before, percent) if _is_known(now, box):
                (base, same), (rate, alike) = range_of(before, box), range_of(percent, box)
                needed, rest = divmod(base * (_WHOLE + rate), _WHOLE)
                if base == same and rate == alike:
                    yield from _not_yet(node, now, needed + (node.strict or rest > 0), box)
            case Steps(of, each) if _is_known(of, box):
                value = range_of(of, box)[0]
                yield from _of(of, (value // each.value + 1) * each.value)


def _is_known(figure: Figure, box: Box) -> bool:
    return isinstance(figure, Amount) and box.knows(figure.key)


def _not_yet(node: Node, figure: Figure, needed: int, box: Box) -> Iterator[tuple[str, int]]:
    if range_of(node, box)[0] == 0:
        yield from _of(figure, needed)


def _of(figure: Figure, needed: int) -> Iterator[tuple[str, int]]:
    if isinstance(figure, Amount):
        yield figure.key, needed
