"""The ambiguities of measure 8 (做大做强)."""

from calculators.ambiguity import Ambiguity
from calculators.facts import Words
from calculators.rules import ClauseOf

_more, _tiers, _giant = ClauseOf("M08-1"), ClauseOf("M08-2"), ClauseOf("M08-3")
_gives = _tiers.says("分别给予 10 万元、20 万元、50 万元、100 万元、150 万元、200 万元的一次性奖励")
_difference = _tiers.says("按“晋级补差”原则")

AT_ONCE = Ambiguity(
    "8-A",
    Words(
        "一次跨过几个台阶，各档是否累加？",
        "Several levels are passed at once: do their awards add up?",
    ),
    Words("只取最高一档", "the highest level counts, once"),
    {
        "b": Words(
            "一次跨过几个台阶时，各档奖励累加",
            "when several levels are passed at once, the awards of all are added",
        )
    },
    _gives,
    printed="never",
)
DIFFERENCE = Ambiguity(
    "8-B",
    Words(
        "“补差”减去什么？",
        "What is the difference taken against?",
    ),
    Words("减去实际已获的上台阶奖励", "the step awards actually received"),
    {
        "b": Words(
            "补差时减去此前已跨过台阶的奖励额，不论是否领取过",
            "the difference is taken against the award of the level passed before, received or not",
        )
    },
    _difference,
    printed="never",
)
FIRST_TIME = Ambiguity(
    "8-C",
    Words(
        "“首次超过”是历史上首次还是政策有效期内首次？",
        "For the first time: in the company's history, or in the policy's life?",
    ),
    Words(
        "“首次超过”按企业历史上第一次",
        "“for the first time” means in the company's history",
    ),
    {
        "b": Words(
            "“首次超过”只看政策有效期内的年度（2023 年起），以前超过的不算",
            "only the years of the policy's life (from 2023) count, earlier ones do not",
        )
    },
    _tiers.says("营业收入首次超过 5000 万元、1 亿元、2 亿元、5 亿元、10 亿元、20 亿元"),
)
BOTH = Ambiguity(
    "8-D",
    Words(
        "增量奖励与上台阶奖励同一年能否都得？",
        "Are the award for growth and the step award both paid in one year?",
    ),
    Words("两项都给", "both are paid"),
    {
        "b": Words(
            "同一年度增量奖励与上台阶奖励只取较高的一项",
            "in one year only the higher of the growth award and the step award is paid",
        )
    },
    _tiers.says("分别给予"),
    printed="never",
)
ZERO_BASE = Ambiguity(
    "8-E",
    Words(
        "再上一年度营业收入为 0 或没有，增速怎么算？",
        "Revenue of the year before was zero, or there was no such year: what is the growth?",
    ),
    Words(
        "增速无法计算，增量奖励和上台阶奖励待定",
        "growth is undefined, so the award for growth and the step award are open",
    ),
    {
        "b": Words(
            "从 0 增长视为达到各项增速要求",
            "growth from zero counts as reaching every rate asked for",
        ),
        "c": Words(
            "没有增速，两项奖励都不给",
            "without a rate of growth neither award is paid",
        ),
    },
    _more.says("且增速高于 25%的"),
    printed="when_it_matters",
)
CITY = Ambiguity(
    "8-F",
    Words("市规上软件业平均增速用哪个数？", "Which figure is the city's average growth?"),
    Words(
        "市规上软件业平均增速按您所填，请以统计部门公布的当年数为准",
        "the city's average growth is the figure stated; it is to be the published one of that year",
    ),
    source=_tiers.says("不低于市规上软件业平均增速"),
)
ENTITY = Ambiguity(
    "8-G",
    Words("营业收入用哪个口径？", "Which revenue counts?"),
    Words(
        "营业收入按本企业法人口径、经审计的总收入，不含合并报表，不限软件收入",
        "revenue is all of the legal entity's as audited, not consolidated, not software alone",
    ),
    {
        "b": Words("合并报表收入", "consolidated revenue"),
        "c": Words("软件业务收入", "software revenue"),
    },
    _more.says("上一年度营业收入"),
)
NEGATIVE = Ambiguity(
    "8-H",
    Words(
        "平均增速为负时，收入下降的企业能否上台阶？",
        "If the city's average is negative, may a company that shrank pass a level?",
    ),
    Words(
        "只要求不低于平均；收入下降的实际上不会首次超过台阶",
        "only the average is asked for; a company that shrank hardly passes a level for the first time",
    ),
    source=_tiers.says("增速不低于市规上软件业平均增速"),
    printed="never",
)
GIANT = Ambiguity(
    "8-I",
    Words("“小巨人”奖励给谁？", "Who gets the award for a Little Giant?"),
    Words(
        "“小巨人”奖励不限软件企业和规上企业，复核不算首次认定；其他政策也有同样奖励，不重复",
        "the Little Giant award is for any AI enterprise; a renewal is not a first recognition; other"
        " policies pay the same, not twice",
    ),
    {"b": Words("只给人工智能领军企业", "leading AI enterprises only")},
    _giant.says("对首次认定的国家级专精特新“小巨人”企业给予 50 万元奖励"),
)
YEARLY = Ambiguity(
    "8-J",
    Words("600 万元上限按年还是累计？", "Is the ceiling of RMB 6 million yearly?"),
    Words(
        "600 万元上限按每年度一次申报计；“最高 0.6%”的实际比例可能更低",
        "the ceiling of RMB 6 million is that of each yearly claim; the rate actually paid may be below"
        " 0.6 %",
    ),
    {"b": Words("整个有效期累计 600 万元", "RMB 6 million for the policy's whole life")},
    _more.says("按营业收入增量最高 0.6%给予奖励，每家企业最高不超过 600 万元"),
    see=("A-YR",),
)
AMBIGUITIES = (
    AT_ONCE,
    DIFFERENCE,
    FIRST_TIME,
    BOTH,
    ZERO_BASE,
    CITY,
    ENTITY,
    NEGATIVE,
    GIANT,
    YEARLY,
)
