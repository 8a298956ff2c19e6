"""Messages read one by one by a person: each keeps the reading that was found right."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from calculators.facts import Value
from calculators.intake import to_json
from calculators.money import say_money
from calculators.xm_2023_10.facts import FACTS
from tests.understanding.speaking import said, wan

CASES = yaml.safe_load(Path(__file__).with_name("reviewed.yaml").read_text(encoding="utf-8"))
REVENUE, BEFORE = "revenue_last_year_yuan", "revenue_year_before_yuan"
STATEMENTS = {
    "营收6800万": {REVENUE: wan(6800)},
    "自主研发1260万": {"self_rd_expense_yuan": wan(1260)},
    "买算力花了120万": {"compute_purchase_total_yuan": wan(120)},
    "市平均增速12%": {"city_software_avg_growth_pct": 120000},
    "不是新认定的小巨人": {"little_giant_first_recognised": False},
    "规上软件企业": {"enterprise_category": "above_scale_software"},
}


def written(value: Any) -> Any:
    """A value as the table writes it: numbers as text."""
    if isinstance(value, dict):
        return {end: str(limit) for end, limit in value.items()}
    return value if isinstance(value, bool | int | str | list) else str(value)


def shown(stated: dict[str, Value]) -> dict[str, Any]:
    return {key: written(to_json(FACTS[key], value)) for key, value in stated.items()}


@pytest.mark.parametrize("case", CASES, ids=[f"{c['text']}|{c.get('asked', '')}" for c in CASES])
def test_a_reviewed_message_keeps_its_reading(case: dict[str, Any]) -> None:
    reading = said(case["text"], case.get("asked"))
    assert shown(dict(reading.facts)) == case.get("facts", {})
    assert shown(dict(reading.to_confirm)) == case.get("confirm", {})
    assert list(reading.unknown) == case.get("unknown", [])
    assert (reading.question is not None) == case.get("question", False)


def test_the_order_of_statements_does_not_matter() -> None:
    everything = {key: value for facts in STATEMENTS.values() for key, value in facts.items()}
    for order in permutations(STATEMENTS):
        assert dict(said("，".join(order)).facts) == everything


@given(st.integers(10**4, 10**14), st.sampled_from(["zh", "en"]))
def test_a_rendered_amount_reads_back_to_itself(fen: int, lang: str) -> None:
    assert dict(said(say_money(fen, lang), REVENUE).facts) == {REVENUE: fen}


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("2025年度的数据", "data_year", 2025),
        ("数据是2024年的", "data_year", 2024),
        ("说的是2024年", "data_year", 2024),
        ("改成2023年的数据", "data_year", 2023),
        ("不对，数据是2023年的", "data_year", 2023),
    ],
)
def test_the_year_of_the_figures_is_said_without_being_asked(
    text: str, key: str, value: int
) -> None:
    assert dict(said(text).facts) == {key: value}


@pytest.mark.parametrize("text", ["2025年", "2025", "2024年度", "2024年的"])
def test_a_bare_year_is_asked_back_as_the_year_of_the_figures(text: str) -> None:
    assert set(said(text).to_confirm) == {"data_year"}


@pytest.mark.parametrize(
    "text", ["去年买算力120万", "2022年买了120万算力", "今年MaaS收入500万", "去年平台服务收入150万"]
)
def test_a_yearly_figure_of_another_year_is_not_taken_silently(text: str) -> None:
    assert not said(text, data_year=2024).facts


@pytest.mark.parametrize(
    "text", ["1-10月营收6800万", "上半年营收3000万", "三季度营收2000万", "月均营收500万"]
)
def test_a_part_of_a_year_is_not_taken_for_the_year(text: str) -> None:
    assert not said(text).facts


def test_the_average_of_above_scale_software_does_not_say_what_the_company_is() -> None:
    reading = said("市规上软件业平均增速12%")
    assert dict(reading.facts) == {"city_software_avg_growth_pct": 120000}


def test_the_investment_of_a_project_is_not_the_companys_research() -> None:
    reading = said("市级揭榜挂帅项目，研发投入2000万")
    assert "self_rd_expense_yuan" not in reading.facts
    assert dict(reading.to_confirm) == {"project_rd_investment_yuan": wan(2000)}


def test_last_year_is_not_the_year_before_when_that_was_asked() -> None:
    assert not said("去年的5000万", BEFORE, data_year=2025).facts
