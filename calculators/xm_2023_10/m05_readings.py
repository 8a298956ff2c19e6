"""The ambiguities of measure 5 (重点创新平台)."""

from calculators.ambiguity import Ambiguity
from calculators.facts import Words
from calculators.rules import ClauseOf

_lab, _platform = ClauseOf("M05-1"), ClauseOf("M05-2")

RENAMED = Ambiguity(
    "5-A",
    Words(
        "全国重点实验室算不算国家重点实验室？重组算不算新获批？",
        "Does a laboratory of the renamed national series count, and one that is re-recognised?",
    ),
    Words(
        "全国重点实验室视同国家重点实验室，原有实验室重组不算新获批",
        "a laboratory of the renamed national series (全国重点实验室) counts; one re-recognised is not"
        " newly approved",
    ),
    {"b": Words("重组后重新获批也算", "a re-recognised laboratory counts, too")},
    _lab.says("新获批建设的国家重点实验室"),
)
LEADER = Ambiguity(
    "5-B",
    Words("参与单位能不能得补助？", "Do participants of the laboratory get anything?"),
    Words(
        "实验室补助只给依托（牵头）单位",
        "the laboratory's subsidy goes to its leading body only",
    ),
    {"b": Words("参与单位分享", "participants share it")},
    _lab.says("给予 1000 万元补助"),
)
CEILING = Ambiguity(
    "5-C",
    Words("运营补贴的 100 万元上限按年还是累计？", "Is the ceiling of RMB 1 million yearly?"),
    Words(
        "运营补贴的 100 万元上限按每年度一次申报计",
        "the platform's ceiling of RMB 1 million is that of each yearly claim",
    ),
    {"b": Words("整个有效期累计 100 万元", "RMB 1 million for the policy's whole life")},
    _platform.says("每家企业最高不超过 100 万元"),
    see=("A-YR",),
)
SERVED = Ambiguity(
    "5-D",
    Words("“服务企业数”怎么数？", "Which enterprises count as served?"),
    Words(
        "服务企业数按当年不同的付费客户计",
        "enterprises served are distinct paying customers of the year",
    ),
    {"b": Words("免费用户、关联企业也算", "free users and related companies count, too")},
    _platform.says("服务企业数超过 50 家"),
)
REVENUE = Ambiguity(
    "5-E",
    Words("服务收入是平台的还是公司的？", "Whose service revenue is it?"),
    Words(
        "服务收入只计该平台的全部服务收入，不是公司的收入",
        "service revenue is all of the platform's, not the company's",
    ),
    {"b": Words("公司的服务收入", "the company's service revenue")},
    _platform.says("按其年度服务收入最高 10% 给予运营补贴"),
)
AMBIGUITIES = (RENAMED, LEADER, CEILING, SERVED, REVENUE)
