"""An assessment field by field: measures without a figure, ceilings, and the higher of two awards."""

import pytest

from calculators.assess import Assessment, assess_measure
from calculators.facts import Words
from calculators.rules import Award, Constant, Given, Holds, Rule, Within
from calculators.xm_2023_10 import RULES
from tests.calculators.expressions import A0, NAMED, SAID, box
from tests.calculators.ways import box as real

CENTRE = {
    "compute_center_work": "new",
    "compute_center_capacity_p": 120,
    "compute_center_policy_compliant": True,
}


def test_a_measure_that_only_tests_conditions_has_no_figure_when_they_hold() -> None:
    given = assess_measure(RULES[2], real(CENTRE))
    assert (given.kind, given.status, given.range, given.amount) == (
        "none",
        "no_amount",
        None,
        None,
    )
    assert (given.is_ceiling, given.missing, given.higher_of) == (False, (), None)
    assert (given.components, given.alternatives) == ((), ())


def test_and_nothing_when_they_fail() -> None:
    given = assess_measure(RULES[2], real(CENTRE | {"compute_center_capacity_p": 99}))
    assert (given.status, given.range, given.amount) == ("ineligible", (0, 0), 0)


def test_and_says_what_is_missing_when_they_are_open() -> None:
    given = assess_measure(RULES[2], real({"compute_center_work": "new"}))
    assert (given.status, given.range) == ("undetermined", None)
    assert given.missing == ("compute_center_capacity_p", "compute_center_policy_compliant")


def _rule(*awards: Award, kind: str = "grant") -> Rule:
    return Rule(6, kind, awards)  # type: ignore[arg-type]


FIXED = Award("6-A", NAMED, Given(Holds("f0", SAID), Constant(5)), ceiling=False)
CEILING = Award("6-B", NAMED, Given(Holds("f1", SAID), Constant(1)), ceiling=True)


@pytest.mark.parametrize(
    ("facts", "ceiling"),
    [
        ({"f0": True, "f1": True}, True),
        ({"f0": True, "f1": False}, False),
        ({"f0": False, "f1": True}, True),
        ({"f0": False, "f1": False}, True),  # nothing paid: as the text has it
        ({}, True),
    ],
)
def test_a_sum_is_a_ceiling_when_something_that_may_be_paid_is(
    facts: dict[str, bool], ceiling: bool
) -> None:
    assert assess_measure(_rule(FIXED, CEILING), box(**facts)).is_ceiling is ceiling


def test_each_component_has_its_own_status() -> None:
    given = assess_measure(_rule(FIXED, CEILING), box(f0=True))
    assert [(c.status, c.range) for c in given.components] == [
        ("eligible", (5, 5)),
        ("undetermined", (0, 1)),
    ]
    assert (given.kind, given.status, given.range, given.missing) == (
        "grant",
        "undetermined",
        (5, 6),
        ("f1",),
    )


def _with_other(facts: dict[str, object], other: object, kind: str = "grant") -> int | None:
    from calculators.evaluate import Box

    known = box(**facts)
    ends = other if isinstance(other, tuple) else (other, other)
    ranges = {**known.ranges, "other_same_type_award_yuan": ends}
    given: Assessment = assess_measure(
        _rule(FIXED, kind=kind), Box(known.facts, ranges, known.chosen, {})
    )
    return given.higher_of


@pytest.mark.parametrize(
    ("facts", "other", "higher"),
    [
        ({"f0": True}, 3, 5),
        ({"f0": True}, 7, 7),
        ({"f0": False}, 0, 0),
        ({}, 5, 5),  # the other is at least as much whatever is still open
        ({}, 4, None),
        ({"f0": True}, (3, 4), 5),  # whatever the other is, this one is at least as much
        ({"f0": True}, (3, 5), 5),
        ({"f0": True}, (3, 6), None),
        ({"f0": True}, (6, 7), None),
    ],
)
def test_the_higher_of_two_same_type_awards_is_known_when_nothing_can_change_it(
    facts: dict[str, object], other: object, higher: int | None
) -> None:
    assert _with_other(facts, other) == higher
    assert _with_other(facts, other, kind="loan") is None


def _notes(rule: Rule, **facts: object) -> list[str]:
    return [words.zh for words in assess_measure(rule, box(**facts)).assumptions]


def test_what_is_taken_for_granted_about_time_is_said() -> None:
    dated = _rule(Award("6-A", NAMED, Given(Within("a1", 1, 2, SAID), A0), ceiling=False))
    assert any("日期" in note for note in _notes(dated))
    empty = Rule(1, "none", assumptions=(Words("只此一句", "only this"),))
    assert _notes(empty) == ["只此一句"]


def test_a_date_that_is_stated_is_not_taken_for_granted() -> None:
    said = [w.zh for w in assess_measure(RULES[3], real({})).assumptions]
    stated = [
        w.zh for w in assess_measure(RULES[3], real({"reference_date": "2024-05-01"})).assumptions
    ]
    assert any("未说明事项发生或申报的日期" in note for note in said)
    assert not any("未说明事项发生或申报的日期" in note for note in stated)


def test_an_undefined_growth_is_said_only_where_no_fact_can_settle_it() -> None:
    zero = {"self_rd_expense_prior_year_yuan": 0, "self_rd_expense_yuan": 6_000_000}
    known = zero | {
        "is_ai_enterprise": True,
        "enterprise_category": "above_scale_software",
        "data_year": 2024,
        "reference_date": "2024-05-01",
    }
    assert any("增长率无法计算" in w.zh for w in assess_measure(RULES[6], real(known)).assumptions)
    assert not any(
        "增长率无法计算" in w.zh for w in assess_measure(RULES[6], real(zero)).assumptions
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"projects": [{"project_rd_investment_yuan": 2}]}, True),
        ({"projects": [{"project_rd_investment_yuan": 1}, {}]}, False),
        ({"projects": [{"project_award_levels": []}]}, False),
        ({"projects": []}, True),
        ({"standards": []}, False),
        ({}, False),
    ],
)
def test_a_list_counts_where_a_fact_outside_it_says_otherwise_and_that_is_said(
    facts: dict[str, object], said: bool
) -> None:
    given = assess_measure(RULES[4], real({"project_rd_investment_yuan": 1} | facts))
    assert any("以列表为准" in words.zh for words in given.assumptions) is said


def test_a_choice_outside_a_list_is_compared_too() -> None:
    flat: dict[str, object] = {"standard_level": "national"}
    same, other = ({"standards": [{"standard_level": level}]} for level in ("national", "group"))
    said = [
        "以列表为准" in str(assess_measure(RULES[7], real(flat | of)).assumptions)
        for of in (same, other)
    ]
    assert said == [False, True]
