"""M11 培育 MaaS 服务新模式. Text: knowledge/policies/xm-2023-10/m11.md."""

from calculators.ambiguity import printed
from calculators.facts import Words
from calculators.money import wan
from calculators.rules import Amount, Award, ClauseOf, Given, Least, Rule, Share
from calculators.xm_2023_10 import m11_readings
from calculators.xm_2023_10.validity import for_year

_maas = ClauseOf("M11-2")

revenue = Amount("maas_revenue_yuan")

RULE = Rule(
    measure=11,
    kind="grant",
    awards=(
        Award(
            "11",
            Words("MaaS 业务收入补贴", "subsidy on MaaS revenue"),
            Given(
                for_year(),
                Least(
                    Share(revenue, _maas.rate(5, 100, "按年度对应收入最高5%给予补贴")),
                    _maas.money(wan(200), "每家企业最高不超过200万元"),
                ),
            ),
            ceiling=True,
        ),
    ),
    assumptions=printed(m11_readings.AMBIGUITIES),
)
