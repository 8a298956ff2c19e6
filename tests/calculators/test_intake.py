"""Facts are read exactly or refused, naming the key, what was given and what is expected."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.facts import Fact, Kind, Profile, Span, Value
from calculators.intake import (
    BadFactError,
    expected,
    known_key,
    load_json,
    profile_to_json,
    read_profile,
    to_json,
)
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS
from tests.calculators.effort import effort

PAID, SERVED, AVERAGE = (
    "compute_paid_yuan",
    "platform_enterprises_served",
    "city_software_avg_growth_pct",
)


def _read(text: str) -> Profile:
    return read_profile(load_json(text), FACTS, LIST_KEYS)


EXACT = [
    ("2000000.01", 200000001),
    ('"2000000.01"', 200000001),
    ("0.30000000000000004e0", None),
    ("0.3", 30),
    ("0.1", 10),
    ("1e6", 100000000),
    ("1.5E3", 150000),
    ("1.230", 123),
    ('"1.2300000"', 123),
    ("-0", 0),
    ("0.00", 0),
    ("0e-300", 0),
    ("0e999999999", 0),
    ("10000000000000", 10**15),
    ('"+5"', 500),
]


@pytest.mark.parametrize(("text", "fen"), EXACT)
def test_an_amount_is_read_to_the_fen_or_refused(text: str, fen: int | None) -> None:
    given_text = f'{{"{PAID}": {text}}}'
    if fen is None:
        with pytest.raises(BadFactError):
            _read(given_text)
    else:
        assert _read(given_text).facts == {PAID: fen}


BAD_AMOUNTS = [
    "0.001", "1.005", "-0.01", "-1", "1e-3", "1e13000", "1e999999999", "1e-999999999",
    "10000000000000.01", "true", "false", "[]", "[1]", '""', '" "', '"abc"', '"1e6"', '"1,000"',
    '"1 000"', '"6800万"', '"0x10"', '"1_000"', '"NaN"', '"Infinity"', '"1."', '".5"', '"--1"',
    '" 1"', '"1\\n"', "{}", '{"min": 2, "max": 1}', '{"min": 1, "max": "x"}', '{"min": {"min": 1}}',
    '{"min": true}', '{"low": 1}', '{"min": 1, "max": 2, "unit": "万"}', '{"min": -1}',
    '"' + "9" * 60 + '"', "9" * 60,
    # More digits than a context of 28 keeps: still more than two decimals.
    '"2000000.0000000000000000000000000001"', "0.12000000000000000000000000000000000000001",
]  # fmt: skip


@pytest.mark.parametrize("text", BAD_AMOUNTS)
def test_an_amount_that_is_none_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadFactError) as caught:
        _read(f'{{"{PAID}": {text}}}')
    assert caught.value.key.split(".")[0] == PAID
    assert "expected" in str(caught.value)
    assert "got" in str(caught.value)
    assert len(str(caught.value)) < 400


BAD = [
    ('{"no_such_fact": 1}', "no_such_fact", "known fact key"),
    ('{"is_ai_enterprise": 1}', "is_ai_enterprise", "true or false"),
    ('{"is_ai_enterprise": "yes"}', "is_ai_enterprise", "true or false"),
    ('{"enterprise_category": "big"}', "enterprise_category", "above_scale_software"),
    ('{"enterprise_category": ["other"]}', "enterprise_category", "one of"),
    ('{"enterprise_category": true}', "enterprise_category", "one of"),
    ('{"project_award_levels": "municipal_challenge"}', "project_award_levels", "a list of"),
    ('{"project_award_levels": ["gold"]}', "project_award_levels", "municipal_challenge"),
    ('{"project_award_levels": [["municipal_challenge"]]}', "project_award_levels", "a list of"),
    ('{"reference_date": "2024-02-30"}', "reference_date", "YYYY-MM-DD"),
    ('{"reference_date": "2024-2-3"}', "reference_date", "YYYY-MM-DD"),
    ('{"reference_date": "20240203"}', "reference_date", "YYYY-MM-DD"),
    ('{"reference_date": 20240203}', "reference_date", "YYYY-MM-DD"),
    ('{"reference_date": {"min": "2024-01-01"}}', "reference_date", "YYYY-MM-DD"),
    ('{"data_year": 2024.5}', "data_year", "a number"),
    ('{"data_year": 24}', "data_year", "1990"),
    ('{"drafting_rank": 0}', "drafting_rank", "1"),
    ('{"drafting_rank": 1.5}', "drafting_rank", "0 decimals"),
    ('{"platform_enterprises_served": -1}', SERVED, "from 0"),
    ('{"city_software_avg_growth_pct": "12%"}', AVERAGE, "a number"),
    ('{"city_software_avg_growth_pct": -101}', AVERAGE, "-100"),
    ('{"city_software_avg_growth_pct": 1.00001}', AVERAGE, "4 decimals"),
    ('{"company_name": ""}', "company_name", "a text"),
    ('{"company_name": "   "}', "company_name", "a text"),
    ('{"company_name": 5}', "company_name", "a text"),
    (json.dumps({"company_name": "x" * 201}), "company_name", "200"),
    ('{"projects": {}}', "projects", "a list of objects"),
    ('{"projects": [1]}', "projects", "a list of objects"),
    ('{"projects": [null]}', "projects", "a list of objects"),
    ('{"projects": [{"maas_revenue_yuan": 1}]}', "projects[0].maas_revenue_yuan", "known fact key"),
    (
        '{"projects": [{}, {"project_rd_investment_yuan": -1}]}',
        "projects[1].project_rd_investment_yuan",
        "from 0",
    ),
    (
        '{"standards": [{"drafting_rank": {"min": 5, "max": 1}}]}',
        "standards[0].drafting_rank",
        "min",
    ),
    ("[]", "facts", "object"),
    ("3", "facts", "object"),
    ("null", "facts", "object"),
]


@pytest.mark.parametrize(("text", "key", "expected"), BAD)
def test_a_bad_fact_is_refused_by_name_with_what_is_expected(
    text: str, key: str, expected: str
) -> None:
    with pytest.raises(BadFactError) as caught:
        _read(text)
    assert caught.value.key == key
    assert str(caught.value).startswith(f"{key}: got ")
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "{", "{'a': 1}", '{"a": NaN}', '{"a": -Infinity}', "[" * 100_000, '{"a": 1}}']
)
def test_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(BadFactError):
        load_json(text)


def test_an_integer_of_ten_thousand_digits_is_refused() -> None:
    with pytest.raises(BadFactError):
        _read(f'{{"{PAID}": {"9" * 10_000}}}')


@pytest.mark.parametrize("key", [*FACTS, *LIST_KEYS])
def test_null_is_unknown(key: str) -> None:
    assert _read(json.dumps({key: None})) == Profile()


def test_limits_may_be_open_at_one_end_and_equal_limits_are_a_value() -> None:
    top = FACTS[PAID].highest
    assert _read(f'{{"{PAID}": {{"min": 5}}}}').facts == {PAID: Span(500, top)}
    assert _read(f'{{"{PAID}": {{"max": "5.01"}}}}').facts == {PAID: Span(0, 501)}
    assert _read(f'{{"{PAID}": {{"min": 5, "max": 5.00}}}}').facts == {PAID: 500}


def test_a_binary_float_is_never_read() -> None:
    with pytest.raises(BadFactError):
        read_profile({PAID: 0.1}, FACTS, LIST_KEYS)


def _values(fact: Fact) -> st.SearchStrategy[Value]:
    match fact.kind:
        case Kind.FLAG:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from(sorted(fact.options))
        case Kind.CHOICES:
            return st.frozensets(st.sampled_from(sorted(fact.options)))
        case Kind.DATE:
            return st.dates(date(1990, 1, 1), date(2100, 1, 1))
        case Kind.TEXT:
            return st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)
    exact = st.integers(fact.lowest, fact.highest)
    spans = st.tuples(exact, exact).filter(lambda e: e[0] != e[1])
    return st.one_of(exact, spans.map(lambda e: Span(min(e), max(e))))


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Some flat facts and some lists."""

    def some(keys: list[str]) -> dict[str, Value]:
        return {
            k: draw(_values(FACTS[k])) for k in draw(st.sets(st.sampled_from(keys), max_size=6))
        }

    lists = draw(st.sets(st.sampled_from(sorted(LIST_KEYS))))
    items = {n: tuple(some(list(LIST_KEYS[n])) for _ in range(2)) for n in sorted(lists)}
    return Profile(some(sorted(FACTS)), items)


