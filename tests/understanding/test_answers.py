"""Answers to what was asked: yes, no, don't know, nothing, choices, years, counts, corrections."""

from datetime import date

import pytest

from bot.dialogue.reading import Pending
from bot.understanding import read
from calculators.facts import Profile, Span, Value
from tests.understanding.speaking import TODAY, answered, said, wan

REVENUE = "revenue_last_year_yuan"
YES = [
    "是",
    "是的",
    "是呀",
    "对",
    "对的",
    "对啊",
    "有",
    "有的",
    "嗯",
    "嗯嗯",
    "没错",
    "yes",
    "y",
    "Yes",
    "YES",
    "yep",
    "正确",
    "属于",
    "当然",
    "对对对",
    "嗯，是的",
    "確實",
]
NO = [
    "不是",
    "不是的",
    "否",
    "没有",
    "没",
    "無",
    "无",
    "还没",
    "还没有",
    "尚未",
    "暂无",
    "no",
    "n",
    "No",
    "nope",
    "不属于",
    "没有的",
    "目前没有",
    "都没有",
    "从来没有",
    "沒有",
]
UNKNOWN = [
    "不清楚",
    "不知道",
    "跳过",
    "要问财务",
    "不太清楚",
    "skip",
    "不记得了",
    "不確定",
    "忘了",
    "这个要问一下我们财务",
    "不适用",
    "说不好",
]


@pytest.mark.parametrize("text", YES)
def test_yes_in_many_forms_is_true(text: str) -> None:
    assert dict(said(text, "is_ai_enterprise").facts) == {"is_ai_enterprise": True}


@pytest.mark.parametrize("text", NO)
def test_no_in_many_forms_is_false(text: str) -> None:
    assert dict(said(text, "neeq_listed").facts) == {"neeq_listed": False}


@pytest.mark.parametrize(
    "text", [*UNKNOWN, "don't know", "I don't know", "not sure", "ask my finance colleague", "N/A"]
)
@pytest.mark.parametrize("asked", [REVENUE, "neeq_listed", "enterprise_category"])
def test_a_person_who_cannot_tell_is_not_asked_to_guess(text: str, asked: str) -> None:
    reading = said(text, asked)
    assert reading.unknown == (asked,)
    assert not reading.facts
    assert not reading.to_confirm


@pytest.mark.parametrize("text", ["应该是", "可能是吧", "好像有", "probably yes"])
def test_a_hedged_yes_is_asked_back(text: str) -> None:
    assert dict(said(text, "is_ai_enterprise").to_confirm) == {"is_ai_enterprise": True}


@pytest.mark.parametrize(
    ("text", "value"),
    [("挂了", True), ("还没挂", False), ("没有备案", False), ("已经受理了", True)],
)
def test_the_deed_itself_answers_a_flag(text: str, value: bool) -> None:
    assert (
        dict(said(text, "exchange_accepted" if "受理" in text else "neeq_listed").facts)[
            "exchange_accepted" if "受理" in text else "neeq_listed"
        ]
        is value
    )


