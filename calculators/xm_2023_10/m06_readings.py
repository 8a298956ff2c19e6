"""The ambiguities of measure 6 (加大研发投入)."""

from calculators.ambiguity import Ambiguity
from calculators.facts import Words
from calculators.rules import ClauseOf

_a, _b, _c = ClauseOf("M06-2"), ClauseOf("M06-3"), ClauseOf("M06-4")

CEILING = Ambiguity(
    "6-A",
    Words(
        "500 万元上限管不管增长奖励和 5% 加成？",
        "Does the ceiling of RMB 5 million also cover the award for growth and the 5 % on top?",
    ),
    Words(
        "500 万元上限只管按每满 200 万元计的补助",
        "the ceiling of RMB 5 million is that of the subsidy in steps only",
    ),
    {
        "b": Words(
            "500 万元上限同时包含 5% 加成",
            "the ceiling of RMB 5 million also covers the 5 % on top",
        ),
        "c": Words(
            "500 万元上限包含补助、奖励和 5% 加成全部三项（最保守）",
            "the ceiling of RMB 5 million covers all three parts (the most cautious reading)",
        ),
    },
    _a.says("每家企业最高不超过 500 万元"),
    printed="never",
)
INSTEAD = Ambiguity(
    "6-B",
    Words(
        "增长率超过 40% 时，50 万元是代替 30 万元还是另加？",
        "Above 40 %, does RMB 500,000 replace RMB 300,000 or come on top?",
    ),
    Words("50 万元代替 30 万元", "RMB 500,000 replaces RMB 300,000"),
    {
        "b": Words(
            "增长率超过 40% 时，30 万元与 50 万元两档奖励叠加",
            "above 40 % the two awards of RMB 300,000 and 500,000 are both paid",
        )
    },
    _b.says("给予奖励 30 万元；增长率超过 40% 的，给予奖励 50 万元"),
    printed="never",
)
BASE = Ambiguity(
    "6-C",
    Words(
        "“可获得的研发费用补助额”是哪个数？",
        "Which figure is the R&D subsidy that can be had?",
    ),
    Words(
        "5% 加成以本条封顶后的补助为基数；也可能指市级普惠研发补助，请向市科技局确认",
        "the 5 % is taken of this measure's subsidy after its ceiling; the general municipal R&D"
        " subsidy may be meant: ask the Bureau of Science and Technology",
    ),
    {
        "b": Words(
            "5% 加成以未封顶的补助额为基数",
            "the 5 % is taken of the subsidy before its ceiling",
        ),
        "c": Words(
            "5% 加成以补助与增长奖励之和为基数",
            "the 5 % is taken of subsidy and growth award together",
        ),
        "d": Words(
            "5% 加成以市级普惠研发补助为基数（金额不在本措施中）",
            "the 5 % is taken of the general municipal R&D subsidy (its amount is not in this policy)",
        ),
    },
    _c.says("按其可获得的研发费用补助额，再给予 5% 补助"),
)
WHOLE = Ambiguity(
    "6-D",
    Words(
        "每满 200 万元按全额还是按超过 200 万元的部分？",
        "Do the steps count the whole expense or the part above RMB 2 million?",
    ),
    Words("按年度自主研发费用全额", "the whole expense of the year"),
    {
        "b": Words(
            "每满 200 万元只计超过 200 万元的部分",
            "only the part above RMB 2 million is counted in steps of 2 million",
        )
    },
    _a.says("年度自主研发费用每满 200 万元给予 10 万元补助"),
    printed="never",
)
ZERO_BASE = Ambiguity(
    "6-E",
    Words(
        "上年自主研发费用为 0，增长率怎么算？",
        "In-house R&D of the year before was zero: what is the growth rate?",
    ),
    Words(
        "算较上年增长（补助照给），但增长率无法计算，增长奖励待定",
        "it is growth, so the subsidy is paid; the rate is undefined, so the award for growth is open",
    ),
    {
        "b": Words(
            "从 0 增长视为超过 40%，给增长奖励 50 万元",
            "growth from zero counts as above 40 %: the award of RMB 500,000 is paid",
        ),
        "c": Words(
            "没有增长率，不给增长奖励",
            "without a rate of growth there is no award for growth",
        ),
    },
    _b.says("自主研发费用增长率超过 20%"),
    printed="when_it_matters",
)
NO_YEAR_BEFORE = Ambiguity(
    "6-F",
    Words(
        "上一年企业还不存在，怎么算？",
        "The company did not exist the year before: what then?",
    ),
    Words(
        "上年没有数据的（如新设企业）按未知处理，不当作 0；主管部门有时按 0 处理",
        "a year before without figures (a new company) is unknown, not zero; bureaus sometimes take"
        " it as zero",
    ),
    {"b": Words("上年按 0 计", "the year before counts as zero")},
    _a.says("较上年实现增长"),
)
IN_HOUSE = Ambiguity(
    "6-G",
    Words("“自主研发费用”用哪个口径？", "Which figure is in-house R&D?"),
    Words(
        "自主研发费用以加计扣除或统计申报口径为准，不含委托外部研发，不是利润表的研发费用",
        "in-house R&D is the figure filed for tax deduction or statistics, without commissioned R&D,"
        " and not the income statement's",
    ),
    {"b": Words("利润表的研发费用", "the income statement's R&D expense")},
    _a.says("企业年度自主研发费用"),
)
ALONE = Ambiguity(
    "6-H",
    Words(
        "增长奖励是否须先符合补助的条件？",
        "Does the award for growth need the conditions of the subsidy?",
    ),
    Words(
        "高于 500 万元且增长超过 20% 的，必然符合补助条件",
        "above RMB 5 million and 20 % growth the subsidy's conditions hold in any case",
    ),
    source=_b.says("企业年度自主研发费用高于 500 万元且自主研发费用增长率超过 20% 的"),
    printed="never",
)
YEARLY = Ambiguity(
    "6-I",
    Words("500 万元上限按年还是累计？", "Is the ceiling of RMB 5 million yearly?"),
    Words(
        "500 万元上限按每年度一次申报计",
        "the ceiling of RMB 5 million is that of each yearly claim",
    ),
    {"b": Words("整个有效期累计 500 万元", "RMB 5 million for the policy's whole life")},
    _a.says("每家企业最高不超过 500 万元"),
    see=("A-YR",),
)
AMBIGUITIES = (
    CEILING,
    INSTEAD,
    BASE,
    WHOLE,
    ZERO_BASE,
    NO_YEAR_BEFORE,
    IN_HOUSE,
    ALONE,
    YEARLY,
)
