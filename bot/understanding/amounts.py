"""Quantities in a message: amounts of money and bare numbers, with the limits that words put on them."""
# ruff: noqa: PLR0917 - the parts of a quantity, always in this order

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.understanding.numerals import ARABIC, CHINESE, Number, parse
from bot.understanding.tokens import Quantity, Unit

_CN = CHINESE
_INNER = (
    rf"(?:{ARABIC}|[{_CN}]|点(?=[0-9零一二三四五六七八九])|几(?=[十百千万亿个])|多(?![少久次种年样一])"
    r"|来(?=个?[万亿千百])|余(?=[万亿元个家])|个(?=多?半?[亿万]|来[亿万])|半(?=个?亿)|(?<=[亿万])半(?!年)"
    r"| (?=[万亿千百]))"
)
# Atomic: a run of digits can be cut in 2^n ways, and none but the longest is meant.
RUN = rf"(?>(?:{ARABIC}|[{_CN}]|[几数半](?=个?[十百千万亿])){_INNER}*)"
SHORT_RUN = RUN.removesuffix("*)") + "{0,24})"  # where a run may stand anywhere in a pattern
_SCALES = {
    "k": 3, "thousand": 3, "w": 4, "wan": 4, "m": 6, "mn": 6, "mm": 6, "mil": 6, "mln": 6,
    "million": 6, "b": 9, "bn": 9, "billion": 9, "hundred million": 8,
}  # fmt: skip
_SCALE = r"(?:hundred million|thousand|million|billion|mln|mil|wan|mn|mm|bn|[kwmb])(?![a-z0-9])"
_YUAN = r"元整?|圆整?|人民币|块钱|rmb(?![a-z])|cny(?![a-z])|yuan(?![a-z])|renminbi|块(?![a-z卡板])"
_FOREIGN = r"美元|美金|港元|港币|欧元|日元|英镑|新台币|台币|韩元|us dollars?|dollars?|usd|hkd|eur|euros?|jpy"
_QUANTITY = re.compile(
    rf"(?P<foreign>(?:us\$|hk\$|\$|€|£|{_FOREIGN}) ?)?(?P<sign>¥|rmb ?|cny ?|人民币 ?)?(?P<run>{RUN})"
    rf"(?: ?(?P<scale>{_SCALE}))?(?: ?(?P<yuan>{_YUAN}))?"
    rf"(?P<cents>(?:[{_CN}]|[0-9])角(?:(?:[{_CN}]|[0-9])分)?|零?(?:[{_CN}]|[0-9])分(?![之钟]))?整?"
    rf"(?: ?(?P<abroad>{_FOREIGN}))?(?: ?(?P<unit>家|户|p(?:flops)?(?![a-z])|[个项件名人台套条款次天月年岁平张位米倍篇种类期届%‰]|分之))?"
)
_MINUS = re.compile(r"(?:-|负|亏损?了?|minus |negative |loss of )[¥ ]*\Z")
_GLUED = re.compile(r"[a-z0-9_\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u2473./:\\^*]\Z")
_GLUED_AFTER = re.compile(r"[a-z0-9_\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u2473^*]|\.[0-9]|/[0-9]")
_FILL = r"[ 是有在为到就能差了个]*"
_BEFORE = {
    "atmost": re.compile(rf"(?:最多|不超过|没有?超过|未超过|不高于|不大于|至多|顶多|up to|at most|no(?:t)? more than|<=|≤){_FILL}\Z"),
    "under": re.compile(rf"(?:不到|不足|不够|未到|未达到?|没到|没有到|没达到|少于|小于|低于|不满|under|less than|below|fewer than|<){_FILL}\Z"),
    "atleast": re.compile(rf"(?:至少|不低于|不少于|不小于|起码|最少|(?<![以早晚加告表账面报证书件单])上|at least|no(?:t)? less than|>=|≥){_FILL}\Z"),
    "over": re.compile(rf"(?:超过|超|多于|高于|大于|突破|(?<![不经通拿获领得付花买有投收做用])过|破|不止|over|more than|above|exceed(?:s|ed|ing)?|>){_FILL}\Z"),
    "near": re.compile(
        rf"(?:大概|大约|约莫|约|差不多|将近|接近|快|近|几乎|估计|应该|可能|好像|也就|大致|估摸着?|我记得|似乎|或许|也许|≈|~"
        rf"|about|around|approximately|approx\.?|roughly|nearly|almost|some|circa|close to|maybe|probably|i think|perhaps){_FILL}(?:¥|rmb ?)?\Z"
    ),
}  # fmt: skip
_AFTER = {
    "near": re.compile(r" ?(?:左右|上下|前后|的?样子|or so|ish|对?吧|是吧)"),
    "over": re.compile(r" ?(?:以上|及以上|往上|有余|多一?点|多(?=[,，。;])|\+|plus|or more)"),
    "atmost": re.compile(r" ?(?:以下|以内|之内|or less)"),
    "under": re.compile(r" ?(?:不到|不足)(?! ?[0-9一二三四五六七八九十两])"),
    "above": re.compile(r" ?(?:出头|挂零|冒头)"),
}
_JOINT = re.compile(r" ?(?:-|~|—|–|到|至|to|and|和|与) ?\Z")


