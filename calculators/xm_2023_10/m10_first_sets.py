"""M10 支持智能产品首购首用（首台套）. Text: knowledge/policies/xm-2023-10/m10.md."""

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
    Holds,
    Least,
    Most,
    Quoted,
    Rate,
    Rule,
    Share,
    Source,
    Sum,
)
from calculators.xm_2023_10 import m10_readings
from calculators.xm_2023_10.validity import for_event

_miit, _fujian = ClauseOf("M10-2"), ClauseOf("M10-3")

price = Amount("equipment_unit_price_yuan")
_equipment = Holds("is_ai_high_end_equipment", _miit.says("人工智能高端装备"))


def _limb(catalogue: str, entered: Source, rate: Rate, ceiling: Quoted) -> Given:
    return Given(
        Has("first_set_catalogues", catalogue, entered), Least(Share(price, rate), ceiling)
    )


limbs = (
    _limb(
        "miit_national",
        _miit.says("进入工信部国内首台(套)目录的人工智能高端装备"),
        _miit.rate(60, 100, "按市场销售单价最高60%给予补助"),
        _miit.money(wan(500), "每项产品最高不超过500万元"),
    ),
    _limb(
        "fujian_national_first",
        _fujian.says("进入福建省国内首台(套)目录的"),
        _fujian.rate(60, 100, "按市场销售单价最高60%给予补助"),
        _fujian.money(wan(200), "每项产品最高不超过200万元"),
    ),
    _limb(
        "fujian_provincial_first",
        _fujian.says("进入福建省省内首台(套)目录的"),
        _fujian.rate(30, 100, "按市场销售单价最高30%给予补助"),
        _fujian.money(wan(100), "每项产品最高不超过100万元"),
    ),
)
_title = Words("首台(套)补助", "subsidy for a first set")


def _paid(of_product: Figure) -> Award:
    return Award("10", _title, Each("products", of_product), ceiling=True)


_of_any_field = Most((Given(All((_equipment,)), limbs[0]), *limbs[1:]))

RULE = Rule(
    measure=10,
    kind="grant",
    awards=(_paid(Given(for_event(_equipment), Most(limbs))),),
    readings=(
        m10_readings.CATALOGUES.read_as("b", _paid(Given(for_event(_equipment), Sum(limbs)))),
        m10_readings.FIELD.read_as("b", _paid(Given(for_event(), _of_any_field))),
    ),
    assumptions=printed(m10_readings.AMBIGUITIES),
)
