"""M08 支持企业做大做强. Text: knowledge/policies/xm-2023-10/m08.md."""

from calculators.facts import Words
from calculators.money import wan
from calculators.rules import (
    All,
    Among,
    Amount,
    Award,
    ClauseOf,
    Condition,
    Figure,
    Given,
    Grows,
    Holds,
    Least,
    Minus,
    Most,
    PolicyReading,
    Quoted,
    Rule,
    Share,
    Sum,
)
from calculators.xm_2023_10.validity import for_event, for_year

_more = ClauseOf("M08-1")
_tiers = ClauseOf("M08-2")
_giant = ClauseOf("M08-3")

_FIRST_DATA_YEAR = 2022  # 上一年度 of a claim in 2023

last = Amount("revenue_last_year_yuan")
before = Amount("revenue_year_before_yuan")
highest = Most((Amount("highest_revenue_before_yuan"), before))
received = Amount("step_awards_received_yuan")
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

increment = Given(
    for_year(
        *is_ai_software,
        last > from_5000,
        Grows(last, before, by_25, by_25.source),
        first=_FIRST_DATA_YEAR,
    ),
    Least(Share(last - before, rate), ceiling),
)
_newly_exceeded: tuple[Figure, ...] = tuple(
    Given(All((last > tier, highest <= tier)), award)
    for tier, award in tiers
)
_passed_before: tuple[Figure, ...] = tuple(Given(highest > tier, award) for tier, award in tiers)


_difference = _tiers.says("按“晋级补差”原则")


def step_award(level: Figure, already: Figure) -> Given:
    """晋级补差: the award of the level now reached, less what stands for the levels before it."""
    return Given(
        for_year(*is_ai_software, keeps_pace, first=_FIRST_DATA_YEAR),
        Minus(level, already, _difference),
    )


level_reached = Most(_newly_exceeded)
step = step_award(level_reached, received)
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


def _instead(amount: Figure) -> Award:
    return Award("8b", B.title, amount, ceiling=False)


RULE = Rule(
    measure=8,
    kind="grant",
    awards=(A, B, C),
    readings=(
        PolicyReading(
            "8-A(b)",
            Words(
                "一次跨过几个台阶时，各档奖励累加",
                "when several levels are passed at once, the awards of all are added",
            ),
            tiers[0][1].source,
            (A, _instead(step_award(Sum(_newly_exceeded), received)), C),
        ),
        PolicyReading(
            "8-B(b)",
            Words(
                "补差时减去此前已跨过台阶的奖励额，不论是否领取过",
                "the difference is taken against the award of the level passed before, received or not",
            ),
            _tiers.says("按“晋级补差”原则"),
            (A, _instead(step_award(level_reached, Most(_passed_before))), C),
        ),
        PolicyReading(
            "8-D(b)",
            Words(
                "同一年度增量奖励与上台阶奖励只取较高的一项",
                "in one year only the higher of the growth award and the step award is paid",
            ),
            _tiers.says("分别给予"),
            (
                Award(
                    "8a|8b", Words("两项取高", "the higher of two"), Most((increment, step)), True
                ),
                C,
            ),
        ),
    ),
    assumptions=(
        Words(
            "人工智能企业、规上软件企业的身份按您所述，以主管部门认定和统计纳统为准（G1、G3）",
            "that the company is an AI enterprise and a software enterprise above designated size is as"
            " you said, subject to the authorities' recognition and the statistical register (G1, G3)",
        ),
        Words(
            "营业收入按本企业法人口径、经审计数计算，不含合并报表（8-G）",
            "revenue is that of the legal entity as audited, not consolidated (8-G)",
        ),
        Words(
            "“首次超过”按企业历史上第一次理解（8-C）",
            "“for the first time” is taken as the first time in the company's history (8-C)",
        ),
    ),
)
