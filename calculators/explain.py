"""The computation as data, line by line, generated from the rule itself; `sentences` says it.

A line names the expression it comes from: fact, then threshold, then formula, then ceiling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple, TypeAlias, assert_never

from calculators.evaluate import NO, OPEN, YES, Box, Range, range_of
from calculators.facts import Kind, Lang, Words
from calculators.rules import (
    All,
    Amount,
    Award,
    Compare,
    Condition,
    Constant,
    Each,
    Figure,
    Given,
    Grows,
    Least,
    Minus,
    Most,
    Quoted,
    Share,
    Source,
    Steps,
    Sum,
    Within,
    keys_of,
)
from calculators.sentences import NoneHolds, say_line

Step: TypeAlias = Literal[
    "condition", "threshold", "growth", "fixed", "rate", "steps", "difference", "ceiling", "result"
]
Outcome: TypeAlias = Literal["holds", "fails", "open", "amount"]

_ALL_SHOWN = 3  # of more alternatives than this, only those that can pay are shown
_NONE_HOLDS = NoneHolds()
_OUTCOMES: Mapping[Range, Outcome] = {YES: "holds", NO: "fails", OPEN: "open"}


class Line(NamedTuple):
    """One step of the computation: what was tested or computed, on which words, with what outcome.

    `amount` is the range of the figure in fen (`outcome` "amount"), None for a condition.
    """

    of: Condition | Figure | Award | NoneHolds
    box: Box
    source: Source | None
    outcome: Outcome
    amount: Range | None = None

    @property
    def step(self) -> Step:
        """What the line does: tests a condition or threshold, applies a formula, keeps a ceiling."""
        return _step(self.of)

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it looks at."""
        return () if isinstance(self.of, Award | NoneHolds) else keys_of(self.of)

    @property
    def parameters(self) -> tuple[tuple[Kind, int], ...]:
        """The policy's figures in it, each with its kind, in its smallest unit."""
        return tuple(_parameters(self.of))

    def say(self, lang: Lang) -> str:
        """The line as a sentence."""
        return say_line(self.of, self.box, lang)

    @property
    def text(self) -> Words:
        """The line as a sentence in both languages."""
        return Words(self.say("zh"), self.say("en"))


def explain(award: Award, box: Box) -> tuple[Line, ...]:
    """The lines of one award; the last gives its amount."""
    lines: list[Line] = []
    _figure(award.amount, box, lines)
    lines.append(Line(award, box, None, "amount", range_of(award.amount, box)))
    return tuple(lines)


def explain_condition(condition: Condition, box: Box) -> tuple[Line, ...]:
    """The lines of a condition that carries no amount (二)."""
    lines: list[Line] = []
    _condition(condition, box, lines)
    return tuple(lines)


def _condition(node: Condition, box: Box, lines: list[Line]) -> None:
    for tested, source, limited in _tests_of(node):
        if limited is None or limited in box.ranges:
            outcome = _OUTCOMES[range_of(tested, box)]
            lines.append(Line(tested, box, source, outcome, None))


@cache
def _tests_of(node: Condition) -> tuple[tuple[Condition, Source | None, str | None], ...]:
    """What a condition tests, with the words, and the date or year without which it says nothing."""
    match node:
        case All(parts):
            return tuple(test for part in parts for test in _tests_of(part))
        case Within(key, _, _, source):
            return ((node, source, key),)
        case Compare(right=Quoted(source=quoted), source=None):
            return ((node, quoted, None),)
        case _:
            return ((node, node.source, None),)


def _figure(node: Figure, box: Box, lines: list[Line]) -> None:
    match node:
        case Given():
            _given(node, box, lines)
        case Least(of, ceiling):
            _figure(of, box, lines)
            source = ceiling.source if isinstance(ceiling, Quoted) else None
            lines.append(_amount(node, box, source))
        case Quoted():
            lines.append(_amount(node, box, node.source))
        case Share(_, rate):
            lines.append(_amount(node, box, rate.source))
        case Most(parts):
            _alternatives(parts, box, lines)
        case Sum(parts):
            for part in parts:
                _figure(part, box, lines)
        case Minus(of, less, source):
            _figure(of, box, lines)
            _figure(less, box, lines)
            lines.append(_amount(node, box, source))
        case Each(items, of):
            for item in box.items.get(items, (box,)):
                _figure(of, item, lines)
        case Steps(_, each):
            lines.append(_amount(node, box, each.source))
        case Amount() | Constant():
            return
        case _:
            assert_never(node)


def _amount(node: Figure, box: Box, source: Source | None) -> Line:
    return Line(node, box, source, "amount", range_of(node, box))


def _given(node: Given, box: Box, lines: list[Line]) -> None:
    _condition(node.when, box, lines)
    holds = range_of(node.when, box)
    if holds != NO:
        _figure(node.then, box, lines)
    if holds != YES:
        _figure(node.otherwise, box, lines)


def _alternatives(parts: tuple[Figure, ...], box: Box, lines: list[Line]) -> None:
    shown = parts
    if len(parts) > _ALL_SHOWN:
        shown = tuple(part for part in parts if range_of(part, box)[1] > 0)
        if not shown:
            lines.append(Line(_NONE_HOLDS, box, None, "fails"))
    for part in shown:
        _figure(part, box, lines)


def _step(of: Condition | Figure | Award | NoneHolds) -> Step:
    match of:
        case Compare():
            return "threshold"
        case Grows():
            return "growth"
        case Quoted():
            return "fixed"
        case Share():
            return "rate"
        case Steps():
            return "steps"
        case Minus():
            return "difference"
        case Least():
            return "ceiling"
        case Award():
            return "result"
        case _:
            return "condition"


def _parameters(of: Condition | Figure | Award | NoneHolds) -> Iterator[tuple[Kind, int]]:
    match of:
        case Quoted(value, kind):
            yield kind, value
        case Compare(right=figure) | Grows(percent=figure) | Least(ceiling=figure):
            if isinstance(figure, Quoted):
                yield figure.kind, figure.value
        case Share(rate=rate):
            yield Kind.PERCENT, rate.numerator * 1_000_000 // rate.denominator
        case Steps(each=each, gives=gives):
            yield each.kind, each.value
            yield gives.kind, gives.value
        case _:
            return
