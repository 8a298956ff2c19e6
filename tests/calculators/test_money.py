"""Money in words: exact, never rounded, and read back as what it was."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from calculators.money import say_money

_WORTH = {"亿元": 10**8, "万元": 10**4, "元": 1}


def test_from_a_hundred_million_on_it_is_said_in_yi() -> None:
    assert say_money(123_000_000_00, "zh") == "1.23 亿元"
    assert say_money(100_000_000_00, "zh") == "1 亿元"
    assert say_money(1_234_560_000_00, "zh") == "12.3456 亿元"
    assert say_money(99_990_000_00, "zh") == "9,999 万元"


def test_what_is_not_whole_in_wan_is_not_said_in_yi() -> None:
    assert say_money(123_000_100_00, "zh") == "12,300.01 万元"
    assert say_money(123_000_000_01, "zh") == "123,000,000.01 元"


def test_english_amounts_stay_in_yuan() -> None:
    assert say_money(123_000_000_00, "en") == "RMB 123,000,000"


@given(st.integers(0, 10**15))
def test_nothing_is_rounded(fen: int) -> None:
    number, unit = say_money(fen, "zh").split(" ")
    assert Decimal(number.replace(",", "")) * _WORTH[unit] * 100 == fen
