"""The ambiguities of measure 3 (算力券)."""

from calculators.ambiguity import Ambiguity
from calculators.facts import Words
from calculators.rules import ClauseOf

_pool, _terms = ClauseOf("M03-2"), ClauseOf("M03-3")

BASES = Ambiguity(
    "3-A",
    Words(
        "“年度购买总额”与“实际支出费用”是一个数还是两个数？",
        "Are the total bought and the cost actually paid one figure or two?",
    ),
    Words(
        "门槛看年度购买总额，补助按实际支出费用，是两个数",
        "the threshold is on the total bought and the subsidy on what was paid: two figures",
    ),
    {
        "b": Words(
            "两处都指当年开票并已支付的金额（两个数中较低的一个）",
            "both mean what was invoiced and paid in the year (the lower of the two)",
        )
    },
    _terms.says("对年度购买总额达到 30 万元以上的，每年均按实际支出费用最高 50% 给予补助"),
)
POOL = Ambiguity(
    "3-B",
    Words(
        "每年 1000 万元的总额用完后怎么办？",
        "What happens when the yearly pool of RMB 10 million is used up?",
    ),
    Words(
        "全市每年总额 1000 万元，用完后怎么办没有写，此处按未用完计算",
        "the city's pool is RMB 10 million a year; the text does not say what happens when it is used"
        " up, and it is taken not to be",
    ),
    {
        "b": Words("按比例分配", "shared pro rata"),
        "c": Words("先到先得", "first come, first served"),
    },
    _pool.says("设立每年总额 1000 万元的“算力券”"),
)
QUALIFIED = Ambiguity(
    "3-C",
    Words("“符合条件的企业”是什么条件？", "What makes a company qualified?"),
    Words(
        "“符合条件的企业”的条件没有写，未说明时按符合计算，以市工信局认定为准",
        "the text does not say which companies qualify; unless stated otherwise this one is taken to,"
        " subject to the Bureau of Industry and Information Technology",
    ),
    {
        "b": Words(
            "符合条件的企业只指人工智能企业",
            "only AI enterprises are meant to be qualified",
        )
    },
    _pool.says("支持符合条件的企业购买算力服务"),
)
TAX = Ambiguity(
    "3-D",
    Words("金额含不含税？", "With or without value-added tax?"),
    Words(
        "含税与否没有写，按所报金额（审计通常用不含税数）",
        "whether tax is included is not stated, the amounts are taken as given (audits usually leave"
        " it out)",
    ),
    {"b": Words("按不含税金额", "without tax")},
)
SERVICES = Ambiguity(
    "3-E",
    Words(
        "自建算力、购置设备算不算购买算力服务？",
        "Does own hardware count as compute services bought?",
    ),
    Words(
        "只计购买或租用的算力服务，不含自建和购置设备",
        "only services bought or rented count, not own hardware",
    ),
    {"b": Words("设备购置也算", "hardware counts, too")},
    _pool.says("购买算力服务"),
)
OVERPAID = Ambiguity(
    "3-F",
    Words(
        "实际支出超过当年购买总额（含以前年度账单）怎么办？",
        "More was paid than bought (bills of earlier years): what counts?",
    ),
    Words(
        "不另设限制，按实际支出计算",
        "no further limit, what was paid counts",
    ),
    {"b": Words("以当年购买总额为限", "at most the total bought in the year")},
    _terms.says("按实际支出费用最高 50% 给予补助"),
    printed="when_it_matters",
    see=("3-A",),
)
SUCCESSOR = Ambiguity(
    "3-G",
    Words(
        "与厦府办规〔2024〕6号的算力补助是什么关系？",
        "How does it stand to the compute subsidy of 厦府办规〔2024〕6号?",
    ),
    Words(
        "厦府办规〔2024〕6号是同类政策，两者就高，不相加",
        "厦府办规〔2024〕6号 is of the same type: the higher of the two counts, not the sum",
    ),
    source=ClauseOf("G-12").says("国家、省、市级同类政策与本政策不一致的，按“就高不重复”原则兑现"),
)
AMBIGUITIES = (BASES, POOL, QUALIFIED, TAX, SERVICES, OVERPAID, SUCCESSOR)
