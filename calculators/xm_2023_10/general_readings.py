"""The ambiguities that concern several measures: time, other policies, who counts, who decides."""

from calculators.ambiguity import Ambiguity
from calculators.facts import Words
from calculators.rules import ClauseOf

_budget, _stacking, _validity = ClauseOf("G-11"), ClauseOf("G-12"), ClauseOf("G-13")
HIGHER_ONCE = _stacking.says("国家、省、市级同类政策与本政策不一致的，按“就高不重复”原则兑现")

V1 = Ambiguity(
    "V1",
    Words(
        "有效期内发生、期满后才申报的（如 2025 年度数据在 2026 年申报），还给不给？",
        "Is a claim paid that arose in force and is made later (figures of 2025 claimed in 2026)?",
    ),
    Words(
        "权利随事项或年度产生，期满后申报的仍照算",
        "the right arises with the event or the year, a later claim still counts",
    ),
    {
        "b": Words(
            "申报也须在有效期内，2025 年度的数据不再给予",
            "the claim, too, must be made in force: the figures of 2025 give nothing",
        )
    },
    _validity.says("有效期至 2025 年 12 月 31 日"),
    printed="when_it_matters",
)
V2 = Ambiguity(
    "V2",
    Words(
        "2023 年 10 月 10 日起施行，2023 年度算全年还是只算此后的部分？",
        "In force from 10 October 2023: does the year 2023 count whole, or only from that day?",
    ),
    Words("2023 年按全年计算", "the year 2023 counts whole"),
    {
        "b": Words(
            "只计 2023 年 10 月 10 日以后的部分", "only what falls after 10 October 2023 counts"
        )
    },
    _validity.says("自 2023 年 10 月 10 日起施行"),
    printed="when_it_matters",
)
V3 = Ambiguity(
    "V3",
    Words("“上一年度”是哪一年的上一年？", "The last year before which year?"),
    Words(
        "“上一年度”指申报年的上一年：2023、2024、2025 年申报分别用 2022、2023、2024 年的数据",
        "the last year is the one before the claim: claims of 2023, 2024 and 2025 use the figures of"
        " 2022, 2023 and 2024",
    ),
    {"b": Words("政策年度的上一年", "the year before that of the policy")},
    ClauseOf("M08-1").says("对上一年度营业收入超过 5000 万元"),
)
V4 = Ambiguity(
    "V4",
    Words("后来出台的政策怎么算？", "What of later policies?"),
    Words(
        "金额只按本政策计算，后来的政策另行列出，不混用",
        "figures are those of this policy; later ones are shown apart and never mixed in",
    ),
    printed="never",
)
S1 = Ambiguity(
    "S1",
    Words(
        "国家、省、市同类政策与本政策金额相同时，算不算“不一致”？",
        "Is a same-type policy that gives the same amount “inconsistent” with this one?",
    ),
    Words(
        "同类政策只取较高的一项，从不相加；金额相同也不重复",
        "of same-type policies the higher counts, never the sum; equal amounts are not paid twice",
    ),
    {
        "b": Words(
            "金额相同即无“不一致”，本条不适用",
            "equal amounts are not inconsistent, so the clause does not apply",
        )
    },
    HIGHER_ONCE,
    printed="when_it_matters",
)
S2 = Ambiguity(
    "S2",
    Words(
        "同类奖补已经领取、本政策更高的，还能补差额吗？",
        "A lower award of the same type was already paid: is the difference made up?",
    ),
    Words("补足到较高的一项，即补差额", "the difference up to the higher of the two is made up"),
    {
        "b": Words(
            "已领取同类奖补的，本条不再给予（也不补差额）",
            "after a same-type award nothing more is paid, not even the difference",
        )
    },
    HIGHER_ONCE,
    printed="when_it_matters",
)
S3 = Ambiguity(
    "S3",
    Words("区级政策在不在“就高不重复”之内？", "Does the clause also cover policies of districts?"),
    Words(
        "区级政策不在此列，但区里的文件可能另有限制",
        "district policies are not covered, though their own texts may bar both",
    ),
    {"b": Words("区级同类政策也不重复", "a district's same-type policy is not paid twice either")},
    _stacking.says("国家、省、市级同类政策"),
    printed="never",
)
S4 = Ambiguity(
    "S4",
    Words(
        "同一对象符合一条里的几个名目时怎么给？",
        "One object fits several limbs of one measure: what is paid?",
    ),
    Words("视为同一事项，取较高的一个名目", "it is one item, the higher limb counts"),
    {"b": Words("各名目分别给予", "each limb is paid")},
    printed="never",
    see=("4-B", "7-E", "10-A"),
)
S5 = Ambiguity(
    "S5",
    Words(
        "一条之内的不同档次、阶段能否累加？",
        "Do the tiers or stages within one measure add up?",
    ),
    Words(
        "（六）增长奖励两档取一，（八）上台阶补差，（九）各阶段累加",
        "measure 6: one of the two awards for growth; measure 8: the difference; measure 9: the"
        " stages add up",
    ),
    printed="never",
    see=("6-B", "8-A", "8-B", "9-A"),
)
G1 = Ambiguity(
    "G1",
    Words("谁是“人工智能企业”？", "Who is an AI enterprise?"),
    Words(
        "是否人工智能企业按您所述，以市工信局认定为准",
        "that the company is an AI enterprise is as stated, subject to recognition by the Bureau of"
        " Industry and Information Technology",
    ),
    source=ClauseOf("M12-1").says("支持人工智能企业"),
)
G2 = Ambiguity(
    "G2",
    Words("是否须在厦门注册？", "Must the company be registered in Xiamen?"),
    Words(
        "按在厦门注册计算，原文没有写明",
        "the company is taken to be registered in Xiamen; the text does not say so",
    ),
    {"b": Words("不要求在厦门注册", "registration in Xiamen is not required")},
    ClauseOf("G-10").says("结合本市实际"),
)
G3 = Ambiguity(
    "G3",
    Words("“规上”怎么认定？", "What is above designated size?"),
    Words(
        "“规上”按您所述，以统计纳统为准，不按营业收入推断",
        "that it is above designated size is as stated, subject to the statistical register, and not"
        " inferred from revenue",
    ),
    source=ClauseOf("M06-1").says("规上工业企业、规上软件企业"),
)
G4 = Ambiguity(
    "G4",
    Words("有疑问由谁解释？", "Who interprets the policy?"),
    Words(
        "由市工信局解释，并可问各条的责任单位",
        "the Bureau of Industry and Information Technology, beside each measure's own bureaus",
    ),
    source=_budget.says("本措施由厦门市工业和信息化局负责解释"),
    printed="never",
)
A_YR = Ambiguity(
    "A-YR",
    Words(
        "“每家企业最高”没有“每年”二字（只有（三）有），上限按年还是按整个有效期？",
        "“At most per enterprise”, without “a year” (only measure 3 has it): a yearly ceiling, or one"
        " for the policy's life?",
    ),
    Words(
        "每家企业的上限按每年度一次申报计；逐年多次申报的，也可能是整个有效期的上限",
        "the ceiling per enterprise is that of each yearly claim; it may be one for the policy's life"
        " where several years are claimed",
    ),
    {"b": Words("整个有效期合计只有一个上限", "one ceiling for the policy's whole life")},
    ClauseOf("M03-3").says("每家企业每年最高不超过 50 万元"),
)
AMBIGUITIES = (V1, V2, V3, V4, S1, S2, S3, S4, S5, G1, G2, G3, G4, A_YR)
BUDGET = Words(
    "兑现还取决于当年预算：「所涉奖补资金每年根据预算安排予以兑现」（G-11）",
    "payment is subject to the year's budget: 「所涉奖补资金每年根据预算安排予以兑现」 (G-11)",
)
