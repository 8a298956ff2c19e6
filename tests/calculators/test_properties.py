"""What must hold of every assessment, whatever the facts."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.assess import assess
from calculators.interview import stakes
from calculators.rules import Rule
from calculators.xm_2023_10 import RULES
from tests.calculators.completions import KEYS, LISTS, open_places, points, stated_at, unit_of
from tests.calculators.effort import effort
from tests.calculators.guesses import complete_facts, partial_facts, quantities, some_value
from tests.calculators.ways import assessed, box, in_fen

WITH_FIGURES = [number for number in KEYS if number != 2]
EVERY = pytest.mark.parametrize("measure", WITH_FIGURES)
# The most that a measure gives; for the measures with lists, for one object.
CEILINGS = {
    3: 500_000,
    4: 10_000_000,
    5: 11_000_000,
    6: 5_750_000,
    7: 1_000_000,
    8: 8_500_000,
    9: 1_800_000,
    10: 5_000_000,
    11: 2_000_000,
    12: 500_000,
    17: 50_000_000,
}
MORE_IS_NOT_LESS = {
    3: ("compute_purchase_total_yuan", "compute_paid_yuan"),
    4: ("project_rd_investment_yuan",),
    5: ("platform_service_revenue_yuan", "platform_enterprises_served"),
    6: ("self_rd_expense_yuan",),
    8: ("revenue_last_year_yuan",),
    10: ("equipment_unit_price_yuan",),
    11: ("maas_revenue_yuan",),
    12: ("app_local_sales_yuan",),
    17: ("rd_expense_last_year_yuan",),
}
MORE_IS_NOT_MORE = {
    6: ("self_rd_expense_prior_year_yuan",),
    7: ("drafting_rank",),
    8: (
        "revenue_year_before_yuan",
        "highest_revenue_before_yuan",
        "city_software_avg_growth_pct",
        "step_awards_received_yuan",
    ),
}
LEVERS = [(m, k, 1) for m, ks in MORE_IS_NOT_LESS.items() for k in ks] + [
    (m, k, -1) for m, ks in MORE_IS_NOT_MORE.items() for k in ks
]


def _ends(measure: int, facts: dict[str, Any]) -> tuple[int, int]:
    found = assessed(measure, facts).range
    assert found is not None
    return found


@EVERY
def test_the_ceiling_is_never_exceeded(measure: int) -> None:
    @effort(40)
    @given(facts=partial_facts(measure))
    def holds(facts: dict[str, Any]) -> None:
        objects = 1 if measure == 12 else len(facts.get(LISTS.get(measure, ""), [0]))
        assert 0 <= _ends(measure, facts)[1] <= in_fen(CEILINGS[measure]) * objects

    holds()


@EVERY
def test_the_components_add_up_to_the_measure(measure: int) -> None:
    @effort(30)
    @given(facts=partial_facts(measure))
    def holds(facts: dict[str, Any]) -> None:
        found = assessed(measure, facts)
        low, high = (sum(c.range[end] for c in found.components) for end in (0, 1))
        assert found.range == (low, high)

    holds()


@pytest.mark.parametrize("measure", KEYS)
def test_to_know_more_never_widens_the_range_nor_adds_a_missing_fact(measure: int) -> None:
    @effort(40)
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        facts = data.draw(partial_facts(measure), label="facts")
        places = open_places(measure, facts)
        if not places:
            return
        place = data.draw(st.sampled_from(places))
        known = stated_at(facts, place, data.draw(st.sampled_from(points(place, facts))))
        before, after = assessed(measure, facts), assessed(measure, known)
        assert set(after.missing) <= set(before.missing)
        if before.range and after.range:
            assert before.range[0] <= after.range[0] <= after.range[1] <= before.range[1]

    holds()


@EVERY
def test_another_reading_is_shown_only_where_it_differs(measure: int) -> None:
    @effort(30)
    @given(facts=partial_facts(measure))
    def holds(facts: dict[str, Any]) -> None:
        found = assessed(measure, facts)
        assert all(a.range != found.range for a in found.alternatives)
        ids = [a.reading.id for a in found.alternatives]
        assert len(ids) == len(set(ids))

    holds()


@pytest.mark.parametrize(("measure", "key", "way"), LEVERS)
def test_more_of_a_fact_moves_the_amount_only_one_way(measure: int, key: str, way: int) -> None:
    @effort(25)
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        facts = data.draw(complete_facts(measure), label="facts")
        facts.pop(LISTS.get(measure, ""), None)
        facts = {k: some_value(k) for k in KEYS[measure]} | facts
        small, large = sorted((data.draw(quantities(key)), data.draw(quantities(key))))
        if "year_before" in key or "prior" in key:
            small = max(small, unit_of(key))  # over a base of zero growth is undefined
            large = max(small, large)
        less, more = (assessed(measure, facts | {key: v}).range for v in (small, large))
        assert less is not None
        assert more is not None
        assert all((more[end] - less[end]) * way >= 0 for end in (0, 1))

    holds()


@pytest.mark.parametrize("measure", KEYS)
def test_a_stake_is_never_negative_nor_more_than_is_open(measure: int) -> None:
    @effort(40)
    @given(facts=partial_facts(measure))
    def holds(facts: dict[str, Any]) -> None:
        found = assessed(measure, facts)
        low, high = found.range or (0, 0)
        for stake in stakes([RULES[measure]], box(facts)):
            assert stake.fact in found.missing
            assert 0 <= stake.grant + stake.loan <= high - low

    holds()


def test_the_stake_of_a_project_known_within_limits_is_what_lies_between_them() -> None:
    project = {
        "project_award_levels": ["national_challenge_winner"],
        "project_rd_investment_yuan": {"min": 1_000_000, "max": 2_000_000},
    }
    (stake,) = stakes([RULES[4]], box({"projects": [project]}))
    assert stake.grant == in_fen(400_000)


def test_only_measure_17_is_a_loan_and_its_stake_is_never_a_grant() -> None:
    assert [n for n, rule in RULES.items() if rule.kind == "loan"] == [17]
    found = stakes([RULES[17]], box({}))
    assert all(s.grant == 0 for s in found)
    assert any(s.loan > 0 for s in found)


def test_a_fact_that_matters_to_a_grant_and_to_the_loan_keeps_the_two_apart() -> None:
    stated = {"is_newly_registered_enterprise": True, "neeq_listed": True}
    rules: list[Rule] = [RULES[9], RULES[17]]
    found = {s.fact: s for s in stakes(rules, box(stated))}["is_ai_enterprise"]
    assert (found.grant, found.loan) == (in_fen(1_800_000), in_fen(10_000_000))


def test_the_most_yuan_at_stake_come_first() -> None:
    found = stakes(RULES.values(), box({}))
    assert [s.grant for s in found] == sorted((s.grant for s in found), reverse=True)
    assert found[0].grant > 0


def test_all_nineteen_measures_are_assessed_in_the_order_of_the_policy() -> None:
    assert [a.measure for a in assess(RULES, box({}))] == list(range(1, 20))


def test_a_higher_award_elsewhere_never_changes_the_amount_of_the_measure() -> None:
    facts = {"compute_purchase_total_yuan": 400_000, "compute_paid_yuan": Decimal("400000.01")}
    alone, beside = (assessed(3, facts | o) for o in ({}, {"other_same_type_award_yuan": 10**9}))
    assert (alone.range, alone.higher_of) == (beside.range, None)
    assert beside.higher_of == in_fen(10**9)
