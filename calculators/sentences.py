"""Each line of a computation as a sentence: the condition and its verdict, the formula, the ceiling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from calculators.evaluate import NO, YES, Box, range_of
from calculators.facts import Kind, Lang, Words
from calculators.money import say_decimal, say_money
from calculators.rules import (
    All,
    Among,
    Amount,
    Award,
    Compare,
    Condition,
    Constant,
    Each,
    Figure,
    Given,
    Grows,
    Has,
    Holds,
    Least,
    Minus,
    Most,
    Quoted,
    Share,
    Steps,
    Sum,
    Within,
    walk,
)
from calculators.saying import (
    UNKNOWN,
    say_at_least,
    say_figure,
    say_quantity,
    say_range,
    say_term,
    say_value,
)

_VERDICT = {YES: Words("满足", "met"), NO: Words("不满足", "not met")}
_OPEN = Words("尚不能确定", "not yet known")
_NOTHING = Words("没有一档满足条件", "no level's conditions are met")
_COLON = Words("：", ": ")
_COMMA = Words("，", ", ")
_SEMICOLON = Words("；", "; ")
_OR = Words("或", " or ")
_GROWTH = Words("增长率", "growth")
_UNDEFINED = Words(
    "上年为 0，增长率无法计算，须由主管部门认定",
    "the year before is zero: the growth rate is undefined and the bureau must decide",
)
_OPERATORS = {">": "＞", ">=": "≥", "<=": "≤"}


@dataclass(frozen=True, slots=True)
class NoneHolds:
    """What a line is of where none of several levels can pay."""


def say_line(of: Condition | Figure | Award | NoneHolds, box: Box, lang: Lang) -> str:
    """What was tested or computed, in one sentence."""
    match of:
        case Award():
            return _result(of, box, lang)
        case NoneHolds():
            return _NOTHING.to(lang)
        case Least():
            return _ceiling(of, box, lang)
        case Minus():
            return _difference(of, box, lang)
        case Share():
            return _share(of, box, lang)
        case Steps():
            return _steps(of, box, lang)
        case Quoted(value):
            label = Words("条款金额 ", "amount in the clause: ").to(lang)
            return f"{label}{say_money(value, lang)}"
        case Amount() | Constant() | Sum() | Most() | Given() | Each():
            return say_figure(of, box, lang)
        case _:
            return _condition(of, box, lang)


def _condition(node: Condition, box: Box, lang: Lang) -> str:
    verdict = _VERDICT.get(range_of(node, box), _OPEN)
    return f"{_tested(node, box, lang)}{_COLON.to(lang)}{verdict.to(lang)}"


def _tested(node: Condition, box: Box, lang: Lang) -> str:
    match node:
        case Holds(key, source):
            said = _labelled(key, _chosen(key, box, lang), box, lang)
        case Among(key, options, source):
            said = _among(key, options, box, lang)
        case Has(key, option, source):
            words = box.facts[key].options[option].to(lang)
            said = f"列入“{words}”" if lang == "zh" else f"titled “{words}”"
        case Within(key, _, _, source):
            said = f"{box.facts[key].term.to(lang)} {_dates(key, box)}"
        case Compare(left, by, right, source):
            said = f"{say_figure(left, box, lang)} {_OPERATORS[by]} {say_figure(right, box, lang)}"
            source = source or (right.source if isinstance(right, Quoted) else None)
        case Grows(source=source):
            said = _grows(node, box, lang)
        case All(parts):
            return _SEMICOLON.to(lang).join(_tested(part, box, lang) for part in parts)
        case _:
            assert_never(node)
    return f"{said}{_SEMICOLON.to(lang)}「{source.words}」" if source else said


def _labelled(key: str, value: str, box: Box, lang: Lang) -> str:
    return f"{box.facts[key].term.to(lang)}{_COLON.to(lang)}{value}"


def _chosen(key: str, box: Box, lang: Lang) -> str:
    fact = box.facts[key]
    if fact.kind is Kind.FLAG:
        low, high = box.range_of(key)
        return say_value(fact, bool(low), lang) if low == high else UNKNOWN.to(lang)
    chosen = box.chosen.get(key)
    return UNKNOWN.to(lang) if chosen is None else say_value(fact, next(iter(chosen)), lang)


def _among(key: str, options: frozenset[str], box: Box, lang: Lang) -> str:
    terms = box.facts[key].options.items()
    wanted = _OR.to(lang).join(words.to(lang) for option, words in terms if option in options)
    said = _labelled(key, _chosen(key, box, lang), box, lang)
    return f"{said}（须为{wanted}）" if lang == "zh" else f"{said} (needed: {wanted})"


def _dates(key: str, box: Box) -> str:
    is_date = box.facts[key].kind is Kind.DATE
    days = dict.fromkeys(box.ranges[key])
    return " – ".join(str(date.fromordinal(day)) if is_date else str(day) for day in days)


def _grows(node: Grows, box: Box, lang: Lang) -> str:
    comma, sign = _COMMA.to(lang), ">" if node.strict else ">="
    figures = f"{say_figure(node.now, box, lang)}{comma}{say_figure(node.before, box, lang)}"
    if range_of(node.before, box)[1] == 0:
        return f"{figures}{comma}{_UNDEFINED.to(lang)}"
    low, high = range_of(node.percent, box)
    than = (
        f" {_OPERATORS[sign]} {say_quantity(Kind.PERCENT, low, lang)}"
        if low == high
        else f"{comma}{say_term(node.percent, box, lang)}{_unknown(lang)}"
    )
    return f"{figures}{comma}{_rate(node, box, lang)}{than}"


def _unknown(lang: Lang) -> str:
    return UNKNOWN.zh if lang == "zh" else f" {UNKNOWN.en}"


def _rate(node: Grows, box: Box, lang: Lang) -> str:
    (now, most), (base, widest) = range_of(node.now, box), range_of(node.before, box)
    if base == 0 or _is_endless(node.now, box) or _is_endless(node.before, box):
        return f"{_GROWTH.to(lang)}{_unknown(lang)}"
    ends = (_percent(now, widest), _percent(most, base))
    shown = " – ".join(dict.fromkeys(said for said, _ in ends))
    about = any(rest for _, rest in ends)
    if lang == "zh":
        return f"增长率约 {shown}" if about else f"增长率 {shown}"
    return f"growth about {shown}" if about else f"growth {shown}"


def _percent(now: int, before: int) -> tuple[str, int]:
    """The growth in percent with two decimals, and what is left beyond them."""
    hundredths, rest = divmod((now - before) * 10_000, before)
    return f"{say_decimal(hundredths, 2)}%", rest


def _result(award: Award, box: Box, lang: Lang) -> str:
    ends = range_of(award.amount, box)
    said = f"{award.title.to(lang)}{_COLON.to(lang)}{say_range(ends, lang)}"
    if not award.ceiling or ends[1] == 0:
        return said
    may_be_less = Words("（上限，实际可能低于此数）", " (ceiling: the bureau may pay less)")
    return f"{said}{may_be_less.to(lang)}"


def _ceiling(node: Least, box: Box, lang: Lang) -> str:
    (low, high), (top, _) = range_of(node.of, box), range_of(node.ceiling, box)
    money = say_money(top, lang)
    if low > top:
        return (
            f"超过上限 {money}，按上限计"
            if lang == "zh"
            else f"above the ceiling of {money}: the ceiling counts"
        )
    if high > top:
        return f"不超过上限 {money}" if lang == "zh" else f"at most the ceiling of {money}"
    return f"未超过上限 {money}" if lang == "zh" else f"within the ceiling of {money}"


def _difference(node: Minus, box: Box, lang: Lang) -> str:
    level, result = range_of(node.of, box), say_range(range_of(node, box), lang)
    less = say_figure(node.less, box, lang)
    if level[1] == 0:
        already = say_range(range_of(node.less, box), lang)
        return "没有可补的差额" if lang == "zh" else f"nothing to pay a difference on ({already})"
    if lang == "zh":
        return f"{say_range(level, lang)} 减去 {less}，为 {result}"
    return f"{say_range(level, lang)} less {less}: {result}"


def _share(node: Share, box: Box, lang: Lang) -> str:
    rate = say_decimal(node.rate.numerator * 1_000_000 // node.rate.denominator, 4)
    if _says_nothing(node, box):
        result = UNKNOWN.to(lang)
    elif _is_endless(node.of, box):
        result = say_at_least(range_of(node, box)[0], lang)
    else:
        result = say_range(range_of(node, box), lang)
    return f"{say_figure(node.of, box, lang)} × {rate}% = {result}"


def _steps(node: Steps, box: Box, lang: Lang) -> str:
    of, each = say_figure(node.of, box, lang), say_money(node.each.value, lang)
    gives = say_money(node.gives.value, lang)
    if _says_nothing(node, box) or _is_endless(node.of, box):
        return f"{of}，每满 {each} 给 {gives}" if lang == "zh" else f"{of}: {gives} for each {each}"
    ends = range_of(node, box)
    least, most = (end // node.gives.value for end in ends)
    count = f"{least}" if least == most else f"{least}–{most}"
    result = say_range(ends, lang)
    if lang == "zh":
        return f"{of}，每满 {each}计一个，{count} 个 × {gives} = {result}"
    return f"{of}: {count} full steps of {each} × {gives} = {result}"


def _says_nothing(node: Figure, box: Box) -> bool:
    """Whether nothing at all is known of an amount in it, so that its range says nothing."""
    (low, high), amounts = range_of(node, box), (n for n in walk(node) if isinstance(n, Amount))
    return low != high and any(amount.key not in box.ranges for amount in amounts)


def _is_endless(figure: Figure, box: Box) -> bool:
    """Whether only the lower end of a figure is known: its upper one is the limit of its kind."""
    match figure:
        case Amount(key):
            return range_of(figure, box)[1] >= box.facts[key].highest
        case Minus(of):
            return _is_endless(of, box)
        case _:
            return False
