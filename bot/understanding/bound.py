"""An amount bound to what it was said of, and what a clause says about the amounts in it."""
# ruff: noqa: PLR2004 - two of a kind, a place of ten: numbers of the grammar

import re
from dataclasses import dataclass

from bot.understanding.tokens import Quantity, Spanned, Year

_ALL_PAID = re.compile(
    r"(?:都|全部?|均|已经?全部?)(?:已经?)?(?:付|支付|结|实付)(?:清|完|款|了|掉)*|(?:已)?付清了?|结清了?|全额(?:支付|付)了?|全付了?"
    r"|all (?:of it )?(?:is |was |has been )?paid|(?:fully )?paid in full|fully paid|paid (?:it )?all|paid for all"
)
_FROM_TO = re.compile(
    r"(?:增长|涨|升|增加|提高|提升|降|跌|下降|减少|grew|rose|went|increased|up|fell)"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """An amount with what it was said of (a fact's key or a family) and the year named with it."""

    of: str
    quantity: Quantity
    year: Year | None
    sure: bool
    highest: bool = False  # said to be the highest so far, too
    named: bool = True  # by words of the message, not only by what was asked


def all_paid_in(text: str, start: int, end: int, amounts: list[Quantity]) -> re.Match[str] | None:
    """`都付了`, when no amount of its own follows."""
    found = _ALL_PAID.search(text, start, end)
    return found if found and all(q.end <= found.start() for q in amounts) else None


def grows(text: str, amounts: list[Quantity]) -> bool:
    """`从5000万增长到6800万`: two years' figures, the earlier one first."""
    if len(amounts) != 2:
        return False
    between = text[amounts[0].end : amounts[1].start]
    said_before = re.search(
        rf"{_FROM_TO.pattern}[^,，。]{{0,8}}from ?(?:rmb ?|¥ ?)?\Z",
        text[max(0, amounts[0].start - 40) : amounts[0].start],
    )
    return (_FROM_TO.search(between) is not None or said_before is not None) and re.search(
        r"到|至|为|成|\bto\b", between
    ) is not None


def years_of(inside: list[Spanned]) -> dict[int, Year]:
    """The year of each amount: the one before it, or behind it where the clause ends with a year."""
    amounts = [t for t in inside if isinstance(t, Quantity)]
    years = [t for t in inside if isinstance(t, Year)]
    ordered = [t for t in inside if isinstance(t, (Quantity, Year))]
    behind = bool(years) and isinstance(ordered[0], Quantity) and isinstance(ordered[-1], Year)
    found: dict[int, Year] = {}
    for index, amount in enumerate(amounts):
        before = amounts[index - 1].end if index else -1
        after = amounts[index + 1].start if index + 1 < len(amounts) else 10**9
        near = [
            y
            for y in years
            if (amount.end <= y.start < after if behind else before <= y.start < amount.start)
        ]
        if near:
            found[amount.start] = near[-1]
    return found
