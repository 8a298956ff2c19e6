"""The computation, line by line, in sentences and as data: generated from the rule itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from calculators.evaluate import NO, YES, Box, Range, range_of
from calculators.facts import Lang, Words
from calculators.money import say_money
from calculators.rules import (
    All,
    Amount,
    Award,
    Condition,
    Constant,
    Each,
    Figure,
    Given,
    Least,
    Minus,
    Most,
    Quoted,
    Share,
    Source,
    Steps,
    Sum,
    keys_of,
)
from calculators.saying import UNKNOWN, say_condition, say_figure, say_range

Outcome: TypeAlias = Literal["holds", "fails", "open", "amount"]

_MET = Words("满足", "met")
_NOT_MET = Words("不满足", "not met")
_OPEN = Words("尚不能确定", "not yet known")
_NOTHING = Words("没有一档满足条件", "no level's conditions are met")
_ALL_SHOWN = 3  # of more alternatives than this, only those that can pay are shown


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the computation: what was tested or computed, on which words, with what outcome.

    `amount` is the range of the figure in fen (`outcome` "amount"), None for a condition.
    """

    text: Words
    source: Source | None
    outcome: Outcome
    amount: Range | None = None


def explain(award: Award, box: Box) -> tuple[Line, ...]:
    """The lines of one award; the last gives its amount."""
    result = range_of(award.amount, box)
    return (*_figure(award.amount, box), _result(award, result))


def explain_condition(condition: Condition, box: Box) -> tuple[Line, ...]:
    """The lines of a condition that carries no amount (二)."""
    return _condition(condition, box)


def _result(award: Award, result: Range) -> Line:
    low, high = result
    zh = f"{award.title.zh}：{say_range(result, 'zh')}"
    en = f"{award.title.en}: {say_range(result, 'en')}"
    if award.ceiling and high > 0:
        zh, en = f"{zh}（上限，实际可能低于此数）", f"{en} (ceiling: the bureau may pay less)"
    return Line(Words(zh, en), None, "amount", (low, high))


def _condition(node: Condition, box: Box) -> tuple[Line, ...]:
    if isinstance(node, All):
        return tuple(line for part in node.parts for line in _condition(part, box))
    said = say_condition(node, box)
    if said is None:
        return ()
    match range_of(node, box):
        case (1, _):
            outcome, verdict = "holds", _MET
        case (_, 0):
            outcome, verdict = "fails", _NOT_MET
        case _:
            outcome, verdict = "open", _OPEN
    text = Words(f"{said.text.zh}：{verdict.zh}", f"{said.text.en}: {verdict.en}")
    return (Line(text, said.source, outcome),)  # type: ignore[arg-type]


def _figure(node: Figure, box: Box) -> tuple[Line, ...]:
    match node:
        case Given(when, then, otherwise):
            return _given(when, then, otherwise, box)
        case Least(of, ceiling):
            return (*_figure(of, box), _ceiling(of, ceiling, box))
        case Most(parts):
            return _alternatives(parts, box)
        case Sum(parts):
            return tuple(line for part in parts for line in _figure(part, box))
        case Minus(of, less):
            return (*_figure(of, box), *_figure(less, box), _difference(node, box))
        case Each(items, of):
            boxes = box.items.get(items, (box,))
            return tuple(line for item in boxes for line in _figure(of, item))
        case Share(of):
            return (_share(node, of, box),)
        case Steps():
            return (_steps(node, box),)
        case Quoted():
            return (_fixed(node),)
        case Amount() | Constant():
            return ()
        case _:
            assert_never(node)


def _given(when: Condition, then: Figure, otherwise: Figure, box: Box) -> tuple[Line, ...]:
    lines = _condition(when, box)
    if range_of(when, box) == NO:
        return lines if otherwise == Constant(0) else (*lines, *_figure(otherwise, box))
    instead = () if range_of(when, box) == YES else _figure(otherwise, box)
    return (*lines, *_figure(then, box), *instead)


