"""The heads of a statement's columns: which speaks of the year, and which of the year before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.intake.amounts import unit_in
from bot.intake.pieces import Piece, Row

Meaning = Literal["current", "prior", "other"]
_YEAR = re.compile(r"(20\d{2})(?:年(?:度|(?:0?1月?[-—–~至]12月)?)?)?(?:金额|数|发生额|累计数?)?")
_CURRENT = re.compile(
    r"本年(?:度)?(?:累计)?(?:金额|数|发生额)?|本期(?:累计)?(?:金额|数|发生额)?|本年累计金?额?|当期(?:金额|数)?|本期数"
    r"|(?:current|this)(?:year|period)|yeartodate",
    re.IGNORECASE,
)
_PRIOR = re.compile(
    r"上年(?:度|同期)?(?:累计)?(?:金额|数|发生额)?|上期(?:累计)?(?:金额|数|发生额)?|去年(?:同期)?(?:累计)?(?:金额|数)?|上年同期(?:累计)?(?:金额|数)?"
    r"|(?:prior|previous|last)(?:year|period)",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:本月|当月|上月|本季|本季度)(?:金额|数|发生额)?|thismonth", re.IGNORECASE)
# Columns that hold numbers which are no amounts, or amounts of something else.
_ASIDE = re.compile(
    r"行次|行号|序号|附注(?:编?号)?|注释(?:号)?|note|no\.?|line|增减(?:额|率|变动|幅度)?.*|变动.*|同比.*|比重.*|占比.*|预算.*",
    re.IGNORECASE,
)
_ITEM = re.compile(r"项目|科目|费用|指标|名称|items?", re.IGNORECASE)
_LINE_NUMBER = 2  # digits
_CLEARLY = 2  # so many times nearer
_BRACKETS = re.compile(r"[(（].*?[)）]")
_CUMULATIVE = re.compile(r"累计|todate", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """A column: what it means, the year that it names, the unit that it names."""

    piece: Piece
    meaning: Meaning
    year: int | None = None
    unit: int | None = None
    aside: bool = False


def heads_in(row: Row) -> tuple[Head, ...]:
    """The heads of a row of heads; empty for any other row."""
    heads = tuple(head for piece in row.pieces if (head := _head(piece)) is not None)
    if not any(head.meaning != "other" for head in heads):
        return ()
    # A year alone may stand in a title as well: of a row of heads more is a head.
    return _settled(heads) if len(heads) > 1 or _ITEM.match(row.plain) else ()


def _head(piece: Piece) -> Head | None:
    plain = _BRACKETS.sub("", piece.plain)
    unit = unit_in(piece.plain)
    if year := _YEAR.fullmatch(plain):
        return Head(piece, "current", int(year[1]), unit)
    if _CURRENT.fullmatch(plain):
        return Head(piece, "current", None, unit)
    if _PRIOR.fullmatch(plain):
        return Head(piece, "prior", None, unit)
    if _MONTH.fullmatch(plain):
        return Head(piece, "other", None, unit)
    return Head(piece, "other", aside=True) if _ASIDE.fullmatch(plain) else None


def _settled(heads: tuple[Head, ...]) -> tuple[Head, ...]:
    """One column for the year, one for the year before: of several the accumulated one.

    Where years are named, the later is the statement's own.
    """
    years = [head.year for head in heads if head.year is not None]
    if len(years) > 1:
        latest = max(years)
        heads = tuple(_dated(head, latest) for head in heads)
    return _one_each(_one_each(heads, "current"), "prior")


def _dated(head: Head, latest: int) -> Head:
    if head.year is None:
        return head
    meanings: tuple[Meaning, ...] = ("current", "prior")
    age = latest - head.year
    return Head(head.piece, meanings[age] if age < len(meanings) else "other", head.year, head.unit)


def _one_each(heads: Sequence[Head], meaning: Meaning) -> tuple[Head, ...]:
    of_it = [head for head in heads if head.meaning == meaning]
    if len(of_it) < 2:  # noqa: PLR2004 - nothing to choose between
        return tuple(heads)
    whole = [head for head in of_it if _CUMULATIVE.search(head.piece.plain)]
    chosen = whole[0] if len(whole) == 1 else None
    return tuple(
        head if head.meaning != meaning or head is chosen else Head(head.piece, "other")
        for head in heads
    )


def cells_of(numbers: Sequence[Piece], heads: Sequence[Head]) -> dict[int, Piece]:
    """The number under each head, by the place of the head; empty where that is not certain.

    In a table a number stands in a head's column. On a page the nearest head counts; a row that is
    full gives the order, and where order and distance do not agree, nothing is certain.
    """
    if any(piece.cell for piece in numbers):
        columns = {head.piece.left: place for place, head in enumerate(heads)}
        return {columns[p.left]: p for p in numbers if p.left in columns}
    if len(numbers) == len(heads):
        return dict(enumerate(numbers))
    near = [(_nearest(piece, heads), piece) for piece in numbers]
    near = [(place, piece) for place, piece in near if not _is_line_number(place, piece, heads)]
    amounts = [place for place, head in enumerate(heads) if not head.aside]
    places = [place for place, _ in near]
    full = len(near) == len(amounts)
    certain = places == amounts if full else None not in places and len({*places}) == len(places)
    return {place: piece for place, piece in near if place is not None} if certain else {}


def _is_line_number(place: int | None, piece: Piece, heads: Sequence[Head]) -> bool:
    short = piece.plain.isdigit() and len(piece.plain) <= _LINE_NUMBER
    return short and (place is None or heads[place].aside)


def _nearest(piece: Piece, heads: Sequence[Head]) -> int | None:
    """The head that is clearly nearest; None between two."""
    by_distance = sorted((_distance(piece, head.piece), place) for place, head in enumerate(heads))
    clear = len(by_distance) == 1 or by_distance[0][0] * _CLEARLY <= by_distance[1][0]
    return by_distance[0][1] if clear else None


def _distance(number: Piece, head: Piece) -> float:
    """Between the nearer of middles and right edges: amounts are set to the right of their column."""
    return min(abs(number.centre - head.centre), abs(number.right - head.right))
