"""Amounts as people write them, each read as the answer to the revenue question."""

from decimal import Decimal
from pathlib import Path

import cn2an
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from bot.understanding.numerals import parse
from calculators.facts import Span
from tests.understanding.speaking import said

KEY = "revenue_last_year_yuan"
CASES = yaml.safe_load(Path(__file__).with_name("amounts.yaml").read_text(encoding="utf-8"))


def fen(yuan: str) -> int:
    return int(Decimal(yuan) * 100)


@pytest.mark.parametrize(("text", "yuan"), CASES["exact"].items())
def test_an_exact_amount_is_a_fact_to_the_fen(text: str, yuan: str) -> None:
    reading = said(text, KEY)
    assert dict(reading.facts) == {KEY: fen(yuan)}
    assert not reading.to_confirm


@pytest.mark.parametrize(("text", "yuan"), CASES["confirm"].items())
def test_a_vague_amount_is_asked_back(text: str, yuan: str | list[str]) -> None:
    reading = said(text, KEY)
    value = Span(fen(yuan[0]), fen(yuan[1])) if isinstance(yuan, list) else fen(yuan)
    assert dict(reading.to_confirm) == {KEY: value}
    assert not reading.facts


@pytest.mark.parametrize("text", CASES["nothing"])
def test_no_amount_is_taken_from_what_states_none(text: str) -> None:
    reading = said(text, KEY)
    assert not reading.facts
    assert KEY not in reading.to_confirm


def test_there_are_enough_cases() -> None:
    assert sum(map(len, CASES.values())) >= 150


@given(st.integers(1, 10**13 - 1))
def test_an_amount_in_chinese_words_reads_back_to_itself(yuan: int) -> None:
    number = parse(cn2an.an2cn(yuan))
    assert number is not None
    if not 0 < yuan % 10**8 < 10**4 or yuan < 10**8:  # 一亿零三百: three hundred what?
        assert (number.lo, number.hi, number.sure) == (yuan, yuan, True)
    else:
        assert not number.sure


@given(st.integers(1, 10**12))
def test_an_amount_in_capitals_is_never_another_one(yuan: int) -> None:
    facts = said(f"{cn2an.an2cn(yuan, 'up')}元整", KEY).facts
    assert dict(facts) in ({}, {KEY: yuan * 100})
    assert facts or 0 < yuan % 10**8 < 10**4


@given(st.integers(1, 10**14))
def test_an_amount_with_separators_reads_back_to_itself(cents: int) -> None:
    text = f"¥{cents // 100:,}.{cents % 100:02}"
    assert dict(said(text, KEY).facts) == {KEY: cents}


@given(st.integers(1, 10**8), st.integers(0, 99))
def test_an_amount_in_wan_reads_back_to_itself(wan: int, hundredths: int) -> None:
    text = f"{wan}.{hundredths:02}万元"
    assert dict(said(text, KEY).facts) == {KEY: wan * 10**6 + hundredths * 10**4}


@example(20_131_001)
@given(st.integers(10**6, 10**12))
def test_whole_yuan_without_a_unit_are_a_fact_when_asked(yuan: int) -> None:
    reading = said(str(yuan), KEY)
    values = {**reading.facts, **reading.to_confirm}
    assert values == {KEY: yuan * 100}


def test_eight_digits_that_may_be_a_day_are_confirmed_as_an_amount() -> None:
    reading = said("20131001", KEY)
    assert dict(reading.facts) == {}
    assert dict(reading.to_confirm) == {KEY: 2_013_100_100}
