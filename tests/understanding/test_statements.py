"""Whole messages: every figure goes to the fact it was said of, or nowhere."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from calculators.facts import Kind, Value
from calculators.xm_2023_10.facts import FACTS
from tests.understanding.speaking import said, wan

CASES = yaml.safe_load(Path(__file__).with_name("statements.yaml").read_text(encoding="utf-8"))


def meant(stated: dict[str, Any]) -> dict[str, Value]:
    return {key: _value(key, value) for key, value in stated.items()}


def _value(key: str, value: Any) -> Value:
    match FACTS[key].kind:
        case Kind.YUAN:
            return wan(value)
        case Kind.CHOICES:
            return frozenset(value)
        case _:
            result: Value = value
            return result


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_a_message_states_just_these_facts(case: dict[str, Any]) -> None:
    reading = said(case["text"])
    assert dict(reading.facts) == meant(case.get("facts", {}))
    assert dict(reading.to_confirm) == meant(case.get("confirm", {}))
    assert list(reading.unknown) == case.get("unknown", [])
    assert (reading.question is not None) == case.get("question", False)


@pytest.mark.parametrize(
    ("text", "known", "facts", "confirm"),
    [
        (
            "去年营收6800万，前年5000万",
            2025,
            {"revenue_last_year_yuan": 6800, "revenue_year_before_yuan": 5000},
            {},
        ),
        ("2024年营收5000万", 2025, {"revenue_year_before_yuan": 5000}, {}),
        (
            "2024年营收6800万，2023年5000万",
            2024,
            {"revenue_last_year_yuan": 6800, "revenue_year_before_yuan": 5000},
            {},
        ),
        ("前年营收6800万", 2024, {"revenue_last_year_yuan": 6800}, {}),
        ("去年营收8000万，前年6800万", 2024, {"revenue_last_year_yuan": 6800}, {}),
        (
            "营收6800万，上年5000万",
            2024,
            {"revenue_last_year_yuan": 6800, "revenue_year_before_yuan": 5000},
            {},
        ),
        ("去年营收6800万", 2024, {}, {"revenue_last_year_yuan": 6800}),
        ("今年营收8000万", 2025, {}, {"revenue_last_year_yuan": 8000}),
        ("营收2023年3000万", 2025, {}, {"revenue_last_year_yuan": 3000}),
        (
            "研发900万去年700万",
            2025,
            {},
            {"self_rd_expense_yuan": 900, "self_rd_expense_prior_year_yuan": 700},
        ),
        (
            "自主研发费用1260万，上年900万",
            2025,
            {"self_rd_expense_yuan": 1260, "self_rd_expense_prior_year_yuan": 900},
            {},
        ),
    ],
)
def test_years_are_counted_from_the_data_year_once_it_is_known(
    text: str, known: int, facts: dict[str, int], confirm: dict[str, int]
) -> None:
    reading = said(text, data_year=known)
    assert dict(reading.facts) == meant(facts)
    assert dict(reading.to_confirm) == meant(confirm)


def test_growth_on_a_known_base_is_derived_and_asked_back() -> None:
    reading = said("营收增长25%", revenue_year_before_yuan=wan(5000))
    assert not reading.facts
    assert dict(reading.to_confirm) == {"revenue_last_year_yuan": wan(6250)}


def test_doubling_without_a_base_says_nothing() -> None:
    assert not said("营收翻了一番").facts
    assert not said("营收翻了一番").to_confirm
