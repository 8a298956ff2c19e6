"""The evaluator once more, as one straight line of Python for each measure: the same ranges, sooner.

`evaluate.range_of` walks the tree at every question. Here the tree is walked once, each node becomes
a statement, and running them puts the range of every node where `range_of` looks first. A test holds
the two to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from calculators.evaluate import NO, OPEN, YES, Box, Range
from calculators.rules import (
    All,
    Among,
    Amount,
    Compare,
    Constant,
    Each,
    Given,
    Grows,
    Has,
    Holds,
    Least,
    Minus,
    Most,
    Node,
    Quoted,
    Rule,
    Share,
    Steps,
    Sum,
    Within,
    children,
)

_WHOLE = 1_000_000  # 100 % in 1/10,000 percent
_OPENING = "found, get, chosen, whole = box.found, box.ranges.get, box.chosen.get, box.range_of"
_TRUTHS: Mapping[str, object] = {"YES": YES, "NO": NO, "OPEN": OPEN}
_Found: TypeAlias = (
    Amount
    | Holds
    | Among
    | Has
    | Within
    | All
    | Compare
    | Grows
    | Given
    | Each
    | Least
    | Most
    | Sum
    | Minus
    | Share
    | Steps
)  # every node but a constant
Run: TypeAlias = Callable[[Box], None]


@dataclass(frozen=True, slots=True)
class _Straight:
    """The statements of some expressions, the constants among them, and the lists that they read."""

    rule: Rule
    run: Run
    constants: Mapping[Node, Range]
    lists: frozenset[str]

    def fill(self, box: Box) -> None:
        # The objects of a list are boxes of their own.
        if self.lists.isdisjoint(box.items):
            box.found.update(self.constants)
            self.run(box)


_BY_RULE: dict[int, tuple[_Straight, _Straight]] = {}


def fill(rule: Rule, box: Box) -> None:
    """Finds the range of every expression of a measure's awards and conditions at once."""
    _straight_of(rule)[0].fill(box)


def fill_readings(rule: Rule, box: Box) -> None:
    """Finds the ranges of its other readings at once, after `fill`."""
    _straight_of(rule)[1].fill(box)


def _straight_of(rule: Rule) -> tuple[_Straight, _Straight]:
    found = _BY_RULE.get(id(rule))
    if found is None:
        readings = (award.amount for reading in rule.readings for award in reading.awards)
        own = _Writer()
        own.add_all(rule.nodes)
        others = _Writer(given=own.names)
        others.add_all((*readings, *(caution.when for caution in rule.cautions)))
        found = _BY_RULE[id(rule)] = (own.straight(rule), others.straight(rule))
    return found


