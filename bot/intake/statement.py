"""A statement's lines as candidates: 营业收入, 研发费用 and the totals of an R&D ledger.

Nothing is guessed: where columns, unit or period are not certain, that is said instead.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.intake.amounts import Period, is_number, number_in, period_of, unit_in
from bot.intake.heads import Head, cells_of, heads_in
from bot.intake.pieces import Piece, Row, apart
from bot.messages import Finding

Notes = tuple[tuple[str, str], ...]
_ABOVE = 12  # so many lines above the heads may name period and unit
_LINE_NUMBERS = 99
_MARKS = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]|其中[:：]|减[:：]|加[:：]|[*△▲#□☆])+"
)
_ENDS = re.compile(r"[(（](?:亏损|损失|[^()（）]*号|RMB|元|万元|千元).*?[)）]$|[:：]$")
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("revenue", re.compile(r"营业收入(?:合计)?|(?:operating|total)?revenues?|(?:total)?operating(?:revenue|income)", re.IGNORECASE)),
    ("total_revenue", re.compile(r"营业总收入|totaloperatingrevenue", re.IGNORECASE)),
    ("self_rd", re.compile(r"(?:本?年度?)?自主研发(?:费用|支出|投入)(?:合计|总额|总计)?|in-houser&d(?:expenses?)?", re.IGNORECASE)),
    ("rd_total", re.compile(r"(?:本?年度?)?研(?:究开)?发(?:费用?|支出|投入)(?:金额)?(?:合计|总额|总计)", re.IGNORECASE)),
    ("rd_expense", re.compile(r"研发费用|研究费用|研究开发费用?|研究与开发费用?|(?:r&d|research(?:anddevelopment)?)(?:expenses?|costs?)", re.IGNORECASE)),
)  # fmt: skip
_TOTAL = re.compile(r"(?:金额)?(?:合计|总计|总额)(?:金额)?")
_LEDGER = re.compile(
    r"研发支出.{0,6}(?:辅助账|明细账|汇总)|研发(?:费用|支出)(?:辅助|明细|汇总|归集)|加计扣除.{0,12}研发"
)
_SUM = re.compile(
    r"(?:金额|发生额|研发费用|费用|支出)?(?:合计|总计|总额)(?:金额)?|(?:借方)?(?:发生额|金额)|合计金额",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and what could not be."""

    findings: tuple[Finding, ...] = ()
    notes: Notes = ()


@dataclass
class _Table:
    """What is known of the table whose rows are read."""

    period: Period = field(default_factory=Period)
    above: list[Row] = field(default_factory=list)
    units: set[int] = field(default_factory=set)
    heads: tuple[Head, ...] = ()
    ledger: bool = False
    sums: tuple[Head, ...] = ()


def read_statement(rows: Sequence[Row]) -> Found:
    """The candidates in the rows of a file, in their order; each line of a statement once."""
    found: dict[tuple[str, int, int | None], Finding] = {}
    notes: dict[tuple[str, str], None] = {}
    doubled: set[tuple[str, int, int | None]] = set()
    for block in _blocks(rows):
        table = _table_of(block)
        for row in block:
            read = _with_period(_read_row(_cut(row), table), table)
            for finding in read.findings:
                key = finding.of, finding.age, finding.year
                known = found.setdefault(key, finding)
                if known.value != finding.value:
                    notes["twice", f"{known.words} / {finding.words}"] = None
                    doubled.add(key)
            notes |= dict.fromkeys(read.notes)
    return _checked([f for key, f in found.items() if key not in doubled], tuple(notes))


def _with_period(read: Found, table: _Table) -> Found:
    """The findings, and before them the year of which the statement says that it speaks."""
    years = [finding for finding in read.findings if finding.year is not None]
    if not years:
        return read
    own = years[0].year or 0
    head = next((h.piece for h in table.heads if h.year == own + years[0].age), None)
    if head is not None:
        place, words = head.cell or years[0].place, head.text
    else:
        line = table.above[table.period.line]
        place, words = line.pieces[0].cell or line.place, line.words
    period = Finding("period", own + years[0].age, place, words)
    return Found((period, *read.findings), read.notes)


