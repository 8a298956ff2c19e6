"""What a model wrote is sent only when every sentence has its source in the policy."""

import pytest

from bot.answering.checking import Evidence, Fault, objections, sentences
from bot.understanding.amounts import find_quantities
from knowledge.clauses import Lang, load
from prompts import render

POLICY = load()
CALCULATED = "按您说的数字：53 万元（还缺：上年自主研发费用）"


def faults(text: str, lang: Lang = "zh", calculated: str = "") -> set[Fault]:
    rules = render("model/answer_rules", lang)
    evidence = Evidence(POLICY, lang, find_quantities, calculated, rules)
    return {one.fault for one in objections(text, evidence)}


@pytest.mark.parametrize(
    "text",
    [
        "可以，购买算力服务按实际支出费用最高 50% 补助 [M03-3]。",
        "每家企业每年最高不超过五十万元，年度购买总额要达到30万元以上 [M03-3]。",
        "全市设立每年总额 1000 万元的“算力券” [M03-2]。",
        "第三条说：“支持符合条件的企业购买算力服务。” [M03-2]",
        "条文没有写明符合条件的企业购买算力服务要满足什么 [M03-2]。",
        "研发费用每满200万给10万补助，封顶500万元。[M06-2]",
    ],
)
def test_a_sentence_that_says_what_its_clause_says_is_sent(text: str) -> None:
    assert faults(text) == set()


def test_an_english_sentence_that_says_what_its_clause_says_is_sent() -> None:
    text = (
        "Yes, up to 50% of what you actually spent on computing services is subsidised [M03-3]."
        " The subsidy is at most RMB 500,000 a year [M03-3]."
    )
    assert faults(text, "en") == set()
    assert len(sentences(text)) == 2


def test_a_figure_of_the_calculators_is_sent_with_its_mark() -> None:
    assert faults("按您说的数字是 53 万元〔测算〕。", calculated=CALCULATED) == set()
    assert faults("按您说的数字是 54 万元〔测算〕。", calculated=CALCULATED) == {"figure"}
    assert "no_citation" in faults("按您说的数字是 53 万元〔测算〕。")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("购买算力服务按实际支出费用最高 60% 补助 [M03-3]。", "figure"),
        ("每家企业每年最高不超过 500 万元 [M03-3]。", "figure"),
        ("每家企业每年最高不超过五百万元 [M03-3]。", "figure"),
        ("每家企业每年最高不超过伍佰萬元 [M03-3]。", "figure"),
        ("购买算力服务按实际支出费用的六成给予补助 [M03-3]。", "figure"),
        ("购买算力服务的实际支出费用全额补助 [M03-3]。", "figure"),
        ("年度购买总额达到 30 万元以上的给予补助两次 2 [M03-3]。", "figure"),
        ("研发费用每满 200 万元给予 10 万元补助 [M03-3]。", "figure"),
        ("第八条规定购买算力服务给予补助 [M03-3]。", "figure"),
        ("购买算力服务每年补助 50 万元 [M03-3]。", "figure"),  # the clause says at most
        ("购买算力服务按实际支出费用补助 50% [M03-3]。", "figure"),
        ("购买算力服务每年至少补助 50 万元，最高不限 [M03-3]。", "figure"),
        ("“购买算力服务按实际支出费用 [M03-3]。", "quote"),
        ("购买算力服务给予补助。", "no_citation"),
        ("购买算力服务给予补助 [M03-9]。", "unknown_clause"),
        ("购买算力服务给予补助 [M99-1]。", "unknown_clause"),
        ("“购买算力服务一律补助。” [M03-3]", "quote"),
        ("购买算力服务给予补助，请拨打 0592-5165388 [M03-3]。", "contact"),
        ("购买算力服务给予补助，电话零五九二 12345678 [M03-3]。", "contact"),
        ("购买算力服务补助在 https://example.org 申请 [M03-3]。", "contact"),
        ("购买算力服务补助请到湖滨北路 61 号申请 [M03-3]。", "contact"),
        ("购买算力服务依据国办发〔2024〕99号给予补助 [M03-3]。", "document"),
        ("购买算力服务按《厦门市算力券实施细则》给予补助 [M03-3]。", "document"),
        ("购买算力服务补助由市商务局负责 [M03-3]。", "bureau"),
        ("购买算力服务保证给予补助 [M03-3]。", "promise"),
        ("购买算力服务无需申报，自动到账 [M03-3]。", "promise"),
        ("任何企业购买算力服务都给予补助 [M03-3]。", "promise"),
        ("高管可以免费入住人才公寓，并享受出国考察名额 [M03-3]。", "off_the_clause"),
        ("规则是每句话末尾用方括号写明依据的条文编号 [M03-3]。", "prompt"),
        ("", "no_citation"),
        ("购买算力服务给予补助 [M03-3]。" * 80, "too_long"),
    ],
)
def test_what_has_no_source_is_not_sent(text: str, fault: Fault) -> None:
    assert fault in faults(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Up to 60% of your spending on computing services is subsidised [M03-3].", "figure"),
        ("The subsidy for computing services is up to RMB 5 million [M03-3].", "figure"),
        ("Half of your spending on computing services is subsidised [M03-3].", "figure"),
        ("Call the hotline about computing services [M03-3].", "contact"),
        ("The Commerce Bureau subsidises computing services [M03-3].", "bureau"),
        ("Computing services are guaranteed to be subsidised [M03-3].", "promise"),
        ("Executives travel abroad for free every summer [M03-3].", "off_the_clause"),
        ("Computing services are subsidised.", "no_citation"),
    ],
)
def test_nor_in_english(text: str, fault: Fault) -> None:
    assert fault in faults(text, "en")


def test_one_false_sentence_among_true_ones_is_enough() -> None:
    true = "购买算力服务按实际支出费用最高 50% 补助 [M03-3]。"
    assert faults(true) == set()
    assert faults(true + "每家企业每年最高不超过 80 万元 [M03-3]。" + true) == {"figure"}
