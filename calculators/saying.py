"""Expressions, values and conditions in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calculators.evaluate import Box, Range, range_of
from calculators.facts import DECIMALS, Fact, Kind, Lang, Span, Value, Words
from calculators.money import say_decimal, say_money
from calculators.rules import (
    Among,
    Amount,
    Compare,
    Condition,
    Figure,
    Grows,
    Has,
    Holds,
    Minus,
    Most,
    Quoted,
    Source,
    Within,
)

_LANGS: tuple[Lang, Lang] = ("zh", "en")
UNKNOWN = Words("未知", "unknown")
_YES_NO = {True: Words("是", "yes"), False: Words("否", "no")}
_UNDEFINED = Words(
    "上年为 0，增长率无法计算，须由主管部门认定",
    "the year before is zero: the growth rate is undefined and the bureau must decide",
)
_OPERATORS = {">": "＞", ">=": "≥", "<=": "≤"}


@dataclass(frozen=True, slots=True)
class Said:
    """A condition in words, with the policy's words it stands on."""

    text: Words
    source: Source | None


def say_value(fact: Fact, value: Value, lang: Lang) -> str:
    """One stated value as people read it: `6,800 万元`, `是`, `规上软件企业`, `12%`."""
    if isinstance(value, Span):
        return _say_span(fact, value, lang)
    match fact.kind:
        case Kind.FLAG:
            return _YES_NO[bool(value)].to(lang)
        case Kind.CHOICE:
            return fact.options[str(value)].to(lang)
        case Kind.CHOICES:
            chosen = [w.to(lang) for o, w in fact.options.items() if o in value]  # type: ignore[operator]
            return ("、" if lang == "zh" else ", ").join(chosen) or Words("无", "none").to(lang)
        case Kind.DATE | Kind.TEXT:
            return str(value)
        case _:
            return say_quantity(fact.kind, int(value), lang)  # type: ignore[arg-type]


def _say_span(fact: Fact, span: Span, lang: Lang) -> str:
    low, high = (say_quantity(fact.kind, end, lang) for end in (span.lo, span.hi))
    if span.hi >= fact.highest:
        return f"{low} 以上" if lang == "zh" else f"{low} or more"
    if span.lo <= fact.lowest:
        return f"不超过 {high}" if lang == "zh" else f"at most {high}"
    return f"{low} – {high}"


def say_quantity(kind: Kind, value: int, lang: Lang) -> str:
    """A quantity in its smallest unit as people read it."""
    match kind:
        case Kind.YUAN:
            return say_money(value, lang)
        case Kind.PERCENT:
            return f"{say_decimal(value, DECIMALS[kind])}%"
        case Kind.YEAR:
            return str(value)
        case _:
            return say_decimal(value, DECIMALS.get(kind, 0))


def say_range(ends: Range, lang: Lang) -> str:
    """An amount, or its range when not decided."""
    return _say_ends(Kind.YUAN, ends, lang)


def _say_ends(kind: Kind, ends: Range, lang: Lang) -> str:
    low, high = ends
    if low == high:
        return say_quantity(kind, low, lang)
    return f"{say_quantity(kind, low, lang)} – {say_quantity(kind, high, lang)}"


def say_term(node: Figure, box: Box, lang: Lang) -> str:
    """What a figure is called."""
    match node:
        case Amount(key):
            return box.facts[key].term.to(lang)
        case Most(parts):
            terms = [say_term(part, box, lang) for part in parts]
            return (
                f"{'、'.join(terms)}中较高者"
                if lang == "zh"
                else f"higher of {' and '.join(terms)}"
            )
        case Minus(of, less):
            brackets = "（）" if lang == "zh" else "()"
            inner = f"{say_term(of, box, lang)} − {say_term(less, box, lang)}"
            return f"{brackets[0]}{inner}{brackets[1]}"
        case _:
            return ""


def say_figure(node: Figure, box: Box, lang: Lang) -> str:
    """What a figure is called, and its value: `年度自主研发费用 1,260 万元`."""
    term = say_term(node, box, lang)
    return f"{term} {_say_known(node, box, lang)}".strip()


def _say_known(node: Figure, box: Box, lang: Lang) -> str:
    ends = range_of(node, box)
    kind = _kind(node, box)
    if isinstance(node, Amount) and node.key not in box.ranges:
        return UNKNOWN.to(lang)
    if (
        isinstance(node, Most | Minus)
        and ends[1] - ends[0] >= box.facts["revenue_last_year_yuan"].highest // 2
    ):
        return UNKNOWN.to(lang)
    return _say_ends(kind, ends, lang)