def find_quantities(text: str) -> list[Quantity]:
    """Every number of the text in order; what cannot be read for sure is there as "other"."""
    found = [q for m in _QUANTITY.finditer(text) if (q := _quantity(text, m)) is not None]
    return list(_joined(text, found))


def _quantity(text: str, m: re.Match[str]) -> Quantity | None:
    number = _number(m)
    if m["run"][0] in "万亿" and not re.search(r"[上过破近超]\Z|好几\Z", text[: m.start()]):
        return None  # 万元, 亿元 without a number are only units
    if m["run"] in {"千万", "百万"} and re.match(r"[不别要记小注得当]", text[m.end() :]):
        return None  # 千万不要
    if number is None and not re.search(r"[0-9万亿]", m["run"]):
        return None
    unit = _unit(text, m)
    if number is None or unit == "other":
        return Quantity(m.start(), m.end(), "other", Decimal(0), None, sure=False)
    alone = m.start() == 0 and m.end() == len(text)
    if unit == "bare" and len(m["run"]) == 1 and not m["run"].isascii() and not alone:
        return None  # 一, 三 in words
    return _limited(text, m.start(), m.end(), unit, number, m["run"] + (m["scale"] or ""))


def _number(m: re.Match[str]) -> Number | None:
    number = parse(m["run"])
    if number is None or re.match(r"0[0-9]", m["run"]):
        return None
    if m["scale"]:
        if not m["run"].isascii():
            return None
        number = number.times(Decimal(10) ** _SCALES[m["scale"]])
    if m["cents"]:
        number = _with_cents(number, m)
    return number


def _with_cents(number: Number, m: re.Match[str]) -> Number | None:
    if not m["yuan"]:
        return None
    cents = Decimal(0)
    for digit, unit in re.findall(r"(.)([角分])", m["cents"]):
        part = parse(digit)
        if part is None:
            return None
        cents += part.lo / (10 if unit == "角" else 100)
    return Number(number.lo + cents, number.hi + cents, number.sure)


def _unit(text: str, m: re.Match[str]) -> Unit:
    before, after = text[: m.start()], text[m.end() :]
    if re.match(r"[万亿千百十]", after):
        return "other"
    negative = _MINUS.search(before) and not re.search(r"[0-9万亿元%kwm] ?-\Z", before)
    if m["foreign"] or m["abroad"] or negative or _GLUED_AFTER.match(after):
        return "other"
    if (
        _GLUED.search(before)
        and not m["sign"]
        and not re.search(r"[0-9a-z万亿元)][:/]\Z|:\Z|[万亿元]\Z", before)
    ):
        return "other"
    if before.endswith("第") and m["unit"] not in {None, "名", "位", "个"}:
        return "other"
    if before.endswith("第") or (m["unit"] in {"名", "位"} and not m["yuan"]):
        return "rank"
    if m["unit"] in {"家", "户"} and not m["yuan"]:
        return "enterprises"
    if m["unit"] and m["unit"].startswith("p") and not m["yuan"]:
        return "p"
    if m["unit"] and not (m["yuan"] or m["sign"]):
        return "other"
    if (re.match(r",[0-9]", after) and m[0][-1].isdigit()) or re.search(r"[0-9],\Z", before):
        return "other"  # 1,2亿: nobody knows
    money = m["yuan"] or m["sign"] or m["scale"] or m["run"].endswith(("万", "亿"))
    return "yuan" if money or re.search(r"[万亿]", m["run"]) else "bare"


def _limited(text: str, start: int, end: int, unit: Unit, number: Number, run: str) -> Quantity:
    """The number within the limits of the words around it."""
    lo, hi, sure = number.lo, number.hi, number.sure
    for way, pattern in _AFTER.items():
        said = pattern.match(text, end)
        if said and not (way == "over" and "比" in text[max(0, start - 8) : start]):
            return _by_way(way, start, said.end(), unit, number, run)
    head = text[max(0, start - 24) : start]
    for way, pattern in _BEFORE.items():
        if pattern.search(head):
            return _by_way(way, start, end, unit, number, run)
    return Quantity(start, end, unit, lo, hi, sure)


def _by_way(way: str, start: int, end: int, unit: Unit, number: Number, run: str) -> Quantity:
    lo, hi = number.lo, number.hi
    limits: dict[str, tuple[Decimal, Decimal | None]] = {
        "near": (lo, hi),
        "over": (lo, None),
        "atleast": (lo, None),
        "under": (Decimal(0), hi),
        "atmost": (Decimal(0), hi),
    }
    if way == "above":
        more = parse(run + "多") if not run[-1].isalpha() or run[-1] in "万亿十百千" else None
        limits["above"] = (lo, more.hi if more else None)
    low, high = limits[way]
    return Quantity(start, end, unit, low, high, sure=False)


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
    if not _JOINT.match(between) or "other" in (one.unit, two.unit) or two.hi is None:
        return None
    if between.strip() in {"and", "和", "与"} and not text[: one.start].rstrip().endswith(
        ("between", "介于", "在")
    ):
        return None
    lo = one.lo * _worth(text[two.start : two.end]) if one.unit == "bare" else one.lo
    if one.unit not in ("bare", two.unit) or lo > two.hi:
        return Quantity(one.start, two.end, "other", Decimal(0), None, sure=False)
    return Quantity(one.start, two.end, two.unit, lo, two.hi, sure=False)


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
