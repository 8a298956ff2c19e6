"""The limits that words put on a number: 不到, 超过, 左右, 出头, about, at least."""

import re
from decimal import Decimal

from bot.understanding.numerals import Number, parse

_FILL = r"[ 是有在为到就能差了个]*"
_BEFORE = {
    "atmost": re.compile(rf"(?:最多|不多于|撑死|顶破天|不超过?|没有?超过|从?没有?过|没有?(?:突)?破|未超过|不高于|不大于|至多|顶多|up to|at most|no(?:t)? more than|<=|≤){_FILL}\Z"),
    "under": re.compile(rf"(?:不到|不足|不够|没有|not quite|未到|未达到?|没到|没有到|没达到|(?<![不没未])(?<!没有)(?:少|小|低)于|不满|(?:just )?(?:under|shy of)|(?<!no )(?<!not )(?:less|fewer) than|below|<){_FILL}\Z"),
    "atleast": re.compile(rf"(?:至少|不下(?:于)?|不亚于|不低于|不少于|不小于|起码|最少|(?:没有?|未)(?:少|小|低)于|at least|no(?:t)? less than|>=|≥){_FILL}\Z"),
    "over": re.compile(rf"(?:超过|超|(?<!不)多于|高于|大于|突破|(?<![不经通拿获领得付花买有投收做用给发拨补奖赚挣卖缴交报超到])过|破|不止|(?:just )?over|a (?:bit|little) over|more than|above|north of|upwards? of|in excess of|exceed(?:s|ed|ing)?|>){_FILL}\Z"),
    "near": re.compile(
        rf"(?:大概|大约|约莫|约|差不多|将近|接近|快|近|几乎|估计|应该|可能|好像|也就|大致|估摸着?|我?记得|印象中?|据我所知|似乎|或许|也许|小(?=[一二两三四五六七八九]?[十百千个]?[千万亿])|暂估|粗[略估]|毛估|≈|~"
        rf"|about|around|approximately|approx\.?|roughly|nearly|almost|some|circa|close to|maybe|probably|i think|i(?: would|'d) say|i guess|i believe|perhaps|(?:in the )?(?:region|neighbou?rhood) of|somewhere near|order of){_FILL}(?:¥|rmb ?)?\Z"
    ),
}  # fmt: skip
_AFTER = {
    "near": re.compile(
        r",? ?(?:give or take|more or less|or so)| ?(?:左右|上下|前后|的?样子|这样子?|or so|ish|give or take|more or less|approx|对?吧|是吧|差一?点|也?差不多(?! ?[0-9一二三四五六七八九十百千])|好了|不到一?点)"
    ),
    "over": re.compile(
        r" ?(?:以上|及以上|往上|有余|开外|朝上|起步|打底|多一?点|多(?=[,，。;])|\+|plus|or more)"
    ),
    "atmost": re.compile(r" ?(?:以下|以内|之内|封顶|为上限|or less)"),
    "under": re.compile(
        r" ?(?:都|还|也)?(?:不到|不足|没到|没有到?|达不到)(?! ?[0-9一二三四五六七八九十两])"
    ),
    "above": re.compile(r" ?(?:出(?:点|个)?头|挂(?:点|个)?零|冒(?:个|点)?[头尖])"),
    "grade": re.compile(r"元?(?:的)?(?:量级|级别?|以?上下级|规模级)"),
}


def limited(
    text: str, start: int, end: int, number: Number, run: str
) -> tuple[Decimal, Decimal | None, int, bool]:
    """The limits of a number that stands at `start`…`end` (none: no upper one), its end, and if sure."""
    for way, pattern in _AFTER.items():
        said = pattern.match(text, end)
        if said and not (way == "over" and "比" in text[max(0, start - 8) : start]):
            return *_by_way(way, number, run), said.end(), False
    head = text[max(0, start - 24) : start]
    if head.endswith("上") and text[start] in "十百千万亿":  # 上百万, but 研发上930万
        return number.lo, None, end, False
    for way, pattern in _BEFORE.items():
        if pattern.search(head):
            return *_by_way(way, number, run), end, False
    return number.lo, number.hi, end, number.sure


def _by_way(way: str, number: Number, run: str) -> tuple[Decimal, Decimal | None]:
    match way:
        case "over" | "atleast":
            return number.lo, None
        case "under" | "atmost":
            return min(number.lo, Decimal(0)), number.hi
        case "above":
            more = parse(run + "多") if run and not run[-1].islower() else None
            return number.lo, more.hi if more else None
        case "grade":
            return number.lo, number.lo * 10
        case _:
            return number.lo, number.hi
