"""Gives bound amounts to facts: which figure is the data year's, which the year before's."""
# ruff: noqa: PLR2004 - two of a kind, a place of ten: numbers of the grammar

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.understanding.bound import Bound
from bot.understanding.tokens import Year
from bot.understanding.vocabulary import ANNUAL, FAMILIES, HIGHEST, REVENUE


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known when a message is read: the fact asked for, the data year, the day, who said what."""

    asked: str | None
    data_year: int | None
    today: date
    known: frozenset[str] = frozenset()
    corrects: bool = False


def give(bound: Iterable[Bound], setting: Setting) -> list[Bound]:
    """The same amounts, each now of a fact's key; what fits no fact is left out."""
    items = list(bound)
    given: list[Bound] = []
    for family, keys in FAMILIES.items():
        mine = [b for b in items if b.of == family]
        given += _family(mine, keys, setting)
    given += [_alone(b, setting) for b in items if b.of not in FAMILIES]
    return _one_each(given)


def named_year(bound: Iterable[Bound], setting: Setting) -> int | None:
    """The data year that one written year, or two in a row, suggest, where nobody has said it yet."""
    years = {
        b.year.year
        for b in bound
        if b.of in FAMILIES and b.year and b.year.word == "written" and b.year.year
    }
    if setting.data_year is not None or not years or max(years) >= setting.today.year:
        return None
    together = len(years) == 1 or (len(years) == 2 and max(years) - min(years) == 1)
    return max(years) if together else None


def _alone(item: Bound, setting: Setting) -> Bound:
    """A figure with one key: said of another year than the data year, it is a doubt."""
    year = item.year.year if item.year else None
    if year is None:
        return item
    latest = setting.data_year or setting.today.year - 1
    if item.of == HIGHEST:  # one of the data year itself would not be one from before
        return replace(item, sure=item.sure and year < latest)
    return replace(item, sure=item.sure and (year == latest or item.of not in ANNUAL))


def _family(items: list[Bound], keys: tuple[str, str], setting: Setting) -> list[Bound]:
    if not items:
        return []
    if len(items) == 1:
        return _with_highest([_single(items[0], keys, setting)])
    if len(items) == 2 and not any(
        i.year and i.year.year for i in items if i.year and i.year.word == "written"
    ):
        return _with_highest(_pair(items, keys, setting))
    return _with_highest(_calendar(items, keys, setting))


def _single(item: Bound, keys: tuple[str, str], setting: Setting) -> Bound:
    asked = setting.asked if setting.asked in keys else None
    year = item.year
    if year is None:
        key = asked or keys[0]
        if setting.corrects and asked == keys[1]:
            if keys[0] in setting.known and asked not in setting.known:
                key = keys[0]
            elif keys[0] in setting.known:
                return replace(item, of=keys[0], sure=False)
        return replace(item, of=key)
    match year.word:
        case "prior":
            return replace(item, of=keys[1], sure=item.sure and asked != keys[0])
        case "either":
            revenue = keys == FAMILIES[REVENUE]
            return replace(item, of=asked or keys[0], sure=item.sure and bool(asked or revenue))
        case _:
            return _dated(item, year, keys, asked, setting)


def _dated(
    item: Bound, year: Year, keys: tuple[str, str], asked: str | None, setting: Setting
) -> Bound:
    key, sure = _slot(year, keys, setting)
    if key is None:
        return replace(item, of=asked or keys[0], sure=False)
    if setting.data_year is not None:
        if (
            asked
            and asked != key
            and not item.named
            and not setting.corrects
            and year.word != "written"
        ):
            # 前年900万, where the latest year was asked for: most likely that year's, after all
            return replace(item, of=key if year.word == "ago" else asked, sure=False)
        return replace(item, of=key, sure=item.sure and sure)
    if asked and asked != key:
        return replace(item, of=asked, sure=False)
    single = year.word == "last" or (asked == keys[1] and year.word == "ago")
    return replace(item, of=key, sure=item.sure and sure and single)


