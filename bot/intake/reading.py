"""A file's bytes to what was read in it. Run it apart: whatever is in the file happens here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.intake.limits import FINDINGS, SCANS, RefusedError
from bot.intake.ocr import See
from bot.intake.pdf import Page, pages_of
from bot.intake.pieces import Row, rows_of
from bot.intake.sheet import read_sheet
from bot.intake.sniffing import kind_of
from bot.intake.statement import Found, read_statement
from bot.intake.table import rows_of_csv, rows_of_workbook
from bot.messages import Filed
from calculators.facts import Fact


def read_file(data: bytes, name: str, facts: Mapping[str, Fact], see: See | None) -> Filed:
    """What stands in a file; a refusal says why nothing was read. `see` None: no pictures."""
    try:
        found = _read(data, facts, see)
    except RefusedError as refused:
        return Filed(name, refusal=refused.reason)
    if not found.findings and not found.notes:
        return Filed(name, refusal="nothing")
    return Filed(name, found.findings[:FINDINGS], found.notes[:FINDINGS])


def _read(data: bytes, facts: Mapping[str, Fact], see: See | None) -> Found:
    match kind_of(data):
        case "xlsx":
            return _table(rows_of_workbook(data), facts)
        case "csv":
            return _table(rows_of_csv(data), facts)
        case "image":
            if see is None:
                raise RefusedError("no_ocr")
            return _seen(read_statement(rows_of(see(data))))
        case "pdf":
            return _pages(pages_of(data), see)


def _table(rows: Sequence[Row], facts: Mapping[str, Fact]) -> Found:
    found = read_sheet(rows, facts)
    return read_statement(rows) if found is None else found


def _pages(pages: Sequence[Page], see: See | None) -> Found:
    """What the text says; only where it says nothing the pictures are looked at.

    A scan may carry a stamp or a page number as its only text.
    """
    typed = read_statement([row for page in pages for row in page.rows])
    scanned = [page for page in pages if page.picture is not None]
    if typed.findings or not scanned:
        return typed
    if see is None:
        raise RefusedError("no_ocr")
    if len(scanned) > SCANS:
        raise RefusedError("too_many_scans")
    seen = [rows_of(see(page.picture or b""), f"p.{page.number}") for page in scanned]
    return _seen(read_statement([row for rows in seen for row in rows]))


def _seen(found: Found) -> Found:
    """What was seen in a picture may be misread: that is said."""
    return replace(found, notes=(*found.notes, ("seen", ""))) if found.findings else found
