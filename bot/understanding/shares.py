"""Percents: `12%`, `百分之十二点五`, `12.5个点`, `三成`, `一成二`, `翻了一番`, with growth told apart."""

import re
from decimal import Decimal

from bot.understanding.amounts import SHORT_RUN
from bot.understanding.limits import limited
from bot.understanding.numerals import Number, parse
from bot.understanding.tokens import Quantity, Unit

_CN = "一二两三四五六七八九"
_SHARE = re.compile(
    rf"(?:(?P<from>{SHORT_RUN}) ?(?:%|个点|个百分点)? ?(?:-|~|到|至|—|–|to) ?(?=(?:百分之)?[0-9一二三四五六七八九十两.]+))?(?P<minus>(?<![0-9%])-|负|minus )?(?:百分之(?P<of>负?{SHORT_RUN})|(?<![0-9.])(?P<run>{SHORT_RUN}) ?(?:%|个?百分点|个点|percent|per cent|pct)(?![a-z])"
    rf"|(?<!完)(?P<tenths>[{_CN}十]|[1-9])成(?P<more>[{_CN}])?(?P<half>半)?(?![本立功果员品交为了])"
    rf"|(?P<double>翻了?一?番|翻了?一?倍|(?:增长|增加)了?(?:一|1)倍|doubled)|(?P<twice>翻了?[两2]番))"
    r"|(?P<flat>零增长|zero growth)|(?<=是)(?P<flat2>持平)"
)
_UP_TO = re.compile(rf" ?(?:-|~|到|至) ?({SHORT_RUN})(?! ?[万亿元家])")
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
    unit: Unit = "growth" if doubled or _GROWTH.search(head) else "percent"
    low, high, end, sure = limited(text, m.start(), m.end(), number, "")
    if (begins := parse(m["from"] or "")) is not None:
        low, sure = begins.lo, False
    elif m["of"] and (upto := _UP_TO.match(text, end)):
        top = parse(upto[1])
        high, sure, end = (top.lo if top else low), False, upto.end()
    elif m["tenths"] and text.startswith(("多", "出头"), m.end()):
        high, sure = low + 10, False
    if m["minus"]:
        low, high = -(high or low), -low
    elif _FALL.search(head):
        low, high, sure = -(high or low), -low, False
    return Quantity(m.start(), end, unit, low, high, sure)


def _number(m: re.Match[str]) -> Number | None:
    if m["double"] or m["twice"]:
        worth = Decimal(100 if m["double"] else 300)
        return Number(worth, worth)
    if m["flat"] or m["flat2"]:
        return Number(Decimal(0), Decimal(0))
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