def _kind(node: Figure, box: Box) -> Kind:
    match node:
        case Amount(key):
            return box.facts[key].kind
        case Quoted(_, kind):
            return kind
        case Most((first, *_)):
            return _kind(first, box)
        case _:
            return Kind.YUAN


def say_condition(node: Condition, box: Box) -> Said | None:
    """A condition in words; None where there is nothing to say (a date nobody has stated)."""
    match node:
        case Holds(key, source):
            return _said(source, *(_labelled(key, _flag(key, box, w), box, w) for w in _LANGS))
        case Among(key, options, source):
            return _said(source, *(_among(key, options, box, w) for w in _LANGS))
        case Has(key, option, source):
            option_words = box.facts[key].options[option]
            return _said(source, f"列入“{option_words.zh}”", f"titled “{option_words.en}”")
        case Within(key, source=source):
            return _within(key, source, box)
        case Compare():
            return _compare(node, box)
        case Grows():
            return _grows(node, box)
        case _:
            raise TypeError(node)


def _said(source: Source | None, zh: str, en: str) -> Said:
    return Said(Words(_on(zh, source, "；"), _on(en, source, "; ")), source)


def _on(text: str, source: Source | None, mark: str) -> str:
    return f"{text}{mark}「{source.words}」" if source else text


def _flag(key: str, box: Box, lang: Lang) -> str:
    ends = box.range_of(key)
    return UNKNOWN.to(lang) if ends[0] != ends[1] else _YES_NO[bool(ends[0])].to(lang)


def _labelled(key: str, value: str, box: Box, lang: Lang) -> str:
    colon = "：" if lang == "zh" else ": "
    return f"{box.facts[key].term.to(lang)}{colon}{value}"


def _among(key: str, options: frozenset[str], box: Box, lang: Lang) -> str:
    wanted = [
        words.to(lang) for option, words in box.facts[key].options.items() if option in options
    ]
    said = _labelled(key, _chosen(key, box, lang), box, lang)
    return (
        f"{said}（须为{'或'.join(wanted)}）"
        if lang == "zh"
        else f"{said} (needed: {' or '.join(wanted)})"
    )


def _chosen(key: str, box: Box, lang: Lang) -> str:
    chosen = box.chosen.get(key)
    return (
        UNKNOWN.to(lang) if chosen is None else say_value(box.facts[key], next(iter(chosen)), lang)
    )


def _within(key: str, source: Source, box: Box) -> Said | None:
    if key not in box.ranges:
        return None
    fact = box.facts[key]
    spelt = [
        str(date.fromordinal(day)) if fact.kind is Kind.DATE else str(day)
        for day in dict.fromkeys(box.ranges[key])
    ]
    value = " – ".join(spelt)
    return _said(source, f"{fact.term.zh} {value}", f"{fact.term.en} {value}")


def _compare(node: Compare, box: Box) -> Said:
    source = node.source or getattr(node.right, "source", None)
    zh, en = (say_figure(node.left, box, lang) for lang in ("zh", "en"))
    other_zh, other_en = (say_figure(node.right, box, lang) for lang in ("zh", "en"))
    sign = _OPERATORS[node.by]
    return _said(source, f"{zh} {sign} {other_zh}", f"{en} {sign} {other_en}")


def _grows(node: Grows, box: Box) -> Said:
    rate = _rate(range_of(node.now, box), range_of(node.before, box))
    zh = f"{say_figure(node.now, box, 'zh')}，{say_figure(node.before, box, 'zh')}，"
    en = f"{say_figure(node.now, box, 'en')}, {say_figure(node.before, box, 'en')}, "
    needed = range_of(node.percent, box)
    than = say_quantity(Kind.PERCENT, needed[0], "zh") if needed[0] == needed[1] else None
    sign = _OPERATORS[">" if node.strict else ">="]
    threshold = (
        Words(f" {sign} {than}", f" {sign} {than}")
        if than
        else Words(
            f"，{say_term(node.percent, box, 'zh')}未知",
            f", {say_term(node.percent, box, 'en')} unknown",
        )
    )
    return _said(
        node.source,
        f"{zh}{rate.zh}{threshold.zh}",
        f"{en}{rate.en}{threshold.en}",
    )


def _rate(now: Range, before: Range) -> Words:
    if before[1] == 0:
        return _UNDEFINED
    if now[0] != now[1] or before[0] != before[1]:
        return Words("增长率未知", "growth unknown")
    hundredths, rest = divmod((now[0] - before[0]) * 10_000, before[0])
    shown = say_decimal(hundredths, 2)
    about = Words("约 ", "about ") if rest else Words("", "")
    return Words(f"增长率{'' if rest else ' '}{about.zh}{shown}%", f"growth {about.en}{shown}%")
