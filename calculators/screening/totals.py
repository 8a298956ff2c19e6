"""What a register comes to: enterprises and yuan for each measure, and the city's pool for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from calculators.assess import Status
from calculators.evaluate import Range, together
from calculators.rules import Quoted, Rule


@dataclass(frozen=True, slots=True)
class OfMeasure:
    """Enterprises by status; the least and the most they can have together in fen, None for no figure."""

    statuses: Mapping[Status, int]
    range: Range | None


@dataclass(frozen=True, slots=True)
class Totals:
    """A whole register. `rejected` counts rows; ranges in fen, the loan's principal apart."""

    rows: int
    rejected: int
    measures: Mapping[int, OfMeasure]
    grants: Range
    loans: Range

    def plus(self, more: Totals) -> Totals:
        """Two parts of a register together."""
        return Totals(
            self.rows + more.rows,
            self.rejected + more.rejected,
            {n: _plus(part, more.measures[n]) for n, part in self.measures.items()},
            together((self.grants, more.grants)),
            together((self.loans, more.loans)),
        )


@dataclass(frozen=True, slots=True)
class Demand:
    """What a register asks of a pool of the policy, both in fen."""

    pool: Quoted
    asked: Range


def demands(totals: Totals, rules: Mapping[int, Rule]) -> dict[int, Demand]:
    """For each measure that the city pays from a pool: the pool, and what the register asks of it."""
    return {
        number: Demand(rule.pool, part.range)
        for number, rule in rules.items()
        if rule.pool is not None and (part := totals.measures[number]).range is not None
    }


def nothing_yet(rules: Mapping[int, Rule]) -> Totals:
    """The totals of no row."""
    none = {n: OfMeasure(Counter(), (0, 0) if rule.awards else None) for n, rule in rules.items()}
    return Totals(0, 0, none, (0, 0), (0, 0))


def count_rows(assessed: pl.DataFrame, rejected: pl.DataFrame, rules: Mapping[int, Rule]) -> Totals:
    """The totals of one batch."""
    return Totals(
        rows=assessed.height,
        rejected=rejected["row"].n_unique() if rejected.height else 0,
        measures={n: _of_measure(assessed, n, rule) for n, rule in rules.items()},
        grants=_sum(assessed, "grants"),
        loans=_sum(assessed, "loan_principal"),
    )


def _of_measure(assessed: pl.DataFrame, number: int, rule: Rule) -> OfMeasure:
    counted = assessed[f"m{number:02}_status"].value_counts()
    statuses = Counter(dict(counted.cast({counted.columns[0]: pl.String}).rows()))
    return OfMeasure(statuses, _sum(assessed, f"m{number:02}") if rule.awards else None)


def _sum(assessed: pl.DataFrame, name: str) -> Range:
    # A batch has at most 10^5 rows of at most 10^12 fen: within 64 bits.
    return (int(assessed[f"{name}_min"].sum()), int(assessed[f"{name}_max"].sum()))


def _plus(one: OfMeasure, other: OfMeasure) -> OfMeasure:
    statuses = Counter(one.statuses) + Counter(other.statuses)
    if one.range is None or other.range is None:
        return OfMeasure(statuses, None)
    return OfMeasure(statuses, together((one.range, other.range)))
