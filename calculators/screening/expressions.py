"""A rule as Polars expressions: the range of every row at once, the same as `evaluate.range_of`.

A quantity is Int64 in its smallest unit, a flag Boolean, a choice text, each option of a list of
choices a Boolean column `key:option`; null is unknown. Nothing leaves 64 bits: amounts end at 10^15
fen, rates are reduced, and a growth rate is compared in two halves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from math import gcd
from operator import add, and_, or_
from typing import NamedTuple, assert_never

import polars as pl

from calculators.facts import Fact
from calculators.rules import (
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


@dataclass(frozen=True)
class Columns:
    """What is known of the columns of a batch.

    `complete` names those without an empty cell, `positive` the complete ones above zero; an absent
    column is unknown in every row.
    """

    facts: Mapping[str, Fact]
    present: frozenset[str]
    complete: frozenset[str]
    positive: frozenset[str]
    found: dict[Node, Ends] = field(default_factory=dict, repr=False, compare=False)


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
            return _both([ends_of(part, columns) for part in parts], pl.max_horizontal)
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
    if isinstance(node.otherwise, Constant) and node.otherwise.value == 0:
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


def _grows(node: Grows, columns: Columns) -> Ends:
    now, before = ends_of(node.now, columns), ends_of(node.before, columns)
    percent = ends_of(node.percent, columns)
    quoted = node.percent.value if isinstance(node.percent, Quoted) else None
    surely = _grew(now.lo, before.hi, percent.hi, quoted, strict=node.strict)
    possibly = _grew(now.hi, before.lo, percent.lo, quoted, strict=node.strict)
    if _is_positive(node.before, columns) and now.agree and percent.agree:
        return point(surely)
    # A growth rate over a base of zero is undefined: neither true nor false.
    return Ends(surely & (before.lo > 0), possibly | (before.lo <= 0))


def _is_positive(figure: Figure, columns: Columns) -> bool:
    return isinstance(figure, Amount) and figure.key in columns.positive


def _grew(
    now: pl.Expr, before: pl.Expr, percent: pl.Expr, quoted: int | None, *, strict: bool
) -> pl.Expr:
    if quoted is not None:
        shrunk = gcd(_WHOLE, _WHOLE + quoted)
        left, right = now * (_WHOLE // shrunk), before * ((_WHOLE + quoted) // shrunk)
        return left > right if strict else left >= right
    # before × (100 % + percent) / 100 %, in two halves that each stay within 64 bits.
    factor = percent + _WHOLE
    millions, rest = before // _WHOLE * factor, before % _WHOLE * factor
    if strict:
        return now > millions + rest // _WHOLE
    return now >= millions + (rest + (_WHOLE - 1)) // _WHOLE
