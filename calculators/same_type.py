"""就高不重复: what a same-type policy would give for the same facts, and which of the two is higher."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from calculators.assess import Assessment, Component
from calculators.evaluate import NO, YES, Box, Range, range_of
from calculators.facts import Words
from calculators.rules import Condition, Figure

Higher: TypeAlias = Literal["this", "other", "equal", "undetermined"]


@dataclass(frozen=True, slots=True)
class SameType:
    """A related policy's figure as an expression over the same facts.

    `policy` is its id in `related.yaml`, from whose figures every quoted amount and rate comes: the
    source of each is that id and the name of the figure. `award` names the one award of the measure
    that it stands against (None: all of it). Nothing before `since` is compared, nor where
    `applies` is not known to hold for every object of `items`.
    """

    policy: str
    measure: int
    amount: Figure
    since: date
    note: Words
    award: str | None = None
    applies: Condition | None = None
    items: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """Both figures, in fen, and which is higher."""

    same_type: SameType
    own: Range
    other: Range
    higher: Higher


def compare(same_types: Iterable[SameType], own: Assessment, box: Box) -> tuple[Compared, ...]:
    """The measure against each same-type policy whose figure is known for these facts."""
    found = (_compare(each, own, box) for each in same_types if each.measure == own.measure)
    return tuple(compared for compared in found if compared is not None)


def _compare(same_type: SameType, own: Assessment, box: Box) -> Compared | None:
    if _is_before(same_type, own, box) or not _applies(same_type, box):
        return None
    ours = _own_range(same_type, own)
    other = range_of(same_type.amount, box)
    if ours == other == NO:
        return None
    return Compared(same_type, ours, other, _higher(ours, other))


def _own_range(same_type: SameType, own: Assessment) -> Range:
    ranges = [c.range for c in _compared_awards(same_type, own)]
    return (sum(low for low, _ in ranges), sum(high for _, high in ranges))


def _compared_awards(same_type: SameType, own: Assessment) -> list[Component]:
    return [c for c in own.components if same_type.award in {None, c.award.id}]


def _is_before(same_type: SameType, own: Assessment, box: Box) -> bool:
    day, year = box.ranges.get("reference_date"), box.ranges.get("data_year")
    annual = any("data_year" in c.award.keys for c in _compared_awards(same_type, own))
    return (day is not None and day[1] < same_type.since.toordinal()) or (
        annual and year is not None and year[1] < same_type.since.year
    )


def _applies(same_type: SameType, box: Box) -> bool:
    boxes = box.items.get(same_type.items, (box,))
    condition = same_type.applies
    return condition is None or all(range_of(condition, each) == YES for each in boxes)


def _higher(ours: Range, other: Range) -> Higher:
    if ours[0] > other[1]:
        return "this"
    if other[0] > ours[1]:
        return "other"
    return "equal" if ours == other and ours[0] == ours[1] else "undetermined"
