"""Facts as JSON, read exactly: amounts never pass through binary float."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from calculators.facts import DECIMALS, Fact, Kind, Profile, Span, Value
from calculators.money import as_yuan

_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")
_LONGEST_NUMBER = 40


class BadFactError(ValueError):
    """A fact that cannot be read: which one, what was given, what is expected."""

    def __init__(self, key: str, given: object, expected: str) -> None:
        super().__init__(f"{key}: got {_shown(given)!r}, expected {expected}")
        self.key = key


def _shown(given: object) -> str:
    if isinstance(given, int):
        return str(given) if abs(given) < 10**80 else "a number of more than 80 digits"
    if isinstance(given, str | Decimal):
        return str(given)[:80]
    return json.dumps(given, ensure_ascii=False, default=str)[:80]


def load_json(text: str) -> object:
    """JSON whose numbers are Decimal or int. Raises `BadFactError` naming the place."""
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_once
        )
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        raise BadFactError("input", text[:40], f"JSON ({error})") from None


def read_profile(
    given: object, facts: Mapping[str, Fact], list_keys: Mapping[str, tuple[str, ...]]
) -> Profile:
    """The profile in a JSON object of facts; null or absent is unknown.

    `list_keys` names, for each list fact, the keys that its objects may hold; what an object leaves
    out is what the flat keys say, and where both say something the object counts. Raises
    `BadFactError` for an unknown key, a wrong type, a value outside the limits, or limits the wrong
    way round.
    """
    if not isinstance(given, Mapping):
        raise BadFactError("facts", given, "a JSON object of facts")
    flat = {k: v for k, v in given.items() if k not in list_keys}
    return Profile(
        _read_flat(flat, facts, where=""),
        {
            name: _read_list(given[name], facts, name, keys)
            for name, keys in list_keys.items()
            if given.get(name) is not None
        },
    )


def _read_list(
    given: object, facts: Mapping[str, Fact], name: str, keys: tuple[str, ...]
) -> tuple[Mapping[str, Value], ...]:
    if not isinstance(given, list) or not all(isinstance(item, Mapping) for item in given):
        raise BadFactError(name, given, "a list of objects")
    allowed = {key: facts[key] for key in keys}
    return tuple(
        _read_flat(item, allowed, where=f"{name}[{place}].") for place, item in enumerate(given)
    )


def _read_flat(
    given: Mapping[str, object], facts: Mapping[str, Fact], *, where: str
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for key, value in given.items():
        fact = facts.get(key)
        if fact is None:
            raise BadFactError(f"{where}{key}", value, known_key(key, facts))
        if value is not None:
            values[key] = read_value(fact, value, f"{where}{key}")
    return values


def known_key(given: object, facts: Collection[str]) -> str:
    """What is expected in place of an unknown key: the nearest one, and where all of them stand."""
    near = get_close_matches(str(given)[:80], facts, n=1)
    meant = f", perhaps {near[0]}" if near else ""
    return f"a known fact key{meant} (see huiqi facts)"


def read_value(fact: Fact, given: object, name: str = "") -> Value:
    """One value of a fact from JSON. Raises `BadFactError`."""
    name = name or fact.key
    match fact.kind:
        case Kind.FLAG if isinstance(given, bool):
            return given
        case Kind.CHOICE if isinstance(given, str) and given in fact.options:
            return given
        case Kind.CHOICES if isinstance(given, list) and all(
            isinstance(o, str) and o in fact.options for o in given
        ):
            return frozenset(given)
        case Kind.TEXT if isinstance(given, str) and 0 < len(given.strip()) <= fact.highest:
            return given.strip()
        case Kind.DATE if isinstance(given, str):
            return _read_date(name, given)
        case _ if fact.is_quantity:
            return _read_quantity(fact, given, name)
    raise BadFactError(name, given, expected(fact))


def expected(fact: Fact) -> str:
    """What a value of the fact must be, in words for an error message."""
    match fact.kind:
        case Kind.FLAG:
            return "true or false"
        case Kind.CHOICE:
            return f"one of {', '.join(fact.options)}"
        case Kind.CHOICES:
            return f"a list of {', '.join(fact.options)}"
        case Kind.DATE:
            return "a date YYYY-MM-DD"
        case Kind.TEXT:
            return f"a text of 1 to {fact.highest} characters"
        case _:
            decimals = DECIMALS[fact.kind]
            low, high = (to_json(fact, end) for end in (fact.lowest, fact.highest))
            return f"a number from {low} to {high} with at most {decimals} decimals, or min and max"


def _read_quantity(fact: Fact, given: object, name: str) -> Value:
    if not isinstance(given, Mapping):
        return _read_number(fact, given, name)
    if not given or given.keys() - {"min", "max"}:
        raise BadFactError(name, given, 'an object {"min": a, "max": b}')
    low, high = given.get("min"), given.get("max")
    ends = Span(
        fact.lowest if low is None else _read_number(fact, low, f"{name}.min"),
        fact.highest if high is None else _read_number(fact, high, f"{name}.max"),
    )
    if ends.lo > ends.hi:
        raise BadFactError(name, given, "min not above max")
    return ends.lo if ends.lo == ends.hi else ends


def _read_number(fact: Fact, given: object, name: str) -> int:
    inexact = isinstance(given, float) and fact.kind is Kind.YUAN
    scaled = None if inexact else _scaled(given, DECIMALS[fact.kind])
    if scaled is None or not fact.lowest <= scaled <= fact.highest:
        raise BadFactError(name, given, expected(fact))
    return scaled


def _scaled(given: object, decimals: int) -> int | None:
    if isinstance(given, bool) or not isinstance(given, int | str | float | Decimal):
        return None
    # JSON never comes as float; the shortest spelling of one of ours is exact (see `to_json`).
    text = repr(given) if isinstance(given, float) else _spelt(given)
    if len(text) > _LONGEST_NUMBER or (isinstance(given, str) and not _PLAIN.fullmatch(text)):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    _, digits, exponent = number.as_tuple()
    # A huge exponent must not be written out: 1E+1000000 has a million digits.
    if number and abs(number.adjusted()) > _LONGEST_NUMBER:
        return None
    shift = int(exponent) + decimals if number else 0
    whole, rest = divmod(int("".join(map(str, digits))), 10 ** max(-shift, 0))
    scaled = whole * 10 ** max(shift, 0)
    return None if rest else (-scaled if number < 0 else scaled)


def _spelt(given: str | float | Decimal) -> str:
    too_long = isinstance(given, int) and abs(given) >= 10**_LONGEST_NUMBER
    return " " * (_LONGEST_NUMBER + 1) if too_long else str(given)


def _read_date(name: str, given: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise BadFactError(name, given, "a date YYYY-MM-DD")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    for number, (key, _) in enumerate(pairs):
        if key in {earlier for earlier, _ in pairs[:number]}:
            raise ValueError(f"the key {key!r} stands twice")
    return dict(pairs)


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number that can be read")


def to_json(fact: Fact, value: Value) -> object:
    """A value as the contract writes it: yuan as `"68000000.00"`, lists sorted, spans as limits."""
    match value:
        case Span(lo, hi):
            return {"min": to_json(fact, lo), "max": to_json(fact, hi)}
        case frozenset():
            return [option for option in fact.options if option in value]
        case date():
            return value.isoformat()
        case bool() | str():
            return value
    return quantity_to_json(fact.kind, value)


def quantity_to_json(kind: Kind, value: int) -> object:
    """A quantity in its smallest unit as the contract writes it."""
    if kind is Kind.YUAN:
        return as_yuan(value)
    number = Decimal(value).scaleb(-DECIMALS[kind])
    return int(number) if number == number.to_integral_value() else float(number)


def profile_to_json(profile: Profile, facts: Mapping[str, Fact]) -> dict[str, object]:
    """A profile as the JSON object that `read_profile` reads back."""
    flat = {key: to_json(facts[key], value) for key, value in profile.facts.items()}
    lists = {
        name: [{k: to_json(facts[k], v) for k, v in item.items()} for item in items]
        for name, items in profile.lists.items()
    }
    return {**flat, **lists}
