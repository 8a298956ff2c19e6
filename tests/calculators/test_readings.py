"""Every ambiguity of the policy stands once, quotes the text or says that it is silent, and is carried."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.ambiguity import Ambiguity
from calculators.facts import Words
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.ambiguities import AMBIGUITIES
from knowledge.clauses import load
from tests.calculators.completions import KEYS
from tests.calculators.effort import effort
from tests.calculators.guesses import complete_facts
from tests.calculators.readings_oracle import differing, readings_of
from tests.calculators.ways import assessed, in_fen

POLICY = load()
EXPECTED = {
    None: ["V1", "V2", "V3", "V4", "S1", "S2", "S3", "S4", "S5", "G1", "G2", "G3", "G4", "A-YR"],
    **{
        measure: [f"{measure}-{letter}" for letter in letters]
        for measure, letters in {
            2: "ABC",
            3: "ABCDEFG",
            4: "ABCDEF",
            5: "ABCDE",
            6: "ABCDEFGHI",
            7: "ABCDE",
            8: "ABCDEFGHIJ",
            9: "ABCDE",
            10: "ABCDEF",
            11: "ABCD",
            12: "ABCD",
            17: "ABCDE",
        }.items()
    },
}
BY_ID = {ambiguity.id: ambiguity for _, ambiguity in AMBIGUITIES}
# What can change a figure through a fact that there is; the rest has no fact and is said in words.
WITH_FIGURES = {
    "V1": "b",
    "S2": "b",
    "3-A": "b",
    "3-C": "b",
    "4-A": "b",
    "4-B": "b",
    "6-A": "bc",
    "6-B": "b",
    "6-C": "bc",
    "6-D": "b",
    "6-E": "bc",
    "8-A": "b",
    "8-B": "b",
    "8-C": "b",
    "8-D": "b",
    "8-E": "bc",
    "9-A": "b",
    "10-A": "b",
    "10-D": "b",
}
EACH = pytest.mark.parametrize(
    ("measure", "ambiguity"), AMBIGUITIES, ids=[a.id for _, a in AMBIGUITIES]
)


def test_every_ambiguity_stands_exactly_once_under_its_measure() -> None:
    found: dict[int | None, list[str]] = {}
    for measure, ambiguity in AMBIGUITIES:
        found.setdefault(measure, []).append(ambiguity.id)
    assert found == EXPECTED


@EACH
def test_the_words_of_the_policy_are_verbatim(measure: int | None, ambiguity: Ambiguity) -> None:
    if ambiguity.source is not None:
        clause = POLICY.clause(ambiguity.source.clause)
        assert ambiguity.source.words in clause.text
        assert measure is None or clause.measure in {measure, None}


@EACH
def test_question_default_and_alternatives_stand_in_both_languages(
    measure: int | None, ambiguity: Ambiguity
) -> None:
    for words in (ambiguity.question, ambiguity.default, *ambiguity.others.values()):
        assert words.zh.strip()
        assert words.en.strip()
        assert not set(words.en) & set("，。；：、？！")
    assert [*ambiguity.others] == [*"bcdef"[: len(ambiguity.others)]]
    assert set(ambiguity.see) <= BY_ID.keys()


def test_every_reading_that_carries_a_figure_is_one_of_an_ambiguity_and_none_is_lost() -> None:
    readings = {reading.id: reading for rule in RULES.values() for reading in rule.readings}
    assert readings.keys() == {f"{i}({c})" for i, cs in WITH_FIGURES.items() for c in cs}
    for name, reading in readings.items():
        ambiguity = BY_ID[name.partition("(")[0]]
        assert reading.text == ambiguity.others[name[-2]]
        assert reading.source == ambiguity.source


@EACH
def test_a_default_that_is_always_printed_stands_beside_the_result(
    measure: int | None, ambiguity: Ambiguity
) -> None:
    if measure is None:
        return
    stands = ambiguity.assumption in assessed(measure, {}).assumptions
    assert stands is (ambiguity.printed == "always")


@pytest.mark.parametrize(
    ("ambiguity", "measures"),
    [
        ("G1", {5, 6, 8, 9, 12, 17}),
        ("G2", {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 17}),
        ("G3", {6, 8}),
        ("V3", {8}),
    ],
)
def test_a_general_default_stands_beside_the_measures_it_concerns(
    ambiguity: str, measures: set[int]
) -> None:
    said = BY_ID[ambiguity].assumption
    assert {n for n in RULES if said in assessed(n, {}).assumptions} == measures


def test_every_grant_is_subject_to_the_budget_in_the_words_of_the_policy() -> None:
    quote = "所涉奖补资金每年根据预算安排予以兑现"
    assert quote in POLICY.clause("G-11").text
    said = {n for n in RULES if any(quote in w.zh for w in assessed(n, {}).assumptions)}
    assert said == {n for n, rule in RULES.items() if rule.kind == "grant"}
    assert all(quote in w.en for w in assessed(3, {}).assumptions if "G-11" in w.en)


MATTERS: list[tuple[str, int, dict[str, Any], str]] = [
    ("V1", 3, {"data_year": 2025}, "（V1）"),
    ("V2", 3, {"data_year": 2023}, "（V2）"),
    ("S1", 4, {"other_same_type_award_yuan": 1}, "（S1）"),
    ("S2", 4, {"other_same_type_award_yuan": 1}, "（S2）"),
    ("3-F", 3, {"compute_paid_yuan": 2, "compute_purchase_total_yuan": 1}, "3-F"),
    (
        "6-E",
        6,
        {
            "is_ai_enterprise": True,
            "enterprise_category": "above_scale_software",
            "self_rd_expense_yuan": 6_000_000,
            "self_rd_expense_prior_year_yuan": 0,
        },
        "增长率无法计算",
    ),
    (
        "8-E",
        8,
        {
            "is_ai_enterprise": True,
            "enterprise_category": "above_scale_software",
            "revenue_last_year_yuan": 60_000_000,
            "revenue_year_before_yuan": 0,
            "highest_revenue_before_yuan": 0,
            "step_awards_received_yuan": 0,
            "little_giant_first_recognised": False,
        },
        "增长率无法计算",
    ),
]


@pytest.mark.parametrize(("name", "measure", "facts", "words"), MATTERS)
def test_a_default_that_is_printed_when_it_matters_is_printed_only_then(
    name: str, measure: int, facts: dict[str, Any], words: str
) -> None:
    def said(told: dict[str, Any]) -> bool:
        return any(words in each.zh for each in assessed(measure, told).assumptions)

    assert BY_ID[name].printed == "when_it_matters"
    assert said(facts)
    assert not said({})


def test_what_is_printed_when_it_matters_is_tested_to_be() -> None:
    named = {ambiguity.id for _, ambiguity in AMBIGUITIES if ambiguity.printed == "when_it_matters"}
    assert named == {name for name, *_ in MATTERS}


def test_a_figure_needs_the_words_of_the_policy() -> None:
    silent = Ambiguity("0-A", Words("问", "q"), Words("默认", "d"), {"b": Words("另", "o")})
    with pytest.raises(ValueError, match="0-A"):
        silent.read_as("b")


def test_an_assumption_is_said_once() -> None:
    for number in RULES:
        said = [words.zh for words in assessed(number, {}).assumptions]
        assert len(said) == len(set(said))


@pytest.mark.parametrize("measure", [n for n in KEYS if n != 2])
def test_the_alternatives_are_those_of_an_independent_computation(measure: int) -> None:
    @effort(150)
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        facts = data.draw(complete_facts(measure), label="facts")
        facts |= {"data_year": Decimal(data.draw(st.integers(2021, 2026), label="year"))}
        other = data.draw(st.sampled_from([None, 0, 1, 100_000, 500_000, 2_000_000]))
        facts |= {} if other is None else {"other_same_type_award_yuan": Decimal(other)}
        expected = {
            name: tuple(in_fen(end) for end in ends)
            for name, ends in differing(measure, facts).items()
        }
        found = {a.reading.id: a.range for a in assessed(measure, facts).alternatives}
        for each in (found, expected):
            # What is open over a base of zero is a few points, whose hull the range of S2(b) holds.
            if each.get("S2(b)", (0, 0))[0] != each.get("S2(b)", (0, 0))[1]:
                found.pop("S2(b)", None)
                expected.pop("S2(b)", None)
        assert found == expected

    holds()


@pytest.mark.parametrize("measure", [3, 4, 6, 8, 9, 10])
def test_the_range_of_a_reading_holds_every_completion(measure: int) -> None:
    @effort(60)
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        facts = data.draw(complete_facts(measure), label="facts")
        facts |= {"data_year": Decimal(2024)}
        kept = {"reference_date", "data_year"}
        told = {
            k: v
            for k, v in facts.items()
            if isinstance(v, list) or k in kept or data.draw(st.booleans())
        }
        partial = assessed(measure, told)
        shown = {a.reading.id: a.range for a in partial.alternatives}
        for name, outcome in readings_of(measure, facts).items():
            low, high = shown.get(name, partial.range or (0, 0))
            assert all(low <= in_fen(amount) <= high for amount in outcome)

    holds()
