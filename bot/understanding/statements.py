"""Reads the statements of a message, asked for or not: what is certain and what is to be confirmed."""

import re
from collections.abc import Sequence

from bot.understanding.amounts import find_quantities
from bot.understanding.binding import bind, topic_of
from bot.understanding.bound import Bound
from bot.understanding.choices import find_options
from bot.understanding.data_year import read_data_year, read_dates
from bot.understanding.features import read_counts, read_flags, read_options
from bot.understanding.flags import find_flags, is_hedged, is_unknown, negations
from bot.understanding.growth import read_shares
from bot.understanding.names import find_names
from bot.understanding.others import planned
from bot.understanding.parts import Parts, Stated, clauses_of, leftover
from bot.understanding.shares import find_shares
from bot.understanding.tokens import Name, S, Spanned, Year, between, outside
from bot.understanding.values import value_of
from bot.understanding.verbs import meant_by_verb, unlike
from bot.understanding.vocabulary import CITY, EARLIER, FAMILIES, OTHER, PAID, RD
from bot.understanding.yearly import Setting, give, named_year
from bot.understanding.years import find_dates, find_years
from calculators.facts import Kind, Value
from calculators.xm_2023_10.facts import FACTS

_ZERO_SURE = {
    "step_awards_received_yuan",
    "other_same_type_award_yuan",
    "maas_revenue_yuan",
    "app_local_sales_yuan",
}
_PROJECT = re.compile(r"揭榜|攻关|重点项目|课题|项目(?:的)?总?投入|challenge|key project")
_OWN_RD = re.compile(r"自主|自有|自行|内部|own|house|self")


def read_statements(
    text: str, setting: Setting, doubts: list[tuple[int, int]], profile: dict[str, Value]
) -> Stated:
    """Everything that `text` states; numbers inside `doubts` are never certain."""
    stated = Stated()
    dates = find_dates(text, setting.today)
    text = read_dates(text, dates, setting, stated)
    parts = _cut(text, setting)
    setting = read_data_year(parts, setting, stated)
    read_flags(parts, setting, doubts, stated)
    read_options(parts, doubts, stated)
    read_counts(parts, setting, doubts, stated)
    bound = _read_amounts(parts, setting, doubts, stated)
    _read_nothings(parts, setting, stated)
    read_shares(parts, setting, doubts, stated, profile)
    _read_unknowns(parts, setting, stated)
    if (year := named_year(bound, setting)) is not None and "data_year" not in stated:
        stated.put("data_year", year, sure=False)
    return stated


def _cut(text: str, setting: Setting) -> Parts:
    asked_year = setting.asked == "data_year"
    alone = re.fullmatch(r"[^0-9]*(?:19|20)[0-9]{2}[^0-9]*", text) is not None
    fact = FACTS.get(setting.asked or "")
    amount_alone = alone and fact is not None and fact.kind is not Kind.YEAR
    years = find_years(text, setting.today, bare=asked_year or not amount_alone)
    shares = outside(find_shares(text), years)
    names = outside(
        find_names(text, setting.asked), [y for y in years if y.word in {"written", "last"}]
    )
    names = [_of_project(n, text, setting) for n in names]
    years = [y for y in years if not any(n.start <= y.start and y.end <= n.end for n in names)]
    numbers = outside(find_quantities(text), [*names, *years, *shares])
    city = [
        n for n in names if n.of == CITY
    ]  # 市规上软件业平均增速 does not say what the company is
    options = [
        o
        for o in find_options(text, setting.asked)
        if all(o[1] <= n.start or o[0] >= n.end for n in city)
    ]
    flags = outside(find_flags(text), city)
    return Parts(text, names, years, shares, numbers, flags, options)


def _of_project(name: Name, text: str, setting: Setting) -> Name:
    """`市级揭榜挂帅项目，研发投入2000万`: most likely the project's, not the company's."""
    plain = (
        name.of == RD
        and topic_of(setting.asked) != RD
        and not _OWN_RD.search(text[name.start : name.end])
    )
    if plain and _PROJECT.search(text[: name.start]):
        return Name(name.start, name.end, "project_rd_investment_yuan", sure=False)
    return name


