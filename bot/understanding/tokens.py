"""The parts that a message is cut into before anything is bound to anything."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol, TypeVar

Unit = Literal["yuan", "bare", "percent", "growth", "enterprises", "p", "rank", "other"]


class Spanned(Protocol):
    """Anything that stands somewhere in the text."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...


S = TypeVar("S", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: yuan in yuan, percents in percent, the rest as counted.

    `lo` and `hi` are its limits (`hi` none: no upper one); `sure` when it was said exactly.
    """

    start: int
    end: int
    unit: Unit
    lo: Decimal
    hi: Decimal | None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name what a number or a yes is said of: a fact, a family of facts, or neither."""

    start: int
    end: int
    of: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Year:
    """A year that is spoken of: a calendar year, or one counted back from another.

    `word` tells 去年 ("last") and 今年 ("this") from a written year ("written"), and from the year
    before the one just spoken of ("prior", or "either" where 上年 may mean both).
    """

    start: int
    end: int
    year: int | None
    word: Literal["written", "last", "this", "ago", "prior", "either"]


def outside(found: Iterable[S], taken: Iterable[Spanned]) -> list[S]:
    """What of `found` does not overlap anything in `taken`."""
    spans = [(t.start, t.end) for t in taken]
    return [f for f in found if all(f.end <= a or f.start >= b for a, b in spans)]
