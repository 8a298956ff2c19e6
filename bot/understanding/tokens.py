"""The parts that a message is cut into before anything is bound to anything."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
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

    @property
    def limits(self) -> tuple[Decimal, Decimal | None]:
        """From where to where it reaches."""
        return self.lo, self.hi


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


def between(tokens: Sequence[S], start: int, end: int) -> list[S]:
    """Those of the tokens, in the order of the text, that begin within a stretch of it."""
    first = bisect_left(tokens, start, key=_begins)
    return list(tokens[first : bisect_left(tokens, end, lo=first, key=_begins)])


def _begins(token: Spanned) -> int:
    return token.start


def outside(found: Iterable[S], taken: Iterable[Spanned]) -> list[S]:
    """What of `found` does not overlap anything in `taken`."""
    spans = [(t.start, t.end) for t in taken]
    covered = bytearray(max((end for _, end in spans), default=0))
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return [f for f in found if 1 not in covered[f.start : f.end]]
