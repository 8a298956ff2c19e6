"""Small expressions over small facts, and what they are worth in every completion."""

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import strategies as st

from calculators.evaluate import Box, box_of
from calculators.facts import Fact, Kind, Profile, Span, Words
from calculators.rules import (
    All,
    Among,
    Amount,
    Award,
    ClauseOf,
    Compare,
    Constant,
    Given,
    Grows,
    Has,
    Holds,
    Least,
    Minus,
    Most,
    Node,
    Rate,
    Rule,
    Share,
    Steps,
    Sum,
    Within,
)

CLAUSE = ClauseOf("M06-1")
SAID = CLAUSE.says("words")
NAMED = Words("", "")
OPTIONS = {"x": NAMED, "y": NAMED, "z": NAMED}
HIGHEST = 4


def _fact(key: str) -> Fact:
    match key[0]:
        case "f":
            return Fact(key, Kind.FLAG, NAMED)
        case "g":
            return Fact(key, Kind.FLAG, NAMED, assumed=True)
        case "c":
            return Fact(key, Kind.CHOICE, NAMED, OPTIONS)
        case "s":
            return Fact(key, Kind.CHOICES, NAMED, OPTIONS)
        case "p":
            return Fact(key, Kind.PERCENT, NAMED, highest=2_000_000)
        case _:
            return Fact(key, Kind.YUAN, NAMED, highest=HIGHEST)


FACTS = {f"{kind}{number}": _fact(f"{kind}{number}") for kind in "afgcps" for number in range(9)}
_TRUE_OR_FALSE = {"f": (False, True), "g": (True,)}
_CHOSEN = {
    "c": [frozenset({option}) for option in OPTIONS],
    "s": [frozenset(set_) for set_ in ((), ("x",), ("y",), ("z",), ("x", "y"), ("x", "y", "z"))],
}


def box(**facts: object) -> Box:
    return box_of(Profile(facts), FACTS)  # type: ignore[arg-type]