ANSWERS: list[tuple[str, str, Value]] = [
    ("data_year", "2024", 2024),
    ("data_year", "2024年", 2024),
    ("data_year", "去年", 2025),
    ("data_year", "前年", 2024),
    ("data_year", "24年", 2024),
    ("data_year", "二零二四年", 2024),
    ("data_year", "二〇二四年度", 2024),
    ("data_year", "上年度", 2025),
    ("data_year", "last year", 2025),
    ("data_year", "FY2024", 2024),
    ("city_software_avg_growth_pct", "12%", 120000),
    ("city_software_avg_growth_pct", "百分之十二", 120000),
    ("city_software_avg_growth_pct", "百分之十二点五", 125000),
    ("city_software_avg_growth_pct", "12.5", 125000),
    ("city_software_avg_growth_pct", "一成二", 120000),
    ("city_software_avg_growth_pct", "三成", 300000),
    ("city_software_avg_growth_pct", "两成半", 250000),
    ("city_software_avg_growth_pct", "12个点", 120000),
    ("city_software_avg_growth_pct", "12个百分点", 120000),
    ("city_software_avg_growth_pct", "增速12%", 120000),
    ("city_software_avg_growth_pct", "-2%", -20000),
    ("city_software_avg_growth_pct", "12 percent", 120000),
    ("drafting_rank", "第三", 3),
    ("drafting_rank", "排第3", 3),
    ("drafting_rank", "第2名", 2),
    ("drafting_rank", "3", 3),
    ("platform_enterprises_served", "60", 60),
    ("platform_enterprises_served", "60家", 60),
    ("platform_enterprises_served", "六十家", 60),
    ("compute_center_capacity_p", "120P", 1200000),
    ("compute_center_capacity_p", "120", 1200000),
    ("reference_date", "2025-03-01", date(2025, 3, 1)),
    ("reference_date", "2025年3月1日", date(2025, 3, 1)),
    ("reference_date", "2025/3/1", date(2025, 3, 1)),
    ("enterprise_category", "规上软件企业", "above_scale_software"),
    ("enterprise_category", "规上软件", "above_scale_software"),
    ("enterprise_category", "規上軟件企業", "above_scale_software"),
    ("enterprise_category", "规上工业", "above_scale_industrial"),
    ("enterprise_category", "规模以上工业企业", "above_scale_industrial"),
    ("enterprise_category", "都不是", "other"),
    ("enterprise_category", "neither", "other"),
    ("enterprise_category", "software enterprise above designated size", "above_scale_software"),
    ("enterprise_category", "above_scale_software", "above_scale_software"),
    ("standard_level", "国标", "national"),
    ("standard_level", "国家标准", "national"),
    ("standard_level", "行标", "industry"),
    ("standard_level", "international standard", "international"),
    ("compute_center_work", "新建", "new"),
    ("compute_center_work", "没有", "none"),
    ("first_set_catalogues", "都没有", frozenset()),
    ("first_set_catalogues", "工信部目录", frozenset({"miit_national"})),
    ("first_set_catalogues", "工信部国内首台(套)目录、福建省省内首台(套)目录", frozenset({"miit_national", "fujian_provincial_first"})),
    ("project_award_levels", "没有", frozenset()),
    ("company_name", "厦门某某科技有限公司", "厦门某某科技有限公司"),
    ("revenue_year_before_yuan", "前年5000万", wan(5000)),
    ("highest_revenue_before_yuan", "前年的5000万", wan(5000)),
    ("rd_expense_last_year_yuan", "研发3000万", wan(3000)),
    ("rd_expense_last_year_yuan", "上年研发费用3000万", wan(3000)),
    ("step_awards_received_yuan", "没拿过", 0),
    ("other_same_type_award_yuan", "没有拿过任何奖励", 0),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "text", "value"), ANSWERS)
def test_an_answer_is_the_fact_that_was_asked_for(asked: str, text: str, value: Value) -> None:
    reading = said(text, asked)
    assert dict(reading.facts) == {asked: value}
    assert not reading.to_confirm


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("data_year", "24", 2024),
        ("drafting_rank", "牵头", 1),
        ("platform_enterprises_served", "60多家", Span(60, 70)),
        ("enterprise_category", "软件", "above_scale_software"),
        ("revenue_year_before_yuan", "去年5000万", wan(5000)),
        ("city_software_avg_growth_pct", "大概12%", 120000),
    ],
)
def test_a_doubtful_answer_is_asked_back(asked: str, text: str, value: Value) -> None:
    reading = said(text, asked)
    assert dict(reading.to_confirm) == {asked: value}
    assert not reading.facts


@pytest.mark.parametrize("text", ["是", "是的", "对", "没错", "确认", "没问题", "yes", "ok"])
def test_a_confirmation_is_confirmed(text: str) -> None:
    assert answered(text, Pending("confirm", REVENUE, wan(6800))).answer == "yes"
    assert answered(text, Pending("review")).answer == "yes"


@pytest.mark.parametrize("text", ["不是", "不对", "错了", "no"])
def test_a_confirmation_is_denied(text: str) -> None:
    assert answered(text, Pending("confirm", REVENUE, wan(6800))).answer == "no"


@pytest.mark.parametrize(
    "text", ["8000万", "不是，是8000万", "不对，是8000万", "应为8000万", "改成8000万"]
)
def test_a_new_value_instead_of_a_confirmation_replaces_it(text: str) -> None:
    reading = answered(text, Pending("confirm", REVENUE, wan(6800)))
    assert dict(reading.facts) == {REVENUE: wan(8000)}
    assert reading.corrected == {REVENUE}


def test_a_confirmation_may_stand_before_another_fact() -> None:
    reading = answered("对，研发900万", Pending("confirm", REVENUE, wan(6800)))
    assert reading.answer == "yes"
    assert dict(reading.facts) == {"self_rd_expense_yuan": wan(900)}


