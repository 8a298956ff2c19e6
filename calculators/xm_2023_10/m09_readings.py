"""The ambiguities of measure 9 (上市挂牌)."""

from calculators.ambiguity import Ambiguity
from calculators.facts import Words
from calculators.rules import ClauseOf

_stages = ClauseOf("M09-1")

CUMULATIVE = Ambiguity(
    "9-A",
    Words("各阶段奖励累加还是只取最高？", "Do the stages add up, or does only the highest count?"),
    Words("各阶段奖励累加", "the stages add up"),
    {
        "b": Words(
            "各阶段不累加，只取最高的一个阶段",
            "the stages do not add up, only the highest counts",
        )
    },
    _stages.says("分阶段对人工智能企业上市予以奖励"),
)
OVERSEAS = Ambiguity(
    "9-B",
    Words("境外交易所算不算？", "Does an exchange abroad count?"),
    Words(
        "“证券交易所”按上交所、深交所、北交所理解，境外上市请另行确认",
        "an exchange is that of Shanghai, Shenzhen or Beijing; ask about others",
    ),
    {"b": Words("境外交易所也算", "an exchange abroad counts, too")},
    _stages.says("获得证券交易所正式受理的"),
)
WITHDRAWN = Ambiguity(
    "9-C",
    Words("受理后撤回的算不算？", "Does an application count that is withdrawn later?"),
    Words(
        "受理后撤回的没有写明，此处仍计",
        "an application withdrawn later still counts, the text is silent",
    ),
    {"b": Words("撤回的不算", "an application withdrawn does not count")},
)
ELSEWHERE = Ambiguity(
    "9-D",
    Words("其他证监局的辅导备案算不算？", "Does a filing with another bureau count?"),
    Words(
        "只有厦门证监局的辅导备案才算",
        "only tutoring filed with the Xiamen securities bureau counts",
    ),
    source=_stages.says("经厦门证监局辅导备案的"),
)
MOVED = Ambiguity(
    "9-E",
    Words("挂牌后才迁入厦门的算不算？", "Does a company count that moved here after its listing?"),
    Words(
        "挂牌后迁入厦门的没有写明，请确认",
        "the text is silent on a company that moved to Xiamen after its listing: ask",
    ),
    {"b": Words("迁入前挂牌的不算", "a listing before the move does not count")},
)
AMBIGUITIES = (CUMULATIVE, OVERSEAS, WITHDRAWN, ELSEWHERE, MOVED)
