"""Values, ranges and figures in words."""

from __future__ import annotations

from calculators.evaluate import Box, Range, range_of
from calculators.facts import DECIMALS, Fact, Kind, Lang, Span, Value, Words
from calculators.money import say_decimal, say_money
from calculators.rules import (
    Amount,
    Figure,
    Minus,
    Most,
    Quoted,
)

UNKNOWN = Words("未知", "unknown")
_YES_NO = {True: Words("是", "yes"), False: Words("否", "no")}


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


def say_at_least(fen: int, lang: Lang) -> str:
    """An amount of which only the lower end is known."""
    return f"{say_money(fen, lang)} 以上" if lang == "zh" else f"{say_money(fen, lang)} or more"


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
    if isinstance(node, Amount):
        if node.key not in box.ranges:
            return UNKNOWN.to(lang)
        if ends[0] != ends[1]:
            return _say_span(box.facts[node.key], Span(*ends), lang)
    if (
        isinstance(node, Most | Minus)
        and ends[1] - ends[0] >= box.facts["revenue_last_year_yuan"].highest // 2
    ):
        return say_at_least(ends[0], lang) if ends[0] > 0 else UNKNOWN.to(lang)
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
