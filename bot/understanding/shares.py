"""Percents: `12%`, `百分之十二点五`, `12.5个点`, `三成`, `一成二`, `翻了一番`, with growth told apart."""

import re
from decimal import Decimal

from bot.understanding.amounts import SHORT_RUN
from bot.understanding.numerals import Number, parse
from bot.understanding.tokens import Quantity

_CN = "一二两三四五六七八九"
_SHARE = re.compile(
    rf"(?P<minus>-|负|minus )?(?:百分之(?P<of>负?{SHORT_RUN})|(?<![0-9.])(?P<run>{SHORT_RUN}) ?(?:%|个?百分点|个点|percent|per cent|pct)(?![a-z])"
    rf"|(?<!完)(?P<tenths>[{_CN}十]|[1-9])成(?P<more>[{_CN}])?(?P<half>半)?(?![本立功果员品交为了])"
    rf"|(?P<double>翻了?一?番|翻了?一?倍|(?:增长|增加)了?(?:一|1)倍|doubled)|(?P<twice>翻了?[两2]番))"
    r"(?P<near>左右|多|出头|上下)?"
)
_NEAR = re.compile(
    r"(?:大概|大约|约|差不多|将近|接近|近|超过|不到|至少|估计|可能|about|around|over|under) ?(?:是|有)?\Z"
)
_GROWTH = re.compile(
    r"(?:增长|增加|同比|涨|增幅|增速|提高|提升|上升|growth|grew|up|增长率)[^,，。;]{0,6}\Z"
)
_FALL = re.compile(r"(?:下降|减少|下滑|降|跌|负增长|down|fell|decreas)[^,，。;]{0,4}\Z")


def find_shares(text: str) -> list[Quantity]:
    """Every percent of the text, in percent; growth over another figure has the unit "growth"."""
    return [q for m in _SHARE.finditer(text) if (q := _share(text, m)) is not None]


def _share(text: str, m: re.Match[str]) -> Quantity | None:
    number = _number(m)
    if number is None:
        return Quantity(m.start(), m.end(), "other", Decimal(0), None, sure=False)
    head = text[max(0, m.start() - 12) : m.start()]
    doubled = m["double"] or m["twice"]
    unit = "growth" if doubled or _GROWTH.search(head) else "percent"
    sure = number.sure and not m["near"] and not _NEAR.search(head)
    value = number.lo
    if m["minus"]:
        value = -value
    elif _FALL.search(head):
        value, sure = -value, False
    high = None if number.lo != number.hi else value
    return Quantity(m.start(), m.end(), unit, value, high, sure)  # type: ignore[arg-type]


def _number(m: re.Match[str]) -> Number | None:
    if m["double"] or m["twice"]:
        worth = Decimal(100 if m["double"] else 300)
        return Number(worth, worth)
    if m["tenths"]:
        tenths = parse(m["tenths"])
        more = parse(m["more"]) if m["more"] else None
        if tenths is None:
            return None
        value = tenths.lo * 10 + (more.lo if more else 0) + (5 if m["half"] else 0)
        return Number(value, value)
    run = m["of"] or m["run"]
    number = parse(run.removeprefix("负"))
    return number.times(Decimal(-1)) if number and run.startswith("负") else number
