"""What a fact is: its kinds, its limits, and the values it may have.

Every quantity is an integer in its smallest unit (yuan: fen), so that arithmetic is exact.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

Lang = Literal["zh", "en"]


class Kind(StrEnum):
    """The closed set of kinds of facts; the decimals of each are in `DECIMALS`."""

    YUAN = "yuan"
    PERCENT = "percent"
    NUMBER = "number"
    COUNT = "count"
    YEAR = "year"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    TEXT = "text"


DECIMALS: Mapping[Kind, int] = {
    Kind.YUAN: 2,
    Kind.PERCENT: 4,
    Kind.NUMBER: 4,
    Kind.COUNT: 0,
    Kind.YEAR: 0,
}


@dataclass(frozen=True, slots=True)
class Words:
    """One thing said in both languages."""

    zh: str
    en: str

    def to(self, lang: Lang) -> str:
        """The words in `lang`."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Span:
    """A quantity known only within limits, both ends included, in its smallest unit."""

    lo: int
    hi: int


Value: TypeAlias = int | bool | str | date | frozenset[str] | Span


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a company can state.

    `lowest` and `highest` are in the smallest unit of the kind; `options` are the contract's words
    with their terms; `assumed` is what holds, and is printed, while nobody has said otherwise.
    """

    key: str
    kind: Kind
    term: Words
    options: Mapping[str, Words] = field(default_factory=dict)
    lowest: int = 0
    highest: int = 0
    assumed: Value | None = None

    @property
    def is_quantity(self) -> bool:
        """Whether the value is a number with a unit."""
        return self.kind in DECIMALS


@dataclass(frozen=True, slots=True)
class Profile:
    """All facts of one company: flat ones by key, and lists of objects (`projects`, …)."""

    facts: Mapping[str, Value] = field(default_factory=dict)
    lists: Mapping[str, tuple[Mapping[str, Value], ...]] = field(default_factory=dict)

    def __contains__(self, key: str) -> bool:
        """Whether the flat fact is stated."""
        return key in self.facts

    def __iter__(self) -> Iterator[str]:
        """The keys of the flat facts, in the order in which they were stated."""
        return iter(self.facts)

    def with_facts(self, stated: Mapping[str, Value]) -> "Profile":
        """A profile with these facts stated, or stated anew."""
        return Profile({**self.facts, **stated}, self.lists)
