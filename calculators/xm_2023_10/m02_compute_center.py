"""M02 有序扩大智算规模: conditions, no figure. Text: knowledge/policies/xm-2023-10/m02.md."""

from calculators.facts import Words
from calculators.rules import Among, Amount, ClauseOf, Holds, Rule
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
    assumptions=(
        Words(
            "扩容项目的 100P 按新增算力计算（2-A）；P 的精度未写明，按您所报数字（2-B）",
            "for an expansion the 100 P is the capacity added (2-A); the precision of P is not stated,"
            " your figure is taken (2-B)",
        ),
        Words(
            "纳入技术创新基金支持范围，补助按该基金规定，本措施没有金额（2-C）",
            "the project comes under the Technology Innovation Fund, whose rules fix the support; this"
            " policy names no amount (2-C)",
        ),
    ),
    quotes=(_centre.says("按规定给予补助"),),
)
