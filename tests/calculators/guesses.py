"""Hypothesis strategies for facts of one measure: exact, within limits, unknown, in lists."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.calculators.completions import (
    KEYS,
    LISTS,
    OPTIONS,
    THRESHOLDS,
    Limits,
    item_keys,
    unit_of,
    widest,
)

AT_MOST_OPEN = 2  # so many quantities may be open at once: brute force stays quick
_FEN = Decimal("0.01")
_RELATED = {
    "self_rd_expense_yuan": ("self_rd_expense_prior_year_yuan", ("1", "1.2", "1.4")),
    "revenue_last_year_yuan": ("revenue_year_before_yuan", ("1", "1.25", "1.12")),
}
_DAYS = (date(2023, 10, 9), date(2023, 10, 10), date(2025, 12, 31), date(2026, 1, 1))
_DATED = st.sampled_from([{}] * 6 + [{"reference_date": day} for day in _DAYS])
_OF_YEAR = st.sampled_from([{}] * 6 + [{"data_year": Decimal(y)} for y in range(2021, 2027)])


@st.composite
def quantities(draw: st.DrawFn, key: str) -> Decimal:
    """A value at or beside a threshold, at an end, or anywhere near."""
    unit, limits = unit_of(key), widest(key)
    at = draw(st.sampled_from([*THRESHOLDS[key], limits.lo, limits.lo + unit, "any"]))
    if at == "any":
        top = max(Decimal(t) for t in THRESHOLDS[key]) * 2 + 10
        return draw(st.integers(int(limits.lo / unit), int(top / unit))) * unit
    found = Decimal(at) + draw(st.sampled_from([-1, 0, 0, 1])) * unit
    return min(max(found, limits.lo), limits.hi)


@st.composite
def values(draw: st.DrawFn, key: str, budget: list[int]) -> Any:
    """An exact value, limits, or None for unknown."""
    if key in OPTIONS:
        some = st.sampled_from(OPTIONS[key])
        return draw(st.one_of(st.none(), some, some))
    if key not in THRESHOLDS:
        return draw(st.sampled_from([True, True, False, None]))
    how = draw(st.sampled_from(["exact", "exact", "limits", "limits", "unknown"]))
    if how == "exact" or not budget:
        return draw(quantities(key))
    budget.pop()
    if how == "unknown":
        return None
    ends = sorted((draw(quantities(key)), draw(quantities(key))))
    return Limits(*ends) if ends[0] < ends[1] else ends[0]


@st.composite
def partial_facts(
    draw: st.DrawFn, measure: int, at_most_open: int = AT_MOST_OPEN
) -> dict[str, Any]:
    """Some of the measure's facts, sometimes a list of objects, sometimes a date or a year."""
    budget = [0] * at_most_open
    listed = measure in LISTS and draw(st.booleans())
    keys = [k for k in KEYS[measure] if not (listed and k in item_keys(measure))]
    facts = _stated({k: draw(values(k, budget)) for k in draw(st.permutations(keys))})
    if listed:
        facts[LISTS[measure]] = [
            _stated({k: draw(values(k, budget)) for k in item_keys(measure)})
            for _ in range(draw(st.integers(0, 2)))
        ]
    for key, (other, factors) in _RELATED.items():
        if isinstance(facts.get(other), Decimal) and isinstance(facts.get(key), Decimal):
            facts[key] = draw(_grown(facts[key], facts[other], factors))
    return facts | draw(_DATED) | draw(_OF_YEAR)


@st.composite
def _grown(draw: st.DrawFn, now: Decimal, before: Decimal, factors: tuple[str, ...]) -> Decimal:
    factor = draw(st.sampled_from([None, *factors]))
    if factor is None:
        return now
    beside = draw(st.sampled_from([-1, 0, 1])) * _FEN
    return max((before * Decimal(factor)).quantize(_FEN) + beside, Decimal(0))


def complete_facts(measure: int) -> st.SearchStrategy[dict[str, Any]]:
    """All facts of the measure, exact."""
    return partial_facts(measure, at_most_open=0).map(lambda facts: _filled(measure, facts))


def _filled(measure: int, facts: dict[str, Any]) -> dict[str, Any]:
    name = LISTS.get(measure, "")
    if name not in facts:
        return {key: some_value(key) for key in KEYS[measure]} | facts
    in_items = item_keys(measure)
    items = [{key: some_value(key) for key in in_items} | item for item in facts[name]]
    flat = {key: some_value(key) for key in KEYS[measure] if key not in in_items}
    return flat | facts | {name: items}


def some_value(key: str) -> Any:
    return OPTIONS[key][1] if key in OPTIONS else True


def _stated(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value is not None}
