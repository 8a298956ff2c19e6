"""M04 推动关键核心技术突破. Text: knowledge/policies/xm-2023-10/m04.md."""

from calculators.ambiguity import printed
from calculators.facts import Words
from calculators.money import wan
from calculators.rules import (
    All,
    Amount,
    Award,
    ClauseOf,
    Each,
    Figure,
    Given,
    Has,
    Least,
    Most,
    Quoted,
    Rate,
    Rule,
    Share,
    Source,
    Sum,
)
from calculators.xm_2023_10 import m04_readings
from calculators.xm_2023_10.validity import in_force

_national, _provincial, _municipal = ClauseOf("M04-2"), ClauseOf("M04-3"), ClauseOf("M04-4")

invested = Amount("project_rd_investment_yuan")


def _limb(title: str, titled: Source, rate: Rate, ceiling: Quoted) -> Given:
    return Given(Has("project_award_levels", title, titled), Least(Share(invested, rate), ceiling))


def _national_limb(title: str) -> Given:
    return _limb(
        title,
        _national.says("国家级人工智能产业创新任务揭榜优胜单位"),
        _national.rate(40, 100, "按项目研发投入总额最高 40% 给予补助"),
        _national.money(wan(1000), "单个项目最高不超过 1000 万元"),
    )


limbs = (
    _national_limb("national_challenge_winner"),
    _limb(
        "provincial_key_project",
        _provincial.says("省级人工智能领域技术创新重点攻关及产业化项目"),
        _provincial.rate(40, 100, "按研发投入总额最高 40% 给予补助"),
        _provincial.money(wan(300), "单个项目最高不超过 300 万元"),
    ),
    _limb(
        "municipal_challenge",
        _municipal.says("市级“揭榜挂帅”科技项目"),
        _municipal.rate(30, 100, "按研发投入总额最高 30% 给予补助"),
        _municipal.money(wan(1000), "单个项目最高不超过 1000 万元"),
    ),
)
_shortlisted = _national_limb("national_challenge_shortlisted")
_title = Words("项目研发投入补助", "subsidy for the project's R&D investment")


def _paid(of_project: Figure) -> Award:
    return Award("4", _title, Each("projects", Given(All((in_force,)), of_project)), ceiling=True)


RULE = Rule(
    measure=4,
    kind="grant",
    awards=(_paid(Most(limbs)),),
    readings=(
        m04_readings.WINNERS.read_as("b", _paid(Most((*limbs, _shortlisted)))),
        m04_readings.TITLES.read_as("b", _paid(Sum(limbs))),
    ),
    assumptions=printed(m04_readings.AMBIGUITIES),
)