def _fixed(node: Quoted) -> Line:
    amount = (node.value, node.value)
    text = Words(
        f"条款金额 {say_money(node.value, 'zh')}",
        f"amount in the clause: {say_money(node.value, 'en')}",
    )
    return Line(text, node.source, "amount", amount)


def _alternatives(parts: tuple[Figure, ...], box: Box) -> tuple[Line, ...]:
    shown = list(parts)
    if len(shown) > _ALL_SHOWN:
        shown = [part for part in shown if range_of(part, box)[1] > 0]
        if not shown:
            return (Line(_NOTHING, None, "fails"),)
    return tuple(line for part in shown for line in _figure(part, box))


def _ceiling(of: Figure, ceiling: Figure, box: Box) -> Line:
    (low, high), (top, _) = range_of(of, box), range_of(ceiling, box)
    zh, en = say_money(top, "zh"), say_money(top, "en")
    if low > top:
        text = Words(f"超过上限 {zh}，按上限计", f"above the ceiling of {en}: the ceiling counts")
    elif high > top:
        text = Words(f"不超过上限 {zh}", f"at most the ceiling of {en}")
    else:
        text = Words(f"未超过上限 {zh}", f"within the ceiling of {en}")
    source = getattr(ceiling, "source", None)
    return Line(text, source, "amount", (min(low, top), min(high, top)))


def _difference(node: Minus, box: Box) -> Line:
    of, less = node.of, node.less
    result = range_of(node, box)
    level, already = range_of(of, box), range_of(less, box)
    return Line(
        Words(
            f"{say_range(level, 'zh')} 减去 {say_figure(less, box, 'zh')}，为 {say_range(result, 'zh')}"
            if level[1] > 0
            else "没有可补的差额",
            f"{say_range(level, 'en')} less {say_figure(less, box, 'en')}: {say_range(result, 'en')}"
            if level[1] > 0
            else f"nothing to pay a difference on ({say_range(already, 'en')})",
        ),
        node.source,
        "amount",
        result,
    )


def _share(node: Share, of: Figure, box: Box) -> Line:
    rate = f"{node.rate.numerator * 100 / node.rate.denominator:g}%"
    result = range_of(node, box)
    return Line(
        Words(
            f"{say_figure(of, box, 'zh')} × {rate} = {_result_of(node, box, 'zh')}",
            f"{say_figure(of, box, 'en')} × {rate} = {_result_of(node, box, 'en')}",
        ),
        node.rate.source,
        "amount",
        result,
    )


def _steps(node: Steps, box: Box) -> Line:
    ends = range_of(node, box)
    return Line(
        Words(*(_say_steps(node, box, lang) for lang in ("zh", "en"))),
        node.each.source,
        "amount",
        ends,
    )


def _say_steps(node: Steps, box: Box, lang: Lang) -> str:
    low, high = range_of(node, box)
    of, each = say_figure(node.of, box, lang), say_money(node.each.value, lang)
    gives = say_money(node.gives.value, lang)
    if _is_unbounded(node, box):
        return f"{of}，每满 {each} 给 {gives}" if lang == "zh" else f"{of}: {gives} for each {each}"
    least, most = low // node.gives.value, high // node.gives.value
    count = f"{least}" if low == high else f"{least}–{most}"
    result = say_range((low, high), lang)
    if lang == "zh":
        return f"{of}，每满 {each}计一个，{count} 个 × {gives} = {result}"
    return f"{of}: {count} full steps of {each} × {gives} = {result}"


def _result_of(node: Figure, box: Box, lang: Lang) -> str:
    if _is_unbounded(node, box):
        return UNKNOWN.to(lang)
    return say_range(range_of(node, box), lang)


def _is_unbounded(node: Figure, box: Box) -> bool:
    """Whether nothing at all is known of a fact in it, so that its range says nothing."""
    low, high = range_of(node, box)
    return low != high and any(key not in box.ranges for key in keys_of(node))
