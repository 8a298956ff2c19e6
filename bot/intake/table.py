"""The cells of a workbook or a CSV file as rows of texts, each with its address."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import islice
from posixpath import join
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from bot.intake.limits import CELL, ROWS, RefusedError
from bot.intake.pieces import Piece, Row
from bot.intake.sniffing import text_of

_COLUMNS = 60
_DELIMITERS = ",\t;"
_LETTERS = 26
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})[0-9]+"')
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EXACT = 15  # so many digits of a number that a workbook keeps are its own


def rows_of_workbook(data: bytes) -> tuple[Row, ...]:
    """The rows of every sheet, in their order. Raises `RefusedError`."""
    import fastexcel

    rows: list[Row] = []
    try:
        book = fastexcel.read_excel(data)
        several, begins = len(book.sheet_names) > 1, _first_columns(data)
        for place, name in enumerate(book.sheet_names):
            sheet = book.load_sheet(
                place, header_row=None, dtypes="string", skip_rows=0, n_rows=ROWS + 1
            )
            if sheet.total_height > ROWS or len(rows) > ROWS:
                raise RefusedError("too_much")
            cells = sheet.to_polars().rows() if sheet.height else []
            spelt = [[_spelt(cell) for cell in row] for row in cells]
            sheet_name = f"{name[:31]}!" if several else ""
            rows += _rows(spelt, sheet_name, begins.get(name, 0))
    except (fastexcel.FastExcelError, ET.ParseError, KeyError, ValueError):
        raise RefusedError("broken") from None
    return tuple(rows)


def rows_of_csv(data: bytes) -> tuple[Row, ...]:
    """The rows of a CSV file. Raises `RefusedError`."""
    text = text_of(data)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        read = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
        rows = list(islice(read, ROWS + 1))
    except csv.Error:
        raise RefusedError("broken") from None
    if len(rows) > ROWS:
        raise RefusedError("too_much")
    return tuple(_rows(rows, "", 0))


def _first_columns(data: bytes) -> Mapping[str, int]:
    """The first column in use of each sheet: the reader leaves out those before it."""
    with ZipFile(BytesIO(data)) as packed:
        # Nothing in it declares entities: such a file was refused when it was unpacked.
        linked = ET.fromstring(packed.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
        parts = {link.get("Id"): str(link.get("Target")) for link in linked}
        sheets = ET.fromstring(packed.read("xl/workbook.xml")).iter(_SHEET)  # noqa: S314
        paths = {str(s.get("name")): join("/xl", parts[s.get(_LINK)])[1:] for s in sheets}
        return {
            name: min(map(_number, set(_CELL.findall(packed.read(path)))), default=0)
            for name, path in paths.items()
        }


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1
    return number - 1


def _rows(rows: Sequence[Sequence[str]], sheet: str, begin: int) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        pieces = tuple(
            Piece(
                text.strip()[:CELL], column, column + 1, cell=f"{sheet}{_letters(column)}{number}"
            )
            for column, text in enumerate(row[:_COLUMNS], begin)
            if text and text.strip()
        )
        if pieces:
            yield Row(pieces, sheet.rstrip("!"))


def _letters(column: int) -> str:
    first, last = divmod(column, _LETTERS)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)


def _spelt(cell: str | None) -> str:
    """A cell's text; a number in the shortest way that means it: 0.3 and not 0.30000000000000004."""
    text = cell or ""
    whole, point, decimals = text.partition(".")
    if not (point and decimals.isdigit() and whole.lstrip("-").isdigit()):
        return text
    if len(whole) + len(decimals) <= _EXACT:
        return text
    return format(float(text), f".{_EXACT}g") if len(whole) < _EXACT else text
