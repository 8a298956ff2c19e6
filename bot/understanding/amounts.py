"""Quantities in a message: amounts of money and bare numbers, with the limits that words put on them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.understanding.limits import limited
from bot.understanding.numerals import ARABIC, CHINESE, Number, parse
from bot.understanding.tokens import Quantity, Unit

_CN = CHINESE
_INNER = (
    rf"(?:{ARABIC}|[{_CN}]|点(?=[0-9零一二三四五六七八九])|几(?=[十百千万亿个家户元块])|多(?![少久次种年样一了])"
    r"|来(?=个?[万亿千百家户元块])|余(?=[万亿元个家])|个(?=多?半?[亿万]|来[亿万])|半(?=个?亿)|(?<=[亿万])半(?!年)"
    r"| (?=[万亿千百]))"
)
# Atomic: a run of digits can be cut in 2^n ways, and none but the longest is meant.
RUN = rf"(?>(?:{ARABIC}|[{_CN}]|大几(?=[十百千万亿])|[几数半](?=个?[十百千万亿])){_INNER}*)"
SHORT_RUN = RUN.removesuffix("*)") + "{0,24})"  # where a run may stand anywhere in a pattern
_SCALES = {
    "k": 3, "thousand": 3, "grand": 3, "w": 4, "wan": 4, "kw": 7, "m": 6, "mn": 6, "mm": 6, "mil": 6, "mln": 6,
    "mio": 6, "million": 6, "e": 8, "b": 9, "bn": 9, "billion": 9, "hundred million": 8,
}  # fmt: skip
_SCALE = r"(?:hundred million|thousand|grand|million|billion|mln|mio|mil|wan|mn|mm|bn|kw|[kwmbe])(?![a-z0-9])"
_SLANG = {"kw", "e"}  # 3kw is 3千万 to some, a power to others
_YUAN = r"(?:元整?|圆整?|人民币|块钱|rmb(?![a-z])|cny(?![a-z])|yuan(?![a-z])|renminbi|块(?![a-z卡板]))(?: ?(?:人民币|rmb(?![a-z])|整|钱))*"
_FOREIGN = r"美元|美金|港元|港币|欧元|日元|英镑|新台币|台币|韩元|us dollars?|dollars?|usd|hkd|eur|euros?|jpy"
_QUANTITY = re.compile(
    rf"(?P<foreign>(?:us\$|hk\$|\$|€|£|{_FOREIGN}) ?)?(?P<sign>¥ ?|rmb ?|cny ?|人民币 ?)?(?P<run>{RUN})"
    rf"(?: ?(?P<scale>{_SCALE}))?(?: ?(?P<yuan>{_YUAN}))?"
    rf"(?P<cents>(?:[{_CN}]|[0-9])[角毛](?:(?:[{_CN}]|[0-9])分?)?|零?(?:[{_CN}]|[0-9])分(?![之钟]))?整?"
    rf"(?: ?(?P<abroad>{_FOREIGN}))?(?: ?(?P<unit>家|户|个?(?:企业|公司|客户)(?=$|[^0-9])|companies|company|enterprises|customers|clients|firms|p(?:flops)?(?![a-z])|[个项件名人台套条款次天月年岁平张位米倍篇种类期届%‰]|分之))?"
)
_COUNTED = re.compile(
    r"[家户]|个?(?:企业|公司|客户)|compan(?:y|ies)|enterprises|customers|clients|firms"
)
_MINUS = re.compile(r"(?:-|负|亏损?了?|minus |negative |loss of )[¥ ]*\Z")
_GLUED = re.compile(r"[a-z0-9_\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u2473./:\\^*]\Z")
_GLUED_AFTER = re.compile(r"[a-z0-9_\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u2473^*]|\.[0-9]|/[0-9]")
_NEAR = 40  # characters: how far the words around a number reach
_NUMBER_OF = re.compile(
    r"(?:电话|手机|微信|qq|联系方式|邮编|传真|账号|代码|tel|phone|mobile)[号码是为:： ]*\Z"
)
_JOINT = re.compile(r" ?(?:-|~|—|–|到|至|±|to|and|和|与) ?\Z")
_GROWN_FROM = re.compile(
    r"\b(?:up|grew|rose|risen|grown|increased?|went|down|fell|dropped|decreased?)\b[^,.;]{0,12}\bfrom (?:rmb ?|¥ ?)?\Z"
)
_MOVED = re.compile(r"翻|涨|增|升|降|跌|减")
_TO_NUMBER = re.compile(rf" ?(?:-|~|—|–|到|至) ?(?:{ARABIC}|[{_CN}])")
_LEAD = re.compile(rf"(?:{ARABIC}|[一二两三四五六七八九])(?P<rest>[十百千]?[万亿]*)")


def find_quantities(text: str) -> list[Quantity]:
    """Every number of the text in order; what cannot be read for sure is there as "other"."""
    found = [q for m in _QUANTITY.finditer(text) if (q := _quantity(text, m)) is not None]
    return list(_joined(text, found))


def _quantity(text: str, m: re.Match[str]) -> Quantity | None:
    number = _number(m)
    graded = re.match(r"元?(?:量级|级)", text[m.end("run") : m.end("run") + 4])
    if m["run"][0] in "万亿" and not graded and not text[: m.start()].endswith(tuple("上过破近超")):
        return None  # 万元, 亿元 without a number are only units
    if m["run"] in {"千万", "百万"} and text[m.end() : m.end() + 1] in set("不别要记小注得当"):
        return None  # 千万不要
    if number is None and not re.search(r"[0-9万亿]", m["run"]):
        return None
    if m["run"] == "一" and m["unit"] in {"年", "家"}:  # 一年6800万; 一家都没有
        return None
    unit = _unit(text, m)
    if number is None or unit == "other":
        return Quantity(m.start(), m.end(), "other", Decimal(0), None, sure=False)
    alone = m.start() == 0 and m.end() == len(text)
    ranged = _TO_NUMBER.match(text, m.end())  # 六到七千万
    zero = m["run"] in "零〇" and text[: m.start()].endswith(("是", "为", ":", "="))
    if (
        unit == "bare"
        and not zero
        and len(m["run"]) == 1
        and not (m["run"].isascii() or alone or ranged)
    ):
        return None  # 一, 三 in words
    lo, hi, end, sure = limited(text, m.start(), m.end(), number, m["run"] + (m["scale"] or ""))
    return Quantity(m.start(), end, unit, lo, hi, sure)


def _number(m: re.Match[str]) -> Number | None:
    number = parse(m["run"])
    if number is None or re.match(r"0[0-9]", m["run"]):
        return None
    if m["scale"]:
        if not m["run"].isascii():
            return None
        number = number.times(Decimal(10) ** _SCALES[m["scale"]])
        if m["scale"] in _SLANG:
            number = Number(number.lo, number.hi, sure=False)
    if m["cents"]:
        number = _with_cents(number, m)
    return number


def _with_cents(number: Number, m: re.Match[str]) -> Number | None:
    if not m["yuan"]:
        return None
    cents = Decimal(0)
    for digit, unit in re.findall(r"(.)([角毛分]|\Z)", m["cents"]):
        part = parse(digit)
        if part is None:
            return None
        cents += part.lo / (10 if unit in {"角", "毛"} else 100)
    return Number(number.lo + cents, number.hi + cents, number.sure)


def _unit(text: str, m: re.Match[str]) -> Unit:
    before, after = text[max(0, m.start() - _NEAR) : m.start()], text[m.end() : m.end() + _NEAR]
    if re.match(r"[万亿千百十]", after):
        return "other"
    negative = _MINUS.search(before) and not re.search(r"[0-9万亿元%kwm] ?-\Z", before)
    if m["foreign"] or m["abroad"] or negative or _GLUED_AFTER.match(after):
        return "other"
    if _NUMBER_OF.search(before) and not m["yuan"]:
        return "other"
    if (
        _GLUED.search(before)
        and not m["sign"]
        and not re.search(r"[0-9a-z万亿元)][:/]\Z|:\Z|[万亿元]\Z", before)
    ):
        return "other"
    if before.endswith("第") and m["unit"] not in {None, "名", "位", "个", "家"}:
        return "other"
    if before.endswith(("倒数第", "最后", "末尾")):
        return "other"
    if before.endswith("第") or (m["unit"] in {"名", "位"} and not m["yuan"]):
        return "rank"
    if m["unit"] and _COUNTED.fullmatch(m["unit"]) and not m["yuan"]:
        return "enterprises"
    if m["unit"] and m["unit"].startswith("p") and not m["yuan"]:
        return "p"
    if m["unit"] and not (m["yuan"] or m["sign"]):
        return "other"
    if (re.match(r",[0-9]", after) and m[0][-1].isdigit()) or re.search(r"[0-9],\Z", before):
        return "other"  # 1,2亿: nobody knows
    money = m["yuan"] or m["sign"] or m["scale"] or m["run"].endswith(("万", "亿"))
    return "yuan" if money or re.search(r"[万亿]", m["run"]) else "bare"


def _joined(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Two numbers with a dash or 到 between them are one, within limits."""
    at = 0
    while at < len(found):
        one = found[at]
        two = found[at + 1] if at + 1 < len(found) else None
        if two and (both := _range(text, one, two) or _apart(text, one, two)):
            yield both
            at += 2
            continue
        yield one
        at += 1


