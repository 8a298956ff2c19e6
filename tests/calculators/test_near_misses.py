"""A near miss names a true distance and exactly what reaching the threshold brings."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from calculators.facts import DECIMALS
from calculators.near_miss import NearMiss, near_misses
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS
from tests.calculators.completions import KEYS
from tests.calculators.effort import effort
from tests.calculators.guesses import complete_facts, partial_facts
from tests.calculators.ways import assessed, box, in_fen

SOFTWARE = {"is_ai_enterprise": True, "enterprise_category": "above_scale_software"}
GRANTS = [number for number in KEYS if number not in {2, 17}]


def _misses(measure: int, facts: dict[str, Any]) -> list[tuple[str, int, int, int]]:
    found = near_misses(RULES[measure], box(facts))
    return [(m.fact, m.needed, m.short_by, m.gain) for m in found]


def _with(facts: dict[str, Any], miss: NearMiss, value: int) -> dict[str, Any]:
    stated = {miss.fact: Decimal(value).scaleb(-DECIMALS[FACTS[miss.fact].kind])}
    if miss.place is None:
        return facts | stated
    name, number = miss.place
    items = list(facts[name])
    items[number] = items[number] | stated
    return facts | {name: items}


def _sure(measure: int, facts: dict[str, Any]) -> int:
    ends = assessed(measure, facts).range
    assert ends is not None
    return ends[0]


def _check(measure: int, facts: dict[str, Any]) -> None:
    sure = _sure(measure, facts)
    for miss in near_misses(RULES[measure], box(facts)):
        fact = FACTS[miss.fact]
        assert fact.lowest <= miss.needed <= fact.highest
        assert miss.short_by == abs(miss.needed - miss.now) > 0
        assert _sure(measure, _with(facts, miss, miss.needed)) - sure == miss.gain > 0
        almost = miss.needed - (1 if miss.needed > miss.now else -1)
        assert _sure(measure, _with(facts, miss, almost)) - sure < miss.gain


@pytest.mark.parametrize("measure", GRANTS)
def test_reaching_it_brings_the_gain_and_a_unit_less_does_not(measure: int) -> None:
    @effort(60)
    @given(facts=complete_facts(measure))
    def holds(facts: dict[str, Any]) -> None:
        _check(measure, facts)

    holds()


@pytest.mark.parametrize("measure", GRANTS)
def test_what_is_unknown_is_no_threshold(measure: int) -> None:
    @effort(40)
    @given(facts=partial_facts(measure))
    def holds(facts: dict[str, Any]) -> None:
        _check(measure, facts)

    holds()


def test_two_hundred_thousand_short_of_the_next_step_is_the_example_of_the_specification() -> None:
    facts = SOFTWARE | {
        "self_rd_expense_yuan": 3_800_000,
        "self_rd_expense_prior_year_yuan": 3_700_000,
    }
    fact, needed, short, gain = _misses(6, facts)[0]
    assert fact == "self_rd_expense_yuan"
    assert (needed, short, gain) == (in_fen(4_000_000), in_fen(200_000), in_fen(100_000))


def test_a_fen_short_of_the_voucher_is_half_of_the_payment_short() -> None:
    facts = {"compute_purchase_total_yuan": "299999.99", "compute_paid_yuan": 300_000}
    assert _misses(3, facts) == [
        ("compute_purchase_total_yuan", in_fen(300_000), 1, in_fen(150_000))
    ]


def test_the_sixth_of_a_national_standard_is_one_rank_short() -> None:
    facts = {"standard_level": "national", "drafting_rank": 6, "standard_is_ai_field": True}
    assert _misses(7, facts) == [("drafting_rank", 5, 1, in_fen(500_000))]


def test_fifty_customers_are_one_short() -> None:
    facts = {
        "is_ai_enterprise": False,
        "is_ai_public_service_platform": True,
        "platform_service_revenue_yuan": 2_000_000,
        "platform_enterprises_served": 50,
    }
    assert _misses(5, facts) == [("platform_enterprises_served", 51, 1, in_fen(200_000))]


def test_growth_of_exactly_twenty_percent_is_a_fen_short() -> None:
    facts = SOFTWARE | {
        "self_rd_expense_yuan": 6_000_000,
        "self_rd_expense_prior_year_yuan": 5_000_000,
    }
    assert _misses(6, facts)[0] == (
        "self_rd_expense_yuan",
        in_fen("6000000.01"),
        1,
        in_fen(300_000),
    )


def test_growth_of_exactly_twenty_five_percent_is_a_fen_short() -> None:
    facts = SOFTWARE | {
        "revenue_last_year_yuan": 60_000_000,
        "revenue_year_before_yuan": 48_000_000,
        "highest_revenue_before_yuan": 70_000_000,
    }
    assert _misses(8, facts)[0] == (
        "revenue_last_year_yuan",
        in_fen("60000000.01"),
        1,
        in_fen(72_000),
    )


def test_the_sixth_of_the_second_standard_is_said_of_the_second_standard() -> None:
    standards = [
        {"standard_level": "international", "drafting_rank": 1, "standard_is_ai_field": True},
        {"standard_level": "industry", "drafting_rank": 6, "standard_is_ai_field": True},
    ]
    (miss,) = near_misses(RULES[7], box({"standards": standards}))
    assert miss == NearMiss("drafting_rank", 6, 5, in_fen(400_000), ("standards", 1))


def test_an_unknown_fact_of_one_object_does_not_hide_the_near_miss_of_another() -> None:
    standards = [
        {"standard_level": "international", "standard_is_ai_field": True},
        {"standard_level": "industry", "drafting_rank": 6, "standard_is_ai_field": True},
    ]
    (miss,) = near_misses(RULES[7], box({"standards": standards}))
    assert (miss.place, miss.gain) == (("standards", 1), in_fen(400_000))


def test_only_the_next_of_many_tiers_is_near() -> None:
    facts = SOFTWARE | {
        "revenue_last_year_yuan": 68_000_000,
        "revenue_year_before_yuan": 60_000_000,
        "highest_revenue_before_yuan": 60_000_000,
        "city_software_avg_growth_pct": 5,
        "step_awards_received_yuan": 0,
    }
    needed = [needed for fact, needed, _, _ in _misses(8, facts) if fact.startswith("revenue_last")]
    # The next tier for 8b; a growth above 25 % for 8a: no tier beyond.
    assert needed == [in_fen("75000000.01"), in_fen("100000000.01")]


def test_with_the_year_before_unknown_no_distance_is_stated_to_it() -> None:
    facts = SOFTWARE | {"self_rd_expense_yuan": 3_000_000}
    assert _misses(6, facts) == []


def test_a_threshold_passed_on_the_way_is_not_one_of_its_own() -> None:
    facts = SOFTWARE | {
        "self_rd_expense_yuan": 1_500_000,
        "self_rd_expense_prior_year_yuan": 4_500_000,
    }
    assert in_fen("5000000.01") not in [needed for _, needed, _, _ in _misses(6, facts)]


def test_a_company_out_of_scope_misses_nothing_nearly() -> None:
    facts = {"is_ai_enterprise": True, "enterprise_category": "other"}
    assert _misses(6, facts | {"self_rd_expense_yuan": 3_800_000}) == []


def test_a_loan_has_no_near_miss() -> None:
    facts = {"is_ai_enterprise": True, "is_newly_registered_enterprise": False}
    assert near_misses(RULES[17], box(facts | {"rd_expense_last_year_yuan": 100})) == ()
