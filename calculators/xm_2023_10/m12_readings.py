"""The ambiguities of measure 12 (智能场景)."""

from calculators.ambiguity import Ambiguity
from calculators.facts import Words
from calculators.rules import ClauseOf

_award = ClauseOf("M12-2")

LOCAL = Ambiguity(
    "12-A",
    Words("按哪些销售收入？", "Which sales count?"),
    Words(
        "只计该应用在厦门市内的销售收入",
        "only that application's sales inside the city count",
    ),
    {"b": Words("该应用的全部销售收入", "all sales of the application")},
    _award.says("按该应用年度市内销售收入最高10%给予奖励"),
)
ONCE = Ambiguity(
    "12-B",
    Words("只在入选当年给，还是每年给？", "Once in the year of selection, or every year?"),
    Words(
        "按每年度一次申报计，是否只在入选当年给没有写明",
        "taken per yearly claim; whether it is paid only in the year of selection is not stated",
    ),
    {"b": Words("只在入选当年给", "in the year of selection only")},
    _award.says("入选福建省人工智能典型应用场景的"),
    see=("A-YR",),
)
SEVERAL = Ambiguity(
    "12-C",
    Words("几个应用入选时上限怎么算？", "How does the ceiling work for several applications?"),
    Words(
        "几个入选应用先相加，再按每家企业封顶",
        "several applications are added and then capped per enterprise",
    ),
    source=_award.says("每家企业最高不超过50万元"),
)
BENCHMARK = Ambiguity(
    "12-D",
    Words("什么是“标杆应用”？", "What is a benchmark application?"),
    Words(
        "“标杆应用”没有定义，按已在厦部署并入选理解",
        "a benchmark application is not defined: deployed in Xiamen and selected will do",
    ),
    {"b": Words("须另有标杆认定", "a recognition of its own is needed")},
    _award.says("对已在厦打造标杆应用"),
)
AMBIGUITIES = (LOCAL, ONCE, SEVERAL, BENCHMARK)
