"""The rule language: a measure is an expression over facts and quoted parameters.

Expressions are data, built with ordinary operators; `evaluate`, `missing`, `explain`, `near_miss`
and `interview` read the same tree. Every value is an integer: amounts in fen, percents in
1/10,000 percent, conditions 0 or 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Literal, TypeAlias, cast

from calculators.facts import Kind, Words

Comparison: TypeAlias = Literal[">", ">=", "<="]


class Number:
    """An expression whose value is a quantity."""

    __slots__ = ()

    def __gt__(self, other: Figure) -> Compare:
        """超过, 高于."""
        return Compare(self, ">", other)  # type: ignore[arg-type]

    def __ge__(self, other: Figure) -> Compare:
        """达到…以上, 不低于."""
        return Compare(self, ">=", other)  # type: ignore[arg-type]

    def __le__(self, other: Figure) -> Compare:
        """不超过."""
        return Compare(self, "<=", other)  # type: ignore[arg-type]

    def __add__(self, other: Figure) -> Sum:
        """The sum."""
        return Sum((self, other))  # type: ignore[arg-type]

    def __sub__(self, other: Figure) -> Minus:
        """The difference."""
        return Minus(self, other)  # type: ignore[arg-type]


class Truth:
    """An expression whose value is 0 or 1."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The words of the policy that an expression stands on."""

    clause: str
    words: str


@dataclass(frozen=True, slots=True, eq=False)
class Amount(Number):
    """A quantity stated as a fact."""

    key: str


@dataclass(frozen=True, slots=True, eq=False)
class Quoted(Number):
    """A quantity of the policy, with the words that contain it."""

    value: int
    kind: Kind
    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class Constant(Number):
    """A quantity that is not the policy's: nothing, or the end of a sum."""

    value: int


NOTHING = Constant(0)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of the policy, `numerator/denominator`, with the words that contain it."""

    numerator: int
    denominator: int
    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class Sum(Number):
    """Everything together."""

    parts: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Minus(Number):
    """What is left of `of` after `less`, at least nothing."""

    of: Figure
    less: Figure
    source: Source | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Share(Number):
    """按…最高 X%: a rate of a quantity, rounded down to the fen."""

    of: Figure
    rate: Rate


@dataclass(frozen=True, slots=True, eq=False)
class Steps(Number):
    """每满 X 给予 Y."""

    of: Figure
    each: Quoted
    gives: Quoted


@dataclass(frozen=True, slots=True, eq=False)
class Least(Number):
    """A quantity up to a ceiling."""

    of: Figure
    ceiling: Figure


@dataclass(frozen=True, slots=True, eq=False)
class Most(Number):
    """The highest of several."""

    parts: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Given(Number):
    """One quantity when a condition holds, another (nothing) when not."""

    when: Condition
    then: Figure
    otherwise: Figure = NOTHING


@dataclass(frozen=True, slots=True, eq=False)
class Each(Number):
    """The sum over the objects of a list fact; without the list, the flat facts are one object."""

    items: str
    of: Figure


@dataclass(frozen=True, slots=True, eq=False)
class Holds(Truth):
    """A flag."""

    key: str
    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class Compare(Truth):
    """A threshold."""

    left: Figure
    by: Comparison
    right: Figure
    source: Source | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Grows(Truth):
    """A growth rate above (`strict`) or at least a percentage; undefined over a base of zero.

    Tested by cross-multiplication: `now × 100 > before × (100 + percent)`.
    """

    now: Figure
    before: Figure
    percent: Figure
    source: Source
    strict: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Among(Truth):
    """A choice is one of some options."""

    key: str
    options: frozenset[str]
    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class Has(Truth):
    """A list of choices contains an option."""

    key: str
    option: str
    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class Within(Truth):
    """A date, a year or an amount stands inside limits; while unknown it is taken to."""

    key: str
    first: int
    last: int
    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class All(Truth):
    """Every condition holds."""

    parts: tuple[Condition, ...]


Figure: TypeAlias = (
    Amount | Quoted | Constant | Sum | Minus | Share | Steps | Least | Most | Given | Each
)
Condition: TypeAlias = Holds | Compare | Grows | Among | Has | Within | All
Node: TypeAlias = Figure | Condition

GrantKind: TypeAlias = Literal["grant", "loan", "none"]


@dataclass(frozen=True)
class Award:
    """One payable component: `6-A`.

    `ceiling` is true where the policy says “最高” or “不超过”: the bureau may pay less.
    """

    id: str
    title: Words
    amount: Figure
    ceiling: bool

    @cached_property
    def keys(self) -> frozenset[str]:
        """The facts that the award speaks of."""
        return frozenset(keys_of(self.amount))


@dataclass(frozen=True, slots=True)
class PolicyReading:
    """Another way to settle an ambiguity: the awards as they would be then."""

    id: str
    text: Words
    source: Source
    awards: tuple[Award, ...]


@dataclass(frozen=True, slots=True)
class Caution:
    """What is said beside a result once a condition is known to hold."""

    when: Condition
    words: Words


@dataclass(frozen=True)
class Rule:
    """One measure: its awards, the other readings of it, and what is assumed silently by its words.

    `gate` is the condition of a measure without a figure of its own (二): when it holds the status
    is `no_amount`, when it fails `ineligible`. `pool` is what the city pays for it in a year.
    """

    measure: int
    kind: GrantKind
    awards: tuple[Award, ...] = ()
    gate: Condition | None = None
    readings: tuple[PolicyReading, ...] = ()
    assumptions: tuple[Words, ...] = ()
    cautions: tuple[Caution, ...] = ()
    quotes: tuple[Source, ...] = ()
    pool: Quoted | None = None

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The expressions of the measure."""
        gate = () if self.gate is None else (self.gate,)
        return (*(award.amount for award in self.awards), *gate)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The facts that the measure speaks of, in its order."""
        return tuple(dict.fromkeys(key for node in self.nodes for key in keys_of(node)))

    @cached_property
    def lists(self) -> tuple[Each, ...]:
        """The sums over the objects of a list fact."""
        inner = (node for top in self.nodes for node in walk(top))
        return tuple(node for node in inner if isinstance(node, Each))

    @cached_property
    def thresholds(self) -> tuple[tuple[str, int], ...]:
        """Every fact with the last value below each quoted threshold that it is compared with.

        The base of a growth rate has one above zero, where the rate becomes defined.
        """
        found: dict[tuple[str, int], None] = {}
        for node in (inner for top in self.nodes for inner in walk(top)):
            if isinstance(node, Compare) and isinstance(node.right, Quoted):
                last_below = node.right.value - (node.by == ">=")
                found |= {(key, last_below): None for key in keys_of(node.left)}
            if isinstance(node, Grows):
                found |= {(key, 0): None for key in keys_of(node.before)}
        return tuple(found)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The words of the policy that the measure stands on, in its order."""
        found = [source for node in self.nodes for source in sources_of(node)]
        pool = () if self.pool is None else (self.pool.source,)
        return tuple(dict.fromkeys((*found, *pool, *self.quotes)))


