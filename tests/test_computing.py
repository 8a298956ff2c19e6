"""A question's figures come to a ceiling, a sum, or nothing with its reason."""

from datetime import date

import pytest

from bot.computing import compute
from calculators.facts import Lang, Profile

TODAY = date(2026, 11, 24)


def line(text: str, measure: int, lang: Lang = "zh") -> str:
    found = compute(text, [measure], Profile(), TODAY, lang)
    return found[0].line if found else ""


@pytest.mark.parametrize(
    ("text", "measure", "words"),
    [
        ("付了100万买算力能拿多少", 3, "计算：最高 50 万元。"),
        ("MaaS收入3000万补多少", 11, "计算：最高 150 万元。"),
        ("研发900万去年700万能补多少", 6, "最高 70 万元。能不能得到、得多少，还取决于：人工智能企业、企业类别。"),
        ("去年研发花了3亿能贷多少", 17, "可贷本金最高 5,000 万元"),
        ("首次认定小巨人奖多少", 8, "最高 50 万元。能不能得到、得多少，还取决于：人工智能企业。"),
        ("平台服务收入300万，服务了67家企业，补多少", 5, "最高 30 万元"),
    ],
)  # fmt: skip
def test_a_ceiling_is_called_one_and_a_loan_a_loan(text: str, measure: int, words: str) -> None:
    assert words in line(text, measure)


def test_a_fixed_sum_is_no_ceiling() -> None:
    assert line("我们是人工智能企业，首次认定小巨人奖多少", 8).endswith("计算：50 万元。")


@pytest.mark.parametrize(
    ("text", "measure", "condition"),
    [
        ("研发费用正好200万，去年100万，能补多少", 6, "高于 200 万元"),
        ("今年研发费用300万，去年400万，能补多少", 6, "较上年实现增长"),
        ("年度算力花了25万够不够条件", 3, "年度购买总额达到 30 万元以上"),
        ("国际标准第6起草单位能补多少", 7, "排名前 5 名"),
        ("正好服务50家算不算", 5, "服务企业数超过 50 家"),
        ("团体标准算不算", 7, "国际标准、国家标准、行业标准"),
    ],
)
def test_nothing_says_in_the_policys_words_what_is_not_met(
    text: str, measure: int, condition: str
) -> None:
    assert f"没有（0 元），不满足“{condition}”。" in line(text, measure)


def test_the_same_in_english() -> None:
    text = "What would we get for 400,000 yuan of cloud compute?"
    assert "as you said: at most RMB 200,000." in line(text, 3, "en")
    assert "nothing (RMB 0); not met: “" in line("Our R&D was exactly 2 million, is there a grant?", 6, "en")  # fmt: skip
    loan = "Last year's R&D was 8 million, how much can we borrow?"
    assert "a loan principal of at most RMB 10,000,000." in line(loan, 17, "en")


def test_only_the_award_that_was_asked_about_is_computed() -> None:
    assert "1,000 万元" not in line("服务了60家企业的测试平台能补多少", 5)
    assert "180 万元" not in line("新三板挂牌能拿多少", 9)


def test_a_question_without_figures_computes_nothing() -> None:
    assert not compute("算力券最高多少", [3], Profile(), TODAY, "zh")
    assert not compute("我们是规上软件企业，能补多少", [6], Profile(), TODAY, "zh")
