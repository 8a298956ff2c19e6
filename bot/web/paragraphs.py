"""What was said as paragraphs, lists and hints, with its links: the shape that a page gives it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from bot.messages import Quote
from bot.web.linked import Part, parts_of
from knowledge.clauses import Policy

Shape = Literal["text", "list", "hint", "beside", "gap"]
_BULLET = "· "
_BESIDE = ("\u3000", "  ")  # how a line begins that belongs to the item above it


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one shape: running text, the items of a list, a hint in brackets, what is said beside an item."""

    shape: Shape
    lines: tuple[tuple[Part, ...], ...]


def paragraphs_of(text: str, policy: Policy, quotes: Sequence[Quote] = ()) -> tuple[Paragraph, ...]:
    """The text in its shapes. A line that only repeats one of `quotes` is left out: it unfolds."""
    repeated = re.compile("|".join(_verbatim(quote) for quote in quotes) or "(?!)")
    lines = [line for line in text.splitlines() if not repeated.fullmatch(line.strip())]
    return tuple(
        Paragraph(shape, tuple(parts_of(_bare(line), policy) for line in group))
        for shape, group in groupby(lines, _shape_of)
        if shape != "gap"
    )


def _bare(line: str) -> str:
    return line.removeprefix(_BULLET).strip("\u3000 ")


def _shape_of(line: str) -> Shape:
    if not line.strip():
        return "gap"
    if line.startswith(_BULLET):
        return "list"
    if line.startswith(_BESIDE):
        return "beside"
    bracketed = line[0] + line[-1] in {"（）", "()"}
    return "hint" if bracketed else "text"


def _verbatim(quote: Quote) -> str:
    return rf"{re.escape(quote.clause)}[：:] ?“{re.escape(quote.quote)}”"
