"""M09 激励企业上市挂牌. Text: knowledge/policies/xm-2023-10/m09.md."""

from calculators.ambiguity import printed
from calculators.facts import Words
from calculators.money import wan
from calculators.rules import Award, ClauseOf, Given, Holds, Most, Quoted, Rule
from calculators.xm_2023_10 import m09_readings
from calculators.xm_2023_10.validity import for_event

_stages = ClauseOf("M09-1")
_is_ai = Holds("is_ai_enterprise", _stages.says("分阶段对人工智能企业上市予以奖励"))


is_listed = Holds("neeq_listed", _stages.says("企业进入新三板挂牌的"))
is_tutored = Holds("tutoring_filed_xiamen_csrc", _stages.says("申请上市经厦门证监局辅导备案的"))
is_accepted = Holds("exchange_accepted", _stages.says("获得证券交易所正式受理的"))


def _stage(event: Holds, gives: Quoted) -> Given:
    return Given(for_event(_is_ai, event), gives)


listed = _stage(is_listed, _stages.money(wan(30), "奖励 30 万元"))
tutored = _stage(is_tutored, _stages.money(wan(50), "奖励 50 万元"))
accepted = _stage(is_accepted, _stages.money(wan(100), "奖励 100 万元"))

RULE = Rule(
    measure=9,
    kind="grant",
    awards=(
        Award("9a", Words("新三板挂牌奖励", "listing on the NEEQ"), listed, ceiling=False),
        Award("9b", Words("辅导备案奖励", "tutoring filed"), tutored, ceiling=False),
        Award("9c", Words("交易所受理奖励", "application accepted"), accepted, ceiling=False),
    ),
    readings=(
        m09_readings.CUMULATIVE.read_as(
            "b",
            Award(
                "9",
                Words("最高阶段", "the highest stage"),
                Most((listed, tutored, accepted)),
                ceiling=False,
            ),
        ),
    ),
    assumptions=printed(m09_readings.AMBIGUITIES),
)
