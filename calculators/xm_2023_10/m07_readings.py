"""The ambiguities of measure 7 (标准引领)."""

from calculators.ambiguity import Ambiguity
from calculators.facts import Words
from calculators.rules import ClauseOf

_drafting = ClauseOf("M07-2")

RANK = Ambiguity(
    "7-A",
    Words(
        "排名是在全部起草单位中，还是只在企业中？",
        "Is the rank that among all drafting units, or among enterprises?",
    ),
    Words(
        "排名按标准文本所列全部起草单位的顺序",
        "the rank is the place in the printed list of all drafting units",
    ),
    {"b": Words("只在起草企业中排名", "the rank among enterprises only")},
    _drafting.says("对企业作为起草单位（排名前 5 名）"),
)
REVISION = Ambiguity(
    "7-B",
    Words("修订标准算不算“制定”？", "Does a revision count as drafting?"),
    Words(
        "只计新制定的标准，修订没有写明",
        "only new standards count; revisions are not mentioned",
    ),
    {"b": Words("修订也算", "a revision counts, too")},
    _drafting.says("制定的国际标准、国家标准、行业标准"),
)
PUBLISHED = Ambiguity(
    "7-C",
    Words("什么时候算、给几次？", "When does it count, and how often?"),
    Words(
        "每项标准一次，以发布日期为准",
        "once per standard, on the day of its publication",
    ),
)
BY_RANK = Ambiguity(
    "7-D",
    Words("第一名与第五名金额一样吗？", "Do the first and the fifth get the same?"),
    Words(
        "各名次的具体金额没有写，此处都是上限",
        "amounts by rank are not stated, these are ceilings for every rank",
    ),
    {"b": Words("名次靠后的少给", "a lower rank gets less")},
    _drafting.says("分别给予最高不超过 100 万元、50 万元、40 万元补助"),
)
TWO_LEVELS = Ambiguity(
    "7-E",
    Words(
        "同一标准在两个级别发布（如国际标准转为国家标准）怎么给？",
        "What of one standard published at two levels?",
    ),
    Words(
        "同一标准在两个级别发布的，请只填较高的一项",
        "of a standard published at two levels state only the higher",
    ),
    {"b": Words("两个级别分别给予", "each level is paid")},
    _drafting.says("分别给予最高不超过 100 万元、50 万元、40 万元补助"),
)
AMBIGUITIES = (RANK, REVISION, PUBLISHED, BY_RANK, TWO_LEVELS)
