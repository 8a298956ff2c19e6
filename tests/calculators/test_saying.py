"""Values in words, in both languages; and what a bad one is said to be."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from calculators.facts import Kind, Lang, Span, Value
from calculators.intake import BadFactError, expected, load_json, quantity_to_json, read_profile
from calculators.money import as_yuan, say_money, wan
from calculators.saying import say_quantity, say_value
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS

REVENUE, RANK = "revenue_last_year_yuan", "drafting_rank"
CATALOGUES = "first_set_catalogues"


@pytest.mark.parametrize(
    ("key", "value", "zh", "en"),
    [
        (REVENUE, 6_800_000_000, "6,800 万元", "RMB 68,000,000"),
        (REVENUE, Span(0, 100_000_000), "不超过 100 万元", "at most RMB 1,000,000"),
        (REVENUE, Span(200_000_000, 10**15), "200 万元 以上", "RMB 2,000,000 or more"),
        (REVENUE, Span(1, 2), "0.01 元 – 0.02 元", "RMB 0.01 – RMB 0.02"),
        ("is_ai_enterprise", True, "是", "yes"),
        ("is_ai_enterprise", False, "否", "no"),
        ("enterprise_category", "other", "都不是", "neither"),
        (CATALOGUES, frozenset(), "无", "none"),
        ("reference_date", date(2025, 3, 1), "2025-03-01", "2025-03-01"),
        ("company_name", "某某", "某某", "某某"),
        ("data_year", 2025, "2025", "2025"),
        (RANK, 3, "3", "3"),
        ("city_software_avg_growth_pct", 125_000, "12.5%", "12.5%"),
        ("compute_center_capacity_p", 1_000_000, "100", "100"),
    ],
)
def test_a_value_is_said_in_both_languages(key: str, value: Value, zh: str, en: str) -> None:
    assert say_value(FACTS[key], value, "zh") == zh
    assert say_value(FACTS[key], value, "en") == en


@pytest.mark.parametrize(("lang", "between"), [("zh", "、"), ("en", ", ")])
def test_several_choices_are_joined(lang: Lang, between: str) -> None:
    options = list(FACTS[CATALOGUES].options)[:2]
    labels = [FACTS[CATALOGUES].options[option].to(lang) for option in options]
    assert say_value(FACTS[CATALOGUES], frozenset(options), lang) == between.join(labels)


def test_small_and_negative_amounts_keep_their_fen() -> None:
    assert [say_money(fen, "zh") for fen in (-1, 0, 1_000_000, 999_999)] == [
        "-0.01 元",
        "0 元",
        "1 万元",
        "9,999.99 元",
    ]
    assert [as_yuan(fen) for fen in (-150, 150)] == ["-1.50", "1.50"]
    assert wan(3) == 3_000_000
    assert say_quantity(Kind.PERCENT, 0, "zh") == "0%"
    assert say_quantity(Kind.PERCENT, 100_000, "zh") == "10%"


def refused(given: dict[str, Any]) -> str:
    with pytest.raises(BadFactError) as caught:
        read_profile(given, FACTS, LIST_KEYS)
    return str(caught.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({RANK: "x" * 90}, f"{RANK}: got '{'x' * 80}', expected"),
        ({RANK: ["甲"]}, f"{RANK}: got '[\"甲\"]', expected"),
        ({RANK: Decimal(-5)}, f"{RANK}: got '-5', expected"),
        ({REVENUE: 10**80}, "got 'a number of more than 80 digits'"),
        ({REVENUE: 10**80 - 1}, f"got '{'9' * 80}'"),
        ({"is_ai_enterprise": "1"}, "expected true or false"),
        ({"reference_date": "2025-02-30"}, "got '2025-02-30', expected a date YYYY-MM-DD"),
        ({"projects": "x"}, "projects: got 'x', expected a list of objects"),
    ],
)
def test_a_refusal_shows_what_was_given_and_no_more_than_a_line(
    given: dict[str, Any], said: str
) -> None:
    assert said in refused(given)


def test_what_is_expected_names_the_options() -> None:
    assert expected(FACTS["enterprise_category"]) == (
        "one of above_scale_industrial, above_scale_software, other"
    )
    assert expected(FACTS[CATALOGUES]).startswith("a list of miit_national, fujian_national_first")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "input: got '{', expected JSON"),
        ('{"a": 1, "a": 2}', "the key 'a' stands twice"),
        ('{"a": NaN}', "NaN is not a number that can be read"),
    ],
)
def test_json_that_cannot_be_read_exactly_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadFactError, match=said.replace("(", r"\(").replace("{", r"\{")):
        load_json(text)


def test_a_whole_quantity_is_a_whole_number_of_json() -> None:
    whole = quantity_to_json(FACTS["city_software_avg_growth_pct"].kind, 120_000)
    assert (whole, type(whole)) == (12, int)
    assert quantity_to_json(FACTS["city_software_avg_growth_pct"].kind, 125_000) == 12.5