@pytest.mark.parametrize(
    "text",
    [
        "营收改成8000万",
        "不对，营收是8000万",
        "营收说错了，是8000万",
        "actually revenue was 80 million",
    ],
)
@pytest.mark.parametrize(
    "pending", [None, Pending("fact", "self_rd_expense_yuan"), Pending("review")]
)
def test_a_correction_by_name_replaces_the_named_fact(text: str, pending: Pending | None) -> None:
    known = Profile({REVENUE: wan(6800)})
    reading = read(text, pending=pending, profile=known, today=TODAY)
    assert dict(reading.facts) == {REVENUE: wan(8000)}
    assert reading.corrected == {REVENUE}


def test_a_correction_without_a_name_is_never_taken_silently_after_another_question() -> None:
    assert not said(
        "不对，是8000万", "self_rd_expense_yuan", revenue_last_year_yuan=wan(6800)
    ).facts
    assert not answered("8000万", Pending("review")).facts


def test_one_answer_never_fills_two_facts() -> None:
    assert set(said("6800万", REVENUE).facts) == {REVENUE}
    assert set(said("120万", "compute_purchase_total_yuan").facts) == {
        "compute_purchase_total_yuan"
    }
    assert not said("6800万 5000万", REVENUE).facts


def test_a_yes_in_front_answers_the_flag_and_the_rest_is_read() -> None:
    reading = said("是的，营收6800万", "is_ai_enterprise")
    assert dict(reading.facts) == {"is_ai_enterprise": True, REVENUE: wan(6800)}


def test_all_paid_is_the_total_that_is_known() -> None:
    assert dict(
        said("都付了", "compute_paid_yuan", compute_purchase_total_yuan=wan(120)).facts
    ) == {"compute_paid_yuan": wan(120)}
    assert not said("都付了", "compute_paid_yuan").facts


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("我们买了算力也做研发", ("3", "6")),
        ("全部", ("all",)),
        ("都看看", ("all",)),
        ("3", ("3",)),
        ("3、6", ("3", "6")),
        ("6+17", ("6", "17")),
        ("没做研发，买了算力", ("3",)),
        ("compute and R&D", ("3", "6")),
        ("上市和标准", ("7", "9")),
    ],
)
def test_situations_are_numbers_of_measures(text: str, ids: tuple[str, ...]) -> None:
    assert answered(text, Pending("situations")).situations == ids


def test_situations_and_facts_stand_in_one_message() -> None:
    reading = answered("我们买了算力，研发900万", Pending("situations"))
    assert reading.situations == ("3", "6")
    assert dict(reading.facts) == {"self_rd_expense_yuan": wan(900)}


@pytest.mark.parametrize(
    ("text", "command", "argument"),
    [
        ("/start abC", "start", "abC"),
        ("/help", "help", ""),
        ("/help@huiqi_bot", "help", ""),
        ("/facts", "facts", ""),
        ("/undo", "undo", ""),
        ("/restart", "restart", ""),
        ("/summary", "summary", ""),
        ("/summary PDF", "summary", "pdf"),
        ("/summary docx", "summary", "docx"),
        ("/lang en", "lang", "en"),
        ("/why", "why", ""),
        ("/privacy", "privacy", ""),
        ("重新开始", "restart", ""),
        ("撤销", "undo", ""),
        ("帮助", "help", ""),
        ("我都填了什么", "facts", ""),
        ("生成报告", "summary", ""),
        ("给我报告", "summary", ""),
        ("生成PDF报告", "summary", "pdf"),
        ("English please", "lang", "en"),
        ("用中文", "lang", "zh"),
        ("为什么要问这个？", "why", ""),
        ("why do you ask this?", "why", ""),
    ],
)
def test_a_command_is_read_with_its_argument(text: str, command: str, argument: str) -> None:
    reading = said(text, REVENUE)
    assert (reading.command, reading.argument) == (command, argument)
    assert not reading.facts


def test_an_unknown_command_is_not_understood() -> None:
    assert not said("/frobnicate").understood


@pytest.mark.parametrize("text", ["历史最高就是前年", "最高的一年就是前年。", "最高是前年，没超过"])
def test_the_highest_year_named_by_word_is_confirmed_whatever_was_asked(text: str) -> None:
    reading = said(text, "little_giant_first_recognised", revenue_year_before_yuan=wan(5000))
    assert dict(reading.facts) == {}
    assert dict(reading.to_confirm) == {"highest_revenue_before_yuan": wan(5000)}
    assert said(text, "little_giant_first_recognised").to_confirm == {}
