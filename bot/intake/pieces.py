"""Pieces of text where they stand on a page or in a table, and the rows that they form."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import median

_GAP = re.compile(r"\s{2,}")
_WIDE = 0x2E80  # from here on signs are Chinese
_SHOWN = 90  # characters of a line that is quoted


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with its edges in any unit, the same for all of a page; `top` grows downwards.

    `cell` is its address in a table; `sure` whether its letters are beyond doubt.
    """

    text: str
    left: float
    right: float
    top: float = 0.0
    bottom: float = 1.0
    cell: str = ""
    sure: bool = True

    @property
    def plain(self) -> str:
        """The text without blanks: 营 业 收 入 is 营业收入."""
        return "".join(self.text.split())

    @property
    def centre(self) -> float:
        """The middle between left and right."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """The pieces of one line, from left to right; `place` is the page or sheet."""

    pieces: tuple[Piece, ...]
    place: str = ""

    @property
    def words(self) -> str:
        """The line as it can be quoted."""
        words = " ".join(" ".join(piece.text.split()) for piece in self.pieces if piece.text)
        return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"

    @property
    def plain(self) -> str:
        """The line without blanks."""
        return "".join(piece.plain for piece in self.pieces)


def rows_of(pieces: Iterable[Piece], place: str = "") -> tuple[Row, ...]:
    """Pieces of a page as rows, from top to bottom: those at about the same height are one."""
    ordered = sorted(pieces, key=lambda piece: piece.top + piece.bottom)
    if not ordered:
        return ()
    near = median(piece.bottom - piece.top for piece in ordered) * 0.6
    rows: list[list[Piece]] = []
    for piece in ordered:
        middle = (piece.top + piece.bottom) / 2
        last = rows[-1] if rows else []
        height = sum((p.top + p.bottom) / 2 for p in last) / len(last) if last else 0.0
        if last and middle - height <= near:
            last.append(piece)
        else:
            rows.append([piece])
    return tuple(Row(tuple(sorted(row, key=lambda p: p.left)), place) for row in rows)


def rows_of_text(text: str, place: str = "") -> tuple[Row, ...]:
    """Lines in which each text begins in its column, as pypdf lays a page out.

    A Chinese sign takes one place in the line and two on the page.
    """
    return tuple(Row(tuple(_apart(line)), place) for line in text.splitlines() if line.strip())


def _apart(line: str) -> Iterator[Piece]:
    at = 0
    for part in _GAP.split(line):
        start = line.index(part, at) if part else at
        at = start + len(part)
        if part.strip():
            wide = sum(ord(letter) >= _WIDE for letter in part)
            yield Piece(part.strip(), start, at + wide)


def apart(piece: Piece, cuts: Iterable[int]) -> tuple[Piece, ...]:
    """A piece cut at places of its text; the edges are shared out by length."""
    ends = [0, *cuts, len(piece.text)]
    width = (piece.right - piece.left) / max(len(piece.text), 1)
    return tuple(
        replace(
            piece,
            text=piece.text[a:b].strip(),
            left=piece.left + a * width,
            right=piece.left + b * width,
        )
        for a, b in itertools.pairwise(ends)
        if piece.text[a:b].strip()
    )
