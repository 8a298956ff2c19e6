"""The computation in words: both languages, no leaks, the right numbers, a source for each."""

import re
from typing import Any

import pytest
from hypothesis import given

from calculators.explain import Line, explain, explain_condition
from calculators.facts import Kind, Words
from calculators.rules import Amount, Award, Constant, Given, Most
from calculators.saying import say_quantity
from calculators.xm_2023_10 import RULES
from tests.calculators.completions import KEYS
from tests.calculators.effort import effort
from tests.calculators.guesses import partial_facts
from tests.calculators.ways import assessed, box, in_fen

WITH_FIGURES = [number for number in KEYS if number != 2]
_LEAK = re.compile(
    r"Span\(|frozenset|Decimal|None|Words\(|Source\(|object at|True|False|\{|\}|Kind\."
)
_CHINESE_MARKS = re.compile(r"[，。；：、？！]")
SCENARIO: dict[str, Any] = {
    "is_ai_enterprise": True,
    "enterprise_category": "above_scale_software",
    "revenue_last_year_yuan": 68_000_000,
    "revenue_year_before_yuan": 50_000_000,
    "highest_revenue_before_yuan": 50_000_000,
    "self_rd_expense_yuan": 12_600_000,
    "self_rd_expense_prior_year_yuan": 9_000_000,
    "compute_purchase_total_yuan": 1_200_000,
    "compute_paid_yuan": 1_200_000,
    "city_software_avg_growth_pct": 12,
    "step_awards_received_yuan": 0,
    "little_giant_first_recognised": False,
}
PAID_IN_FULL: dict[int, dict[str, Any]] = {
    3: SCENARIO,
    4: {
        "project_award_levels": ["municipal_challenge"],
        "project_rd_investment_yuan": 10_000_000,
    },
    5: SCENARIO | {"new_state_key_lab_approved": True},
    6: SCENARIO,
    7: {"standard_level": "national", "drafting_rank": 5, "standard_is_ai_field": True},
    8: SCENARIO | {"little_giant_first_recognised": True},
    9: SCENARIO | {"neeq_listed": True, "tutoring_filed_xiamen_csrc": True},
    11: {"maas_revenue_yuan": 10_000_000},
    17: SCENARIO | {"is_newly_registered_enterprise": True},
}


def _lines(measure: int, facts: dict[str, Any]) -> dict[str, tuple[Line, ...]]:
    return {award.id: explain(award, box(facts)) for award in RULES[measure].awards}


def _check_words(lines: tuple[Line, ...]) -> None:
    for line in lines:
        assert line.text.zh.strip()
        assert line.text.en.strip()
        assert not _LEAK.search(line.text.zh + line.text.en)


@pytest.mark.parametrize("measure", WITH_FIGURES)
def test_the_last_line_is_the_range_of_the_component_and_both_languages_speak(measure: int) -> None:
    @effort(40)
    @given(facts=partial_facts(measure))
    def holds(facts: dict[str, Any]) -> None:
        lines = _lines(measure, facts)
        for component in assessed(measure, facts).components:
            _check_words(lines[component.award.id])
            last = lines[component.award.id][-1]
            assert (last.outcome, last.amount) == ("amount", component.range)

    holds()


@effort(40)
@given(facts=partial_facts(2))
def test_the_conditions_of_measure_2_are_said_in_both_languages(facts: dict[str, Any]) -> None:
    gate = RULES[2].gate
    assert gate is not None
    lines = explain_condition(gate, box(facts))
    assert lines
    _check_words(lines)
    assert all(line.source is not None and line.amount is None for line in lines)


@pytest.mark.parametrize("measure", WITH_FIGURES)
def test_every_condition_and_every_figure_before_a_sum_has_its_source(measure: int) -> None:
    @effort(30)
    @given(facts=partial_facts(measure))
    def holds(facts: dict[str, Any]) -> None:
        for lines in _lines(measure, facts).values():
            for line in lines[:-1]:
                is_sum = "减去" in line.text.zh or "没有可补" in line.text.zh
                nothing_holds = line.text.zh == "没有一档满足条件"
                assert line.source is not None or is_sum or nothing_holds

    holds()