@dataclass(slots=True)
class _Writer:
    """Statements in order: node 7 is `n7`, its range `r7`, the ends of a quantity `a7` and `b7`."""

    given: Mapping[Node, int] = field(default_factory=dict)
    names: dict[Node, int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    outside: dict[str, object] = field(default_factory=lambda: dict(_TRUTHS))

    def add_all(self, nodes: Iterable[Node]) -> None:
        """The statements of the nodes, each after those of the nodes below it."""
        for node in nodes:
            if node in self.names:
                continue
            if node not in self.given:
                self.add_all(children(node))
            number = self.names[node] = len(self.names)
            self.outside[f"n{number}"] = node
            self.lines += self._lines(node, number)

    def straight(self, rule: Rule) -> _Straight:
        """All of it, ready to run."""
        constants = [node for node in self.names if isinstance(node, Quoted | Constant)]
        return _Straight(
            rule,
            self.compiled(),
            {node: (node.value, node.value) for node in constants},
            frozenset(n.items for n in (*self.given, *self.names) if isinstance(n, Each)),
        )

    def _lines(self, node: Node, number: int) -> list[str]:
        if isinstance(node, Quoted | Constant):
            return []
        if node in self.given:
            return [f"a{number}, b{number} = r{number} = found[n{number}]"]
        return [*self._statements(node, number), f"found[n{number}] = r{number}"]

    def compiled(self) -> Run:
        """The statements as a function."""
        body = "\n    ".join((_OPENING, *self.lines))
        exec(f"def run(box):\n    {body}", self.outside)  # noqa: S102 - written here, of rules alone
        return self.outside["run"]  # type: ignore[return-value]

    def _low(self, node: Node) -> str:
        return str(node.value) if isinstance(node, Quoted | Constant) else f"a{self.names[node]}"

    def _high(self, node: Node) -> str:
        return str(node.value) if isinstance(node, Quoted | Constant) else f"b{self.names[node]}"

    def _range(self, node: Node) -> str:
        if isinstance(node, Quoted | Constant):
            return f"({node.value}, {node.value})"
        return f"r{self.names[node]}"

    def _statements(self, node: _Found, n: int) -> Iterable[str]:
        match node:
            case Amount(key):
                yield f"r{n} = get({key!r}) or whole({key!r})"
                yield f"a{n}, b{n} = r{n}"
            case Holds(key):
                yield f"low, high = get({key!r}) or whole({key!r})"
                yield f"r{n} = YES if low else OPEN if high else NO"
            case Among(key, options):
                self.outside[f"o{n}"] = options
                yield f"made = chosen({key!r})"
                yield f"r{n} = OPEN if made is None else YES if made <= o{n} else NO"
            case Has(key, option):
                yield f"made = chosen({key!r})"
                yield f"r{n} = OPEN if made is None else YES if {option!r} in made else NO"
            case Within(key, first, last):
                yield f"low, high = get({key!r}) or ({first}, {last})"
                surely, possibly = (
                    f"{first} <= low and high <= {last}",
                    f"low <= {last} and high >= {first}",
                )
                yield f"r{n} = YES if {surely} else OPEN if {possibly} else NO"
            case All(parts):
                ranges = [self._range(part) for part in parts]
                fails = " or ".join(f"{each} is NO" for each in ranges) or "False"
                holds = " and ".join(f"{each} is YES" for each in ranges) or "True"
                yield f"r{n} = NO if {fails} else YES if {holds} else OPEN"
            case Compare(left, by, right):
                yield f"r{n} = {self._compared(left, by, right)}"
            case Grows():
                yield f"r{n} = {self._grown(node)}"
            case Given(when, then, otherwise):
                one, other = self._range(then), self._range(otherwise)
                least = f"min({self._low(then)}, {self._low(otherwise)})"
                most = f"max({self._high(then)}, {self._high(otherwise)})"
                met = self._range(when)
                yield f"r{n} = {one} if {met} is YES else {other} if {met} is NO else ({least}, {most})"
                yield f"a{n}, b{n} = r{n}"
            case Each(_, of):
                yield f"a{n}, b{n} = r{n} = {self._range(of)}"
            case Least() | Most() | Sum() | Minus() | Share() | Steps():
                low, high = self._ends(node)
                yield f"r{n} = a{n}, b{n} = {low}, {high}"
            case _:
                assert_never(node)

    def _ends(self, node: Least | Most | Sum | Minus | Share | Steps) -> tuple[str, str]:
        match node:
            case Least(of, ceiling):
                parts = (of, ceiling)
                return (
                    self._of("min", map(self._low, parts)),
                    self._of("min", map(self._high, parts)),
                )
            case Most(parts):
                return (
                    self._of("max", map(self._low, parts)),
                    self._of("max", map(self._high, parts)),
                )
            case Sum(parts):
                return (" + ".join(map(self._low, parts)), " + ".join(map(self._high, parts)))
            case Minus(of, less):
                return (
                    f"max({self._low(of)} - {self._high(less)}, 0)",
                    f"max({self._high(of)} - {self._low(less)}, 0)",
                )
            case Share(of, rate):
                by = f"* {rate.numerator} // {rate.denominator}"
                return (f"{self._low(of)} {by}", f"{self._high(of)} {by}")
            case Steps(of, each, gives):
                by = f"// {each.value} * {gives.value}"
                return (f"{self._low(of)} {by}", f"{self._high(of)} {by}")
            case _:
                assert_never(node)

    def _of(self, function: str, parts: Iterable[str]) -> str:
        return f"{function}({', '.join(parts)})"

    def _compared(self, left: Node, by: str, right: Node) -> str:
        (low, high), (least, most) = ((self._low(each), self._high(each)) for each in (left, right))
        if by == "<=":
            return f"YES if {high} <= {least} else OPEN if {low} <= {most} else NO"
        return f"YES if {low} {by} {most} else OPEN if {high} {by} {least} else NO"

    def _grown(self, node: Grows) -> str:
        by = ">" if node.strict else ">="
        base = self._low(node.before)
        surely = f"{self._low(node.now)} * {_WHOLE} {by} {self._high(node.before)} * ({_WHOLE} + {self._high(node.percent)})"
        possibly = f"{self._high(node.now)} * {_WHOLE} {by} {base} * ({_WHOLE} + {self._low(node.percent)})"
        # Over a base of zero neither true nor false.
        return f"OPEN if {base} <= 0 else YES if {surely} else OPEN if {possibly} else NO"
