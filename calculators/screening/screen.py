"""A register of enterprises through every measure: status, least and most yuan of each row.

The figures are those of `assess`, row by row; a test holds it to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import get_args

import polars as pl

from calculators.assess import Status
from calculators.facts import Fact
from calculators.money import FEN_PER_YUAN
from calculators.rules import Rule
from calculators.screening.cells import ROW, read_cells
from calculators.screening.expressions import Columns, Ends, ends_of, together
from calculators.screening.register import KEPT, RegisterError, open_register
from calculators.screening.totals import Totals, count_rows, nothing_yet
from calculators.screening.writing import writing

STATUS = pl.Enum([*get_args(Status)])
_FEN = pl.Decimal(38, 2)


def screen(
    register: Path,
    *,
    result: Path,
    rejects: Path,
    rules: Mapping[int, Rule],
    facts: Mapping[str, Fact],
    advance: Callable[[int, int | None], None] = lambda _done, _all: None,
) -> Totals:
    """Screens a register and writes the result and the rejected cells; the totals come back.

    `advance` is told how many more rows are done, and about how many there are (None: not known).
    Raises `RegisterError`; then neither file has changed.
    """
    _check_apart(register, result, rejects)
    opened = open_register(register, facts)
    totals = nothing_yet(rules)
    with writing(rejects) as reject, writing(result) as write:
        for batch in opened.batches:
            cells = read_cells(batch.frame, facts, opened.kept)
            rejected = pl.concat([batch.rejects, cells.rejects]).sort("row", maintain_order=True)
            assessed = assess_rows(cells.frame, rules, facts)
            reject(rejected)
            write(as_result(assessed))
            totals = totals.plus(count_rows(assessed, rejected, rules))
            advance(batch.height, opened.rows)
    return totals


def _check_apart(register: Path, result: Path, rejects: Path) -> None:
    for one, what, others in (
        (result, "the result", {register: "the register"}),
        (rejects, "the rejects", {register: "the register", result: "the result"}),
    ):
        for other, called in others.items():
            if one.resolve() == other.resolve():
                raise RegisterError(
                    f"{one}: {what} cannot be written over {called}; expected another file"
                )


def assess_rows(
    frame: pl.DataFrame, rules: Mapping[int, Rule], facts: Mapping[str, Fact]
) -> pl.DataFrame:
    """Every row of typed columns, assessed: for each measure `status`, and `min`, `max` in fen.

    A measure without a figure for the enterprise has no amounts, as in `assess`.
    """
    figures = figures_of_rows(frame, rules, facts)
    kept = [name for name in figures.columns if name in {ROW, *KEPT}]
    measures = (
        column for n, rule in rules.items() for column in _of_measure(n, rule, figures.columns)
    )
    return figures.select(*kept, *measures).with_columns(*_sums(rules))


def figures_of_rows(
    frame: pl.DataFrame, rules: Mapping[int, Rule], facts: Mapping[str, Fact]
) -> pl.DataFrame:
    """Every row of typed columns with the figures of each measure alone: `min`, `max` in fen.

    Without `max` where it is `min` in every row. Of a measure that only tests its conditions the
    figures are whether they hold.
    """
    columns = _known(frame, facts)
    ends = {f"m{n:02}": _ends(rule, columns) for n, rule in rules.items() if rule.nodes}
    figures = frame.lazy().select(
        *(name for name in frame.columns if name in {ROW, *KEPT}),
        *(e.lo.alias(f"{name}_min") for name, e in ends.items()),
        *(e.hi.alias(f"{name}_max") for name, e in ends.items() if not e.agree),
    )
    # The streaming engine works through a column in parts that fit the cache, on every core.
    return figures.collect(engine="streaming")


def as_result(assessed: pl.DataFrame) -> pl.DataFrame:
    """The rows as they are written: amounts in yuan."""
    in_yuan = {
        name: (pl.col(name).cast(_FEN) / FEN_PER_YUAN).alias(f"{name}_yuan")
        for name in assessed.columns
        if name.endswith(("_min", "_max"))
    }
    return assessed.select(
        in_yuan.get(name, pl.col(name).alias("row") if name == ROW else pl.col(name))
        for name in assessed.columns
    )


def _known(frame: pl.DataFrame, facts: Mapping[str, Fact]) -> Columns:
    complete = frozenset(name for name in frame.columns if not frame[name].null_count())
    quantities = [key for key in complete & facts.keys() if facts[key].is_quantity and frame.height]
    ends = frame.select(
        *(pl.col(key).min().alias(f"{key} min") for key in quantities),
        *(pl.col(key).max().alias(f"{key} max") for key in quantities),
    )
    limits = {
        key: (int(ends[f"{key} min"].item()), int(ends[f"{key} max"].item())) for key in quantities
    }
    return Columns(facts, frozenset(frame.columns), complete, limits)


def _ends(rule: Rule, columns: Columns) -> Ends:
    if rule.gate is not None:
        return ends_of(rule.gate, columns)
    return together([ends_of(award.amount, columns) for award in rule.awards])


def _of_measure(number: int, rule: Rule, figures: list[str]) -> list[pl.Expr]:
    status = f"m{number:02}_status"
    if not rule.nodes:
        return [pl.lit("no_amount", STATUS).alias(status)]
    least = pl.col(f"m{number:02}_min")
    decided = f"m{number:02}_max" not in figures
    most = least if decided else pl.col(f"m{number:02}_max")
    if rule.gate is not None:
        return [_said(least, "no_amount", ~most, "ineligible").alias(status)]
    known = least if decided else pl.when(least == most).then(least)
    said = _said(known > 0, "eligible", known == 0, "ineligible")
    return [said.alias(status), least, most.alias(f"m{number:02}_max")]


def _said(first: pl.Expr, one: Status, second: pl.Expr, two: Status) -> pl.Expr:
    said = pl.when(first).then(pl.lit(one, STATUS)).when(second).then(pl.lit(two, STATUS))
    return said.otherwise(pl.lit("undetermined", STATUS))


def _sums(rules: Mapping[int, Rule]) -> Iterator[pl.Expr]:
    for kind, name in (("grant", "grants"), ("loan", "loan_principal")):
        paying = [number for number, rule in rules.items() if rule.kind == kind]
        for end in ("min", "max"):
            columns = (pl.col(f"m{n:02}_{end}") for n in paying)
            yield pl.sum_horizontal(pl.lit(0, pl.Int64), *columns).alias(f"{name}_{end}")
