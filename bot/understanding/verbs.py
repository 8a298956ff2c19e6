"""What the verb beside an unnamed amount tells: bought and paid are never the revenue that was asked."""

import re

from bot.understanding.vocabulary import BOUGHT, PAID

_AMOUNT = r"(?=[^,，。;；]{0,6}[0-9一二两三四五六七八九十百千¥])"
_BOUGHT = re.compile(rf"(?:买|采购|租用?)(?:了|过){_AMOUNT}|\b(?:bought|purchased|rented)\b")
_PAID = re.compile(rf"(?<!交)(?:实付|支付|付)了?{_AMOUNT}|\bpaid\b")
_SPENT = re.compile(
    rf"(?:花|用|投|投入|耗|支出|买|采购|租|付)(?:掉|去)?(?:了|过)?{_AMOUNT}|\b(?:spent|bought|paid|cost)\b"
)
_EARNED = re.compile(
    rf"(?:卖|赚|挣|拿|领|收|获得?|得到?|进账)(?:到|了|过)+{_AMOUNT}|\b(?:earned|sold|received|got)\b"
)
_INCOME = {
    "revenue_last_year_yuan",
    "revenue_year_before_yuan",
    "highest_revenue_before_yuan",
    "platform_service_revenue_yuan",
    "maas_revenue_yuan",
    "app_local_sales_yuan",
    "step_awards_received_yuan",
    "other_same_type_award_yuan",
}
_EXPENSE = {
    "self_rd_expense_yuan",
    "self_rd_expense_prior_year_yuan",
    "rd_expense_last_year_yuan",
    "project_rd_investment_yuan",
    BOUGHT,
    PAID,
}


def meant_by_verb(text: str, asked: str | None) -> str | None:
    """The fact that an amount without a name speaks of: what was asked, or what the verb says."""
    if asked in (None, BOUGHT, PAID, "equipment_unit_price_yuan"):
        return asked
    if _BOUGHT.search(text):
        return BOUGHT
    return PAID if _PAID.search(text) else asked


def unlike(text: str, asked: str | None) -> bool:
    """Whether the verb is not one of what was asked: `花了900万` is hardly a revenue."""
    return (asked in _INCOME and _SPENT.search(text) is not None) or (
        asked in _EXPENSE and _EARNED.search(text) is not None
    )