def _range(text: str, one: Quantity, two: Quantity) -> Quantity | None:
    between = text[one.end : two.start]
    if _GROWN_FROM.search(text[max(0, one.start - _NEAR) : one.start]):
        return None
    moved = text[: one.start].endswith("从") and _MOVED.search(
        text[max(0, one.start - _NEAR) : two.end + _NEAR]
    )
    if moved and between.strip() in {"到", "至"}:
        return None  # 翻倍了，从3000万到6000万
    if not _JOINT.match(between) or "other" in (one.unit, two.unit) or two.hi is None:
        return None
    if between.strip() in {"and", "和", "与"} and not text[: one.start].rstrip().endswith(
        ("between", "介于", "介乎", "在")
    ):
        return None
    if between.strip() == "±":
        middle = one.lo * (_worth(text[two.start : two.end]) if one.unit == "bare" else 1)
        spread = two.hi
        return Quantity(one.start, two.end, two.unit, middle - spread, middle + spread, sure=False)
    lo = _low_end(one, two, text) if one.unit == "bare" else one.lo
    if one.unit not in ("bare", two.unit) or lo is None or lo > two.hi:
        return Quantity(one.start, two.end, "other", Decimal(0), None, sure=False)
    return Quantity(one.start, two.end, two.unit, lo, two.hi, sure=False)


