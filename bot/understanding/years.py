"""Years and dates as people say them, related to the day on which they are said."""
# ruff: noqa: PLR2004 - two of a kind, a place of ten: numbers of the grammar

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.understanding.numerals import parse
from bot.understanding.tokens import Year

_DIGIT = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0"}
_CN = "零〇一二三四五六七八九"
_WRITTEN = re.compile(
    rf"(?<![0-9.,a-z/-])(?P<four>(?:19|20)[0-9]{{2}}) ?(?:年度?|财年|fy|会计年度)|fy ?(?P<fy>(?:20)?2[0-9])(?![0-9])"
    rf"|(?P<cn>[一二][零〇九][{_CN}]{{2}})(?:年度?|(?<=\A.{{4}})\Z)"
    rf"|(?<![0-9.,a-z共近约了立营])(?P<two>[12][0-9])年度?(?![前来间内多])|(?P<cntwo>二[{_CN}])年度?"
)
_BARE = re.compile(
    r"(?<![0-9.,a-z¥/万亿千-])(?P<four>20[0-4][0-9])(?![0-9.,]*[0-9]| ?(?:[万亿元块%家千百平人名个台件项条米㎡户多余来左]|[kwmp](?![a-z]))|-[0-9])(?![a-z])"
)
_SPOKEN: tuple[tuple[str, str, int], ...] = (
    (r"大前年|三年前", "ago", 3),
    (r"前年度?|两年前|two years ago|(?:the )?year before last(?: year)?", "ago", 2),
    (
        r"去年度?|(?<!the )(?<!the fiscal )last (?:fiscal |financial )?year(?! before)|last year's",
        "last",
        1,
    ),
    (r"今年度?|本年度?|当年度?|this year(?:'s)?|(?:the )?current year", "this", 0),
    (
        (
            r"再上一?年度?|再前一?年度?|上上年度?|前一年度?|再之前一?年|更?前一个?年度?|去年同期|同期"
            r"|(?:the )?year before(?: that)?(?! last)|(?:the )?(?:previous|prior|preceding) year(?:'s)?|year earlier"
        ),
        "prior",
        0,
    ),
    (r"上一?(?:个)?(?:财|会计)?年度?(?:同期)?|上年度?同期", "either", 0),
    (r"the last year", "last", 1),
)
_DATES = re.compile(
    r"(?P<y>20[0-9]{2}) ?(?:[-/.年]) ?(?P<m>[0-9]{1,2}) ?(?:[-/.月]) ?(?P<d>[0-9]{1,2})(?![0-9]) ?[日号]?"
)
_COMPACT = re.compile(
    r"(?<![0-9])(?P<y>20[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9万亿元])"
)
_SPELT = re.compile(
    rf"(?P<y>二[{_CN}]{{3}})年(?P<m>十[一二]?|[{_CN}])月(?P<d>[二三]?十?[{_CN}]?)[日号]"
)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = rf"(?P<m>{'|'.join(m[:3] + '(?:' + m[3:] + ')?' for m in _MONTHS)})\.?"
_ENGLISH = re.compile(
    rf"\b(?:(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH},? (?P<y>20[0-9]{{2}})|{_MONTH.replace('<m>', '<m2>')} (?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>20[0-9]{{2}}))\b"
)
_OF_SPOKEN = re.compile(r"(?P<y>去年|今年|前年)(?P<m>1[0-2]|0?[1-9])月(?P<d>[0-9]{1,2})[日号]")
_PARTS = re.compile(
    r"(?P<y>20[0-9]{2}) ?[-/年.] ?(?P<m>1[0-2]|0?[1-9]) ?月(?![0-9])份?|[0-9]{1,2}月(?:[0-9]{1,2}[日号])?份?"
)
_DAYS = (("今天", 0), ("昨天", 1), ("前天", 2), ("today", 0), ("yesterday", 1))
_SPOKEN_RES = tuple((re.compile(p), word, back) for p, word, back in _SPOKEN)


_FOUNDED_AFTER = re.compile(
    r"[0-9月日号 ]*(?:就|才)?(?:在[^,，。;]{1,6})?(?:成立|注册|创立|创办|设立|建厂|起家)"
)
_FOUNDED_BEFORE = re.compile(
    r"(?:成立|注册|创立|创办|设立|founded|established|registered)(?:时间|日期|年份)?(?:于|在|是|为|in|[:： ])*\Z"
)