@effort(150)
@given(profile=profiles())
def test_a_profile_written_as_json_text_is_read_back(profile: Profile) -> None:
    text = json.dumps(profile_to_json(profile, FACTS), ensure_ascii=False)
    assert _read(text) == profile


@effort(100)
@given(profile=profiles())
def test_a_profile_written_as_an_object_is_read_back_without_passing_through_text(
    profile: Profile,
) -> None:
    assert read_profile(profile_to_json(profile, FACTS), FACTS, LIST_KEYS) == profile


@effort(200)
@given(
    given_value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.decimals() | st.text() | st.floats(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    ),
    key=st.sampled_from([*FACTS, *LIST_KEYS, "nonsense"]),
)
def test_whatever_is_given_is_read_within_the_limits_or_refused(given_value: Any, key: str) -> None:
    try:
        read = read_profile({key: given_value}, FACTS, LIST_KEYS)
    except BadFactError as refused:
        read, named = Profile(), refused.key
    else:
        named = key
    assert named.startswith(key)
    fact, value = FACTS.get(key), read.facts.get(key)
    if fact is not None and fact.is_quantity and isinstance(value, int):
        assert fact.lowest <= value <= fact.highest


def test_a_date_comes_out_as_it_went_in() -> None:
    assert to_json(FACTS["reference_date"], date(2024, 5, 1)) == "2024-05-01"


def test_yuan_come_out_with_two_places() -> None:
    assert to_json(FACTS[PAID], 68_000_000_00) == "68000000.00"
    assert to_json(FACTS[PAID], 1) == "0.01"
    assert Decimal(str(to_json(FACTS[AVERAGE], 125_000))) == Decimal("12.5")


def test_what_is_expected_is_said_in_the_words_of_the_kind() -> None:
    assert expected(FACTS["reference_date"]) == "a date YYYY-MM-DD"
    assert expected(FACTS["is_ai_enterprise"]) == "true or false"
    assert expected(FACTS["company_name"]) == "a text of 1 to 200 characters"


def test_what_was_given_is_shown_up_to_eighty_characters() -> None:
    for given_value in ("x" * 81, ["é" * 81]):
        with pytest.raises(BadFactError) as caught:
            read_profile({"is_ai_enterprise": given_value}, FACTS, LIST_KEYS)
        shown = str(caught.value).split("got '")[1].split("', expected")[0]
        assert len(shown) == 80
        assert "u00e9" not in shown


def test_the_nearest_key_is_named_where_one_is_near() -> None:
    assert known_key("self_rd_expence_yuan", FACTS) == (
        "a known fact key, perhaps self_rd_expense_yuan (see huiqi facts)"
    )
    assert known_key("zzz", FACTS) == "a known fact key (see huiqi facts)"
