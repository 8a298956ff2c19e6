"""Reads days and the data year: of which year the figures of a message speak."""
# ruff: noqa: PLR2004 - two of a kind, a place of ten: numbers of the grammar

import re
from datetime import date

from bot.understanding.flags import is_hedged, negations
from bot.understanding.parts import Parts, Stated
from bot.understanding.tokens import Year
from bot.understanding.yearly import Setting
from bot.understanding.years import spoken_date
from calculators.xm_2023_10.facts import FACTS

_DATA = r"(?:数据(?!中心|要素|开放|资源|集|量)|口径|报表|财报)"
_DATA_YEAR = re.compile(
    rf"(?:{_DATA}|年度|按|以|(?:说|讲|填|报|用|算)的?(?:都|就)?是?|figures|data)[^,，。;]{{0,6}}\Z"
)
_DATA_YEAR_AFTER = re.compile(
    rf"[ 的]*(?:年度|全年|财务|经营)?(?:的)?(?:{_DATA}|为准|算(?![力法])|figures|data)"
)
_CLAUSE_END = re.compile(r"[ 的来]*(?:填写?|算|报|为准)?[ 的吧]*(?:[,，。;]|\Z)")
_NO_DENIAL = re.compile(r"不对|没错|不好意思|不是[^,，。;]*[,，](?=[^,，。;]*是)|not [^,]*, but")
_ONLY_A_YEAR = re.compile(r"(?:是|就是|就|it's |it is |for |in )?[ ,，。.!的吧呢]*")
_DATE_NAME = re.compile(
    r"(?:申报|申请|受理|发布|获批|批准|事项|发生|挂牌)(?:的)?(?:日期|时间|日)?[是为: ]*\Z"
)


def read_dates(
    text: str, dates: list[tuple[int, int, date | None]], setting: Setting, stated: Stated
) -> str:
    """State the day of the event where one is named, and blank out every day of the text."""
    if setting.asked == "reference_date" and (guess := spoken_date(text, setting.today)):
        stated.put("reference_date", guess, sure=False)
    for start, end, day in dates:
        named = _DATE_NAME.search(text[:start]) is not None
        if day is not None and (setting.asked == "reference_date" or named):
            stated.put(
                "reference_date", day, sure=setting.asked == "reference_date" and len(dates) == 1
            )
        text = (
            text[:start] + "年" * (end - start) + text[end:]
            if day or setting.asked == "reference_date"
            else text
        )
    return text


def read_data_year(parts: Parts, setting: Setting, stated: Stated) -> Setting:
    """State the year of the figures where it is said; what comes after is read in its light."""
    years = {_calendar(y, setting.today): y for y in parts.years}
    year: int | None = None
    sure = not is_hedged(parts.text) and not negations(_NO_DENIAL.sub("", parts.text))
    if setting.asked == "data_year":
        real = sorted(y for y in years if y is not None)
        if len(real) == 1 and parts.numbers:
            # A figure of some year does not settle of which year all figures speak.
            year, certain = _named(parts, setting)
            sure = sure and certain
            if year is None and years[real[0]].word in {"last", "written"}:
                year, sure = real[0], False
        elif len(real) == 1:
            year = real[0]
        elif not real and (
            short := re.fullmatch(r"[^0-9]{0,4}(1[89]|2[0-9])[^0-9]{0,4}", parts.text)
        ):
            year, sure = 2000 + int(short[1]), False
        elif len(real) == 2 and real[1] - real[0] == 1:
            year, sure = real[1], False
    else:
        year, certain = _named(parts, setting)
        sure = sure and certain
    fact = FACTS["data_year"]
    if year is None or not fact.lowest <= year <= fact.highest:
        return setting
    stated.put("data_year", year, sure=sure)
    return Setting(
        None if setting.asked == "data_year" else setting.asked,
        year,
        setting.today,
        setting.known,
        setting.corrects,
    )


def _calendar(year: Year, today: date) -> int | None:
    return year.year if year.year is not None or year.word == "prior" else today.year - 1


def _named(parts: Parts, setting: Setting) -> tuple[int | None, bool]:
    """The year that is said to be that of the figures, or that is all the message says."""
    if negations(_NO_DENIAL.sub("", parts.text)):
        return None, False
    for token in parts.years:
        year = _calendar(token, setting.today)
        before = parts.text[max(0, token.start - 30) : token.start]
        after = parts.text[token.end : token.end + 30]
        led = _DATA_YEAR.search(before) is not None
        if year and (_DATA_YEAR_AFTER.match(after) or (led and _CLAUSE_END.match(after))):
            return year, True
    only = parts.years[0] if len(parts.years) == 1 else None
    if only and only.word == "written":
        rest = parts.text[: only.start] + parts.text[only.end :]
        return (only.year if _ONLY_A_YEAR.fullmatch(rest) else None), False
    return None, False
