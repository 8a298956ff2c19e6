"""M08 支持企业做大做强. Text: knowledge/policies/xm-2023-10/m08.md."""

from dataclasses import replace

from calculators.ambiguity import printed
from calculators.facts import Words
from calculators.money import wan
from calculators.rules import (
    All,
    Among,
    Amount,
    Award,
    ClauseOf,
    Condition,
    Constant,
    Figure,
    Given,
    Grows,
    Holds,
    Least,
    Minus,
    Most,
    Quoted,
    Rule,
    Share,
    Sum,
)
from calculators.xm_2023_10 import m08_readings
from calculators.xm_2023_10.m08_readings import AT_ONCE, BOTH, DIFFERENCE, FIRST_TIME, ZERO_BASE
from calculators.xm_2023_10.validity import IN_FORCE_FROM, for_event, for_year

_more = ClauseOf("M08-1")
_tiers = ClauseOf("M08-2")
_giant = ClauseOf("M08-3")

_FIRST_DATA_YEAR = 2022  # 上一年度 of a claim in 2023

last = Amount("revenue_last_year_yuan")
before = Amount("revenue_year_before_yuan")
highest = Most((Amount("highest_revenue_before_yuan"), before))
received = Amount("step_awards_received_yuan")
data_year = Amount("data_year")
city_growth = Amount("city_software_avg_growth_pct")

_software_scope = _more.says("支持人工智能规上软件企业增产增效")
is_ai_software: tuple[Condition, ...] = (
    Holds("is_ai_enterprise", _software_scope),
    Among("enterprise_category", frozenset({"above_scale_software"}), _software_scope),
)

from_5000 = _more.money(wan(5000), "上一年度营业收入超过 5000 万元")
by_25 = _more.percent(25, "增速高于 25%")
rate = _more.rate(6, 1000, "按营业收入增量最高 0.6%给予奖励")
ceiling = _more.money(wan(600), "每家企业最高不超过 600 万元")

_first_above = "营业收入首次超过 5000 万元、1 亿元、2 亿元、5 亿元、10 亿元、20 亿元"
_gives = "分别给予 10 万元、20 万元、50 万元、100 万元、150 万元、200 万元的一次性奖励"
tiers: tuple[tuple[Quoted, Quoted], ...] = tuple(
    (_tiers.money(wan(above), _first_above), _tiers.money(wan(award), _gives))
    for above, award in (
        (5_000, 10),
        (10_000, 20),
        (20_000, 50),
        (50_000, 100),
        (100_000, 150),
        (200_000, 200),
    )
)
keeps_pace = Grows(
    last,
    before,
    city_growth,
    _tiers.says("上一年度营业收入增速不低于市规上软件业平均增速"),
    strict=False,
)


def growth_award(*grown: Condition) -> Given:
    """增产增效: a share of the growth of revenue, under what is taken for growth."""
    return Given(
        for_year(*is_ai_software, last > from_5000, *grown, first=_FIRST_DATA_YEAR),
        Least(Share(last - before, rate), ceiling),
    )


by_quarter = Grows(last, before, by_25, by_25.source)
increment = growth_award(by_quarter)
_passes = tuple((last > tier, tier, award) for tier, award in tiers)
_newly_exceeded: tuple[Figure, ...] = tuple(
    Given(All((passes, highest <= tier)), award) for passes, tier, award in _passes
)
_passed_before: tuple[Figure, ...] = tuple(Given(highest > tier, award) for tier, award in tiers)


_difference = _tiers.says("按“晋级补差”原则")


def step_award(
    level: Figure, already: Figure, paced: tuple[Condition, ...] = (keeps_pace,)
) -> Given:
    """晋级补差: the award of the level now reached, less what stands for the levels before it."""
    return Given(
        for_year(*is_ai_software, *paced, first=_FIRST_DATA_YEAR),
        Minus(level, already, _difference),
    )


level_reached = Most(_newly_exceeded)
# 8-C(b): only years of the policy count as earlier, so the year before does from 2024 on.
level_in_force = Given(
    data_year <= Constant(IN_FORCE_FROM.year),
    Most(tuple(Given(passes, award) for passes, _, award in _passes)),
    Most(tuple(Given(All((passes, before <= tier)), award) for passes, tier, award in _passes)),
)
step = step_award(level_reached, received)

# 8-E: growth tested on the amounts, without a rate, counts from zero; or there must be a base.
_quarter_more = before + Share(before, _more.rate(25, 100, "增速高于 25%"))
_from_zero, _with_base = before <= Constant(0), before > Constant(0)
increment_from_zero = growth_award(last > _quarter_more)
increment_with_base = growth_award(_with_base, by_quarter)
step_from_zero = Given(_from_zero, step_award(level_reached, received, ()), step)
step_with_base = step_award(level_reached, received, (_with_base, keeps_pace))
giant = Given(
    for_event(
        Holds("is_ai_enterprise", _giant.says("人工智能领军企业")),
        Holds(
            "little_giant_first_recognised",
            _giant.says("首次认定的国家级专精特新“小巨人”企业"),
        ),
    ),
    _giant.money(wan(50), "给予 50 万元奖励"),
)

A = Award("8a", Words("营收增量奖励", "award on the growth of revenue"), increment, ceiling=True)
B = Award("8b", Words("规模上台阶奖励", "step award for size"), step, ceiling=False)
C = Award("8c", Words("国家级“小巨人”奖励", "Little Giant award"), giant, ceiling=False)


_higher = Award("8a|8b", Words("两项取高", "the higher of two"), Most((increment, step)), True)


def _with(award: Award, amount: Figure) -> Award:
    return replace(award, amount=amount)


RULE = Rule(
    measure=8,
    kind="grant",
    awards=(A, B, C),
    readings=(
        AT_ONCE.read_as("b", A, _with(B, step_award(Sum(_newly_exceeded), received)), C),
        DIFFERENCE.read_as("b", A, _with(B, step_award(level_reached, Most(_passed_before))), C),
        FIRST_TIME.read_as("b", A, _with(B, step_award(level_in_force, received)), C),
        BOTH.read_as("b", _higher, C),
        ZERO_BASE.read_as("b", _with(A, increment_from_zero), _with(B, step_from_zero), C),
        ZERO_BASE.read_as("c", _with(A, increment_with_base), _with(B, step_with_base), C),
    ),
    assumptions=printed(m08_readings.AMBIGUITIES),
)
