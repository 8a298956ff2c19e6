"""The ambiguities of measure 2 (有序扩大智算规模)."""

from calculators.ambiguity import Ambiguity
from calculators.facts import Words
from calculators.rules import ClauseOf

_centre = ClauseOf("M02-3")

ADDED = Ambiguity(
    "2-A",
    Words(
        "扩容项目的 100P 是新增算力还是扩容后的总算力？",
        "For an expansion, are the 100 P the capacity added or the total afterwards?",
    ),
    Words(
        "扩容项目的 100P 按新增算力计", "for an expansion the 100 P are the capacity that is added"
    ),
    {"b": Words("按扩容后的总算力计", "the total after the expansion")},
    _centre.says("新建或扩容升级 100P 以上的智算中心项目"),
)
PRECISION = Ambiguity(
    "2-B",
    Words("P 按哪种精度（FP16、FP32、INT8）？", "At which precision is a P measured?"),
    Words(
        "P 的精度原文没有写，按您所报的数字（智算通常为 FP16）",
        "the precision of a P is not stated, the figure is taken as given (usually FP16)",
    ),
)
FORM = Ambiguity(
    "2-C",
    Words(
        "纳入技术创新基金是补助、基金还是贷款？",
        "Is support from the Technology Innovation Fund a grant, equity or a loan?",
    ),
    Words(
        "纳入技术创新基金支持范围，补助按该基金规定，本措施没有金额",
        "the project comes under the Technology Innovation Fund, whose rules fix the support; this"
        " policy names no amount",
    ),
    {"b": Words("以基金投资或贷款形式支持", "support as an investment or a loan of the fund")},
    _centre.says("纳入本市技术创新基金支持范围，按规定给予补助"),
)
AMBIGUITIES = (ADDED, PRECISION, FORM)
