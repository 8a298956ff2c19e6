"""M02 有序扩大智算规模: conditions, no figure. Text: knowledge/policies/xm-2023-10/m02.md."""

from calculators.ambiguity import printed
from calculators.rules import Among, Amount, ClauseOf, Holds, Rule
from calculators.xm_2023_10 import m02_readings
from calculators.xm_2023_10.validity import for_event

_centre = ClauseOf("M02-3")

capacity = Amount("compute_center_capacity_p")
large_enough = _centre.number(100, "新建或扩容升级 100P 以上")

RULE = Rule(
    measure=2,
    kind="none",
    gate=for_event(
        Among(
            "compute_center_work",
            frozenset({"new", "expansion"}),
            _centre.says("新建或扩容升级 100P 以上的智算中心项目"),
        ),
        capacity >= large_enough,
        Holds("compute_center_policy_compliant", _centre.says("建设符合国家政策的智算中心")),
    ),
    assumptions=printed(m02_readings.AMBIGUITIES),
    quotes=(_centre.says("按规定给予补助"),),
)
