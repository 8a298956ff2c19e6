"""M06 鼓励加大研发投入. Text: knowledge/policies/xm-2023-10/m06.md."""

from dataclasses import replace

from calculators.ambiguity import printed
from calculators.facts import Words
from calculators.money import wan
from calculators.rules import (
    Among,
    Amount,
    Award,
    ClauseOf,
    Compare,
    Constant,
    Figure,
    Given,
    Grows,
    Holds,
    Least,
    Most,
    Rule,
    Share,
    Steps,
    Sum,
)
from calculators.xm_2023_10 import m06_readings
from calculators.xm_2023_10.m06_readings import BASE, CEILING, INSTEAD, WHOLE, ZERO_BASE
from calculators.xm_2023_10.validity import for_year

_scope = ClauseOf("M06-1").says("支持人工智能领域规上工业企业、规上软件企业加强技术研发")
_a = ClauseOf("M06-2")
_b = ClauseOf("M06-3")
_c = ClauseOf("M06-4")

rd = Amount("self_rd_expense_yuan")
prior = Amount("self_rd_expense_prior_year_yuan")
in_scope = (
    Holds("is_ai_enterprise", _scope),
    Among(
        "enterprise_category", frozenset({"above_scale_industrial", "above_scale_software"}), _scope
    ),
)
has_grown = Compare(rd, ">", prior, _a.says("较上年实现增长"))

from_a = _a.money(wan(200), "高于 200 万元")
each = _a.money(wan(200), "每满 200 万元")
gives = _a.money(wan(10), "给予 10 万元补助")
ceiling = _a.money(wan(500), "每家企业最高不超过 500 万元")
from_b = _b.money(wan(500), "高于 500 万元")
by_20, gives_30 = _b.percent(20, "增长率超过 20%"), _b.money(wan(30), "给予奖励 30 万元")
by_40, gives_50 = _b.percent(40, "增长率超过 40%"), _b.money(wan(50), "给予奖励 50 万元")
from_c = _c.money(wan(1000), "超过 1000 万元")
five_percent = _c.rate(5, 100, "再给予 5% 补助")

_steps = Steps(rd, each, gives)
_rewards: tuple[Figure, Figure] = (
    Given(Grows(rd, prior, by_20, by_20.source), gives_30),
    Given(Grows(rd, prior, by_40, by_40.source), gives_50),
)

subsidy = Given(for_year(*in_scope, rd > from_a, has_grown), Least(_steps, ceiling))
uncapped = Given(for_year(*in_scope, rd > from_a, has_grown), _steps)
increment = Given(
    for_year(*in_scope, rd > from_a, has_grown), Least(Steps(rd - from_a, each, gives), ceiling)
)
reward = Given(for_year(*in_scope, rd > from_b), Most(_rewards))
both_rewards = Given(for_year(*in_scope, rd > from_b), Sum(_rewards))
# Growth tested on the amounts, without a rate: over a base of zero it is growth above every percent.
_rewards_from_zero = tuple(
    Given(Compare(rd, ">", prior + Share(prior, rate)), gives)
    for rate, gives in (
        (_b.rate(20, 100, "增长率超过 20%"), gives_30),
        (_b.rate(40, 100, "增长率超过 40%"), gives_50),
    )
)
reward_from_zero = Given(for_year(*in_scope, rd > from_b), Most(_rewards_from_zero))
reward_with_base = Given(for_year(*in_scope, rd > from_b, prior > Constant(0)), Most(_rewards))


def top_up(base: Figure) -> Given:
    """5 % once more, of the R&D subsidy that the company can have."""
    return Given(for_year(*in_scope, rd > from_c), Share(base, five_percent))


A = Award("6-A", Words("研发费用补助", "R&D subsidy"), subsidy, ceiling=True)
B = Award("6-B", Words("研发费用增长奖励", "award for growth of R&D"), reward, ceiling=False)
C = Award(
    "6-C", Words("研发费用补助加成", "5 % on top of the subsidy"), top_up(subsidy), ceiling=True
)


def _with(award: Award, amount: Figure) -> Award:
    return replace(award, amount=amount)


def _capped_together(*awards: Award) -> Award:
    amounts = Sum(tuple(award.amount for award in awards))
    return replace(awards[0], amount=Least(amounts, ceiling))


RULE = Rule(
    measure=6,
    kind="grant",
    awards=(A, B, C),
    readings=(
        CEILING.read_as("b", _capped_together(_with(A, uncapped), C), B),
        CEILING.read_as("c", _capped_together(A, B, C)),
        INSTEAD.read_as("b", A, _with(B, both_rewards), C),
        BASE.read_as("b", A, B, _with(C, top_up(uncapped))),
        BASE.read_as("c", A, B, _with(C, top_up(Sum((subsidy, reward))))),
        WHOLE.read_as("b", _with(A, increment), B, _with(C, top_up(increment))),
        ZERO_BASE.read_as("b", A, _with(B, reward_from_zero), C),
        ZERO_BASE.read_as("c", A, _with(B, reward_with_base), C),
    ),
    assumptions=printed(m06_readings.AMBIGUITIES),
)