def _checked(findings: list[Finding], notes: Notes) -> Found:
    """营业收入 rather than 营业总收入, which holds more."""
    named = any(f.of == "revenue" for f in findings) or any(
        "营业收入" in detail for note, detail in notes if note in {"columns", "unreadable"}
    )
    kept = []
    for each in findings:
        if each.of == "total_revenue" and named:
            continue
        of = "revenue" if each.of == "total_revenue" else each.of
        kept.append(
            Finding(of, each.value, each.place, each.words, each.year, each.age, each.cautions)
        )
    return Found(tuple(kept), notes)


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each table: a new one begins above each row of heads on another page or sheet."""
    blocks: list[list[Row]] = []
    for row in rows:
        if not blocks or (blocks[-1][-1].place != row.place and _begins(rows, row)):
            blocks.append([])
        blocks[-1].append(row)
    return blocks


def _begins(rows: Sequence[Row], row: Row) -> bool:
    """Whether the page of a row has heads of its own; else it goes on with the table before."""
    return any(heads_in(_cut(each)) for each in rows if each.place == row.place)


def _table_of(block: Sequence[Row]) -> _Table:
    table = _Table()
    for row in block:
        cut = _cut(row)
        heads = heads_in(cut)
        if heads and not table.heads:
            table.heads = heads
        if not table.heads and len(table.above) < _ABOVE:
            table.above.append(row)
        if (unit := unit_in(row.plain)) is not None:
            table.units.add(unit)
        table.ledger = table.ledger or _LEDGER.search(row.plain) is not None
        sums = tuple(Head(p, "other") for p in cut.pieces if _SUM.fullmatch(p.plain))
        # In the row of heads of a ledger 合计 is a column; in a row that begins with it, a line.
        if sums and not table.sums and cut.pieces[0].plain != sums[0].piece.plain:
            table.sums = tuple(Head(piece, "other") for piece in cut.pieces)
    table.period = period_of([row.plain for row in table.above])
    return table


def _cut(row: Row) -> Row:
    """Pieces that hold a label and its numbers are cut apart."""
    pieces: list[Piece] = []
    for piece in row.pieces:
        words = [*re.finditer(r"\S+", piece.text)]
        numbers = [w.start() for w in words if is_number(w[0])]
        whole = is_number(piece.plain) or len(words) < 2 or not numbers  # noqa: PLR2004 - nothing to cut
        pieces += [piece] if whole else apart(piece, _cuts(words))
    return Row(tuple(pieces), row.place)


def _cuts(words: Sequence[re.Match[str]]) -> list[int]:
    return [b.start() for a, b in itertools.pairwise(words) if is_number(a[0]) or is_number(b[0])]


def _read_row(row: Row, table: _Table) -> Found:
    label = "".join(p.plain for p in row.pieces if not is_number(p.plain))
    numbers = [p for p in row.pieces if is_number(p.plain)]
    first = next((p.plain for p in row.pieces if not is_number(p.plain)), "")
    of = _name_of(first) or _name_of(label)
    if table.ledger and not table.heads and not of and _TOTAL.fullmatch(_bare(first)):
        of = "rd_total"
        numbers = _under_sum(numbers, table)
    if not of or not numbers:
        return Found()
    if len(table.units) > 1:
        return Found(notes=(("units", row.words),))
    if table.period.part:
        return Found(notes=(("part_year", table.period.part),))
    return _under_heads(of, row, numbers, table)


def _bare(label: str) -> str:
    return _ENDS.sub("", _MARKS.sub("", label))


def _name_of(label: str) -> str:
    bare = _bare(label)
    return next((of for of, pattern in _NAMES if pattern.fullmatch(bare)), "")


def _under_sum(numbers: list[Piece], table: _Table) -> list[Piece]:
    """Of the row of totals the number in the column of totals; all where there is no such column."""
    columns = [place for place, head in enumerate(table.sums) if _SUM.fullmatch(head.piece.plain)]
    if len(numbers) < 2 or len(columns) != 1:  # noqa: PLR2004 - nothing to choose between, or no way to
        return numbers
    last = columns[0] == len(table.sums) - 1  # the sum of a row stands at its end
    at = numbers[-1] if last else cells_of(numbers, table.sums).get(columns[0])
    return numbers if at is None else [at]


def _under_heads(of: str, row: Row, numbers: list[Piece], table: _Table) -> Found:
    if not table.heads:
        amounts = _without_line_number(numbers)
        if len(amounts) != 1:
            return Found(notes=(("columns", row.words),))
        return _finding(of, row, amounts[0], None, table)
    cells = cells_of(numbers, table.heads)
    if not any(table.heads[place].meaning != "other" for place in cells):
        cells = cells_of(_without_line_number(numbers), table.heads)
    read = [
        _finding(of, row, piece, table.heads[place], table)
        for place, piece in cells.items()
        if table.heads[place].meaning != "other"
    ]
    if not read:
        return Found(notes=(("columns", row.words),))
    findings = tuple(finding for each in read for finding in each.findings)
    return Found(findings, tuple(note for each in read for note in each.notes))


def _without_line_number(numbers: list[Piece]) -> list[Piece]:
    """The amounts of a row: a small bare number in front of others is that of the line."""
    first = numbers[0].plain
    bare = first.isdigit() and int(first) <= _LINE_NUMBERS
    return numbers[1:] if bare and len(numbers) > 1 else numbers


def _finding(of: str, row: Row, piece: Piece, head: Head | None, table: _Table) -> Found:
    number = number_in(piece.text)
    unit = (head.unit if head else None) or next(iter(table.units), 1)
    fen = None if number is None else number * unit * 100
    if fen is None or fen < 0 or fen != fen.to_integral_value():
        return Found(notes=(("unreadable", row.words),))
    age = 1 if head is not None and head.meaning == "prior" else 0
    year = head.year if head is not None else None
    if year is None and table.period.year is not None:
        year = table.period.year - age
    value = int(Decimal(fen))
    cautions = () if piece.sure else ("faint",)
    place = piece.cell or row.place
    finding = Finding(of, value, place, row.words, year, age, cautions)
    said = [] if (head and head.unit) or table.units else [("unit_unsaid", "")]
    said += [] if year is not None else [("year_unsaid", "")]
    return Found((finding,), tuple(said))
