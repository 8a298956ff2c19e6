"""Statements drawn with letters: a Chinese sign is as wide as two others, as an editor shows it."""

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

from bot.intake.pieces import Piece, Row


def rows_of_drawing(drawing: str, place: str = "p.1") -> tuple[Row, ...]:
    lines = [line for line in drawing.splitlines() if line.strip()]
    return tuple(Row(tuple(_pieces(line)), place) for line in lines)


def _pieces(line: str) -> Iterator[Piece]:
    for found in re.finditer(r"\S+(?: \S+)*", line):
        left = _width(line[: found.start()])
        yield Piece(found[0], left, left + _width(found[0]))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
