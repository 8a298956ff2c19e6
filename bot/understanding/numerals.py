"""Numerals, Arabic, Chinese and mixed, to exact decimals with the limits that vague words leave.

cn2an is not used here: it takes 170 ms to import, reads decimals through binary floats, and fails on
`一亿二`, `一个亿` and `6.8千万`. The tests use it as a second opinion.
"""
# ruff: noqa: PLR2004 - two of a kind, a place of ten: numbers of the grammar

import re
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = (
    {c: i for i, c in enumerate("零一二三四五六七八九")}
    | {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
    | {"两": 2, "俩": 2, "幺": 1, "X": 10}
)
_PLACES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000, "廿": 20, "卅": 30}
_SMALL = "".join(_DIGITS)
# Atomic: a run of digits is never tried in pieces, which would take for ever on a long one.
ARABIC = r"(?>(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,4}(?:,[0-9]{4})+(?![0-9,])|[0-9]+)(?:\.[0-9]+)?)"
CHINESE = "零〇一二两俩三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅幺"
_ARABIC_ONLY = re.compile(rf"{ARABIC}\Z")
_BY_FOUR = re.compile(r",[0-9]{4}")  # 6800,0000: grouped as Chinese counts, or a slip
_SECTION = re.compile(rf"(?:([{_SMALL}]|[0-9]+(?:\.[0-9]+)?)?([十百千拾佰仟])|([廿卅])|([零〇]))")
_PAIR = re.compile(
    r"(?:一两|两三|一二|二三|三四|四五|五六|六七|七八|八九|三五)(?=[十百千万亿拾佰仟]|\Z)"
)
_COLLOQUIAL = re.compile(r"[百千佰仟][一二三四五六七八九1-9]\Z")
_LONGEST = 20  # digits; nothing a company counts is longer


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two limits (equal ones: a single number); `sure` when written beyond doubt."""

    lo: Decimal
    hi: Decimal
    sure: bool = True

    def times(self, factor: Decimal) -> "Number":
        """The number in a smaller unit."""
        return Number(self.lo * factor, self.hi * factor, self.sure)


def parse(run: str) -> Number | None:
    """The number that a run of digits, units and vague signs (多 来 余 几 数 半 个) means, or none."""
    bare = run.replace("个", "").replace(" ", "").replace("数", "几").replace("余", "多")
    if not bare or len(bare) > 2 * _LONGEST:
        return None
    if "多" in bare:
        return _more_than(bare)
    if "来" in bare:
        near = parse(bare.replace("来", ""))
        return near and Number(near.lo, near.hi, sure=False)
    if bare.startswith("大几"):
        return _between(bare.replace("大几", "五"), bare.replace("大几", "X"))
    if "几" in bare:
        return _between(bare.replace("几", "一"), bare.replace("几", "X"))
    if pair := _PAIR.search(bare):
        head, tail = bare[: pair.start()], bare[pair.end() :]
        if not head.endswith(("零", "〇", *_DIGITS)) or head.endswith(tuple(_PLACES)):
            return _between(head + pair[0][0] + tail, head + pair[0][1] + tail)
    return _exactly(bare)


def _between(low: str, high: str) -> Number | None:
    lo, hi = _exactly(low), _exactly(high)
    return Number(lo.lo, hi.lo, sure=False) if lo and hi and lo.lo <= hi.lo else None


def _more_than(run: str) -> Number | None:
    """`两千多万`: from the number to one more in its last place."""
    head, _, tail = run.partition("多")
    low, unit = _exactly(head + tail), _exactly("一" + tail)
    place = _last_place(head)
    if low is None or unit is None or place is None or "多" in tail:
        return None
    return Number(low.lo, low.lo + place * unit.lo, sure=False)


def _last_place(head: str) -> Decimal | None:
    """The worth of the last place that was said: 两千 -> 1000, 1200 -> 100, 1.2亿 -> 1000万."""
    scale, digits = Decimal(1), head
    while digits and digits[-1] in "万亿":
        scale *= 10**4 if digits[-1] == "万" else 10**8
        digits = digits[:-1]
    if not digits:
        return None
    if _ARABIC_ONLY.match(digits):
        number = Decimal(digits.replace(",", ""))
        exponent = number.normalize().as_tuple().exponent
        return scale * Decimal(10) ** int(exponent) if number else None
    return scale * (_PLACES[digits[-1]] if digits[-1] in "十百千拾佰仟" else 1)


def _exactly(run: str) -> Number | None:
    for unit, worth in (("亿", Decimal(10**8)), ("万", Decimal(10**4))):
        if unit in run:
            head, _, tail = run.partition(unit)
            return _of_unit(head, tail, worth)
    return _section(run)


def _of_unit(head: str, tail: str, worth: Decimal) -> Number | None:
    """A number of `worth`s and what follows it: 1亿2, 1亿2000万, 十二万三, 12万3500, 一亿半."""
    if not head and not tail:
        return Number(worth, worth, sure=False)  # 上亿, 过万
    if head == "半":
        return Number(worth / 2, worth / 2) if not tail else None
    whole, rest = _exactly(head.removesuffix("半")), _after(tail, worth)
    if whole is None or rest is None:
        return None
    many = whole.lo + (Decimal("0.5") if head.endswith("半") else 0)
    total = many * worth + rest.lo
    colloquial = _COLLOQUIAL.search(head) is not None  # 六百八万: nobody says so
    return Number(total, total, whole.sure and rest.sure and not colloquial)


def _after(tail: str, worth: Decimal) -> Number | None:
    if not tail:
        return Number(Decimal(0), Decimal(0))
    if tail == "半":
        return Number(worth / 2, worth / 2)
    if len(tail) == 1 and tail not in "零〇十百千拾佰仟廿卅":
        tenth = _section(tail)
        return tenth and tenth.times(worth / 10)
    rest = _exactly(tail)
    if rest is None or rest.lo >= worth:
        return None
    # 12万3500 is written out; 1亿2000 and 一亿二千 leave out a 万 that only the speaker knows of.
    written_out = "万" in tail or (
        worth == 10**4 and (_has_place(tail) or len(tail) == 4 or tail[0] in "零〇")
    )
    if written_out:
        return rest
    guess = rest.times(Decimal(10**4)) if worth == 10**8 and rest.lo < 10**4 else rest
    return Number(guess.lo, guess.hi, sure=False)


def _has_place(tail: str) -> bool:
    return any(c in "十百千拾佰仟" for c in tail)


def _section(run: str) -> Number | None:
    """A number without 万 and 亿."""
    if run[:1] in ("零", "〇") and run[1:2].isascii() and run[1:2]:
        run = run[1:]  # 1亿零300万
    if _ARABIC_ONLY.match(run):
        number = Decimal(run.replace(",", ""))
        return Number(number, number, _BY_FOUR.search(run) is None)
    head, point, decimals = run.partition("点")
    if point:
        return _with_decimals(head, decimals)
    if not _has_place(run) and not any(c in "廿卅" for c in run):
        return _spelt(run)
    return _placed(run)


def _with_decimals(head: str, decimals: str) -> Number | None:
    """六点八, and 六点八千 (of which the unit stands behind)."""
    scale = Decimal(1)
    while decimals and decimals[-1] in "十百千":
        scale *= _PLACES[decimals[-1]]
        decimals = decimals[:-1]
    whole = _section(head)
    if whole is None or not decimals or any(c not in _SMALL[:-1] for c in decimals):
        return None
    digits = "".join(str(_DIGITS[c]) for c in decimals)
    number = (whole.lo + Decimal(f"0.{digits}")) * scale
    return Number(number, number, whole.sure)


def _spelt(run: str) -> Number | None:
    """Digits read out one by one: 二零二四, 一二六零. Two of them are a doubt."""
    if not run or any(c not in _DIGITS for c in run) or len(run) > _LONGEST:
        return None
    if run == "X":
        return Number(Decimal(10), Decimal(10))
    if "X" in run:
        return None
    number = Decimal("".join(str(_DIGITS[c]) for c in run))
    return Number(number, number, sure=len(run) != 2 or "零" in run or "〇" in run)


def _placed(run: str) -> Number | None:
    """Thousands, hundreds, tens: 六千八百, 6千8百, 6.8千, 六百八, 廿五."""
    total, last, at, sure, zero = Decimal(0), 10**4, 0, True, False
    while part := _SECTION.match(run, at):
        at = part.end()
        if part[4]:
            zero = True
            continue
        place = _PLACES[part[2] or part[3]]
        if place == 10 and part[1] and len(part[1]) > 1:
            return None  # 720十万
        many = _digit(part[1]) if part[2] else Decimal(1)
        if place >= last or (
            many is not None and part[1] and many >= 10 and total and part[1] != "X"
        ):
            return None
        if many is None and part[2] not in "十拾":
            sure = False  # 百万, 千万 without a figure are a manner of speaking
        total += place * (Decimal(1) if many is None else many)
        last, zero = (10 if part[3] else place), False
    return _with_last(total, run[at:], last, zero=zero, sure=sure)


def _with_last(total: Decimal, tail: str, last: int, *, zero: bool, sure: bool) -> Number | None:
    if not tail:
        return Number(total, total, sure)
    if tail.isascii() and tail.isdigit() and len(tail) == len(str(last)) - 1:
        return Number(total + int(tail), total + int(tail), sure)  # 1千260
    digit = _digit(tail) if len(tail) == 1 else None
    if digit is None:
        return None
    if last == 10 or zero:
        return Number(total + digit, total + digit, sure)
    number = total + digit * last / 10  # 六百八 is 680
    return Number(number, number, sure)


def _digit(text: str | None) -> Decimal | None:
    if text is None:
        return None
    if text in _DIGITS:
        return Decimal(_DIGITS[text])
    return Decimal(text) if _ARABIC_ONLY.match(text) else None