@pytest.mark.parametrize("measure", PAID_IN_FULL)
def test_an_amount_that_is_paid_shows_the_words_of_the_policy_that_give_it(measure: int) -> None:
    facts = PAID_IN_FULL[measure]
    lines = _lines(measure, facts)
    for component in assessed(measure, facts).components:
        if component.range[0] > 0:
            quoted = [
                ln for ln in lines[component.award.id] if ln.outcome == "amount" and ln.source
            ]
            assert quoted, f"{component.award.id} pays without a quote of the amount"


@pytest.mark.parametrize("measure", PAID_IN_FULL)
def test_english_outside_a_quote_has_no_chinese_marks(measure: int) -> None:
    for lines in _lines(measure, PAID_IN_FULL[measure]).values():
        for line in lines:
            assert not _CHINESE_MARKS.search(re.sub(r"「[^」]*」", "", line.text.en))


def test_the_levels_of_a_standard_do_not_contradict_each_other() -> None:
    (lines,) = _lines(7, PAID_IN_FULL[7]).values()
    level = [line for line in lines if line.text.zh.startswith("标准级别")]
    assert len({line.text.zh.rpartition("：")[0] for line in level}) == len(level)


def test_a_year_within_limits_is_not_said_to_be_its_first() -> None:
    (lines,) = _lines(3, {"data_year": {"min": 2020, "max": 2024}}).values()
    year = next(line.text.zh for line in lines if line.text.zh.startswith("数据所属年度"))
    assert "2024" in year.split("；")[0]


def test_an_unknown_amount_is_not_said_to_reach_the_end_of_the_computer() -> None:
    (lines,) = _lines(3, {"compute_purchase_total_yuan": 1_000_000}).values()
    assert not any("500,000,000 万元" in line.text.zh for line in lines)


def test_an_open_choice_between_two_formulas_shows_both() -> None:
    (lines,) = _lines(
        17, {"is_ai_enterprise": True, "rd_expense_last_year_yuan": 8_000_000}
    ).values()
    text = "".join(line.text.zh for line in lines)
    assert "1,000 万元" in text
    assert "50%" in text


def test_the_scenario_of_the_main_job_gives_its_figures() -> None:
    voucher, research, growth = (assessed(measure, SCENARIO) for measure in (3, 6, 8))
    assert (voucher.amount, voucher.is_ceiling) == (in_fen(500_000), True)
    assert research.amount == in_fen(930_000)
    assert [c.range[0] for c in research.components] == [*map(in_fen, (600_000, 300_000, 30_000))]
    assert growth.amount == in_fen(208_000)
    assert [c.range[0] for c in growth.components] == [*map(in_fen, (108_000, 100_000, 0))]


def test_the_scenario_is_said_with_its_figures() -> None:
    said = {a: lines[-1].text for m in (3, 6, 8) for a, lines in _lines(m, SCENARIO).items()}
    amounts = {
        "3": "50 万元",
        "6-A": "60 万元",
        "6-B": "30 万元",
        "6-C": "3 万元",
        "8a": "10.8 万元",
    }
    assert all(amount in said[award].zh for award, amount in amounts.items())
    assert "RMB 500,000" in said["3"].en
    assert "RMB 108,000" in said["8a"].en


def test_growth_of_forty_percent_is_said_exactly() -> None:
    text = "".join(line.text.zh for line in _lines(6, SCENARIO)["6-B"])
    assert "40% ＞ 20%" in text
    assert "约" not in text


def test_the_trace_is_data_from_fact_to_threshold_to_formula_to_ceiling() -> None:
    lines = _lines(6, SCENARIO)["6-A"]
    assert [line.step for line in lines] == [
        "condition",
        "condition",
        "threshold",
        "threshold",
        "steps",
        "ceiling",
        "result",
    ]
    above, grown, steps, ceiling = lines[2:6]
    assert above.facts == ("self_rd_expense_yuan",)
    assert above.parameters == ((Kind.YUAN, in_fen(2_000_000)),)
    assert grown.facts == ("self_rd_expense_yuan", "self_rd_expense_prior_year_yuan")
    assert grown.parameters == ()
    assert steps.parameters == ((Kind.YUAN, in_fen(2_000_000)), (Kind.YUAN, in_fen(100_000)))
    assert ceiling.parameters == ((Kind.YUAN, in_fen(5_000_000)),)


def test_rates_and_growth_are_data_in_percent() -> None:
    lines = _lines(8, SCENARIO)["8a"]
    found = {line.step: line.parameters for line in lines}
    assert found["growth"] == ((Kind.PERCENT, 250_000),)
    assert found["rate"] == ((Kind.PERCENT, 6_000),)