def _low_end(one: Quantity, two: Quantity, text: str) -> Decimal | None:
    """Of `6-7千万`, `500-600万`, `5-600万` the first number in the unit of the second: the nearest below."""
    worths = {_worth(text[two.start : two.end])}
    if lead := _LEAD.match(text, two.start, two.end):
        place = parse("1" + lead["rest"])
        worths |= {place.lo} if place and lead["rest"] else set()
    tens = (Decimal(1), Decimal(10), Decimal(100))
    below = [one.lo * w * t for w in worths for t in tens if one.lo * w * t < (two.hi or 0)]
    return max(below, default=None) if below else one.lo if one.lo <= (two.hi or 0) else None


def _apart(text: str, one: Quantity, two: Quantity) -> Quantity | None:
    """`1亿 2000万` is one number for most people; `6 800 万` nobody can read for sure."""
    if text[one.end : two.start] != " ":
        return None
    if text[one.start : one.end].endswith("亿") and two.hi is not None and two.hi < 10**8:
        return Quantity(one.start, two.end, "yuan", one.lo + two.lo, one.lo + two.hi, sure=False)
    if one.unit == "bare" and re.match(r"[0-9]{3}(?![0-9])", text[two.start : two.end]):
        return Quantity(one.start, two.end, "other", Decimal(0), None, sure=False)
    return None


def _worth(written: str) -> Decimal:
    """What `万` in `500-600万` adds to the first number."""
    scale = re.search(rf"{_SCALE}", written)
    if scale and written.isascii():
        return Decimal(10) ** _SCALES[scale[0]]
    return Decimal(10) ** (4 * written.count("万") + 8 * written.count("亿"))
