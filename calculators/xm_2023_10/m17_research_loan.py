"""M17 强化金融赋能: a loan, never added to grants. Text: knowledge/policies/xm-2023-10/m17.md."""

from calculators.facts import Words
from calculators.money import wan
from calculators.rules import All, Amount, Award, ClauseOf, Given, Holds, Least, Rule, Share
from calculators.xm_2023_10.validity import for_event

_loan = ClauseOf("M17-1")

rd_last_year = Amount("rd_expense_last_year_yuan")
for_new = _loan.money(wan(1000), "新注册企业放款不超过 1000 万元")
for_existing = Least(
    Share(rd_last_year, _loan.rate(50, 100, "不超过上年研发费用的 50%")),
    _loan.money(wan(5000), "存量企业放款不超过 5000 万元"),
)

RULE = Rule(
    measure=17,
    kind="loan",
    awards=(
        Award(
            "17",
            Words("研发投入贴息贷款（本金上限）", "subsidised R&D loan (ceiling of the principal)"),
            Given(
                for_event(Holds("is_ai_enterprise", _loan.says("支持人工智能企业"))),
                Given(
                    All((Holds("is_newly_registered_enterprise", _loan.says("新注册企业")),)),
                    for_new,
                    for_existing,
                ),
            ),
            ceiling=True,
        ),
    ),
    assumptions=(
        Words(
            "这是贷款本金上限，不是补助，不计入奖补合计；最长 5 年、年化利率 2%，贴息额未写明（17-A）",
            "this is the ceiling of a loan's principal, not a grant, and is in no total of grants; at"
            " most 5 years at 2 % a year, the interest subsidy itself is not stated (17-A)",
        ),
        Words(
            "“按规定”另有条件；“新注册企业”未定义（17-B）；上限按每家企业贷款余额理解（17-D）；"
            "“上年研发费用”与（六）的“自主研发费用”口径不同（17-E）",
            "further conditions apply “as provided”; “newly registered” is not defined (17-B); the"
            " ceiling is taken as the company's outstanding total (17-D); this R&D expense is not the"
            " in-house R&D of measure 6 (17-E)",
        ),
    ),
    quotes=(_loan.says("最长 5 年、年化利率 2% 的研发投入贴息贷款"),),
)