def _read_amounts(
    parts: Parts, setting: Setting, doubts: list[tuple[int, int]], stated: Stated
) -> list[Bound]:
    fact = FACTS.get(setting.asked or "")
    asked = setting.asked if fact and fact.kind is Kind.YUAN else None
    meant = meant_by_verb(parts.text, asked) if not _named(parts) else asked
    plans = planned(parts.text)
    veiled = _veil(parts, plans)
    names = [
        n for n in parts.names if n.of in FAMILIES or n.of == OTHER or FACTS[n.of].kind is Kind.YUAN
    ]
    numbers = [q for q in parts.numbers if q.unit in ("yuan", "bare", "other")]
    bound = bind(veiled, _past(numbers, plans), names, _past(parts.years, plans), meant)
    for item in give(bound, setting):
        found = value_of(FACTS[item.of], item.quantity, parts.text) if item.of in FACTS else None
        if found is None:
            continue
        value, exact = found
        doubt = any(a <= item.quantity.start < b for a, b in doubts)
        doubt = doubt or meant != asked or (not item.named and unlike(parts.text, asked))
        stated.put(item.of, value, sure=exact and item.sure and not doubt)
        if not item.named:
            stated.unnamed.add(item.of)
    return bound


def _named(parts: Parts) -> bool:
    """Whether any amount is named, by more than a verb."""
    return any(n.sure or n.of != PAID for n in parts.names)


def _past(tokens: Sequence[S], plans: list[tuple[int, int]]) -> list[S]:
    return [t for t in tokens if not any(a <= t.start < b for a, b in plans)]


def _veil(parts: Parts, plans: list[tuple[int, int]]) -> str:
    """The text with flags, options and percents as if they were mere links: they are read elsewhere."""
    text = parts.text
    spans = [(f.start, f.end) for f in parts.flags] + [(a, b) for a, b, _, _ in parts.options]
    spans += [
        (q.start, q.end)
        for q in [*parts.shares, *parts.numbers]
        if q.unit in ("percent", "growth", "enterprises", "rank", "p")
    ]
    spans += [
        (n.start, n.end) for n in parts.names if n.of in FACTS and FACTS[n.of].kind is not Kind.YUAN
    ]
    for a, b in plans:
        text = text[:a] + re.sub(r"[^,，、。;]", "的", text[a:b]) + text[b:]
    keep: list[Spanned] = [
        n for n in parts.names if n.of in FAMILIES or n.of == OTHER or FACTS[n.of].kind is Kind.YUAN
    ]
    for a, b in spans:
        if all(b <= t.start or a >= t.end for t in [*keep, *parts.years]):
            text = text[:a] + "的" * (b - a) + text[b:]
    return text


def _read_nothings(parts: Parts, setting: Setting, stated: Stated) -> None:
    """`没拿过上台阶奖励`: a named amount that is denied, without a number, is nothing."""
    for a, b, clause in clauses_of(parts):
        named = [
            n
            for n in between(parts.names, a, b)
            if (n.of in FAMILIES or (n.of in FACTS and FACTS[n.of].kind is Kind.YUAN))
        ]
        figures = [*between(parts.numbers, a, b), *between(parts.shares, a, b)]
        if len(named) != 1 or figures or negations(clause) != 1 or is_unknown(clause):
            continue
        key, rest = named[0].of, leftover(parts, a, b)
        if key in FAMILIES:
            key = _unknown_key(key, between(parts.years, a, b), setting) or ""
            if rest or not key:
                continue
        if key not in stated and re.search(
            r"没|无|未|\b(?:no|never|not|none|haven't|without)\b|不曾", clause
        ):
            stated.put(
                key,
                0,
                sure=key in {*_ZERO_SURE, setting.asked} - EARLIER
                and not rest
                and not is_hedged(clause),
            )


def _read_unknowns(parts: Parts, setting: Setting, stated: Stated) -> None:
    topic: str | None = None
    for a, b, clause in clauses_of(parts):
        named = [
            n.of
            for n in [*between(parts.names, a, b), *between(parts.flags, a, b)]
            if n.of != OTHER
        ]
        topic = next((n for n in named if n in FAMILIES), topic)
        if not is_unknown(clause):
            continue
        years = between(parts.years, a, b)
        keys = [
            _unknown_key(n, years, setting) for n in named or ([topic] if topic and years else [])
        ]
        if not keys and setting.asked and setting.asked not in stated:
            keys = [setting.asked]
        stated.unknown += [k for k in keys if k and k not in stated and k not in stated.unknown]


def _unknown_key(name: str, years: list[Year], setting: Setting) -> str | None:
    if name not in FAMILIES:
        return name if name in FACTS else None
    keys = FAMILIES[name]
    if not years:
        return setting.asked if setting.asked in keys else keys[0]
    latest = setting.data_year or setting.today.year - 1
    year = latest - 1 if years[0].word == "prior" else years[0].year
    return {latest: keys[0], latest - 1: keys[1]}.get(year if year is not None else latest)
