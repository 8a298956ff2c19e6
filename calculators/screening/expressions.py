"""A rule as Polars expressions: the range of every row at once, the same as `evaluate.range_of`.

A quantity is Int64 in its smallest unit, a flag Boolean, a choice text, each option of a list of
choices a Boolean column `key:option`; null is unknown. Nothing leaves 64 bits: amounts end at 10^15
fen, rates are reduced, and a growth rate is compared in two halves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial, reduce
from math import gcd
from operator import add, and_, or_
from typing import NamedTuple, TypeAlias, assert_never

import polars as pl

from calculators.evaluate import Range
from calculators.facts import Fact
from calculators.rules import (
    NOTHING,
    All,
    Among,
    Amount,
    Compare,
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
    Node,
    Quoted,
    Share,
    Steps,
    Sum,
    Within,
)

_WHOLE = 1_000_000  # 100 % in 1/10,000 percent


class Ends(NamedTuple):
    """The least and the greatest value of an expression in each row; one object where they agree."""

    lo: pl.Expr
    hi: pl.Expr

    @property
    def agree(self) -> bool:
        """Whether the value is known in every row."""
        return self.lo is self.hi

    def each(self, function: Callable[[pl.Expr], pl.Expr]) -> Ends:
        """Both ends through a function that keeps their order."""
        return (
            point(function(self.lo)) if self.agree else Ends(function(self.lo), function(self.hi))
        )


def point(value: pl.Expr) -> Ends:
    """What is known."""
    return Ends(value, value)


CERTAIN = point(pl.lit(value=True))
_NOTHING = pl.lit(0, pl.Int64)
_LARGEST = 2**63 - 1

Compared: TypeAlias = Callable[[pl.Expr, pl.Expr, pl.Expr], pl.Expr]


@dataclass(frozen=True)
class Columns:
    """What is known of the columns of a batch.

    `complete` names those without an empty cell, `limits` their least and greatest quantity; an
    absent column is unknown in every row.
    """

    facts: Mapping[str, Fact]
    present: frozenset[str]
    complete: frozenset[str]
    limits: Mapping[str, Range]
    found: dict[Node, Ends] = field(default_factory=dict, repr=False, compare=False)

    def limits_of(self, figure: Figure) -> Range | None:
        """What a fact or a figure of the policy is within in every row; None for other figures."""
        match figure:
            case Amount(key):
                fact = self.facts[key]
                return self.limits.get(key, (fact.lowest, fact.highest))
            case Quoted(value):
                return (value, value)
            case _:
                return None


def option_column(key: str, option: str) -> str:
    """The column that says whether a list of choices has an option."""
    return f"{key}:{option}"


def ends_of(node: Node, columns: Columns) -> Ends:
    """The range of an expression in each row."""
    ends = columns.found.get(node)
    if ends is None:
        ends = columns.found[node] = _ends(node, columns)
    return ends


def together(ends: list[Ends]) -> Ends:
    """Several ranges added up."""
    return _both(ends, _sum)


def _ends(node: Node, columns: Columns) -> Ends:
    match node:
        case Given():
            return _given(node, columns)
        case All(parts):
            said = [ends for part in parts if (ends := ends_of(part, columns)) is not CERTAIN]
            return _both(said, _all) if said else CERTAIN
        case Compare():
            return _compare(node, columns)
        case Within(key, first, last):
            return _within(key, first, last, columns)
        case Quoted(value) | Constant(value):
            return point(pl.lit(value, pl.Int64))
        case Amount(key):
            return _quantity(key, columns)
        case Holds(key):
            return _truth(key, columns, assumed=bool(columns.facts[key].assumed))
        case Among(key, options):
            known = [pl.col(key) == option for option in sorted(options)]
            return _open(reduce(or_, known) if key in columns.present else None, key, columns)
        case Has(key, option):
            return _truth(option_column(key, option), columns, assumed=False)
        case Grows():
            return _grows(node, columns)
        case Least(of, ceiling):
            return _both([ends_of(of, columns), ends_of(ceiling, columns)], pl.min_horizontal)
        case Most(parts):
            return _most(parts, columns)
        case Sum(parts):
            return together([ends_of(part, columns) for part in parts])
        case Minus(of, less):
            return _minus(ends_of(of, columns), ends_of(less, columns))
        case Share(of, rate):
            shrunk = gcd(rate.numerator, rate.denominator)
            top, bottom = rate.numerator // shrunk, rate.denominator // shrunk
            return ends_of(of, columns).each(lambda x: (x if top == 1 else x * top) // bottom)
        case Steps(of, each, gives):
            return ends_of(of, columns).each(lambda x: x // each.value * gives.value)
        case Each(_, of):
            # A row is one object of every list.
            return ends_of(of, columns)
        case _:
            assert_never(node)


def _both(parts: list[Ends], function: Callable[[list[pl.Expr]], pl.Expr]) -> Ends:
    low = function([part.lo for part in parts])
    if all(part.agree for part in parts):
        return point(low)
    return Ends(low, function([part.hi for part in parts]))


def _sum(parts: list[pl.Expr]) -> pl.Expr:
    return reduce(add, parts)


def _all(parts: list[pl.Expr]) -> pl.Expr:
    return reduce(and_, parts)


def _quantity(key: str, columns: Columns) -> Ends:
    fact = columns.facts[key]
    if key not in columns.present:
        return Ends(pl.lit(fact.lowest, pl.Int64), pl.lit(fact.highest, pl.Int64))
    column = pl.col(key)
    if key in columns.complete:
        return point(column)
    return Ends(column.fill_null(fact.lowest), column.fill_null(fact.highest))


def _truth(key: str, columns: Columns, *, assumed: bool) -> Ends:
    known = pl.col(key) if key in columns.present else None
    if not assumed:
        return _open(known, key, columns)
    if known is None:
        return CERTAIN
    return point(known if key in columns.complete else known.fill_null(value=True))


def _open(known: pl.Expr | None, key: str, columns: Columns) -> Ends:
    if known is None:
        return Ends(pl.lit(value=False), pl.lit(value=True))
    if key in columns.complete:
        return point(known)
    return Ends(known.fill_null(value=False), known.fill_null(value=True))


def _within(key: str, first: int, last: int, columns: Columns) -> Ends:
    if key not in columns.present:
        return CERTAIN
    inside = pl.col(key).is_between(first, last)
    return point(inside if key in columns.complete else inside.fill_null(value=True))


def _given(node: Given, columns: Columns) -> Ends:
    when, then = ends_of(node.when, columns), ends_of(node.then, columns)
    if node.otherwise is NOTHING:
        # No figure is below zero: what may fail gives at least nothing.
        low = pl.when(when.lo).then(then.lo).otherwise(0)
        if when.agree and then.agree:
            return point(low)
        return Ends(low, pl.when(when.hi).then(then.hi).otherwise(0))
    other = ends_of(node.otherwise, columns)
    low = pl.when(when.lo).then(then.lo).when(~when.hi).then(other.lo)
    high = pl.when(when.lo).then(then.hi).when(~when.hi).then(other.hi)
    return Ends(
        low.otherwise(pl.min_horizontal(then.lo, other.lo)),
        high.otherwise(pl.max_horizontal(then.hi, other.hi)),
    )


def _compare(node: Compare, columns: Columns) -> Ends:
    left, right = ends_of(node.left, columns), ends_of(node.right, columns)
    agree = left.agree and right.agree
    match node.by:
        case ">":
            low, high = left.lo > right.hi, left.hi > right.lo
        case ">=":
            low, high = left.lo >= right.hi, left.hi >= right.lo
        case "<=":
            low, high = left.hi <= right.lo, left.lo <= right.hi
        case _:
            assert_never(node.by)
    return point(low) if agree else Ends(low, high)


def _minus(of: Ends, less: Ends) -> Ends:
    low = pl.max_horizontal(of.lo - less.hi, _NOTHING)
    if of.agree and less.agree:
        return point(low)
    return Ends(low, pl.max_horizontal(of.hi - less.lo, _NOTHING))


def _most(parts: tuple[Figure, ...], columns: Columns) -> Ends:
    levels = [
        (part.then.value, ends_of(part.when, columns))
        for part in parts
        if isinstance(part, Given) and isinstance(part.then, Quoted) and part.otherwise is NOTHING
    ]
    if len(levels) < len(parts):
        return _both([ends_of(part, columns) for part in parts], pl.max_horizontal)
    # Fixed amounts on conditions: the first that holds from the highest down.
    levels.sort(key=lambda level: -level[0])
    return _both([when for _, when in levels], lambda held: _first([v for v, _ in levels], held))


def _first(values: list[int], held: list[pl.Expr]) -> pl.Expr:
    said: pl.Expr = _NOTHING
    for value, holds in zip(reversed(values), reversed(held), strict=True):
        said = pl.when(holds).then(value).otherwise(said)
    return said


def _grows(node: Grows, columns: Columns) -> Ends:
    now, before = ends_of(node.now, columns), ends_of(node.before, columns)
    percent = ends_of(node.percent, columns)
    compare = _comparison(node, columns)
    surely = compare(now.lo, before.hi, percent.hi)
    base = columns.limits_of(node.before)
    if base is not None and base[0] > 0 and now.agree and before.agree and percent.agree:
        return point(surely)
    # A growth rate over a base of zero is undefined: neither true nor false.
    possibly = compare(now.hi, before.lo, percent.lo)
    return Ends(surely & (before.lo > 0), possibly | (before.lo <= 0))


def _comparison(node: Grows, columns: Columns) -> Compared:
    if isinstance(node.percent, Quoted):
        return partial(_by_fraction, _WHOLE + node.percent.value, strict=node.strict)
    limits = [columns.limits_of(figure) for figure in (node.now, node.before, node.percent)]
    now, before, percent = (ends[1] if ends else _LARGEST for ends in limits)
    if max(now * _WHOLE, before * (percent + _WHOLE)) < _LARGEST:
        return partial(_by_product, strict=node.strict)
    return partial(_in_halves, strict=node.strict)


def _by_fraction(
    factor: int, now: pl.Expr, before: pl.Expr, _percent: pl.Expr, *, strict: bool
) -> pl.Expr:
    shrunk = gcd(_WHOLE, factor)
    left, right = now * (_WHOLE // shrunk), before * (factor // shrunk)
    return left > right if strict else left >= right


def _by_product(now: pl.Expr, before: pl.Expr, percent: pl.Expr, *, strict: bool) -> pl.Expr:
    left, right = now * _WHOLE, before * (percent + _WHOLE)
    return left > right if strict else left >= right


def _in_halves(now: pl.Expr, before: pl.Expr, percent: pl.Expr, *, strict: bool) -> pl.Expr:
    # before × (100 % + percent) / 100 %, as millions and the rest, each within 64 bits.
    factor = percent + _WHOLE
    millions, rest = before // _WHOLE * factor, before % _WHOLE * factor
    if strict:
        return now > millions + rest // _WHOLE
    return now >= millions + (rest + (_WHOLE - 1)) // _WHOLE