@dataclass(frozen=True, slots=True)
class ClauseOf:
    """A clause, from which parameters are quoted."""

    id: str

    def says(self, words: str) -> Source:
        """The words of the clause, verbatim."""
        return Source(self.id, words)

    def money(self, fen: int, words: str) -> Quoted:
        """An amount of the policy."""
        return Quoted(fen, Kind.YUAN, self.says(words))

    def percent(self, percent: int, words: str) -> Quoted:
        """A percentage that a growth rate is compared with."""
        return Quoted(percent * 10_000, Kind.PERCENT, self.says(words))

    def count(self, number: int, words: str) -> Quoted:
        """A number of things."""
        return Quoted(number, Kind.COUNT, self.says(words))

    def number(self, number: int, words: str) -> Quoted:
        """A number with a unit of its own, such as P."""
        return Quoted(number * 10_000, Kind.NUMBER, self.says(words))

    def rate(self, numerator: int, denominator: int, words: str) -> Rate:
        """A share to be paid."""
        return Rate(numerator, denominator, self.says(words))


@cache
def children(node: Node) -> tuple[Node, ...]:
    """The expressions directly below a node."""
    values = (getattr(node, slot.name) for slot in fields(node))
    listed = (value if isinstance(value, tuple) else (value,) for value in values)
    return tuple(
        cast("Node", child)
        for each in listed
        for child in each
        if isinstance(child, Number | Truth)
    )


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


@cache
def keys_of(node: Node) -> tuple[str, ...]:
    """The facts that an expression speaks of, in its order, each once."""
    return tuple(dict.fromkeys(n.key for n in walk(node) if hasattr(n, "key")))


def sources_of(node: Node) -> tuple[Source, ...]:
    """The words of the policy that an expression stands on, in its order, each once."""
    found = [_source(n) for n in walk(node)]
    return tuple(dict.fromkeys(source for source in found if source is not None))


def _source(node: Node) -> Source | None:
    match node:
        case Share(rate=rate):
            return rate.source
        case Quoted() | Minus() | Compare() | Grows() | Holds() | Among() | Has() | Within():
            return node.source
        case _:
            return None
