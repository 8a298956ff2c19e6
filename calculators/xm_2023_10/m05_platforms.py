"""M05 布局重点创新平台. Text: knowledge/policies/xm-2023-10/m05.md."""

from calculators.ambiguity import printed
from calculators.facts import Words
from calculators.money import wan
from calculators.rules import Amount, Award, ClauseOf, Given, Holds, Least, Rule, Share
from calculators.xm_2023_10 import m05_readings
from calculators.xm_2023_10.validity import for_event, for_year

_lab, _platform = ClauseOf("M05-1"), ClauseOf("M05-2")

revenue = Amount("platform_service_revenue_yuan")
served = Amount("platform_enterprises_served")

new_laboratory = (
    Holds("is_ai_enterprise", _lab.says("支持人工智能核心企业")),
    Holds("new_state_key_lab_approved", _lab.says("新获批建设的国家重点实验室")),
)
laboratory = Given(
    for_event(*new_laboratory),
    _lab.money(wan(1000), "给予 1000 万元补助"),
)
operation = Given(
    for_year(
        Holds("is_ai_public_service_platform", _platform.says("培育人工智能公共服务平台")),
        revenue > _platform.money(wan(100), "年度服务收入超过 100 万元"),
        served > _platform.count(50, "服务企业数超过 50 家"),
    ),
    Least(
        Share(revenue, _platform.rate(10, 100, "按其年度服务收入最高 10% 给予运营补贴")),
        _platform.money(wan(100), "每家企业最高不超过 100 万元"),
    ),
)

RULE = Rule(
    measure=5,
    kind="grant",
    awards=(
        Award("5a", Words("国家重点实验室补助", "state key laboratory"), laboratory, ceiling=False),
        Award("5b", Words("平台运营补贴", "operation of the platform"), operation, ceiling=True),
    ),
    assumptions=printed(m05_readings.AMBIGUITIES),
)
