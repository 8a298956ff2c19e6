"""The ambiguities of measure 4 (关键核心技术)."""

from calculators.ambiguity import Ambiguity
from calculators.facts import Words
from calculators.rules import ClauseOf

_national, _municipal = ClauseOf("M04-2"), ClauseOf("M04-4")

WINNERS = Ambiguity(
    "4-A",
    Words("揭榜“入围”算不算？", "Do the shortlisted of a national task count?"),
    Words(
        "国家级项目只有“揭榜优胜”才算，入围不算",
        "of national tasks only winners count, not the shortlisted",
    ),
    {
        "b": Words(
            "国家级揭榜任务入围的也算",
            "those shortlisted in a national task count, too",
        )
    },
    _national.says("揭榜优胜单位"),
)
TITLES = Ambiguity(
    "4-B",
    Words(
        "同一项目有几个名目时怎么给？",
        "What is paid for one project with several titles?",
    ),
    Words(
        "同一项目有几个名目的，取最高的一个",
        "of several titles of one project the highest counts",
    ),
    {
        "b": Words(
            "同一项目有几个名目时分别补助（不是就高）",
            "a project with several titles is paid under each, not only the highest",
        )
    },
    _national.says("单个项目最高不超过 1000 万元"),
)
OTHER_MONEY = Ambiguity(
    "4-C",
    Words(
        "研发投入总额含不含其他财政资金？",
        "Does the total investment include other public money?",
    ),
    Words(
        "研发投入总额按经审计的总额；主管部门通常扣除其他财政资金",
        "the investment is the audited total; bureaus usually deduct other public money",
    ),
    {"b": Words("扣除其他财政资金", "other public money is deducted")},
    _national.says("按项目研发投入总额最高 40% 给予补助"),
)
ONCE = Ambiguity(
    "4-D",
    Words(
        "按项目全期一次给，还是逐年给？",
        "Once for the whole project, or yearly?",
    ),
    Words(
        "按项目全期总额、每个项目一次计算",
        "on the total of the whole project, once per project",
    ),
    {"b": Words("逐年按当年投入", "yearly on the year's investment")},
    _national.says("单个项目最高不超过 1000 万元"),
)
JOINT = Ambiguity(
    "4-E",
    Words(
        "联合承担的项目按谁的投入？",
        "Whose investment counts in a joint project?",
    ),
    Words(
        "联合承担的项目请只填本企业承担的投入",
        "of a joint project state only the company's own part",
    ),
    {"b": Words("按项目全部投入", "the whole investment of the project")},
)
FIELD = Ambiguity(
    "4-F",
    Words(
        "市级“揭榜挂帅”项目是否须属人工智能领域、是否须优胜？",
        "Must a municipal project be in the field of AI, or have won?",
    ),
    Words(
        "省级、市级项目立项即可，不要求优胜；项目须属人工智能领域",
        "a provincial or municipal project need only be listed, not have won; it must be in the field"
        " of AI",
    ),
    {"b": Words("市级项目不限人工智能领域", "a municipal project of any field")},
    _municipal.says("市级“揭榜挂帅”科技项目"),
)
AMBIGUITIES = (WINNERS, TITLES, OTHER_MONEY, ONCE, JOINT, FIELD)
