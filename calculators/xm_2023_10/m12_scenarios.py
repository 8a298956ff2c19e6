"""M12 拓展智能场景应用. Text: knowledge/policies/xm-2023-10/m12.md."""

from calculators.facts import Words
from calculators.money import wan
from calculators.rules import All, Amount, Award, ClauseOf, Each, Given, Holds, Least, Rule, Share
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
    assumptions=(
        Words(
            "只计该应用在厦门市内的销售收入（12-A）；几个入选应用先相加再按每家企业封顶（12-C）",
            "only the application's sales inside the city count (12-A); several applications are added"
            " and then capped per enterprise (12-C)",
        ),
        Words(
            "每年度一次申报理解，是否只在入选当年给予未写明（12-B）",
            "taken per yearly claim; whether it is paid only in the year of selection is not stated"
            " (12-B)",
        ),
    ),
)
