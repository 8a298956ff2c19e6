"""The same facts in any order, any rendering and any company give the same reading, in a bounded time."""

import time
from collections.abc import Callable
from random import Random
from typing import TypeAlias

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.facts import Value
from calculators.money import say_money
from tests.understanding.speaking import said, wan

REVENUE, BEFORE = "revenue_last_year_yuan", "revenue_year_before_yuan"
# Each says one fact of a number of 万元; the clauses stand for themselves.
CLAUSES: dict[str, tuple[str, ...]] = {
    REVENUE: ("营收{}", "去年营业收入是{}", "年营收{}", "营业额{}"),
    "self_rd_expense_yuan": ("研发费用{}", "自主研发{}", "研发投了{}"),
    "compute_purchase_total_yuan": ("买算力花了{}", "算力采购{}", "购买了{}算力"),
    "maas_revenue_yuan": ("MaaS收入{}", "模型即服务收入为{}"),
    "equipment_unit_price_yuan": ("设备单价{}", "单价是{}"),
    "step_awards_received_yuan": ("拿过上台阶奖励{}", "已获上台阶奖励{}"),
}
# Numbers and words that are no fact of ours and change none.
ASIDES = ("我们有120人", "2015年成立", "电话0592-2021925", "净利润300万", "注册资本1000万", "谢谢")
RENDERINGS: tuple[Callable[[int], str], ...] = (
    lambda n: f"{n}万",
    lambda n: f"{n}万元",
    lambda n: f"{n:,}万元",
    lambda n: f"{n}w",
    lambda n: f"{n * 10_000:,}元",
    lambda n: f"¥{n * 10_000:,}.00",
    lambda n: cn2an.an2cn(n) + "万",
    lambda n: cn2an.an2cn(n * 10_000, "up") + "元整",
)
Statement: TypeAlias = tuple[str, int, int, Callable[[int], str]]
STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from(sorted(CLAUSES)),
        st.integers(0, 3),
        st.integers(11, 9_999),  # 六万五千万 is no number
        st.sampled_from(RENDERINGS),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda each: each[0],
)


@settings(deadline=None)  # the first reading compiles every pattern
@given(STATEMENTS, st.lists(st.sampled_from(ASIDES), max_size=2, unique=True), st.randoms())
def test_facts_in_any_order_and_rendering_are_the_same_facts(
    statements: list[Statement], asides: list[str], chance: Random
) -> None:
    meant: dict[str, Value] = {key: wan(many) for key, _, many, _ in statements}
    clauses = [
        CLAUSES[key][form % len(CLAUSES[key])].format(render(many))
        for key, form, many, render in statements
    ]
    clauses += asides
    chance.shuffle(clauses)
    reading = said(chance.choice(("，", "；", "。", "\n")).join(clauses))
    assert dict(reading.facts) | dict(reading.to_confirm) == meant
    assert all(meant[key] == value for key, value in reading.facts.items())


@given(st.integers(10**4, 10**14), st.sampled_from(["zh", "en"]))
def test_an_amount_as_we_say_it_reads_back_within_a_sentence(fen: int, lang: str) -> None:
    amount = say_money(fen, "zh" if lang == "zh" else "en")
    text = f"去年营收是{amount}，谢谢" if lang == "zh" else f"Our revenue last year was {amount}."
    assert dict(said(text).facts) == {REVENUE: fen}


@given(st.integers(10**4, 10**11))
def test_an_amount_written_out_for_a_bank_reads_back(fen: int) -> None:
    text = cn2an.an2cn(f"{fen // 100}.{fen % 100:02}", "rmb")
    reading = said(text, REVENUE)
    values = {**reading.facts, **reading.to_confirm}
    assert values.get(REVENUE, fen) == fen
    assert values or 0 < fen // 100 % 10**8 < 10**4


@given(
    st.integers(1, 999),
    st.sampled_from([("thousand", 10**3), ("million", 10**6), ("billion", 10**9)]),
)
def test_an_english_amount_in_words_is_the_amount_in_digits(
    many: int, scale: tuple[str, int]
) -> None:
    name, worth = scale
    assert dict(said(f"{english(many)} {name} yuan", REVENUE).facts) == {
        REVENUE: many * worth * 100
    }


ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def english(many: int) -> str:
    if many < 20:
        return ONES[many]
    if many < 100:
        return TENS[many // 10] + (f"-{ONES[many % 10]}" if many % 10 else "")
    rest = f" and {english(many % 100)}" if many % 100 else ""
    return f"{ONES[many // 100]} hundred{rest}"


@given(
    st.integers(1, 10**6),
    st.sampled_from(
        [
            "竞争对手营收{}万",
            "隔壁公司研发{}万",
            "计划明年投入{}万做研发",
            "明年营收目标{}万",
            "甲公司营收{}万",
        ]
    ),
)
def test_a_figure_of_somebody_else_or_of_a_plan_is_never_ours(many: int, text: str) -> None:
    reading = said(text.format(many))
    assert not reading.facts
    assert not reading.to_confirm


@pytest.mark.parametrize(
    "unit", ["营收6800万，研发900万。", "去年6800万", "一", "1,", "million ", "不是", "万", "(1)"]
)
def test_ten_thousand_characters_are_read_in_a_bounded_time(unit: str) -> None:
    begun = time.perf_counter()
    said((unit * 10_000)[:10_000], REVENUE)
    assert time.perf_counter() - begun < 5
