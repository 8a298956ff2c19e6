"""All critical completions of partial facts: thresholds, a fen beside them, zero, the limits.

A partial fact is an exact value, a `Limits`, or absent. Points relative to other facts (a growth of
20 % over the year before) are taken once those facts have values, so the fact that is looked at is
always completed last.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import combinations, product
from typing import Any, TypeAlias

from tests.calculators.oracle import CATALOGUES, MEASURES, PROJECTS, TIERS, Outcome

Place: TypeAlias = tuple[str, int, str]  # list ("" for none), place in it, fact key
Partial: TypeAlias = Mapping[str, Any]

LARGE = Decimal(10) ** 13  # far above what any company can reach
FEN = Decimal("0.01")


@dataclass(frozen=True)
class Limits:
    """Known only to lie between, both ends included."""

    lo: Decimal
    hi: Decimal


FLAGS = (False, True)
CATEGORIES = ("above_scale_industrial", "above_scale_software", "other")
WORKS = ("new", "expansion", "conversion", "none")
LEVELS = ("international", "national", "industry", "local", "group", "enterprise")
TITLES = (*PROJECTS, "national_challenge_shortlisted")
LISTS = {4: "projects", 7: "standards", 10: "products", 12: "applications"}
OPTIONS: Mapping[str, tuple[Any, ...]] = {
    "enterprise_category": CATEGORIES,
    "compute_center_work": WORKS,
    "standard_level": LEVELS,
    "project_award_levels": tuple(
        frozenset(some) for size in range(5) for some in combinations(TITLES, size)
    ),
    "first_set_catalogues": tuple(
        frozenset(some) for size in range(4) for some in combinations(CATALOGUES, size)
    ),
}
_STEPS = (2_000_000, 4_000_000, 5_000_000, 10_000_000, 100_000_000, 102_000_000)
_TIERS = tuple(tier * 1_000_000 for tier, _ in TIERS)
# The thresholds and the amounts at which a ceiling is reached; a unit beside each is added.
THRESHOLDS: Mapping[str, tuple[int | Decimal, ...]] = {
    "compute_center_capacity_p": (100,),
    "compute_purchase_total_yuan": (300_000,),
    "compute_paid_yuan": (1_000_000,),
    "project_rd_investment_yuan": (7_500_000, 10_000_000, 25_000_000, Decimal("33333333.34")),
    "platform_service_revenue_yuan": (1_000_000, 10_000_000),
    "platform_enterprises_served": (50,),
    "self_rd_expense_yuan": _STEPS,
    "self_rd_expense_prior_year_yuan": (2_000_000, 5_000_000),
    "drafting_rank": (5,),
    "revenue_last_year_yuan": _TIERS,
    "revenue_year_before_yuan": _TIERS,
    "highest_revenue_before_yuan": _TIERS,
    "city_software_avg_growth_pct": (0, 25),
    "step_awards_received_yuan": tuple(award * 10_000 for _, award in TIERS),
    "equipment_unit_price_yuan": (Decimal("3333333.34"), Decimal("8333333.34")),
    "maas_revenue_yuan": (40_000_000,),
    "app_local_sales_yuan": (5_000_000,),
    "rd_expense_last_year_yuan": (20_000_000, 100_000_000),
}
_UNITS = {
    "platform_enterprises_served": Decimal(1),
    "drafting_rank": Decimal(1),
    "city_software_avg_growth_pct": Decimal("0.0001"),
    "compute_center_capacity_p": Decimal("0.0001"),
}
_WIDEST = {
    "platform_enterprises_served": Limits(Decimal(0), Decimal(10) ** 9),
    "drafting_rank": Limits(Decimal(1), Decimal(10) ** 9),
    "city_software_avg_growth_pct": Limits(Decimal(-100), Decimal(10_000)),
    "compute_center_capacity_p": Limits(Decimal(0), Decimal(10) ** 9),
}
_KEYS = {
    2: ("compute_center_work", "compute_center_capacity_p", "compute_center_policy_compliant"),
    3: ("compute_purchase_total_yuan", "compute_paid_yuan"),
    4: ("project_award_levels", "project_rd_investment_yuan"),
    5: (
        "is_ai_enterprise",
        "new_state_key_lab_approved",
        "is_ai_public_service_platform",
        "platform_service_revenue_yuan",
        "platform_enterprises_served",
    ),
    6: (
        "is_ai_enterprise",
        "enterprise_category",
        "self_rd_expense_yuan",
        "self_rd_expense_prior_year_yuan",
    ),
    7: ("standard_level", "drafting_rank", "standard_is_ai_field"),
    8: (
        "is_ai_enterprise",
        "enterprise_category",
        "revenue_last_year_yuan",
        "revenue_year_before_yuan",
        "highest_revenue_before_yuan",
        "city_software_avg_growth_pct",
        "step_awards_received_yuan",
        "little_giant_first_recognised",
    ),
    9: ("is_ai_enterprise", "neeq_listed", "tutoring_filed_xiamen_csrc", "exchange_accepted"),
    10: ("is_ai_high_end_equipment", "first_set_catalogues", "equipment_unit_price_yuan"),
    11: ("maas_revenue_yuan",),
    12: (
        "is_ai_enterprise",
        "benchmark_app_in_xiamen",
        "selected_fujian_typical_scenario",
        "app_local_sales_yuan",
    ),
    17: ("is_ai_enterprise", "is_newly_registered_enterprise", "rd_expense_last_year_yuan"),
}
KEYS: Mapping[int, tuple[str, ...]] = _KEYS


def unit_of(key: str) -> Decimal:
    """The smallest step of a quantity."""
    return _UNITS.get(key, FEN)


def widest(key: str) -> Limits:
    """What is possible when nothing is known."""
    return _WIDEST.get(key, Limits(Decimal(0), LARGE))


def item_keys(measure: int) -> tuple[str, ...]:
    """The facts of the measure that belong to an object of its list, not to the company."""
    return tuple(k for k in KEYS[measure] if k != "is_ai_enterprise") if measure in LISTS else ()


def open_places(measure: int, partial: Partial) -> list[Place]:
    """Where a fact of the measure is not exactly known."""
    name = LISTS.get(measure, "")
    listed = partial.get(name)
    in_items = item_keys(measure) if listed is not None else ()
    flat = [("", 0, k) for k in KEYS[measure] if k not in in_items and _is_open(partial.get(k))]
    return flat + [
        (name, place, k)
        for place, item in enumerate(listed or ())
        for k in in_items
        if _is_open(item.get(k))
    ]


def _is_open(value: object) -> bool:
    return value is None or isinstance(value, Limits)


def completed(partial: Partial, places: list[Place]) -> Iterator[Partial]:
    """Every critical completion; the last place sees the values of all others."""
    if not places:
        yield partial
        return
    first, rest = places[0], places[1:]
    for value in points(first, partial):
        yield from completed(stated_at(partial, first, value), rest)


def stated_at(partial: Partial, place: Place, value: object) -> Partial:
    name, number, key = place
    if not name:
        return {**partial, key: value}
    items = list(partial[name])
    items[number] = {**items[number], key: value}
    return {**partial, name: items}


def points(place: Place, partial: Partial) -> list[Any]:
    """The critical values of one fact, given what the others are."""
    name, number, key = place
    known = (partial[name][number] if name else partial).get(key)
    if key in OPTIONS:
        return list(OPTIONS[key])
    if key not in THRESHOLDS:
        return list(FLAGS)
    limits, unit = known or widest(key), unit_of(key)
    around = [
        *map(Decimal, THRESHOLDS[key]),
        *_relative(key, partial, limits),
        *_rounding(key, partial, limits),
        *_ends(limits),
    ]
    near = {p + d for p in around for d in (-unit, Decimal(0), unit)}
    return sorted(p for p in near if limits.lo <= p <= limits.hi)


def _ends(limits: Limits) -> list[Decimal]:
    step = 2_000_000
    return [
        limits.lo,
        limits.hi,
        limits.hi // step * step,
        -(-limits.lo // step) * step,
    ]


def _relative(key: str, partial: Partial, limits: Limits) -> list[Decimal]:
    relation = _RELATIONS.get(key)
    if relation is None:
        return []
    others, function = relation
    seen = [_seen(partial.get(other)) for other in others]
    unit = unit_of(key)
    return [
        point.quantize(unit, rounding=way)
        for values in product(*seen)
        for point in function(*values)
        if limits.lo - 1 <= point <= limits.hi + 1
        for way in (ROUND_FLOOR, ROUND_CEILING)
    ]


def _rounding(key: str, partial: Partial, limits: Limits) -> list[Decimal]:
    """Where one fen more of growth makes 0.6 % of it one fen more: growth of 1.66 + k × 5 yuan."""
    other = {_LAST: _BEFORE, _BEFORE: _LAST}.get(key)
    growth = Decimal("1.66") if key == _LAST else Decimal("-1.66")
    targets = [value + growth for value in _seen(partial.get(other or "")) if value is not None]
    lowest = [limits.lo + _modulo(target - limits.lo, 5) for target in targets]
    return lowest + [limits.hi - _modulo(limits.hi - target, 5) for target in targets]


def _modulo(value: Decimal, step: int) -> Decimal:
    return value - (value / step).to_integral_value(rounding=ROUND_FLOOR) * step


def _seen(value: object) -> list[Decimal | None]:
    """What is known of another fact: its value, or the ends and the middle of its limits."""
    if isinstance(value, Limits):
        return [value.lo, (value.lo + value.hi) / 2, value.hi]
    return [value] if isinstance(value, Decimal) else [None]


def _of_rd(prior: Decimal | None) -> list[Decimal]:
    return [] if prior is None else [prior, prior * 12 / 10, prior * 14 / 10]


def _of_prior(rd: Decimal | None) -> list[Decimal]:
    return [] if rd is None else [rd, rd * 10 / 12, rd * 10 / 14]


def _of_last(before: Decimal | None, asked: Decimal | None) -> list[Decimal]:
    if before is None:
        return []
    found = [before, before * 125 / 100, before + 10**9]
    return found if asked is None else [*found, before * (100 + asked) / 100]


def _of_before(last: Decimal | None, asked: Decimal | None) -> list[Decimal]:
    if last is None:
        return []
    found = [last, last * 100 / 125, last - 10**9]
    return found if asked is None or asked == _ALL_LOST else [*found, last * 100 / (100 + asked)]


def _of_asked(last: Decimal | None, before: Decimal | None) -> list[Decimal]:
    return [] if last is None or not before else [(last - before) * 100 / before]


_ALL_LOST = -100
_RD, _PRIOR = "self_rd_expense_yuan", "self_rd_expense_prior_year_yuan"
_LAST, _BEFORE = "revenue_last_year_yuan", "revenue_year_before_yuan"
_ASKED = "city_software_avg_growth_pct"
_RELATIONS: Mapping[str, tuple[tuple[str, ...], Callable[..., list[Decimal]]]] = {
    _RD: ((_PRIOR,), _of_rd),
    _PRIOR: ((_RD,), _of_prior),
    _LAST: ((_BEFORE, _ASKED), _of_last),
    _BEFORE: ((_LAST, _ASKED), _of_before),
    _ASKED: ((_LAST, _BEFORE), _of_asked),
}


@dataclass(frozen=True)
class Verdict:
    """What brute force says: the least and greatest amount, and the facts that matter."""

    lo: Decimal
    hi: Decimal
    missing: frozenset[str]


def judge(measure: int, partial: Partial) -> Verdict:
    """Brute force over all critical completions."""
    places = open_places(measure, partial)
    function = MEASURES[measure]
    if not places:
        only = function(partial)
        return Verdict(min(only), max(only), frozenset())
    amounts: set[Decimal] = set()
    missing: set[str] = set()
    for place in places:
        others = [p for p in places if p != place]
        for rest in completed(partial, others):
            found: set[Outcome] = {function(f) for f in completed(rest, [place])}
            amounts.update(*found)
            if len(found) > 1:
                missing.add(place[2])
    return Verdict(min(amounts), max(amounts), frozenset(missing))
