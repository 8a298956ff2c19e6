"""What a question supposes is computed with and said, and is never a fact for the record."""

from datetime import date
from typing import Any

import pytest

from bot.understanding import read
from bot.understanding.supposing import figures_given
from calculators.facts import Profile

TODAY = date(2026, 11, 24)
WAN = 1_000_000  # fen
BOUGHT, PAID = "compute_purchase_total_yuan", "compute_paid_yuan"
RD, RD_BEFORE = "self_rd_expense_yuan", "self_rd_expense_prior_year_yuan"
REVENUE, REVENUE_BEFORE = "revenue_last_year_yuan", "revenue_year_before_yuan"


def given(text: str, *measures: int) -> dict[str, Any]:
    return dict(figures_given(text, Profile(), TODAY, measures))


def compute_of(wan: int) -> dict[str, Any]:
    return {BOUGHT: wan * WAN, PAID: wan * WAN}


@pytest.mark.parametrize(
    ("text", "wan"),
    [
        ("租GPU花了120万能补多少", 120),
        ("付了100万买算力能拿多少", 100),
        ("支付了50万算力费用可以报销多少", 50),
        ("买了80万的云服务，补多少？", 80),
        ("我们去年在阿里云上花了60万，能补多少钱", 60),
        ("算力花了三十万正好够吗，能补几个钱", 30),
        ("买了三十万算力正好三十万行吗", 30),
        ("年度算力花了25万够不够条件", 25),
        ("如果一年花25万租算力能补多少", 25),
        ("假设明年租卡花300万，我们可以拿到多少补贴", 300),
        ("一年算力开支200万，最多能拿多少", 200),
        ("算力100万给多少", 100),
        ("租用算力花了１２０萬能補多少", 120),
        ("How much would we get if we spent 1.2 million on GPU rental?", 120),
        ("What would we get for 400,000 yuan of cloud compute?", 40),
        ("Do we get anything if we spend only 200,000 on compute?", 20),
    ],
)
def test_one_amount_for_compute_is_what_was_bought_and_what_was_paid(text: str, wan: int) -> None:
    assert given(text, 3) == compute_of(wan)


@pytest.mark.parametrize(
    "text", ["要是算力服务采购40万，实付35万，补贴多少", "如果买算力花40万，付了35万，能补多少"]
)
def test_two_amounts_stay_two(text: str) -> None:
    assert given(text, 3) == {BOUGHT: 40 * WAN, PAID: 35 * WAN}


def test_what_the_company_stated_before_is_not_overwritten_by_a_guess() -> None:
    profile = Profile({PAID: 70 * WAN})
    found = figures_given("算力100万给多少", profile, TODAY, (3,))
    assert found == {BOUGHT: 100 * WAN}


