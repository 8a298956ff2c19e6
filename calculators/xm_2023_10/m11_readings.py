"""The ambiguities of measure 11 (MaaS)."""

from calculators.ambiguity import Ambiguity
from calculators.facts import Words
from calculators.rules import ClauseOf

_maas = ClauseOf("M11-2")

LEADING = Ambiguity(
    "11-A",
    Words("是否只给“头部企业”“领军企业”？", "Are leading enterprises alone meant?"),
    Words(
        "“头部企业”“领军企业”没有标准，不作为条件",
        "“leading enterprise” has no criterion and is not tested",
    ),
    {"b": Words("只给领军企业", "leading enterprises only")},
    _maas.says("支持领军企业深耕垂直领域"),
)
REVENUE = Ambiguity(
    "11-B",
    Words("哪些收入算 MaaS 收入？", "Which revenue is that of MaaS?"),
    Words(
        "MaaS 收入按贵司单独核算的数字",
        "MaaS revenue is the figure that the company books apart",
    ),
    {"b": Words("私有化部署许可也算", "licences for private deployment count, too")},
    _maas.says("对模型即服务(MaaS)模式软件业务收入"),
)
TWICE = Ambiguity(
    "11-C",
    Words(
        "同一笔收入能否同时计入（八）的增量？",
        "May the same revenue count in the growth of measure 8, too?",
    ),
    Words(
        "同一笔收入也可计入（八）的营业收入增量，原文没有禁止",
        "the same revenue may also count in the growth of measure 8, the text does not bar it",
    ),
    {"b": Words("不得重复计入", "it may not count twice")},
)
YEARLY = Ambiguity(
    "11-D",
    Words("200 万元上限按年还是累计？", "Is the ceiling of RMB 2 million yearly?"),
    Words(
        "200 万元上限按每年度一次申报计",
        "the ceiling of RMB 2 million is that of each yearly claim",
    ),
    {"b": Words("整个有效期累计 200 万元", "RMB 2 million for the policy's whole life")},
    _maas.says("每家企业最高不超过200万元"),
    see=("A-YR",),
)
AMBIGUITIES = (LEADING, REVENUE, TWICE, YEARLY)
