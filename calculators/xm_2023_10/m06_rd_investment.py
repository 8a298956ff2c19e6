"""M06 鼓励加大研发投入. Text: knowledge/policies/xm-2023-10/m06.md."""

from calculators.facts import Words
from calculators.money import wan
from calculators.rules import (
    Among,
    Amount,
    Award,
    ClauseOf,
    Compare,
    Figure,
    Given,
    Grows,
    Holds,
    Least,
    Most,
    PolicyReading,
    Rule,
    Share,
    Source,
    Steps,
    Sum,
)
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


def top_up(base: Figure) -> Given:
    """5 % once more, of the R&D subsidy that the company can have."""
    return Given(for_year(*in_scope, rd > from_c), Share(base, five_percent))


A = Award("6-A", Words("研发费用补助", "R&D subsidy"), subsidy, ceiling=True)
B = Award("6-B", Words("研发费用增长奖励", "award for growth of R&D"), reward, ceiling=False)
C = Award(
    "6-C", Words("研发费用补助加成", "5 % on top of the subsidy"), top_up(subsidy), ceiling=True
)


def _with(award: Award, amount: Figure) -> Award:
    return Award(award.id, award.title, amount, award.ceiling)


def _capped_together(*awards: Award) -> Award:
    amounts = Sum(tuple(award.amount for award in awards))
    ids = "+".join(award.id for award in awards)
    return Award(ids, Words("合并计算", "taken together"), Least(amounts, ceiling), ceiling=True)


def _reading(name: str, zh: str, en: str, source: Source, *awards: Award) -> PolicyReading:
    return PolicyReading(name, Words(zh, en), source, awards)


RULE = Rule(
    measure=6,
    kind="grant",
    awards=(A, B, C),
    readings=(
        _reading(
            "6-A(b)",
            "500 万元上限同时包含 5% 加成",
            "the ceiling of RMB 5 million also covers the 5 % on top",
            ceiling.source,
            _capped_together(_with(A, uncapped), C),
            B,
        ),
        _reading(
            "6-A(c)",
            "500 万元上限包含补助、奖励和 5% 加成全部三项（最保守）",
            "the ceiling of RMB 5 million covers all three parts (the most cautious reading)",
            ceiling.source,
            _capped_together(A, B, C),
        ),
        _reading(
            "6-B(b)",
            "增长率超过 40% 时，30 万元与 50 万元两档奖励叠加",
            "above 40 % the two awards of RMB 300,000 and 500,000 are both paid",
            by_40.source,
            A,
            _with(B, both_rewards),
            C,
        ),
        _reading(
            "6-C(b)",
            "5% 加成以未封顶的补助额为基数",
            "the 5 % is taken of the subsidy before its ceiling",
            five_percent.source,
            A,
            B,
            _with(C, top_up(uncapped)),
        ),
        _reading(
            "6-C(c)",
            "5% 加成以补助与增长奖励之和为基数",
            "the 5 % is taken of subsidy and growth award together",
            five_percent.source,
            A,
            B,
            _with(C, top_up(Sum((subsidy, reward)))),
        ),
        _reading(
            "6-D(b)",
            "每满 200 万元只计超过 200 万元的部分",
            "only the part above RMB 2 million is counted in steps of 2 million",
            each.source,
            _with(A, increment),
            B,
            _with(C, top_up(increment)),
        ),
    ),
    assumptions=(
        Words(
            "人工智能企业、规上工业或规上软件企业的身份按您所述，以主管部门认定和统计纳统为准（G1、G3）",
            "that the company is an AI enterprise and above designated size is as you said, subject to"
            " the authorities' recognition and the statistical register (G1, G3)",
        ),
        Words(
            "自主研发费用以加计扣除或统计申报口径为准，不含委托外部研发（6-G）",
            "in-house R&D is the figure filed for tax deduction or statistics, without commissioned"
            " R&D (6-G)",
        ),
        Words(
            "5% 加成的“可获得的研发费用补助额”按本条补助计算；也可能指市级普惠研发补助，请向市科技局确认（6-C）",
            "the subsidy on which the 5 % is taken is that of this measure; the general municipal R&D"
            " subsidy may be meant: ask the Bureau of Science and Technology (6-C)",
        ),
    ),
)