@pytest.mark.parametrize("measure", PAID_IN_FULL)
def test_every_parameter_of_the_trace_stands_in_its_quote(measure: int) -> None:
    for lines in _lines(measure, PAID_IN_FULL[measure]).values():
        for line in lines:
            if line.parameters:
                assert line.source is not None
                first = say_quantity(*line.parameters[0], "zh").replace(",", "")
                assert first.split(" ")[0].rstrip("%") in line.source.words.replace(",", "")


def test_each_line_of_a_figure_has_its_range_and_the_policys_figures_in_it() -> None:
    told = {line.step: line for line in _lines(6, SCENARIO)["6-A"]}
    assert told["steps"].amount == told["result"].amount == (60_000_000, 60_000_000)
    assert told["steps"].parameters == ((Kind.YUAN, 200_000_000), (Kind.YUAN, 10_000_000))
    assert told["ceiling"].parameters == ((Kind.YUAN, 500_000_000),)
    assert told["result"].parameters == told["condition"].parameters == ()
    fixed = next(line for line in _lines(6, SCENARIO)["6-B"] if line.step == "fixed")
    assert (fixed.amount, fixed.parameters) == ((30_000_000,) * 2, ((Kind.YUAN, 30_000_000),))
    rate = next(line for line in _lines(6, SCENARIO)["6-C"] if line.step == "rate")
    assert rate.parameters == ((Kind.PERCENT, 50_000),)


def test_of_many_levels_those_are_shown_that_can_pay_and_one_line_says_when_none_can() -> None:
    revenue = Amount("revenue_last_year_yuan")
    levels = [Given(revenue > Constant(top), Constant(1)) for top in (1, 2, 3)]
    award = Award(
        "8b", Words("", ""), Most((*levels, Given(revenue > Constant(9), Constant(1)))), True
    )
    some = explain(award, box({"revenue_last_year_yuan": "0.03"}))
    assert [line.outcome for line in some] == ["holds", "holds", "amount"]
    none = explain(award, box({"revenue_last_year_yuan": "0.01"}))
    assert [(line.step, line.outcome) for line in none] == [
        ("condition", "fails"),
        ("result", "amount"),
    ]
    assert none[0].box is none[1].box


@pytest.mark.parametrize(
    ("measure", "facts", "step", "said"),
    [
        (3, {"compute_paid_yuan": {"min": 100_000}}, "rate", "10 万元 以上 × 50% = 5 万元 以上"),
        (3, {"compute_paid_yuan": {"max": 100_000}}, "rate", "不超过 10 万元 × 50% = 0 元 – 5 万元"),
        (3, {}, "rate", "未知 × 50% = 未知"),
        (6, {"self_rd_expense_yuan": {"min": 4_500_000}}, "steps", "450 万元 以上，每满 200 万元 给 10 万元"),
        (8, {"revenue_last_year_yuan": {"min": 60_000_000}}, "growth", "增长率未知 ＞ 25%"),
        (8, {"revenue_year_before_yuan": {"min": 40_000_000, "max": 60_000_000}}, "growth", "增长率约 13.33% – 70% ＞ 25%"),
        (8, {"revenue_year_before_yuan": {"max": 60_000_000}}, "growth", "增长率未知 ＞ 25%"),
        (8, {"revenue_last_year_yuan": {"min": 60_000_000}}, "rate", "1,000 万元 以上 × 0.6% = 6 万元 以上"),
    ],
)  # fmt: skip
def test_no_limit_of_ours_is_said_where_only_one_end_is_known(
    measure: int, facts: dict[str, Any], step: str, said: str
) -> None:
    stated = {k: v for k, v in SCENARIO.items() if measure != 3 or k != "compute_paid_yuan"}
    found = [
        line.say("zh")
        for lines in _lines(measure, stated | facts).values()
        for line in lines
        if line.step == step
    ]
    assert any(said in sentence for sentence in found), found
    assert not any("亿元" in sentence and "10,000,000" in sentence for sentence in found)


def test_a_share_of_what_has_limits_has_limits_though_the_year_is_not_stated() -> None:
    facts = SCENARIO | {"self_rd_expense_yuan": {"min": 4_500_000, "max": 12_600_000}}
    rate = next(line for line in _lines(6, facts)["6-C"] if line.step == "rate")
    assert rate.say("zh") == "0 元 – 60 万元 × 5% = 0 元 – 3 万元"
