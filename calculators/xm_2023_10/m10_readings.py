"""The ambiguities of measure 10 (首台套)."""

from calculators.ambiguity import Ambiguity
from calculators.facts import Words
from calculators.rules import ClauseOf

_aim, _miit, _fujian = ClauseOf("M10-1"), ClauseOf("M10-2"), ClauseOf("M10-3")

CATALOGUES = Ambiguity(
    "10-A",
    Words("同一产品进入几个目录怎么给？", "What is paid for a product in several catalogues?"),
    Words("同一产品进入几个目录时取最高", "of several catalogues the highest counts"),
    {
        "b": Words(
            "同一产品进入几个目录时分别补助（不是取最高）",
            "a product in several catalogues is paid for each, not only the highest",
        )
    },
    _fujian.says("每项产品最高不超过200万元"),
)
MODEL = Ambiguity(
    "10-B",
    Words("按产品型号还是按销售台数？", "Per model, or per unit sold?"),
    Words(
        "按产品型号一次性计算，不按台数",
        "once per model, not per unit sold",
    ),
    {"b": Words("按销售台数", "per unit sold")},
    _miit.says("每项产品最高不超过500万元"),
)
TAX = Ambiguity(
    "10-C",
    Words("市场销售单价含不含税？", "Is the unit price with or without tax?"),
    Words(
        "市场销售单价按不含税价（省里的做法）",
        "the unit price is without tax, as the province does it",
    ),
    {"b": Words("按含税价", "with tax")},
    _miit.says("按市场销售单价最高60%给予补助"),
)
FIELD = Ambiguity(
    "10-D",
    Words(
        "省目录的产品是否也须是人工智能高端装备？",
        "Must a product in a Fujian catalogue be AI high-end equipment, too?",
    ),
    Words(
        "省目录同样要求是人工智能高端装备",
        "the Fujian catalogues, too, require AI high-end equipment",
    ),
    {
        "b": Words(
            "福建省目录的产品不要求是人工智能高端装备",
            "a product in a Fujian catalogue need not be AI high-end equipment",
        )
    },
    _miit.says("人工智能高端装备"),
)
SALE = Ambiguity(
    "10-E",
    Words("是否须有真实销售？", "Must there be a real sale?"),
    Words(
        "单价按实际合同价",
        "the price is that of an actual contract",
    ),
    {"b": Words("按目录或报价的价格", "a list price will do")},
    _miit.says("市场销售单价"),
)
SOFTWARE = Ambiguity(
    "10-F",
    Words("软件产品能不能享受？", "Does software count?"),
    Words(
        "只计装备，软件产品没有相应条款",
        "only equipment counts, there is no limb for software",
    ),
    {"b": Words("智能软件产品也算", "intelligent software counts, too")},
    _aim.says("研发推广一批技术水平先进的智能软硬件产品"),
)
AMBIGUITIES = (CATALOGUES, MODEL, TAX, FIELD, SALE, SOFTWARE)