def find_years(text: str, today: date, *, bare: bool = True) -> list[Year]:
    """Every year that is named, in order; with `bare`, `2024` without 年 counts as one."""
    found = list(_written(text, today))
    for pattern, word, back in _SPOKEN_RES:
        for m in pattern.finditer(text):
            year = today.year - back if word in {"last", "this", "ago"} else None
            found.append(Year(m.start(), m.end(), year, word))  # type: ignore[arg-type]
    if bare:
        found += [Year(m.start(), m.end(), int(m["four"]), "written") for m in _BARE.finditer(text)]
    return [y for y in _first_of_each(found) if not _of_a_founding(text, y)]


def _of_a_founding(text: str, year: Year) -> bool:
    """`2015年成立` speaks of the company, not of a figure."""
    return (
        year.word == "written"
        and (
            _FOUNDED_BEFORE.search(text[max(0, year.start - 30) : year.start])
            or _FOUNDED_AFTER.match(text, year.end)
        )
        is not None
    )


def _written(text: str, today: date) -> Iterator[Year]:
    for m in _WRITTEN.finditer(text):
        year = _year(m, today)
        if year is not None:
            yield Year(m.start(), m.end(), year, "written")


def _year(m: re.Match[str], today: date) -> int | None:
    if four := m["four"] or m["fy"]:
        return int(four) % 2000 + 2000 if len(four) == 2 else int(four)
    if m["cn"]:
        return int("".join(_DIGIT[c] for c in m["cn"]))
    two = int(m["two"] or "".join(_DIGIT[c] for c in m["cntwo"]))
    # 24年 is a year; 10年 is a time in business.
    return 2000 + two if 18 <= two <= today.year - 2000 + 1 else None


def _first_of_each(found: list[Year]) -> list[Year]:
    """Without those inside longer ones (去年 in 去年同期)."""
    kept: list[Year] = []
    for year in sorted(found, key=lambda y: (y.start, -y.end)):
        if not kept or year.start >= kept[-1].end:
            kept.append(year)
    return kept


def find_dates(text: str, today: date) -> list[tuple[int, int, date | None]]:
    """Every day of the text with its place; what is not a whole, real date comes as none."""
    found: list[tuple[int, int, date | None]] = [
        (m.start(), m.end(), _date(int(m["y"]), int(m["m"]), int(m["d"])))
        for m in _DATES.finditer(text)
    ]
    found += [
        (m.start(), m.end(), _date(int(m["y"]), int(m["m"]), int(m["d"])))
        for m in _COMPACT.finditer(text)
    ]
    found += [(m.start(), m.end(), _spelt(m)) for m in _SPELT.finditer(text)]
    found += [(m.start(), m.end(), _english(m)) for m in _ENGLISH.finditer(text)]
    for m in _PARTS.finditer(text):
        if all(m.end() <= a or m.start() >= b for a, b, _ in found):
            found.append((m.start(), m.end(), None))
    for word, back in _DAYS:
        if (at := text.find(word)) >= 0:
            found.append((at, at + len(word), today - timedelta(days=back)))
    return found


def _spelt(m: re.Match[str]) -> date | None:
    year = int("".join(_DIGIT[c] for c in m["y"]))
    month, day = parse(m["m"]), parse(m["d"])
    return _date(year, int(month.lo), int(day.lo)) if month and day else None


def _english(m: re.Match[str]) -> date | None:
    name = (m["m"] or m["m2"])[:3]
    month = next(i for i, each in enumerate(_MONTHS, 1) if each.startswith(name))
    return _date(int(m["y"] or m["y2"]), month, int(m["d"] or m["d2"]))


def spoken_date(text: str, today: date) -> date | None:
    """`去年3月1日`: most likely that day, to be confirmed."""
    found = _OF_SPOKEN.search(text)
    if found is None:
        return None
    back = {"今年": 0, "去年": 1, "前年": 2}[found["y"]]
    return _date(today.year - back, int(found["m"]), int(found["d"]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
