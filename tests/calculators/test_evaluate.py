"""The evaluator node by node, against every completion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.evaluate import NO, OPEN, YES, box_of, range_of, together
from calculators.facts import Profile, Span
from calculators.missing import missing_in
from calculators.rules import (
    Each,
    Within,
)
from tests.calculators.effort import effort
from tests.calculators.expressions import (
    A0,
    FACTS,
    HIGHEST,
    SAID,
    box,
    expressions,
    keys_in,
    known_of,
    value_of,
    worlds,
)


@effort(600)
@given(st.data())
def test_the_range_of_an_expression_is_that_of_all_its_completions(data: st.DataObject) -> None:
    node = data.draw(expressions())
    keys = keys_in(node)
    known = data.draw(known_of(keys))
    found = [value for world in worlds(keys, known) for value in value_of(node, world)]
    assert range_of(node, known) == (min(found), max(found))


@pytest.mark.parametrize(
    ("known", "ends"),
    [
        ({}, YES),
        ({"a0": 0}, NO),
        ({"a0": 1}, YES),
        ({"a0": 2}, YES),
        ({"a0": 3}, NO),
        ({"a0": Span(1, 2)}, YES),
        ({"a0": Span(0, 1)}, OPEN),
        ({"a0": Span(2, 3)}, OPEN),
        ({"a0": Span(3, 4)}, NO),
        ({"a0": Span(0, 4)}, OPEN),
    ],
)
def test_a_limit_in_time_is_taken_to_be_kept_until_something_is_known(
    known: dict[str, object], ends: tuple[int, int]
) -> None:
    assert range_of(Within("a0", 1, 2, SAID), box(**known)) == ends


def test_nothing_at_all_comes_to_nothing() -> None:
    assert together([]) == (0, 0)
    assert together([(1, 2), (3, 5)]) == (4, 7)


LISTED = box_of(
    Profile({"a1": 2, "c1": "x"}, {"things": ({"a0": 1}, {"a0": Span(2, 3), "c0": "y"})}), FACTS
)
THINGS = Each("things", A0)


def test_the_objects_of_a_list_add_up_and_without_the_list_the_flat_facts_are_one() -> None:
    assert range_of(THINGS, LISTED) == (3, 4)
    assert range_of(THINGS, box(a0=3)) == (3, 3)
    assert list(missing_in(THINGS, LISTED)) == ["a0"]
    assert list(missing_in(THINGS, box())) == ["a0"]
    assert range_of(THINGS, box_of(Profile({}, {"things": ()}), FACTS)) == (0, 0)


def test_another_range_reaches_the_objects_that_do_not_know_the_fact() -> None:
    other = LISTED.with_range("a0", (4, 4))
    first, second = other.items["things"]
    assert other.ranges == {"a1": (2, 2), "a0": (4, 4)}
    assert (first.range_of("a0"), second.range_of("a0")) == ((1, 1), (4, 4))
    assert other.chosen == LISTED.chosen
    assert second.chosen == {"c1": frozenset("x"), "c0": frozenset("y")}
    assert range_of(THINGS, other) == (5, 5)


def test_a_choice_reaches_the_objects_that_have_made_none() -> None:
    other = LISTED.with_chosen("c0", frozenset("z"))
    first, second = other.items["things"]
    assert other.chosen == {"c1": frozenset("x"), "c0": frozenset("z")}
    assert (first.chosen["c0"], second.chosen["c0"]) == (frozenset("z"), frozenset("y"))
    assert (other.ranges, first.ranges) == (LISTED.ranges, LISTED.items["things"][0].ranges)


@pytest.mark.parametrize(("end", "value"), [(0, 2), (1, 3)])
def test_an_end_of_what_is_known_is_taken_in_every_object(end: int, value: int) -> None:
    other = LISTED.at_end("a0", 1 if end else 0)
    first, second = other.items["things"]
    assert other.ranges["a0"] == ((0, 0), (HIGHEST, HIGHEST))[end]
    assert (first.range_of("a0"), second.range_of("a0")) == ((1, 1), (value, value))
    assert (other.ranges["a1"], other.chosen) == ((2, 2), LISTED.chosen)


def test_one_object_alone_can_be_changed() -> None:
    other = LISTED.with_item("things", 0, "a0", (4, 4))
    assert [b.range_of("a0") for b in other.items["things"]] == [(4, 4), (2, 3)]
    assert LISTED.items["things"][0].range_of("a0") == (1, 1)


def test_known_is_one_point_and_limited_is_more() -> None:
    known = box(a0=1, a1=Span(1, 2), c0="x")
    assert [known.knows(key) for key in ("a0", "a1", "a2", "c0", "c1")] == [1, 0, 0, 1, 0]
    assert [known.is_limited(key) for key in ("a0", "a1", "a2", "c0")] == [0, 1, 0, 0]
