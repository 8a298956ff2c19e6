"""Amounts, units and periods as statements print them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = re.compile(
    r"[-－(（]?[¥￥]?[-－]?(\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．](\d+))?[)）]?(?:元)?"
)
_LIKE = re.compile(r"[-－(（¥￥\d][\d,，.．\-－)）¥￥\s]*元?")
_UNIT = re.compile(r"(?:单位|货币单位|金额单位)[:：]?(?:人民币)?(亿元|百万元|万元|千元|元)")
_IN_BRACKETS = re.compile(r"[(（](?:单位[:：]?)?(?:人民币)?(亿元|百万元|万元|千元|元)[)）]")
_ENGLISH_UNIT = re.compile(
    r"(?:rmb|cny|yuan)'?(thousand|million|000)|(?:unit:?|in)(thousand|million)?s?(?:of)?(?:rmb|cny|yuan)",
    re.IGNORECASE,
)
_WORTH = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}
_ENGLISH = {"": 1, "thousand": 10**3, "000": 10**3, "million": 10**6}
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")

_Y = r"(20\d{2})"
_FULL = (
    # The surest spelling first; what follows is looked at only where there is none of it.
    re.compile(rf"{_Y}年度|{_Y}年(?:0?1月|1)(?:1日)?[-—–~至到](?:{_Y}年)?12月"),
    re.compile(
        rf"{_Y}[-./年]0?1[-./月]0?1日?.{{0,9}}[-—–~至到止].{{0,9}}?20\d{{2}}[-./年]12[-./月]31"
    ),
    re.compile(
        rf"所属期止[:：]?{_Y}[-./年]12[-./月]|(?:fortheyearended|yearended).{{0,14}}?{_Y}",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:截至|期末)?{_Y}[-./年]12(?:[-./月]|$)"),
    re.compile(
        rf"(?:fiscalyear|fy){_Y}|{_Y}年?(?:年报|审计|利润表|损益表|(?:企业)?研发支出)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\d){_Y}年(?!\d)"),
)
_PART = re.compile(
    rf"{_Y}年?(?:0?1月?(?:1日)?[-—–~至到](?:20\d\d年)?(0?[2-9]|1[01])月|(0?[1-9]|1[01])月|第?[一二三1-3]季度|上半年|半年度)"
    rf"|{_Y}[-./](0?[1-9]|1[01])(?:[-./]\d|\Z)"
)


def is_number(text: str) -> bool:
    """Whether a text without blanks looks like an amount, readable or not."""
    return _LIKE.fullmatch(text) is not None and any(letter.isdigit() for letter in text)


def number_in(text: str) -> Decimal | None:
    """The number that an amount is; None for what is not spelt as one, such as 1.234.567,00."""
    plain = "".join(text.split())
    found = _NUMBER.fullmatch(plain)
    if found is None or len(plain) > 24:  # noqa: PLR2004 - 10 billion with marks has fewer
        return None
    whole = found[1].replace(",", "").replace("，", "")
    negative = plain[0] in "-－(（" or "-" in plain[:2] or "－" in plain[:2]
    number = Decimal(f"{whole}.{found[2] or '0'}")
    return -number if negative else number


def unit_in(plain: str) -> int | None:
    """How many yuan the unit is that a line without blanks names; None where it names none."""
    if found := _UNIT.search(plain) or _IN_BRACKETS.search(plain):
        return _WORTH[found[1]]
    english = _ENGLISH_UNIT.search(plain)
    return _ENGLISH[(english[1] or english[2] or "").lower()] if english else None


@dataclass(frozen=True, slots=True)
class Period:
    """Of when a statement speaks: a whole `year`, or only `part` of one in its own words.

    `line` is the place of the line that says so.
    """

    year: int | None = None
    part: str = ""
    line: int = 0


def period_of(lines: Sequence[str]) -> Period:
    """The period in the lines above a table, without blanks; what is not certain stays open."""
    written = [_CHINESE_YEAR.sub(lambda m: m[0].translate(_DIGITS), line) for line in lines]
    for number, pattern in enumerate(_FULL):
        years = {
            int(next(year for year in found.groups() if year)): place
            for place, line in enumerate(written)
            for found in pattern.finditer(line)
        }
        part = next((found[0] for line in written if (found := _PART.search(line))), "")
        if part and number >= _SURE and (years or number == len(_FULL) - 1):
            return Period(part=part)
        if years:
            [(year, place), *others] = years.items()
            return Period() if others else Period(year, line=place)
    return Period()


_SURE = 3  # so many spellings say themselves that they mean a whole year
