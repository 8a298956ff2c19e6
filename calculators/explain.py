"""The computation as data, line by line, generated from the rule itself; `sentences` says it.

A line names the expression it comes from: fact, then threshold, then formula, then ceiling.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias, assert_never

from calculators.evaluate import NO, YES, Box, Range, range_of
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
    result = Line(award, box, None, "amount", range_of(award.amount, box))
    return (*_figure(award.amount, box), result)


def explain_condition(condition: Condition, box: Box) -> tuple[Line, ...]:
    """The lines of a condition that carries no amount (二)."""
    return tuple(_condition(condition, box))


def _condition(node: Condition, box: Box) -> Iterator[Line]:
    match node:
        case All(parts):
            for part in parts:
                yield from _condition(part, box)
        case Within(key) if key not in box.ranges:
            return
        case _:
            yield Line(node, box, _source(node), _outcome(range_of(node, box)))


def _outcome(holds: Range) -> Outcome:
    return "holds" if holds == YES else "fails" if holds == NO else "open"


def _source(node: Condition) -> Source | None:
    if isinstance(node, Compare) and node.source is None:
        return node.right.source if isinstance(node.right, Quoted) else None
    return None if isinstance(node, All) else node.source


def _figure(node: Figure, box: Box) -> Iterator[Line]:
    match node:
        case Given():
            yield from _given(node, box)
        case Least(of, ceiling):
            yield from _figure(of, box)
            source = ceiling.source if isinstance(ceiling, Quoted) else None
            yield _amount(node, box, source)
        case Most(parts):
            yield from _alternatives(parts, box)
        case Sum(parts):
            for part in parts:
                yield from _figure(part, box)
        case Minus(of, less, source):
            yield from _figure(of, box)
            yield from _figure(less, box)
            yield _amount(node, box, source)
        case Each(items, of):
            for item in box.items.get(items, (box,)):
                yield from _figure(of, item)
        case Share(_, rate):
            yield _amount(node, box, rate.source)
        case Steps(_, each):
            yield _amount(node, box, each.source)
        case Quoted():
            yield _amount(node, box, node.source)
        case Amount() | Constant():
            return
        case _:
            assert_never(node)


def _amount(node: Figure, box: Box, source: Source | None) -> Line:
    return Line(node, box, source, "amount", range_of(node, box))


def _given(node: Given, box: Box) -> Iterator[Line]:
    yield from _condition(node.when, box)
    holds = range_of(node.when, box)
    if holds != NO:
        yield from _figure(node.then, box)
    if holds != YES:
        yield from _figure(node.otherwise, box)


def _alternatives(parts: tuple[Figure, ...], box: Box) -> Iterator[Line]:
    shown = parts
    if len(parts) > _ALL_SHOWN:
        shown = tuple(part for part in parts if range_of(part, box)[1] > 0)
        if not shown:
            yield Line(_NONE_HOLDS, box, None, "fails")
    for part in shown:
        yield from _figure(part, box)


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