def _slot(year: Year, keys: tuple[str, str], setting: Setting) -> tuple[str | None, bool]:
    """The key of a calendar year; without a data year, last year is taken for it."""
    latest = setting.data_year or setting.today.year - 1
    if setting.data_year is None and year.word == "written":
        return keys[0], False  # of which year the figures are is then asked, too
    if year.year == latest:
        return keys[0], True
    if year.year == latest - 1:
        return keys[1], True
    return (None, False) if setting.data_year else (keys[0], False)


def _pair(items: list[Bound], keys: tuple[str, str], setting: Setting) -> list[Bound]:
    """Two amounts of one family with spoken years or none."""
    words = tuple(i.year.word if i.year else None for i in items)
    now, before = items
    match words:
        case ("last", "ago") | ("ago", "last"):
            return _calendar(items, keys, setting)
        case (None, "prior" | "either"):
            return [_keep(now, keys[0]), _keep(before, keys[1])]
        case ("prior", None):
            return [_keep(now, keys[1]), _keep(before, keys[0])]
        case (None, "last"):
            clash = setting.data_year is not None and setting.data_year != setting.today.year
            return [_keep(now, keys[0], sure=not clash), _keep(before, keys[1], sure=not clash)]
        case (None, "ago"):
            fits = setting.data_year in (None, setting.today.year - 1)
            return [_keep(now, keys[0], sure=fits), _keep(before, keys[1], sure=fits)]
        case ("last", "prior" | "either"):
            fits = setting.data_year in (None, setting.today.year - 1)
            return [_keep(now, keys[0], sure=fits), _keep(before, keys[1], sure=fits)]
        case ("either", "prior" | "ago"):
            return [_keep(now, keys[0]), _keep(before, keys[1], sure=words[1] == "prior")]
        case ("this", "prior" | "either") | ("this", "last"):
            return [_keep(now, keys[0], sure=False), _keep(before, keys[1], sure=False)]
        case ("last" | "either", "this"):
            return [_keep(before, keys[0], sure=False), _keep(now, keys[1], sure=False)]
        case _:
            return _calendar(items, keys, setting)


def _keep(item: Bound, key: str, *, sure: bool = True) -> Bound:
    return replace(item, of=key, sure=item.sure and sure)


def _calendar(items: list[Bound], keys: tuple[str, str], setting: Setting) -> list[Bound]:
    """Amounts with calendar years: mapped by the data year, or the later is the data year's."""
    years = [i.year.year for i in items if i.year and i.year.year]
    if not years:
        return [_keep(items[-1], setting.asked if setting.asked in keys else keys[0], sure=False)]
    top = max(years)
    latest = setting.data_year or top
    settled = (
        len(items) == 2 == len(set(years)) and top - min(years) == 1 and top < setting.today.year
    )
    fits = settled or (setting.data_year is not None and len(years) == len(items))
    given = []
    for item in items:
        year = item.year.year if item.year else None
        if year is None and item.year is None and latest not in years:
            given.append(
                _keep(item, keys[0], sure=latest - 1 in years and setting.data_year is not None)
            )
        elif year in (latest, latest - 1):
            given.append(_keep(item, keys[latest - year], sure=fits))
        else:
            fits = fits and setting.data_year is not None
    if setting.data_year is not None and len(given) < len(items):
        return [replace(g, sure=g.sure and _written_or_past(g)) for g in given]
    return given


def _written_or_past(item: Bound) -> bool:
    """Beside a figure of another year, one of this year's speech (今年) makes all of them a doubt."""
    return bool(item.year and item.year.word in {"written", "last", "ago"})


def _with_highest(items: list[Bound]) -> list[Bound]:
    """`前年5000万，是历史最高` states two facts in words; of the data year it says nothing."""
    before = FAMILIES[REVENUE][1]
    extra = [replace(i, of=HIGHEST, highest=False) for i in items if i.highest and i.of == before]
    return items + extra


def _one_each(given: list[Bound]) -> list[Bound]:
    """One amount a key: of two different ones the last, to be confirmed."""
    found: dict[str, Bound] = {}
    for item in given:
        old = found.get(item.of)
        same = old is None or (old.quantity.lo, old.quantity.hi) == (
            item.quantity.lo,
            item.quantity.hi,
        )
        found[item.of] = item if same else replace(item, sure=False)
    return list(found.values())
