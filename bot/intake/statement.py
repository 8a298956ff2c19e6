"""A statement's lines as candidates: 营业收入, 研发费用 and the totals of an R&D ledger.

Nothing is guessed: where columns, unit or period are not certain, that is said instead.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.intake.amounts import is_number, number_in
from bot.intake.heads import Head, cells_of, is_cumulative
from bot.intake.layout import SUM, Table, blocks_of, cut, going_on, table_of
from bot.intake.pieces import Piece, Row
from bot.messages import Finding

Notes = tuple[tuple[str, str], ...]
_LINE_NUMBERS = 99
_REST = 4  # signs
_MARKS = re.compile(  # and what a picture makes of 一、
    r"^(?:[一二三四五六七八九十—–-]+[、.．]|[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]|其中[:：]|减[:：]|加[:：]|[*△▲#□☆])+"
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


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and what could not be."""

    findings: tuple[Finding, ...] = ()
    notes: Notes = ()


def read_statement(rows: Sequence[Row]) -> Found:
    """The candidates in the rows of a file, in their order; each line of a statement once."""
    found: dict[tuple[str, int, int | None], Finding] = {}
    notes: dict[tuple[str, str], None] = {}
    doubled: set[tuple[str, int, int | None]] = set()
    table = Table()
    for block in blocks_of(rows):
        table = going_on(table_of(block), table)
        for row, below in zip(block, (*block[1:], Row(())), strict=True):
            read = _with_period(_read_row(cut(row), cut(below), table), table)
            for finding in read.findings:
                key = finding.of, finding.age, finding.year
                known = found.setdefault(key, finding)
                if known.value != finding.value:
                    notes["twice", f"{known.words} / {finding.words}"] = None
                    doubled.add(key)
            notes |= dict.fromkeys(read.notes)
    return _checked([f for key, f in found.items() if key not in doubled], tuple(notes))


def _with_period(read: Found, table: Table) -> Found:
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


def _read_row(row: Row, below: Row, table: Table) -> Found:
    label = "".join(p.plain for p in row.pieces if not is_number(p.plain))
    numbers = [p for p in row.pieces if is_number(p.plain)]
    first = next((p.plain for p in row.pieces if not is_number(p.plain)), "")
    of = _name_of(first) or _name_of(label) or _name_of(first + _rest_of_label(below))
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


def _rest_of_label(below: Row) -> str:
    """What goes on below of a label that is too long for its column: a line of that alone."""
    alone = len(below.pieces) == 1 and not is_number(below.plain)
    return below.plain if alone and len(below.plain) <= _REST else ""


def _bare(label: str) -> str:
    return _ENDS.sub("", _MARKS.sub("", label))


def _name_of(label: str) -> str:
    bare = _bare(label)
    return next((of for of, pattern in _NAMES if pattern.fullmatch(bare)), "")


def _under_sum(numbers: list[Piece], table: Table) -> list[Piece]:
    """Of the row of totals the number in the column of totals; all where there is no such column."""
    columns = [place for place, head in enumerate(table.sums) if SUM.fullmatch(head.piece.plain)]
    if len(numbers) < 2 or len(columns) != 1:  # noqa: PLR2004 - nothing to choose between, or no way to
        return numbers
    last = columns[0] == len(table.sums) - 1  # the sum of a row stands at its end
    at = numbers[-1] if last else cells_of(numbers, table.sums).get(columns[0])
    return numbers if at is None else [at]


def _under_heads(of: str, row: Row, numbers: list[Piece], table: Table) -> Found:
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


def _finding(of: str, row: Row, piece: Piece, head: Head | None, table: Table) -> Found:
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
    whole = head is not None and is_cumulative(head)
    month = table.period.december and not whole
    cautions = (*(("december",) if month else ()), *(() if piece.sure else ("faint",)))
    place = piece.cell or row.place
    finding = Finding(of, value, place, row.words, year, age, cautions)
    said = [] if (head and head.unit) or table.units else [("unit_unsaid", "")]
    said += [] if year is not None else [("year_unsaid", "")]
    return Found((finding,), tuple(said))
