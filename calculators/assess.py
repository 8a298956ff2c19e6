"""What a measure comes to for one company: status, amount, range, missing facts, other readings.

The computation line by line is in `explain`, what is nearly reached in `near_miss`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from calculators.cautions import cautions_of
from calculators.evaluate import NO, YES, Box, Range, range_of, together
from calculators.facts import Words
from calculators.interview import missing_of
from calculators.rules import (
    Award,
    Each,
    GrantKind,
    PolicyReading,
    Rule,
    Source,
    keys_of,
)
from calculators.straight import fill, fill_readings

Status: TypeAlias = Literal["eligible", "ineligible", "undetermined", "no_amount"]

_GATED: Mapping[Range, Status] = {YES: "no_amount", NO: "ineligible"}
_LATE_YEAR, _FIRST_YEAR = 2025, 2023
_LATE_CLAIM = Words(
    "2025 年度数据需在 2026 年申报，本措施未规定过渡期，请向市工信局确认（V1）",
    "figures of 2025 are claimed in 2026; the policy has no rule for that: ask the Bureau of Industry"
    " and Information Technology (V1)",
)
_PART_YEAR = Words(
    "2023 年按全年计算：原文为“年度”，没有按月折算的规定（V2）",
    "the year 2023 counts whole: the text speaks of the year and has no rule for a part of it (V2)",
)
_NO_YEAR = Words(
    "未说明数据属于哪一年度，按有效期内的年度计算",
    "the year of the figures is not stated; it is taken to be one that the policy covers",
)
_NO_DATE = Words(
    "未说明事项发生或申报的日期，按有效期内计算",
    "the date of the event or claim is not stated; it is taken to fall in the policy's time",
)
_LIST_COUNTS = Words(
    "同一项既在列表内又在列表外填写而不一致的，以列表为准",
    "what a list says counts where the same fact stated outside it differs",
)
_UNDEFINED = Words(
    "上年数为 0，增长率无法计算：补充资料也不能确定，须由主管部门认定",
    "the year before is zero, so the growth rate is undefined: no further fact settles it, the bureau"
    " must",
)


@dataclass(frozen=True, slots=True)
class Component:
    """One award of the measure, assessed; `range` in fen."""

    award: Award
    status: Status
    range: Range


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of the policy under which this company's result would differ."""

    reading: PolicyReading
    range: Range


@dataclass(frozen=True, slots=True)
class Assessment:
    """One measure for one company. `range` in fen; None where the measure has no figure."""

    measure: int
    kind: GrantKind
    status: Status
    range: Range | None
    is_ceiling: bool
    missing: tuple[str, ...]
    components: tuple[Component, ...]
    alternatives: tuple[Alternative, ...]
    assumptions: tuple[Words, ...]
    sources: tuple[Source, ...]
    higher_of: int | None

    @property
    def amount(self) -> int | None:
        """The amount in fen, when it is decided."""
        if self.range is None or self.range[0] != self.range[1]:
            return None
        return self.range[0]


def assess(rules: Mapping[int, Rule], box: Box) -> tuple[Assessment, ...]:
    """Every measure, in the order of the policy."""
    return tuple(assess_measure(rule, box) for rule in rules.values())


def assess_measure(rule: Rule, box: Box) -> Assessment:
    """One measure."""
    if rule.kind == "none":
        return _without_figure(rule, box)
    components = components_of(rule, box)
    total = together(c.range for c in components)
    status = _status(total)
    missing = missing_of(rule, box) if status == "undetermined" else ()
    return Assessment(
        measure=rule.measure,
        kind=rule.kind,
        status=status,
        range=total,
        is_ceiling=_is_ceiling(components),
        missing=missing,
        components=components,
        alternatives=_alternatives(rule, total, box),
        assumptions=_assumptions(rule, box, undefined=status == "undetermined" and not missing),
        sources=rule.sources,
        higher_of=_higher_of(rule, total, box),
    )


def components_of(rule: Rule, box: Box) -> tuple[Component, ...]:
    """The awards of a measure alone: what each comes to."""
    fill(rule, box)
    return tuple(_component(award, box) for award in rule.awards)


def _without_figure(rule: Rule, box: Box) -> Assessment:
    fill(rule, box)
    holds = range_of(rule.gate, box) if rule.gate is not None else YES
    status: Status = (
        "no_amount" if holds == YES else "ineligible" if holds == NO else "undetermined"
    )
    return Assessment(
        measure=rule.measure,
        kind=rule.kind,
        status=status,
        range=(0, 0) if status == "ineligible" else None,
        is_ceiling=False,
        missing=missing_of(rule, box),
        components=(),
        alternatives=(),
        assumptions=_assumptions(rule, box, undefined=False),
        sources=rule.sources,
        higher_of=None,
    )


def _component(award: Award, box: Box) -> Component:
    ends = range_of(award.amount, box)
    return Component(award, _status(ends), ends)


def _status(ends: Range) -> Status:
    low, high = ends
    if low != high:
        return "undetermined"
    return "eligible" if low > 0 else "ineligible"


def _is_ceiling(components: tuple[Component, ...]) -> bool:
    paying = [c for c in components if c.range[1] > 0] or components
    return any(c.award.ceiling for c in paying)


def _alternatives(rule: Rule, total: Range, box: Box) -> tuple[Alternative, ...]:
    fill_readings(rule, box)
    found = (
        Alternative(reading, together(range_of(a.amount, box) for a in reading.awards))
        for reading in rule.readings
    )
    return tuple(alternative for alternative in found if alternative.range != total)


def _assumptions(rule: Rule, box: Box, *, undefined: bool) -> tuple[Words, ...]:
    year, date_ = box.ranges.get("data_year"), box.ranges.get("reference_date")
    notes = []
    if undefined:
        notes.append(_UNDEFINED)
    if "data_year" in rule.keys:
        notes.extend(_about_year(year))
    if date_ is None and rule.keys:
        notes.append(_NO_DATE)
    if any(_differs(each, box) for each in rule.lists if each.items in box.items):
        notes.append(_LIST_COUNTS)
    return (*notes, *cautions_of(rule, box), *rule.assumptions)


def _differs(each: Each, box: Box) -> bool:
    """Whether a list says otherwise of a fact than the flat facts do, be it by having no object."""
    items = box.items[each.items]
    stated = [k for k in keys_of(each.of) if k in box.ranges or k in box.chosen]
    return any(
        not items
        or any(
            i.ranges.get(k) != box.ranges.get(k) or i.chosen.get(k) != box.chosen.get(k)
            for i in items
        )
        for k in stated
    )


def _about_year(year: Range | None) -> list[Words]:
    if year is None:
        return [_NO_YEAR]
    return [
        words
        for flagged, words in ((_LATE_YEAR, _LATE_CLAIM), (_FIRST_YEAR, _PART_YEAR))
        if year == (flagged, flagged)
    ]


def _higher_of(rule: Rule, total: Range, box: Box) -> int | None:
    other = box.ranges.get("other_same_type_award_yuan")
    if rule.kind != "grant" or other is None:
        return None
    low, high = max(total[0], other[0]), max(total[1], other[1])
    return low if low == high else None
