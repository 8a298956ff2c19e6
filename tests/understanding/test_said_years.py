"""Years said outright, as a reader of whole conversations found them lost or misread."""

from datetime import date

import pytest

from bot.dialogue.reading import Pending, Reading
from bot.understanding import read
from calculators.facts import Profile, Value

TODAY = date(2026, 11, 23)
RD, PRIOR = "self_rd_expense_yuan", "self_rd_expense_prior_year_yuan"
LAST, BEFORE = "revenue_last_year_yuan", "revenue_year_before_yuan"


def understood(text: str, asked: str | None = None, **known: Value) -> Reading:
    pending = Pending("fact", asked) if asked else None
    return read(text, pending=pending, profile=Profile(known), today=TODAY)


def test_a_figure_of_one_year_does_not_settle_the_data_year() -> None:
    earlier = understood("前年营收5000万", "data_year")
    assert earlier.facts == {}
    assert earlier.to_confirm == {BEFORE: 5 * 10**9}
    later = understood("去年营收6800万", "data_year")
    assert later.facts == {LAST: 68 * 10**8}
    assert later.to_confirm == {"data_year": 2025}


@pytest.mark.parametrize("text", ["数据年度改成2024", "数据年度是2024", "数据所属年度：2024年"])
@pytest.mark.parametrize("asked", [None, LAST, "is_ai_enterprise"])
def test_the_data_year_can_be_corrected_whatever_is_asked(text: str, asked: str | None) -> None:
    reading = understood(text, asked, data_year=2025)
    assert reading.facts == {"data_year": 2024}
    assert reading.to_confirm == {}


def test_our_own_name_of_the_prior_years_figure_is_read_as_that() -> None:
    assert understood("上年自主研发费用900万", data_year=2025, **{RD: 126 * 10**7}).facts == {
        PRIOR: 9 * 10**8
    }


def test_the_year_compared_with_is_the_year_before() -> None:
    reading = understood("研发费用比去年增长40%，去年900万", data_year=2025)
    assert reading.facts == {PRIOR: 9 * 10**8}
    assert reading.to_confirm == {RD: 126 * 10**7}
