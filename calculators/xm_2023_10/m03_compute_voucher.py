"""M03 推广普惠算力服务（算力券）. Text: knowledge/policies/xm-2023-10/m03.md."""

from calculators.facts import Words
from calculators.money import wan
from calculators.rules import (
    Amount,
    Award,
    ClauseOf,
    Given,
    Holds,
    Least,
    PolicyReading,
    Rule,
    Share,
)
from calculators.xm_2023_10.validity import for_year

_pool = ClauseOf("M03-2")
_terms = ClauseOf("M03-3")

bought = Amount("compute_purchase_total_yuan")
paid = Amount("compute_paid_yuan")
qualified = Holds("compute_voucher_qualified", _pool.says("支持符合条件的企业购买算力服务"))
threshold = _terms.money(wan(30), "年度购买总额达到 30 万元以上")
half = _terms.rate(1, 2, "按实际支出费用最高 50% 给予补助")
ceiling = _terms.money(wan(50), "每家企业每年最高不超过 50 万元")

_title = Words("算力券补助", "compute voucher")


def _voucher(base: Amount) -> Award:
    return Award(
        "3",
        _title,
        Given(for_year(qualified, base >= threshold), Least(Share(paid, half), ceiling)),
        ceiling=True,
    )


RULE = Rule(
    measure=3,
    kind="grant",
    awards=(_voucher(bought),),
    readings=(
        PolicyReading(
            "3-A(b)",
            Words(
                "门槛也按实际支出费用计算（不是按购买总额）",
                "the threshold, too, is tested on what was actually paid, not on what was bought",
            ),
            threshold.source,
            (_voucher(paid),),
        ),
    ),
    assumptions=(
        Words(
            "“符合条件的企业”的条件本措施未写明，未说明时按符合计算，以市工信局认定为准（3-C）",
            "the text does not say what a qualified enterprise is; unless stated otherwise it is taken"
            " to qualify, subject to the Bureau of Industry and Information Technology (3-C)",
        ),
        Words(
            "全市算力券每年总额 1000 万元，额度用完后如何处理未写明，此处按未用完计算（3-B）",
            "the city's pool is RMB 10 million a year; what happens when it is used up is not stated,"
            " and it is taken not to be (3-B)",
        ),
        Words(
            "只计购买算力服务（云算力、租用），不含自建或购置设备；含税与否未写明，按所报金额（3-D、3-E）",
            "only compute services bought or rented count, not own hardware; whether tax is included"
            " is not stated, the amount is taken as given (3-D, 3-E)",
        ),
    ),
    pool=_pool.money(wan(1000), "设立每年总额 1000 万元的“算力券”"),
)
