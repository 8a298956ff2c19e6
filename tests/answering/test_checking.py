"""What a model wrote is sent only when every sentence has its source in the policy."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.answering.checking import Evidence, Fault, objections, sentences
from bot.understanding.amounts import find_quantities
from knowledge.clauses import Lang, load
from prompts import render

POLICY = load()
EXACT = {3: "43 万元"}
OPEN = {6: "至少 10 万元\n最高 53 万元"}


def faults(text: str, lang: Lang = "zh", calculated: Mapping[int, str] | None = None) -> set[Fault]:
    rules = render("model/answer_rules", lang)
    evidence = Evidence(POLICY, lang, find_quantities, calculated or {}, rules)
    return {one.fault for one in objections(text, evidence)}


@pytest.mark.parametrize(
    "text",
    [
        "可以，购买算力服务按实际支出费用最高 50% 补助 [M03-3]。",
        "年度购买总额要达到30万元以上，按实际支出费用最高 50% 补助，每年最高不超过五十万元 [M03-3]。",
        "全市设立每年总额 1000 万元的“算力券” [M03-2]。",
        "第三条说：“支持符合条件的企业购买算力服务。” [M03-2]",
        "“符合条件的企业”的条件本文件没有写 [M03-2]。",
        "国家标准最高补助 50 万元 [M07-2]。",
        "新三板挂牌奖励 30 万元 [M09-1]。",
        "新注册企业放款不超过 1000 万元 [M17-1]。",
        "本措施有效期至 2025 年 12 月 31 日 [G-13]。",
        "研发费用每满200万给10万补助，封顶500万元。[M06-2]",
        "对企业年度自主研发费用高于 500 万元且自主研发费用增长率超过 20% 的，奖励 30 万元 [M06-3]。",
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


@pytest.mark.parametrize(
    "text",
    [
        "Own R&D above RMB 2 million and higher than last year earns RMB 100,000 for each full RMB 2 million, at most RMB 5 million [M06-2].",
        "A newly registered one can get at most RMB 10 million [M17-1].",
        "If you buy computing services for RMB 300,000 or more in a year, up to 50% of what you actually spent is subsidised [M03-3].",
    ],
)
def test_thresholds_and_sums_in_english(text: str) -> None:
    assert faults(text, "en") == set()


def test_a_figure_of_the_calculators_is_sent_with_its_mark() -> None:
    said = "购买算力服务可补助 43 万元 [M03-3]〔测算〕。"
    assert faults(said, calculated=EXACT) == set()
    assert faults(said.replace("43", "44"), calculated=EXACT) == {"figure"}
    assert faults(said) == {"figure"}
    assert faults(said.replace("〔测算〕", ""), calculated=EXACT) == {"figure"}


def test_a_figure_of_the_calculators_belongs_to_its_measure() -> None:
    said = "研发费用可补助 43 万元 [M06-2]〔测算〕。"
    assert faults(said, calculated=EXACT) == {"figure"}


def test_the_mark_of_the_calculators_stands_in_for_no_clause() -> None:
    assert "no_citation" in faults("高管免费入住人才公寓〔测算〕。", calculated=EXACT)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("研发费用最高可补助 53 万元 [M06-2]〔测算〕。", True),
        ("研发费用至少补助 10 万元，最高补助 53 万元 [M06-2]〔测算〕。", True),
        ("研发费用可补助 53 万元 [M06-2]〔测算〕。", False),
        ("研发费用至少补助 53 万元 [M06-2]〔测算〕。", False),
    ],
)
def test_the_ends_of_a_range_are_said_as_ends(text: str, sent: bool) -> None:
    assert (faults(text, calculated=OPEN) == set()) is sent


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
        ("研发费用可补助 200 万元 [M06-2]。", "figure"),  # what one has to spend, not what one gets
        ("研发费用最高补助 200 万元 [M06-2]。", "figure"),
        ("年度自主研发费用高于 10 万元即可补助 [M06-2]。", "figure"),
        ("研发费用增长率超过 30 万元的给予奖励 [M06-3]。", "figure"),
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
        ("R&D expense is subsidised with up to RMB 2 million [M06-2].", "figure"),
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


LIES = (Path(__file__).parent / "lies.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_made_of_the_clauses_own_words_and_figures_is_not_sent(lie: str) -> None:
    said = {6: "最高 70 万元", 17: "可贷本金最高 5,000 万元"}
    assert faults(lie, "en" if lie.isascii() else "zh", said)


@pytest.mark.parametrize(
    "text",
    [
        "每家企业每年最高不超过五十万元，年度购买总额要达到30万元以上 [M03-3]。",
        "起草单位要排名前 5 名 [M07-2]。",
        "人工智能领域规上工业企业、规上软件企业都可以申请研发补助 [M06-1]。",
    ],
)
def test_what_is_put_in_other_words_is_not_sent_as_nothing_tells_it_from_a_lie(text: str) -> None:
    assert faults(text) == {"off_the_clause"}


@pytest.mark.parametrize("number", range(1, 20))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_packs_own_lead_is_sent_sentence_by_sentence(number: int, lang: Lang) -> None:
    measure = POLICY.measure(number)
    ids = "".join(f"[{key}]" for key in measure.lead_clauses)
    for sentence in sentences(measure.lead[lang]):
        text = f"{sentence.rstrip('。；;.')} {ids}{'。' if lang == 'zh' else '.'}"
        assert "off_the_clause" not in faults(text, lang), text


def test_one_false_sentence_among_true_ones_is_enough() -> None:
    true = "购买算力服务按实际支出费用最高 50% 补助 [M03-3]。"
    assert faults(true) == set()
    assert faults(true + "每家企业每年最高不超过 80 万元 [M03-3]。" + true) == {"figure"}
