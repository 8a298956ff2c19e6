"""M07 强化标准引领带动. Text: knowledge/policies/xm-2023-10/m07.md."""

from calculators.ambiguity import printed
from calculators.facts import Words
from calculators.money import wan
from calculators.rules import (
    Among,
    Amount,
    Award,
    ClauseOf,
    Compare,
    Each,
    Given,
    Holds,
    Most,
    Rule,
)
from calculators.xm_2023_10 import m07_readings
from calculators.xm_2023_10.validity import for_event

_field, _drafting = ClauseOf("M07-1"), ClauseOf("M07-2")
_levels = "国际标准、国家标准、行业标准"
_gives = "分别给予最高不超过 100 万元、50 万元、40 万元补助"

rank = Amount("drafting_rank")
first_five = _drafting.count(5, "排名前 5 名")


def _is_of(level: str) -> Among:
    return Among("standard_level", frozenset({level}), _drafting.says(_levels))


is_national = _is_of("national")
by_level = Most(
    tuple(
        Given(_is_of(level), _drafting.money(wan(award), _gives))
        for level, award in (("international", 100), ("national", 50), ("industry", 40))
    )
)

RULE = Rule(
    measure=7,
    kind="grant",
    awards=(
        Award(
            "7",
            Words("标准制定补助", "subsidy for drafting a standard"),
            Each(
                "standards",
                Given(
                    for_event(
                        Holds("standard_is_ai_field", _field.says("支持企业参与人工智能标准研制")),
                        Compare(rank, "<=", first_five, first_five.source),
                    ),
                    by_level,
                ),
            ),
            ceiling=True,
        ),
    ),
    assumptions=printed(m07_readings.AMBIGUITIES),
)
