"""What an assessment says of time: not yet in force, expired, the years of each measure, the notice."""

from datetime import date
from typing import Any

import pytest

from bot.contract import assess_profile
from calculators.facts import Profile
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS
from knowledge.clauses import load
from knowledge.notices import notice
from tests.calculators.completions import KEYS
from tests.calculators.ways import assessed

ANNUAL = {3: (2023, 2025), 6: (2023, 2025), 8: (2022, 2025), 11: (2023, 2025), 12: (2023, 2025)}


def _said(measure: int, facts: dict[str, Any]) -> tuple[str, str]:
    words = assessed(measure, facts).assumptions
    return "".join(w.zh for w in words), "".join(w.en for w in words)


@pytest.mark.parametrize("measure", RULES)
@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [("2023-10-09", "尚未施行", "was not yet in force"), ("2026-01-01", "已到期", "had expired")],
)
def test_a_date_outside_the_policy_is_said_to_be_in_both_languages(
    measure: int, day: str, zh: str, en: str
) -> None:
    said = _said(measure, {"reference_date": day})
    assert zh in said[0]
    assert en in said[1]
    if measure in KEYS:
        assert assessed(measure, {"reference_date": day}).status == "ineligible"


@pytest.mark.parametrize("measure", RULES)
@pytest.mark.parametrize(
    "facts", [{}, {"reference_date": "2023-10-10"}, {"reference_date": "2025-12-31"}]
)
def test_nothing_is_said_of_a_date_inside_the_policy_or_of_none(
    measure: int, facts: dict[str, Any]
) -> None:
    zh, en = _said(measure, facts)
    assert not any(each in zh for each in ("尚未施行", "已到期"))
    assert not any(each in en for each in ("not yet in force", "had expired"))


@pytest.mark.parametrize("measure", ANNUAL)
def test_each_annual_measure_knows_the_years_of_its_figures(measure: int) -> None:
    first, last = ANNUAL[measure]
    for year, outside in ((first - 1, True), (first, False), (last, False), (last + 1, True)):
        assert (f"{first}–{last} 年" in _said(measure, {"data_year": year})[0]) is outside


@pytest.mark.parametrize("measure", [*ANNUAL, 5])
def test_the_figures_of_2025_are_flagged_and_no_others(measure: int) -> None:
    for year in range(2022, 2027):
        assert ("2026 年申报" in _said(measure, {"data_year": year})[0]) is (year == 2025)


@pytest.mark.parametrize("measure", [4, 7, 9, 10, 17])
def test_a_one_off_award_says_nothing_of_years(measure: int) -> None:
    zh, _ = _said(measure, {"data_year": 2021})
    assert "年度数据须属于" not in zh


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2026, 11, 24), False),
        (date(2025, 12, 31), True),
        (date(2023, 10, 10), True),
        (date(2023, 10, 9), False),
    ],
)
def test_the_day_of_the_answer_decides_the_notice_and_not_the_result(
    day: date, in_force: bool
) -> None:
    policy, profile = load(), Profile({"maas_revenue_yuan": 10**9})
    found = assess_profile(profile, rules=RULES, facts=FACTS, policy=policy, as_of=day, lang="zh")
    assert found["in_force"] is in_force
    assert found["notice"] == notice(policy, day, "zh")
    assert (found["notice"] is None) is in_force
    assert found["measures"][10]["amount_yuan"] == "500000.00"
    if day > policy.in_force_until:
        assert "厦府办规〔2026〕3号" in found["notice"]


def test_what_was_paid_is_compared_with_what_was_bought_only_when_both_are_known() -> None:
    paid, bought = {"compute_paid_yuan": 500_000}, {"compute_purchase_total_yuan": 400_000}
    assert "3-F" in _said(3, paid | bought)[0]
    assert all("3-F" not in _said(3, facts)[0] for facts in (paid, bought, {}))
    assert "3-F" not in _said(3, bought | {"compute_paid_yuan": 400_000})[0]
