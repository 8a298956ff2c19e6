"""Near misses node by node: which distances are named, and in which order."""

import pytest

from calculators.near_miss import NearMiss, near_misses
from calculators.rules import Compare, Constant, Given, Grows, Node, Steps
from tests.calculators.expressions import A0, A1, CLAUSE, SAID, box, rule_of

ONE = Constant(1)


def above(figure: Node, value: int) -> Compare:
    return Compare(figure, ">", CLAUSE.money(value, ""))  # type: ignore[arg-type]


def test_one_fen_is_a_gain_too() -> None:
    rule = rule_of(Given(above(A0, 2), ONE))
    assert near_misses(rule, box(a0=1)) == (NearMiss("a0", 1, 3, 1),)


def test_the_nearest_comes_first_whatever_its_name() -> None:
    rule = rule_of(Given(above(A0, 3), ONE), Given(above(A1, 2), ONE))
    assert [m.fact for m in near_misses(rule, box(a0=0, a1=2))] == ["a1", "a0"]
    assert [m.fact for m in near_misses(rule, box(a0=3, a1=0))] == ["a0", "a1"]


def test_an_unknown_fact_is_not_nearly_anything() -> None:
    rule = rule_of(Given(above(A0, 2), ONE), Steps(A1, CLAUSE.money(2, ""), CLAUSE.money(3, "")))
    assert near_misses(rule, box()) == ()


@pytest.mark.parametrize(
    ("percent", "before", "now", "strict", "needed"),
    [
        (500_000, 2, 1, False, 3),
        (500_000, 2, 1, True, 4),
        (500_000, 3, 1, False, 5),
        (500_000, 3, 1, True, 5),
        (1, 1, 0, False, 2),  # the least above a whole figure
    ],
)
def test_the_growth_that_is_needed_is_met_to_the_fen(
    percent: int, before: int, now: int, strict: bool, needed: int
) -> None:
    rule = rule_of(Given(Grows(A0, A1, Constant(percent), SAID, strict), ONE))
    (miss,) = (m for m in near_misses(rule, box(a0=now, a1=before)) if m.fact == "a0")
    assert (miss.needed, miss.gain) == (needed, 1)


def test_the_next_step_is_named_with_what_it_brings() -> None:
    rule = rule_of(Steps(A0, CLAUSE.money(2, ""), CLAUSE.money(3, "")))
    assert near_misses(rule, box(a0=1)) == (NearMiss("a0", 1, 2, 3),)
    assert near_misses(rule, box(a0=2)) == (NearMiss("a0", 2, 4, 3),)


def test_a_loan_is_never_nearly_reached() -> None:
    assert near_misses(rule_of(Given(above(A0, 2), ONE), kind="loan"), box(a0=1)) == ()
