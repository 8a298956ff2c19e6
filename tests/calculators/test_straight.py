"""What one straight line of Python finds for a measure is what the evaluator finds node by node."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.assess import assess_measure
from calculators.evaluate import Box, range_of
from calculators.rules import Award, Caution, Constant, Each, PolicyReading, Rule, walk
from calculators.straight import fill, fill_readings
from calculators.xm_2023_10 import RULES
from tests.calculators.completions import KEYS
from tests.calculators.effort import effort
from tests.calculators.expressions import (
    A0,
    NAMED,
    SAID,
    box,
    expressions,
    keys_in,
    known_of,
    rule_of,
)
from tests.calculators.guesses import partial_facts
from tests.calculators.ways import box as real


def _bare(known: Box) -> Box:
    return Box(known.facts, known.ranges, known.chosen, known.items)


@effort(600)
@given(st.data())
def test_every_expression_has_the_range_that_the_evaluator_finds(data: st.DataObject) -> None:
    node = data.draw(expressions())
    known = data.draw(known_of(keys_in(node)))
    fill(rule_of(node), known)
    assert node in known.found
    assert known.found == {inner: range_of(inner, _bare(known)) for inner in known.found}


@pytest.mark.parametrize("measure", KEYS)
def test_every_expression_of_a_measure_and_of_its_other_readings_too(measure: int) -> None:
    rule = RULES[measure]

    @effort(60)
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        facts: dict[str, Any] = data.draw(partial_facts(measure))
        known = real(facts)
        fill(rule, known)
        fill_readings(rule, known)
        bare = _bare(known)
        assert known.found == {node: range_of(node, bare) for node in known.found}
        if not known.items:
            awards = (*rule.awards, *(a for reading in rule.readings for a in reading.awards))
            assert all(node in known.found for award in awards for node in walk(award.amount))

    holds()


def test_other_readings_start_from_what_was_found_for_the_awards() -> None:
    award = Award("6-A", NAMED, A0, ceiling=False)
    other = PolicyReading("6-A(b)", NAMED, SAID, (Award("6-A", NAMED, A0 - A0, ceiling=False),))
    rule = Rule(
        6, "grant", (award,), readings=(other,), cautions=(Caution(Constant(1) < A0, NAMED),)
    )
    known = box(a0=3)
    known.found[A0] = (1, 2)
    fill_readings(rule, known)
    assert known.found[other.awards[0].amount] == (0, 1)
    assert known.found[rule.cautions[0].when] == (0, 1)


def test_objects_of_a_list_are_left_to_the_evaluator() -> None:
    rule = rule_of(Each("things", A0))
    known = box(a0=3)
    listed = Box(known.facts, known.ranges, known.chosen, {"things": (box(a0=1), box(a0=1))})
    fill(rule, listed)
    assert listed.found == {}
    assert assess_measure(rule, listed).range == (2, 2)
    assert assess_measure(rule, known).range == (3, 3)
