"""M03 推广普惠算力服务（算力券）. Text: knowledge/policies/xm-2023-10/m03.md."""

from calculators.ambiguity import printed
from calculators.facts import Words
from calculators.money import wan
from calculators.rules import (
    Amount,
    Award,
    Caution,
    ClauseOf,
    Compare,
    Condition,
    Figure,
    Given,
    Holds,
    Least,
    Rule,
    Share,
    Within,
)
from calculators.xm_2023_10 import m03_readings
from calculators.xm_2023_10.m03_readings import BASES, QUALIFIED
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


# 3-C(b): asked of nobody, so it only counts where the company said that it is none.
_is_ai = Within("is_ai_enterprise", 1, 1, _pool.says("支持符合条件的企业购买算力服务"))


def _voucher(bought: Figure, paid: Figure, *qualifies: Condition) -> Award:
    enough = Compare(bought, ">=", threshold)
    amount = Given(for_year(qualified, *qualifies, enough), Least(Share(paid, half), ceiling))
    return Award("3", _title, amount, ceiling=True)


_invoiced_and_paid = Least(paid, bought)


RULE = Rule(
    measure=3,
    kind="grant",
    awards=(_voucher(bought, paid),),
    readings=(
        BASES.read_as("b", _voucher(_invoiced_and_paid, _invoiced_and_paid)),
        QUALIFIED.read_as("b", _voucher(bought, paid, _is_ai)),
    ),
    assumptions=printed(m03_readings.AMBIGUITIES),
    cautions=(
        Caution(
            Compare(paid, ">", bought),
            Words(
                "实际支出大于购买总额（可能含以前年度账单），请核对（3-F）",
                "more was paid than bought, perhaps bills of earlier years: check (3-F)",
            ),
        ),
    ),
    pool=_pool.money(wan(1000), "设立每年总额 1000 万元的“算力券”"),
)
