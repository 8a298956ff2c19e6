"""An amount bound to what it was said of, and what a clause says about the amounts in it."""
# ruff: noqa: PLR2004 - two of a kind, a place of ten: numbers of the grammar

import re
from dataclasses import dataclass

from bot.understanding.tokens import Name, Quantity, Spanned, Year
from bot.understanding.vocabulary import HIGHEST, PARTS, REVENUE

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
    moved = text[: amounts[0].start].endswith("从") and between.strip() in {"到", "至"}
    return (
        bool(moved or _FROM_TO.search(between) or said_before)
        and re.search(r"到|至|为|成|\bto\b", between) is not None
    )


def names_near(
    names: list[Name], amounts: list[Quantity], index: int, *, behind: bool
) -> list[Name]:
    """The names between an amount and the one before it, or behind it up to the next."""
    amount = amounts[index]
    if behind:
        limit = amounts[index + 1].start if index + 1 < len(amounts) else 10**9
        near = [n for n in names if amount.end <= n.start < limit and n.of != HIGHEST]
    else:
        limit = amounts[index - 1].end if index else -1
        near = [n for n in names if limit <= n.start < amount.start]
    # MaaS业务去年收入: still that of MaaS
    return [
        name
        for before, name in zip([None, *near], near, strict=False)
        if not (before and before.of in PARTS and name.of == REVENUE and not name.sure)
    ]


def narrowed(vague: Quantity, other: Quantity | None) -> Quantity:
    """`6千多万，具体6823.5万`: the exact figure within the vague one is the one that is meant."""
    if other is None or other.hi is None or vague.lo == vague.hi:
        return vague
    return other if vague.lo <= other.lo <= other.hi <= (vague.hi or other.hi) else vague


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
