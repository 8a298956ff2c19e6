"""Which facts are missing, and what is at stake in each: node by node."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.evaluate import box_of
from calculators.facts import Profile, Span
from calculators.interview import Stake, missing_of, stakes
from calculators.missing import missing_in
from calculators.rules import (
    NOTHING,
    All,
    Among,
    Amount,
    Compare,
    Constant,
    Each,
    Given,
    Grows,
    Has,
    Holds,
    Least,
    Minus,
    Most,
    Node,
    Sum,
    Within,
)
from tests.calculators.effort import effort
from tests.calculators.expressions import (
    A0,
    A1,
    CLAUSE,
    FACTS,
    SAID,
    box,
    expressions,
    keys_in,
    known_of,
    rule_of,
    value_of,
    worlds,
)


@effort(300)
@given(st.data())
def test_what_is_not_missing_changes_nothing(data: st.DataObject) -> None:
    node = data.draw(expressions())
    keys = keys_in(node)
    known = data.draw(known_of(keys))
    idle = [key for key in keys if key not in missing_in(node, known)]
    seen: dict[tuple[object, ...], set[int]] = {}
    undefined = any(len(value_of(node, world)) > 1 for world in worlds(keys, known))
    for world in worlds(keys, known):
        rest = tuple(value for key, value in world.items() if key not in idle)
        seen.setdefault(rest, set()).update(value_of(node, world))
    assert undefined or all(len(values) == 1 for values in seen.values())


@pytest.mark.parametrize(
    ("node", "facts", "missing"),
    [
        (Sum((A0, A1)), {"a0": 1}, ["a1"]),
        (Most((A0, A1)), {"a0": 3, "a1": Span(0, 3)}, []),
        (Most((A0, A1)), {"a0": 3, "a1": Span(0, 4)}, ["a1"]),
        (Most((A0, A1, Amount("a2"))), {"a0": 3, "a1": Span(0, 3)}, ["a2"]),
        (Least(A0, Constant(2)), {"a0": Span(2, 4)}, []),
        (Least(A0, Constant(2)), {"a0": Span(1, 4)}, ["a0"]),
        (Least(A0, A1), {"a0": Span(0, 1), "a1": Span(1, 4)}, ["a0"]),
        (Least(A0, A1), {"a0": Span(2, 4), "a1": Span(1, 2)}, ["a1"]),
        # What a ceiling cuts off changes nothing, even behind a condition or in a sum.
        (Least(Given(Holds("f0", SAID), A0), Constant(2)), {"a0": Span(2, 4)}, ["f0"]),
        (Least(Given(Holds("f0", SAID), A0), Constant(2)), {"a0": Span(1, 4)}, ["f0", "a0"]),
        (Least(Sum((A0, A1)), Constant(4)), {"a0": Span(1, 4), "a1": 3}, []),
        (Least(Sum((A0, A1)), Constant(4)), {"a0": Span(0, 4), "a1": 3}, ["a0"]),
        (Least(Sum((A0, A1)), Constant(4)), {"a0": Span(1, 4), "a1": 2}, ["a0"]),
        (
            Least(Given(Holds("f0", SAID), Least(A0, Constant(4))), Constant(2)),
            {"a0": Span(2, 4)},
            ["f0"],
        ),
        (
            Least(Given(Holds("f0", SAID), Most((A0, A1))), Constant(2)),
            {"a0": Span(2, 4), "a1": 1},
            ["f0"],
        ),
        (Most((A0, A1)), {}, ["a0", "a1"]),
        (Least(Least(A0, A1), Constant(2)), {"a0": Span(2, 4), "a1": Span(1, 4)}, ["a1"]),
        (Minus(A0, A1), {"a0": Span(0, 2), "a1": Span(2, 4)}, []),
        (Minus(A0, A1), {"a0": Span(0, 3), "a1": 2}, ["a0"]),
        (Given(Holds("f0", SAID), A0), {"f0": False}, []),
        (Given(Holds("f0", SAID), A0, A1), {"f0": True}, ["a0"]),
        (Given(Holds("f0", SAID), A0, A1), {"f0": False}, ["a1"]),
        (Given(Holds("f0", SAID), A0, A1), {}, ["f0", "a0", "a1"]),
        (Given(Holds("f0", SAID), Constant(2), Constant(2)), {}, []),
        (A0 > A1, {"a0": Span(0, 2), "a1": Span(2, 4)}, []),
        (A0 > A1, {"a0": Span(0, 3), "a1": Span(2, 4)}, ["a0", "a1"]),
        (Grows(A0, A1, Constant(0), SAID), {"a1": 0}, []),
        (Grows(A0, A1, Constant(0), SAID), {"a0": 2}, ["a1"]),
        (Grows(A0, A1, Amount("p0"), SAID), {"a0": 2, "a1": 1}, ["p0"]),
        (Within("a0", 1, 2, SAID), {}, []),
        (Within("a0", 1, 2, SAID), {"a0": Span(0, 1)}, ["a0"]),
        (Holds("g0", SAID), {}, []),
        (Among("c0", frozenset({"x"}), SAID), {}, ["c0"]),
        (Has("s0", "x", SAID), {"s0": frozenset()}, []),
    ],
)
def test_exactly_what_can_still_change_the_value_is_missing(
    node: Node, facts: dict[str, object], missing: list[str]
) -> None:
    assert list(missing_in(node, box(**facts))) == missing


def test_a_stake_is_what_the_most_loses_when_one_fact_alone_turns_out_badly() -> None:
    chosen = Given(Among("c0", frozenset({"x", "y"}), SAID), Constant(5))
    listed = Given(Has("s0", "y", SAID), Constant(7))
    alone = Given(Holds("f0", SAID), Constant(3))
    grants = rule_of(chosen, listed, alone, Sum((A0, A1)))
    loan = rule_of(Given(Holds("f0", SAID), Constant(100)), kind="loan")
    assert stakes([grants, loan], box(a1=1)) == (
        Stake("s0", 7, 0),
        Stake("c0", 5, 0),
        Stake("a0", 4, 0),
        Stake("f0", 3, 100),
    )


def test_a_stake_adds_up_over_the_measures_and_equal_ones_keep_their_order() -> None:
    one = rule_of(Given(Holds("f1", SAID), Constant(3)), Given(Holds("f0", SAID), Constant(1)))
    two = rule_of(Given(Holds("f0", SAID), Constant(2)))
    assert stakes([one, two], box()) == (Stake("f1", 3, 0), Stake("f0", 3, 0))
    loan = rule_of(Given(Holds("f0", SAID), Constant(2)), kind="loan")
    assert stakes([one, loan], box(f1=True)) == (Stake("f0", 1, 2),)
    assert stakes([loan, one], box(f1=True)) == (Stake("f0", 1, 2),)


def test_of_equal_grants_the_larger_loan_comes_first() -> None:
    small = Given(Holds("f0", SAID), Constant(1))
    large = Given(Holds("f1", SAID), Constant(2))
    assert stakes([rule_of(small, large, kind="loan")], box()) == (
        Stake("f1", 0, 2),
        Stake("f0", 0, 1),
    )


def test_no_choice_at_all_is_the_worst_where_every_choice_pays() -> None:
    any_pays = Sum(tuple(Given(Has("s0", option, SAID), Constant(2)) for option in "xyz"))
    assert stakes([rule_of(any_pays)], box()) == (Stake("s0", 6, 0),)


def test_each_object_of_a_list_has_its_own_missing_facts() -> None:
    flagged = Given(Holds("f0", SAID), A0)
    known = Profile({}, {"things": ({"f0": True}, {"a0": 2})})
    assert list(missing_in(Each("things", flagged), box_of(known, FACTS))) == ["a0", "f0"]


def test_a_choice_is_at_stake_whichever_of_its_options_pays() -> None:
    excluded = rule_of(Given(Has("s0", "x", SAID), NOTHING, Constant(6)))
    assert stakes([excluded], box()) == (Stake("s0", 6, 0),)
    both = rule_of(Given(All((Has("s0", "x", SAID), Has("s0", "y", SAID))), Constant(6)))
    assert stakes([both], box()) == (Stake("s0", 6, 0),)


def test_a_fact_that_settles_nothing_wherever_another_is_open_is_not_missing() -> None:
    # Above 2 it is above the 1 of the year before anyway.
    rule = rule_of(Given(All((Compare(A0, ">", CLAUSE.money(2, "")), A0 > A1)), Constant(1)))
    assert missing_of(rule, box(a0=Span(0, 4), a1=Span(0, 1))) == ("a0",)
    assert missing_of(rule, box(a0=Span(0, 4), a1=Span(0, 3))) == ("a0", "a1")
    assert missing_of(rule, box(a0=Span(0, 2))) == ()