@pytest.mark.parametrize(
    ("text", "measure", "facts"),
    [
        ("研发900万去年700万能补多少", 6, {RD: 900 * WAN, RD_BEFORE: 700 * WAN}),
        ("如果研发投入1500万，上年1000万，补多少", 6, {RD: 1500 * WAN, RD_BEFORE: 1000 * WAN}),
        ("今年研发费用600万，增长20%，奖励多少", 6, {RD: 600 * WAN, RD_BEFORE: 500 * WAN}),
        (
            "If our R&D is 12 million and last year 8 million, how much is the grant?",
            6,
            {RD: 1200 * WAN, RD_BEFORE: 800 * WAN},
        ),
        (
            "收入从8000万涨到1.2亿，能奖多少",
            8,
            {REVENUE: 12000 * WAN, REVENUE_BEFORE: 8000 * WAN},
        ),
        ("去年研发花了3亿能贷多少", 17, {"rd_expense_last_year_yuan": 30000 * WAN}),
        (
            "Last year's R&D was 8 million, how much can we borrow?",
            17,
            {"rd_expense_last_year_yuan": 800 * WAN},
        ),
        ("去年模型服务收入五千万，能补多少", 11, {"maas_revenue_yuan": 5000 * WAN}),
        ("AI+工业质检项目在厦门卖了四百万，给多少", 12, {"app_local_sales_yuan": 400 * WAN}),
        ("正好服务50家算不算", 5, {"platform_enterprises_served": 50}),
        ("国标排第三能补多少", 7, {"standard_level": "national", "drafting_rank": 3}),
        ("首次认定小巨人奖多少", 8, {"little_giant_first_recognised": True}),
        ("新三板挂牌能拿多少", 9, {"neeq_listed": True}),
        ("交易所受理了IPO申请奖多少", 9, {"exchange_accepted": True}),
        (
            "设备卖一千万一台，省内首台套，补多少",
            10,
            {
                "equipment_unit_price_yuan": 1000 * WAN,
                "first_set_catalogues": frozenset({"fujian_provincial_first"}),
            },
        ),
        (
            "国家揭榜优胜项目投了3000万，补多少",
            4,
            {
                "project_award_levels": frozenset({"national_challenge_winner"}),
                "project_rd_investment_yuan": 3000 * WAN,
            },
        ),
    ],
)
def test_the_figures_of_a_question_are_those_of_the_measure_it_is_about(
    text: str, measure: int, facts: dict[str, Any]
) -> None:
    found = given(text, measure)
    assert facts.items() <= found.items()
    assert found.keys() - facts.keys() <= {RD}  # read as well, and not of this measure


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("研发费用每满200万补多少", 6),
        ("算力补贴一年最高50万吗", 3),
        ("每年一千万的算力券谁能拿", 3),
        ("研发费用增长40%有什么奖励", 6),
        ("注册资本1000万能贷多少", 17),
        ("想贷500万研发贷款，利息多少", 17),
        ("新公司能贷到一千万吗", 17),
        ("每个月阿里云账单六七万，能补回来点不", 3),
        ("去年研发500多万，今年翻倍了，有奖励没", 6),
        ("租算力和搞研发这两块分别能拿多少", 6),
        ("营收首次过亿奖多少", 8),
        ("IPO的时候有bonus吗", 9),
        ("We plan an IPO, what rewards exist?", 9),
        ("在外地证监局做的辅导算吗", 9),
        ("国标行标奖励分别是多少", 7),
        ("刚刚做完那个辅导备案这个有没有钱拿，我们在准备上市", 9),
        ("算力券怎么领", 3),
        ("What is the cap of 500,000 for?", 3),
    ],
)
def test_a_figure_of_the_policy_or_of_something_else_is_none_of_the_company(
    text: str, measure: int
) -> None:
    found = given(text, measure)
    assert not {BOUGHT, PAID, RD, REVENUE, "rd_expense_last_year_yuan"} & found.keys()
    assert "exchange_accepted" not in found
    assert "standard_level" not in found
    assert False not in found.values()


@pytest.mark.parametrize(
    ("growth", "before"), [(20, 833_333_334), (25, 800_000_000), (50, 666_666_667)]
)
def test_a_growth_that_only_equals_a_threshold_does_not_exceed_it(growth: int, before: int) -> None:
    found = given(f"研发费用1000万，增长{growth}%，奖多少", 6)
    assert found[RD_BEFORE] == before
    assert found[RD] * 100 <= found[RD_BEFORE] * (100 + growth)


@pytest.mark.parametrize(
    "text",
    [
        "如果租GPU花120万能补多少",
        "假设我们研发投了1500万，上年1000万，补多少",
        "要是营收从8000万涨到1.2亿呢，能奖多少",
        "付了100万买算力能拿多少",
        "What would we get if we spent 1 million on GPUs?",
    ],
)
def test_what_is_supposed_never_becomes_a_fact(text: str) -> None:
    reading = read(text, pending=None, profile=Profile(), today=TODAY)
    assert reading.question is not None
    assert not dict(reading.facts)