def value_of(node: Node, known: Mapping[str, object]) -> set[int]:
    """What an expression is worth, written anew: several where it is undefined."""
    match node:
        case Amount(key) | Holds(key):
            return {int(known[key])}  # type: ignore[call-overload]
        case Constant(value):
            return {value}
        case Among(key, options):
            return {int(known[key] <= options)}  # type: ignore[operator]
        case Has(key, option):
            return {int(option in known[key])}  # type: ignore[operator]
        case Within(key, first, last):
            return {int(first <= known[key] <= last)}  # type: ignore[operator]
        case Given(when, then, otherwise):
            sides = {1: then, 0: otherwise}
            return {v for holds in value_of(when, known) for v in value_of(sides[holds], known)}
        case Compare(left, by, right):
            tested = {">": int.__gt__, ">=": int.__ge__, "<=": int.__le__}[by]
            pairs = product(value_of(left, known), value_of(right, known))
            return {int(tested(one, other)) for one, other in pairs}
        case Grows(now, before, percent, _, strict):
            found = set()
            for n, b, p in product(*(value_of(each, known) for each in (now, before, percent))):
                grown, asked = (n - b) * 1_000_000, b * p
                found |= {0, 1} if b == 0 else {int(grown > asked if strict else grown >= asked)}
            return found
        case All(parts):
            return {min(each) for each in product(*(value_of(part, known) for part in parts))}
        case Sum(parts):
            return {sum(each) for each in product(*(value_of(part, known) for part in parts))}
        case Most(parts):
            return {max(each) for each in product(*(value_of(part, known) for part in parts))}
        case Least(of, ceiling):
            pairs = product(value_of(of, known), value_of(ceiling, known))
            return {min(one, other) for one, other in pairs}
        case Minus(of, less):
            pairs = product(value_of(of, known), value_of(less, known))
            return {max(one - other, 0) for one, other in pairs}
        case Share(of, rate):
            return {v * rate.numerator // rate.denominator for v in value_of(of, known)}
        case Steps(of, each, gives):
            return {v // each.value * gives.value for v in value_of(of, known)}
        case _:
            raise AssertionError(node)


def completions(key: str, known: Box) -> list[object]:
    kind = key[0]
    if kind in _CHOSEN:
        chosen = known.chosen.get(key)
        return [chosen] if chosen is not None else [*_CHOSEN[kind]]
    if kind in _TRUE_OR_FALSE and key not in known.ranges:
        return [*_TRUE_OR_FALSE[kind]]
    low, high = known.ranges.get(key, (0, HIGHEST))
    return [*range(low, high + 1)]


def worlds(keys: list[str], known: Box) -> Iterator[dict[str, object]]:
    for values in product(*(completions(key, known) for key in keys)):
        yield dict(zip(keys, values, strict=True))


@st.composite
def expressions(draw: st.DrawFn) -> Node:
    """A condition or quantity in which no fact stands twice."""
    keys = iter(range(9))

    def quantity(depth: int) -> Node:
        kinds = ["amount", "constant"] + depth * ["given", "sum", "most", "least", "minus", "share"]
        match draw(st.sampled_from([*kinds, "steps"] if depth else kinds)):
            case "amount":
                return Amount(f"a{next(keys)}")
            case "constant":
                return Constant(draw(st.integers(0, 5)))
            case "given":
                return Given(truth(depth - 1), quantity(depth - 1), quantity(depth - 1))  # type: ignore[arg-type]
            case "sum":
                return Sum((quantity(depth - 1), quantity(depth - 1)))  # type: ignore[arg-type]
            case "most":
                return Most((quantity(depth - 1), quantity(depth - 1)))  # type: ignore[arg-type]
            case "least":
                return Least(quantity(depth - 1), quantity(depth - 1))  # type: ignore[arg-type]
            case "minus":
                return Minus(quantity(depth - 1), quantity(depth - 1))  # type: ignore[arg-type]
            case "share":
                return Share(quantity(depth - 1), Rate(draw(st.integers(1, 3)), 2, SAID))  # type: ignore[arg-type]
            case _:
                each, gives = CLAUSE.money(2, ""), CLAUSE.money(3, "")
                return Steps(quantity(depth - 1), each, gives)  # type: ignore[arg-type]

    def truth(depth: int) -> Node:
        kinds = ["holds", "among", "has", "compare", "grows"] + (["all"] if depth else [])
        number = next(keys)
        match draw(st.sampled_from(kinds)):
            case "holds":
                return Holds(f"{draw(st.sampled_from('fg'))}{number}", SAID)
            case "among":
                return Among(f"c{number}", frozenset({"x", "y"}), SAID)
            case "has":
                return Has(f"s{number}", "y", SAID)
            case "compare":
                by = draw(st.sampled_from([">", ">=", "<="]))
                return Compare(Amount(f"a{number}"), by, quantity(depth))  # type: ignore[arg-type]
            case "grows":
                percent = Constant(draw(st.sampled_from([250_000, 500_000, 1_000_000])))
                before = Amount(f"a{next(keys)}")
                return Grows(Amount(f"a{number}"), before, percent, SAID, draw(st.booleans()))
            case _:
                return All((truth(depth - 1), truth(depth - 1)))  # type: ignore[arg-type]

    return draw(st.sampled_from([quantity, truth]))(draw(st.integers(0, 1)))


def keys_in(node: Node) -> list[str]:
    return list(Rule(6, "grant", (Award("6-A", NAMED, node, ceiling=True),)).keys)  # type: ignore[arg-type]


@st.composite
def known_of(draw: st.DrawFn, keys: list[str]) -> Box:
    facts: dict[str, object] = {}
    for key in keys:
        match key[0]:
            case "f" | "g":
                value: object = draw(st.sampled_from([None, False, True]))
            case "c":
                value = draw(st.sampled_from([None, *OPTIONS]))
            case "s":
                value = draw(st.sampled_from([None, *_CHOSEN["s"]]))
            case _:
                low, high = sorted((draw(st.integers(0, HIGHEST)), draw(st.integers(0, HIGHEST))))
                value = draw(st.sampled_from([None, low, Span(low, high)]))
        if value is not None:
            facts[key] = value
    return box(**facts)


A0, A1 = Amount("a0"), Amount("a1")


def rule_of(*figures: Node, kind: str = "grant") -> Rule:
    """A measure with one award for each figure."""
    awards = (Award(f"6-{n}", NAMED, node, ceiling=False) for n, node in enumerate(figures))  # type: ignore[arg-type]
    return Rule(6, kind, tuple(awards))  # type: ignore[arg-type]
