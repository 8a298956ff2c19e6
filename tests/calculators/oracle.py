"""An independent oracle: the measures as plain functions on complete facts, from the specification.

Each returns the set of amounts (yuan) that are possible: more than one where a growth rate over a
base of zero is undefined. Nothing here is imported from `calculators`.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from itertools import product
from typing import Any, TypeAlias

Facts: TypeAlias = Mapping[str, Any]
Outcome: TypeAlias = frozenset[Decimal]

NIL = Decimal(0)
FEN = Decimal("0.01")
TIERS = ((50, 10), (100, 20), (200, 50), (500, 100), (1000, 150), (2000, 200))
STANDARDS = {"international": 1_000_000, "national": 500_000, "industry": 400_000}
PROJECTS = {
    "national_challenge_winner": (40, 10_000_000),
    "provincial_key_project": (40, 3_000_000),
    "municipal_challenge": (30, 10_000_000),
}
CATALOGUES = {
    "miit_national": (60, 5_000_000),
    "fujian_national_first": (60, 2_000_000),
    "fujian_provincial_first": (30, 1_000_000),
}


def down(yuan: Decimal) -> Decimal:
    """Rounded down to the fen."""
    return yuan.quantize(FEN, rounding=ROUND_FLOOR)


def capped(yuan: Decimal, ceiling: int) -> Decimal:
    return min(down(yuan), Decimal(ceiling))


def is_in_force(facts: Facts) -> bool:
    day = facts.get("reference_date")
    return day is None or date(2023, 10, 10) <= day <= date(2025, 12, 31)


def covers_year(facts: Facts, first: int = 2023) -> bool:
    year = facts.get("data_year")
    return year is None or first <= year <= 2025


def items_of(facts: Facts, name: str) -> list[Facts]:
    listed = facts.get(name)
    return [facts] if listed is None else [{**facts, **item} for item in listed]


def one(amount: Decimal | int) -> Outcome:
    return frozenset({Decimal(amount)})


def added(*parts: Outcome) -> Outcome:
    return frozenset(sum(chosen, NIL) for chosen in product(*parts))


def growth(now: Decimal, before: Decimal, percent: Decimal, *, strict: bool) -> tuple[bool, ...]:
    """The possible answers to: is the growth rate above, or at least, so many percent."""
    if before <= 0:
        return (False, True)
    rise, asked = (now - before) * 100, percent * before
    return (rise > asked,) if strict else (rise >= asked,)


def measure_2(f: Facts) -> Outcome:
    """1 where the project may be taken in, 0 where not; never an amount."""
    large = f["compute_center_capacity_p"] >= 100
    work = f["compute_center_work"] in {"new", "expansion"}
    return one(int(is_in_force(f) and large and work and f["compute_center_policy_compliant"]))


def measure_3(f: Facts) -> Outcome:
    bought = f["compute_purchase_total_yuan"] >= 300_000
    if not (bought and f.get("compute_voucher_qualified", True)):
        return one(0)
    if not (is_in_force(f) and covers_year(f)):
        return one(0)
    return one(capped(f["compute_paid_yuan"] / 2, 500_000))


def measure_4(f: Facts) -> Outcome:
    total = NIL
    for project in items_of(f, "projects"):
        invested, levels = project["project_rd_investment_yuan"], project["project_award_levels"]
        total += max(
            (capped(invested * r / 100, top) for k, (r, top) in PROJECTS.items() if k in levels),
            default=NIL,
        )
    return one(total if is_in_force(f) else 0)


def measure_5(f: Facts) -> Outcome:
    if not is_in_force(f):
        return one(0)
    lab = 10_000_000 if f["is_ai_enterprise"] and f["new_state_key_lab_approved"] else 0
    revenue, served = f["platform_service_revenue_yuan"], f["platform_enterprises_served"]
    runs = f["is_ai_public_service_platform"] and covers_year(f)
    if runs and revenue > 1_000_000 and served >= 51:
        return one(lab + capped(revenue / 10, 1_000_000))
    return one(lab)


def measure_6(f: Facts) -> Outcome:
    spent, prior = f["self_rd_expense_yuan"], f["self_rd_expense_prior_year_yuan"]
    scope = f["enterprise_category"] in {"above_scale_industrial", "above_scale_software"}
    if not (is_in_force(f) and covers_year(f) and f["is_ai_enterprise"] and scope):
        return one(0)
    subsidy = NIL
    if spent > 2_000_000 and spent > prior:
        subsidy = min((spent // 2_000_000) * 100_000, Decimal(5_000_000))
    extra = down(subsidy * 5 / 100) if spent > 10_000_000 else NIL
    rewards = one(0)
    if spent > 5_000_000 and prior <= 0:
        rewards = frozenset({NIL, Decimal(300_000), Decimal(500_000)})
    elif spent > 5_000_000:
        percent = (spent * 100 > prior * 120) + (spent * 100 > prior * 140)
        rewards = one((0, 300_000, 500_000)[percent])
    return added(one(subsidy + extra), rewards)


def measure_7(f: Facts) -> Outcome:
    if not is_in_force(f):
        return one(0)
    return one(
        sum(
            STANDARDS.get(standard["standard_level"], 0)
            for standard in items_of(f, "standards")
            if standard["standard_is_ai_field"] and standard["drafting_rank"] <= 5
        )
    )


def measure_8(f: Facts) -> Outcome:
    ai, dated = f["is_ai_enterprise"], is_in_force(f)
    giant = one(500_000 if ai and dated and f["little_giant_first_recognised"] else 0)
    soft = ai and dated and f["enterprise_category"] == "above_scale_software"
    if not (soft and covers_year(f, 2022)):
        return giant
    return added(_increment(f), _step(f), giant)


def _increment(f: Facts) -> Outcome:
    last, before = f["revenue_last_year_yuan"], f["revenue_year_before_yuan"]
    if last <= 50_000_000:
        return one(0)
    award = capped((last - before) * 6 / 1000, 6_000_000)
    return frozenset(
        award if grew else NIL for grew in growth(last, before, Decimal(25), strict=True)
    )


def _step(f: Facts) -> Outcome:
    last, before = f["revenue_last_year_yuan"], f["revenue_year_before_yuan"]
    history = max(f["highest_revenue_before_yuan"], before)
    reached = [award * 10_000 for tier, award in TIERS if history <= tier * 1_000_000 < last]
    if not reached:
        return one(0)
    award = max(Decimal(max(reached)) - f["step_awards_received_yuan"], NIL)
    asked = f["city_software_avg_growth_pct"]
    return frozenset(award if grew else NIL for grew in growth(last, before, asked, strict=False))


def measure_9(f: Facts) -> Outcome:
    if not (f["is_ai_enterprise"] and is_in_force(f)):
        return one(0)
    return one(
        300_000 * f["neeq_listed"]
        + 500_000 * f["tutoring_filed_xiamen_csrc"]
        + 1_000_000 * f["exchange_accepted"]
    )


def measure_10(f: Facts) -> Outcome:
    total = NIL
    for item in items_of(f, "products"):
        price, listed = item["equipment_unit_price_yuan"], item["first_set_catalogues"]
        if item["is_ai_high_end_equipment"]:
            total += max(
                (capped(price * r / 100, top) for k, (r, top) in CATALOGUES.items() if k in listed),
                default=NIL,
            )
    return one(total if is_in_force(f) else 0)


def measure_11(f: Facts) -> Outcome:
    counts = is_in_force(f) and covers_year(f)
    return one(capped(f["maas_revenue_yuan"] * 5 / 100, 2_000_000) if counts else 0)


def measure_12(f: Facts) -> Outcome:
    if not (f["is_ai_enterprise"] and is_in_force(f) and covers_year(f)):
        return one(0)
    shares = [
        down(app["app_local_sales_yuan"] / 10)
        for app in items_of(f, "applications")
        if app["benchmark_app_in_xiamen"] and app["selected_fujian_typical_scenario"]
    ]
    return one(min(sum(shares, NIL), Decimal(500_000)))


def measure_17(f: Facts) -> Outcome:
    if not (f["is_ai_enterprise"] and is_in_force(f)):
        return one(0)
    if f["is_newly_registered_enterprise"]:
        return one(10_000_000)
    return one(capped(f["rd_expense_last_year_yuan"] / 2, 50_000_000))


MEASURES: Mapping[int, Callable[[Facts], Outcome]] = {
    2: measure_2,
    3: measure_3,
    4: measure_4,
    5: measure_5,
    6: measure_6,
    7: measure_7,
    8: measure_8,
    9: measure_9,
    10: measure_10,
    11: measure_11,
    12: measure_12,
    17: measure_17,
}


def outcomes(measure: int, completions: Iterator[Facts]) -> set[Outcome]:
    """The outcomes of all these completions."""
    return {MEASURES[measure](facts) for facts in completions}
