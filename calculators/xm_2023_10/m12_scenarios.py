"""M12 拓展智能场景应用. Text: knowledge/policies/xm-2023-10/m12.md."""

from calculators.ambiguity import printed
from calculators.facts import Words
from calculators.money import wan
from calculators.rules import All, Amount, Award, ClauseOf, Each, Given, Holds, Least, Rule, Share
from calculators.xm_2023_10 import m12_readings
from calculators.xm_2023_10.validity import for_year

_aim, _award = ClauseOf("M12-1"), ClauseOf("M12-2")

sales = Amount("app_local_sales_yuan")
of_selected = Given(
    All(
        (
            Holds("benchmark_app_in_xiamen", _award.says("已在厦打造标杆应用")),
            Holds(
                "selected_fujian_typical_scenario",
                _award.says("入选福建省人工智能典型应用场景"),
            ),
        )
    ),
    Share(sales, _award.rate(10, 100, "按该应用年度市内销售收入最高10%给予奖励")),
)

RULE = Rule(
    measure=12,
    kind="grant",
    awards=(
        Award(
            "12",
            Words("应用场景奖励", "award for a scenario"),
            Given(
                for_year(Holds("is_ai_enterprise", _aim.says("支持人工智能企业"))),
                # The ceiling is the enterprise's: several applications are added first.
                Least(
                    Each("applications", of_selected),
                    _award.money(wan(50), "每家企业最高不超过50万元"),
                ),
            ),
            ceiling=True,
        ),
    ),
    assumptions=printed(m12_readings.AMBIGUITIES),
)
