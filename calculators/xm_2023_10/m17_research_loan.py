"""M17 强化金融赋能: a loan, never added to grants. Text: knowledge/policies/xm-2023-10/m17.md."""

from calculators.ambiguity import printed
from calculators.facts import Words
from calculators.money import wan
from calculators.rules import All, Amount, Award, ClauseOf, Given, Holds, Least, Rule, Share
from calculators.xm_2023_10 import m17_readings
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
    assumptions=printed(m17_readings.AMBIGUITIES),
    quotes=(_loan.says("最长 5 年、年化利率 2% 的研发投入贴息贷款"),),
)
