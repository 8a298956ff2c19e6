"""Quantities as values of facts: integers in the smallest unit, spans, and how sure they are."""

import re
from decimal import ROUND_FLOOR, Decimal

from bot.understanding.tokens import Quantity
from calculators.facts import DECIMALS, Fact, Kind, Span, Value

_HEADER = re.compile(r"[\s(\[:：]*(?:单位[:：]?)?(亿元|百万元|千元|万元|元)[)\]]?[\s:：|为是]*\Z")
_TRAILER = re.compile(r"\s*[(\[](?:单位[:：]?)?(亿元|百万元|千元|万元|元)[)\]]")
_ANYWHERE = re.compile(r"单位[:：]? ?(?:人民币)?(亿元|百万元|千元|万元|元)")
_WORTH = {"亿元": 10**8, "百万元": 10**6, "千元": 1000, "万元": 10**4, "元": 1}
_WAN, _MILLION = Decimal(10**4), Decimal(10**6)
_PHONE = re.compile(r"1[3-9][0-9]{9}\Z")


def value_of(fact: Fact, quantity: Quantity, text: str) -> tuple[Value, bool] | None:
    """The value and whether it is beyond doubt; none where the fact cannot have it."""
    sure, factor = quantity.sure, Decimal(1)
    if fact.kind is Kind.YUAN and quantity.unit == "bare":
        factor, plain = _scale(quantity, text)
        sure = sure and plain
    lo, whole = _units(fact, quantity.lo * factor)
    hi = fact.highest if quantity.hi is None else _units(fact, quantity.hi * factor)[0]
    if lo < fact.lowest or lo > fact.highest or hi < lo:
        return None
    if lo == hi:
        return lo, sure and whole
    return Span(lo, min(hi, fact.highest)), False


def _units(fact: Fact, number: Decimal) -> tuple[int, bool]:
    """The number in the smallest unit, and whether nothing was cut off."""
    exact = number * 10 ** DECIMALS[fact.kind]
    floor = exact.to_integral_value(ROUND_FLOOR)
    return int(floor), floor == exact


def _scale(quantity: Quantity, text: str) -> tuple[Decimal, bool]:
    """Yuan or 万元, where nobody said which: by a heading, or by what is plausible."""
    said = _TRAILER.match(text, quantity.end) or _HEADER.search(
        text[max(0, quantity.start - 30) : quantity.start]
    )
    if said := said or _ANYWHERE.search(text):
        return Decimal(_WORTH[said[1]]), True
    top = quantity.hi if quantity.hi is not None else quantity.lo
    if top < 10 * _WAN:
        return (_WAN, False) if top else (Decimal(1), True)
    phone = _PHONE.match(text[quantity.start : quantity.end]) is not None
    return Decimal(1), top >= _MILLION and not phone
