"""The tables of a statement: where each begins, its heads, its unit, and the period that it speaks of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot.intake.amounts import Period, is_number, period_of, unit_in
from bot.intake.heads import Head, heads_in
from bot.intake.pieces import Piece, Row, apart

_ABOVE = 12  # so many lines above the heads may name period and unit
_LEDGER = re.compile(
    r"研发支出.{0,6}(?:辅助账|明细账|汇总)|研发(?:费用|支出)(?:辅助|明细|汇总|归集)|加计扣除.{0,12}研发"
)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d{1,2}")  # each by itself
SUM = re.compile(
    r"(?:金额|发生额|研发费用|费用|支出)?(?:合计|总计|总额)(?:金额)?|(?:借方)?(?:发生额|金额)|合计金额",
    re.IGNORECASE,
)


@dataclass
class Table:
    """What is known of the table whose rows are read."""

    period: Period = field(default_factory=Period)
    above: list[Row] = field(default_factory=list)
    units: set[int] = field(default_factory=set)
    heads: tuple[Head, ...] = ()
    ledger: bool = False
    sums: tuple[Head, ...] = ()


def blocks_of(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each table: a new one begins above each row of heads on another page or sheet."""
    blocks: list[list[Row]] = []
    for row in rows:
        if not blocks or (blocks[-1][-1].place != row.place and _begins(rows, row)):
            blocks.append([])
        blocks[-1].append(row)
    return blocks


def _begins(rows: Sequence[Row], row: Row) -> bool:
    """Whether the page of a row has heads of its own; else it goes on with the table before."""
    return any(heads_in(cut(each)) for each in rows if each.place == row.place)


def table_of(block: Sequence[Row]) -> Table:
    """What is known of the table that a block of rows is."""
    table = Table()
    for row in block:
        whole = cut(row)
        heads = heads_in(whole)
        if heads and not table.heads:
            table.heads = heads
        if not table.heads and len(table.above) < _ABOVE:
            table.above.append(row)
        heading = bool(heads) or not table.heads
        if (unit := unit_in(row.plain, heading=heading)) is not None:
            table.units.add(unit)
        table.ledger = table.ledger or _LEDGER.search(row.plain) is not None
        sums = tuple(Head(p, "other") for p in whole.pieces if SUM.fullmatch(p.plain))
        # In the row of heads of a ledger 合计 is a column; in a row that begins with it, a line.
        if sums and not table.sums and whole.pieces[0].plain != sums[0].piece.plain:
            table.sums = tuple(Head(piece, "other") for piece in whole.pieces)
    table.period = period_of([row.plain for row in table.above])
    return table


def going_on(table: Table, before: Table) -> Table:
    """A page that begins with its heads goes on with the table of the page before."""
    page = table.heads and not table.heads[0].piece.cell
    same = [h.piece.plain for h in table.heads] == [h.piece.plain for h in before.heads]
    if page and same and not table.above and not table.units:
        return replace(table, period=before.period, above=before.above, units=before.units)
    return table


def cut(row: Row) -> Row:
    """Pieces that hold a label and its numbers are cut apart."""
    pieces: list[Piece] = []
    for piece in row.pieces:
        words = [*re.finditer(r"\S+", piece.text)]
        numbers = [w.start() for w in words if is_number(w[0])]
        one = is_number(piece.plain) and not all(_NUMBER.fullmatch(w[0]) for w in words)
        whole = one or len(words) < 2 or not numbers  # noqa: PLR2004 - nothing to cut
        pieces += [piece] if whole else apart(piece, _cuts(words))
    return Row(tuple(pieces), row.place)


def _cuts(words: Sequence[re.Match[str]]) -> list[int]:
    return [b.start() for a, b in pairwise(words) if is_number(a[0]) or is_number(b[0])]
