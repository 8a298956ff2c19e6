"""The ambiguities of measure 17 (贴息贷款)."""

from calculators.ambiguity import Ambiguity
from calculators.facts import Words
from calculators.rules import ClauseOf

_loan = ClauseOf("M17-1")

RATE = Ambiguity(
    "17-A",
    Words(
        "2% 是企业负担的利率还是贴息的幅度？",
        "Are the 2 % the rate that the company pays, or the size of the subsidy?",
    ),
    Words(
        "这是贷款本金上限，不是补助，不计入奖补合计；2% 是贷款年化利率，最长 5 年，贴息额没有写",
        "this is the ceiling of a loan's principal, not a grant, and is in no total of grants; 2 % a"
        " year is the rate of the loan, for at most 5 years; the interest subsidy is not stated",
    ),
    {"b": Words("2% 是贴息的幅度", "2 % is the size of the subsidy")},
    _loan.says("最长 5 年、年化利率 2% 的研发投入贴息贷款"),
)
NEW = Ambiguity(
    "17-B",
    Words("多久以内算“新注册企业”？", "How new is a newly registered enterprise?"),
    Words(
        "“新注册企业”没有定义，“按规定”另有条件，此处不作检验",
        "“newly registered” is not defined, and further conditions apply “as provided”; they are not"
        " tested here",
    ),
    source=_loan.says("新注册企业放款不超过 1000 万元"),
)
BOTH = Ambiguity(
    "17-C",
    Words("两个上限是否都适用？", "Do both ceilings apply?"),
    Words(
        "存量企业两个上限都适用，取较低的一个",
        "for an existing enterprise both ceilings apply, the lower counts",
    ),
    source=_loan.says("存量企业放款不超过 5000 万元且不超过上年研发费用的 50%"),
    printed="never",
)
OUTSTANDING = Ambiguity(
    "17-D",
    Words("上限按每笔贷款还是余额合计？", "Is the ceiling per loan, or of all outstanding?"),
    Words(
        "上限按每家企业贷款余额合计理解",
        "the ceiling is that of all the company's loans outstanding",
    ),
    {"b": Words("按每笔贷款", "per loan")},
    _loan.says("存量企业放款不超过 5000 万元"),
)
EXPENSE = Ambiguity(
    "17-E",
    Words(
        "“研发费用”与（六）的“自主研发费用”是不是一个数？",
        "Is this R&D expense the in-house R&D of measure 6?",
    ),
    Words(
        "“上年研发费用”与（六）的“自主研发费用”口径不同",
        "this R&D expense is not the in-house R&D of measure 6",
    ),
    {"b": Words("同一个数", "the same figure")},
    _loan.says("不超过上年研发费用的 50%"),
)
AMBIGUITIES = (RATE, NEW, BOTH, OUTSTANDING, EXPENSE)
