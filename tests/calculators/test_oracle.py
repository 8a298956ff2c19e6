"""The ranges, states and missing facts of the calculators against brute force over completions."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calculators.completions import KEYS, judge
from tests.calculators.effort import effort
from tests.calculators.guesses import complete_facts, partial_facts
from tests.calculators.oracle import MEASURES
from tests.calculators.ways import assessed, in_fen

_MANY = {6: 120, 8: 250}
EVERY_MEASURE = pytest.mark.parametrize("measure", KEYS)


def _examined(measure: int, data: st.DataObject) -> tuple[dict[str, Any], Any]:
    facts = data.draw(partial_facts(measure), label="facts")
    return facts, judge(measure, facts)


@EVERY_MEASURE
def test_the_range_and_the_state_are_those_of_brute_force(measure: int) -> None:
    @effort(_MANY.get(measure, 40))
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        facts, verdict = _examined(measure, data)
        found = assessed(measure, facts)
        if measure == 2:
            states = {(0, 0): "ineligible", (0, 1): "undetermined", (1, 1): "no_amount"}
            assert found.status == states[int(verdict.lo), int(verdict.hi)]
            return
        assert found.range == (in_fen(verdict.lo), in_fen(verdict.hi))
        decided = "eligible" if verdict.lo > 0 else "ineligible"
        assert found.status == (decided if verdict.lo == verdict.hi else "undetermined")

    holds()


@EVERY_MEASURE
def test_no_fact_that_can_change_the_result_is_left_out_of_missing(measure: int) -> None:
    @effort(_MANY.get(measure, 40))
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        facts, verdict = _examined(measure, data)
        assert set(assessed(measure, facts).missing) >= verdict.missing

    holds()


@EVERY_MEASURE
def test_only_facts_that_can_change_the_result_are_missing(measure: int) -> None:
    @effort(_MANY.get(measure, 40))
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        facts, verdict = _examined(measure, data)
        assert set(assessed(measure, facts).missing) <= verdict.missing

    holds()


@EVERY_MEASURE
def test_with_any_facts_left_out_the_range_contains_the_result_of_all(measure: int) -> None:
    @effort(60)
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        facts = data.draw(complete_facts(measure), label="facts")
        told = {k: v for k, v in facts.items() if isinstance(v, list) or data.draw(st.booleans())}
        told |= {k: v for k, v in facts.items() if k in {"reference_date", "data_year"}}
        low, high = assessed(measure, told).range or (0, 100)
        assert all(low <= in_fen(amount) <= high for amount in MEASURES[measure](facts))

    holds()


def test_the_oracle_itself_gives_the_figures_of_the_specification() -> None:
    software = {"is_ai_enterprise": True, "enterprise_category": "above_scale_software"}
    rd = {
        "self_rd_expense_yuan": Decimal(12_600_000),
        "self_rd_expense_prior_year_yuan": Decimal(9_000_000),
    }
    assert MEASURES[6]({**software, **rd}) == {Decimal(930_000)}
