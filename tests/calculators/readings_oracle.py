"""An independent oracle of the other readings: each measure once more for complete facts.

Like `oracle`, plain functions from the specification; nothing is imported from `calculators`.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from tests.calculators.oracle import (
    CATALOGUES,
    MEASURES,
    NIL,
    PROJECTS,
    TIERS,
    Facts,
    Outcome,
    added,
    capped,
    covers_year,
    down,
    growth,
    is_in_force,
    items_of,
    one,
)

Readings: TypeAlias = dict[str, Outcome]
Grew: TypeAlias = Callable[[Decimal, Decimal, Decimal, bool], Iterable[bool]]


def _open(now: Decimal, before: Decimal, percent: Decimal, strict: bool) -> Iterable[bool]:
    return growth(now, before, percent, strict=strict)


def _from_zero(now: Decimal, before: Decimal, percent: Decimal, strict: bool) -> Iterable[bool]:
    return (True,) if before <= 0 else _open(now, before, percent, strict)


def _needs_base(now: Decimal, before: Decimal, percent: Decimal, strict: bool) -> Iterable[bool]:
    return (False,) if before <= 0 else _open(now, before, percent, strict)


def _of_3(f: Facts) -> Readings:
    both = min(f["compute_purchase_total_yuan"], f["compute_paid_yuan"])
    same = {**f, "compute_purchase_total_yuan": both, "compute_paid_yuan": both}
    return {"3-A(b)": MEASURES[3](same)}


def _sum_of(f: Facts, name: str, listed: str, base: str, rates: Mapping[str, Any]) -> Decimal:
    return sum(
        (
            capped(item[base] * rate / 100, top)
            for item in items_of(f, name)
            for title, (rate, top) in rates.items()
            if title in item[listed] and item.get("is_ai_high_end_equipment", True)
        ),
        NIL,
    )


def _of_4(f: Facts) -> Readings:
    each = _sum_of(f, "projects", "project_award_levels", "project_rd_investment_yuan", PROJECTS)
    return {"4-A(b)": _shortlisted(f), "4-B(b)": one(each if is_in_force(f) else 0)}


def _shortlisted(f: Facts) -> Outcome:
    """4-A(b): to be shortlisted is as good as to have won."""

    def won(item: Facts) -> Facts:
        titles = item.get("project_award_levels", frozenset())
        more = (
            {"national_challenge_winner"} if "national_challenge_shortlisted" in titles else set()
        )
        return {**item, "project_award_levels": titles | more}

    if f.get("projects") is None:
        return MEASURES[4](won(f))
    return MEASURES[4]({**f, "projects": [won(item) for item in items_of(f, "projects")]})


def _of_10(f: Facts) -> Readings:
    key = "equipment_unit_price_yuan"
    each = _sum_of(f, "products", "first_set_catalogues", key, CATALOGUES)
    return {"10-A(b)": one(each if is_in_force(f) else 0), "10-D(b)": _of_any_field(f)}


def _of_any_field(f: Facts) -> Outcome:
    """10-D(b): only the national catalogue asks for AI high-end equipment."""
    products = [
        {
            **item,
            "is_ai_high_end_equipment": True,
            "first_set_catalogues": item["first_set_catalogues"]
            if item["is_ai_high_end_equipment"]
            else item["first_set_catalogues"] - {"miit_national"},
        }
        for item in items_of(f, "products")
    ]
    return MEASURES[10]({**f, "products": products})


def _of_9(f: Facts) -> Readings:
    if not (f["is_ai_enterprise"] and is_in_force(f)):
        return {"9-A(b)": one(0)}
    stages = {
        "neeq_listed": 300_000,
        "tutoring_filed_xiamen_csrc": 500_000,
        "exchange_accepted": 1_000_000,
    }
    return {"9-A(b)": one(max(gives * f[key] for key, gives in stages.items()))}


def _of_6(f: Facts) -> Readings:
    names = ("6-A(b)", "6-A(c)", "6-B(b)", "6-C(b)", "6-C(c)", "6-D(b)", "6-E(b)", "6-E(c)")
    soft = f["enterprise_category"] in {"above_scale_industrial", "above_scale_software"}
    if not (soft and f["is_ai_enterprise"] and is_in_force(f) and covers_year(f)):
        return dict.fromkeys(names, one(0))
    return {name: _six(f, name) for name in names}


def _six(f: Facts, reading: str) -> Outcome:
    spent, prior = f["self_rd_expense_yuan"], f["self_rd_expense_prior_year_yuan"]
    grew = {"6-E(b)": _from_zero, "6-E(c)": _needs_base}.get(reading, _open)
    counted = spent - 2_000_000 if reading == "6-D(b)" else spent
    uncapped = NIL
    if spent > 2_000_000 and spent > prior:
        uncapped = counted // 2_000_000 * 100_000
    a = min(uncapped, Decimal(5_000_000))
    found = set()
    for by_20 in grew(spent, prior, Decimal(20), True):
        for by_40 in grew(spent, prior, Decimal(40), True):
            b = max(300_000 * by_20, 500_000 * by_40)
            if reading == "6-B(b)":
                b = 300_000 * by_20 + 500_000 * by_40
            found.add(_in_all(reading, a, uncapped, Decimal(b if spent > 5_000_000 else 0), spent))
    return frozenset(found)


def _in_all(reading: str, a: Decimal, uncapped: Decimal, b: Decimal, spent: Decimal) -> Decimal:
    base = {"6-C(b)": uncapped, "6-C(c)": a + b}.get(reading, a)
    c = down(base * 5 / 100) if spent > 10_000_000 else NIL
    ceiling = Decimal(5_000_000)
    if reading == "6-A(b)":
        return min(a + c, ceiling) + b
    return min(a + b + c, ceiling) if reading == "6-A(c)" else a + b + c


def _of_8(f: Facts) -> Readings:
    names = ("8-A(b)", "8-B(b)", "8-C(b)", "8-D(b)", "8-E(b)", "8-E(c)")
    ai, dated = f["is_ai_enterprise"], is_in_force(f)
    giant = one(500_000 if ai and dated and f["little_giant_first_recognised"] else 0)
    soft = ai and dated and f["enterprise_category"] == "above_scale_software"
    if not (soft and covers_year(f, 2022)):
        return dict.fromkeys(names, giant)
    return {name: added(_eight(f, name), giant) for name in names}


def _eight(f: Facts, reading: str) -> Outcome:
    last, before = f["revenue_last_year_yuan"], f["revenue_year_before_yuan"]
    grew = {"8-E(b)": _from_zero, "8-E(c)": _needs_base}.get(reading, _open)
    award = capped((last - before) * 6 / 1000, 6_000_000) if last > 50_000_000 else NIL
    more = {award if by else NIL for by in grew(last, before, Decimal(25), True)}
    level = _level(f, reading)
    asked = f["city_software_avg_growth_pct"]
    step = {level if by else NIL for by in grew(last, before, asked, False)}
    if reading == "8-D(b)":
        return frozenset(max(x, y) for x in more for y in step)
    return added(frozenset(more), frozenset(step))


def _level(f: Facts, reading: str) -> Decimal:
    last, before = f["revenue_last_year_yuan"], f["revenue_year_before_yuan"]
    earlier = max(f["highest_revenue_before_yuan"], before)
    if reading == "8-C(b)":
        earlier = before if f["data_year"] >= 2024 else NIL
    gives = {tier * Decimal(1_000_000): award * Decimal(10_000) for tier, award in TIERS}
    reached = [award for tier, award in gives.items() if earlier <= tier < last]
    top = (sum if reading == "8-A(b)" else max)(reached or [NIL])
    already = f["step_awards_received_yuan"]
    if reading == "8-B(b)":
        already = max((award for tier, award in gives.items() if earlier > tier), default=NIL)
    return Decimal(max(top - already, NIL))


def _late(measure: int, f: Facts) -> Outcome:
    """V1(b): what is counted by the year gives nothing for 2025."""
    year = 2026 if f.get("data_year") == 2025 else f.get("data_year")
    return MEASURES[measure]({**f, "data_year": year})


def _beside(measure: int, f: Facts) -> Outcome:
    """S2(b): nothing beside a lower award received elsewhere."""
    other = f.get("other_same_type_award_yuan", NIL)
    return frozenset(NIL if NIL < other < amount else amount for amount in MEASURES[measure](f))


_OWN: Mapping[int, Callable[[Facts], Readings]] = {
    3: _of_3,
    4: _of_4,
    6: _of_6,
    8: _of_8,
    9: _of_9,
    10: _of_10,
}
ANNUAL = (3, 5, 6, 8, 11, 12)


def readings_of(measure: int, facts: Facts) -> Readings:
    """Every other reading of the measure, with what it comes to."""
    found = _OWN[measure](facts) if measure in _OWN else {}
    if measure in ANNUAL:
        found["V1(b)"] = _late(measure, facts)
    if measure != 17:
        found["S2(b)"] = _beside(measure, facts)
    return found


def differing(measure: int, facts: Facts) -> dict[str, tuple[Decimal, Decimal]]:
    """The ends of those readings under which this result would differ."""
    own = MEASURES[measure](facts)
    return {
        name: (min(found), max(found))
        for name, found in readings_of(measure, facts).items()
        if (min(found), max(found)) != (min(own), max(own))
    }
