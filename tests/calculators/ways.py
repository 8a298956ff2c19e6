"""How the tests ask the calculators: from a JSON object of facts to an assessment."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from calculators.assess import Assessment, assess_measure
from calculators.evaluate import Box, box_of
from calculators.intake import load_json, read_profile
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS
from tests.calculators.completions import Limits


def box(facts: Mapping[str, Any]) -> Box:
    """The box of a JSON object of facts, through its text, as a script would send it."""
    given = load_json(json.dumps(facts, ensure_ascii=False, default=as_json))
    return box_of(read_profile(given, FACTS, LIST_KEYS), FACTS)


def assessed(measure: int, facts: Mapping[str, Any]) -> Assessment:
    """One measure for these facts."""
    return assess_measure(RULES[measure], box(facts))


def as_json(value: object) -> object:
    """Decimal, limits, dates and sets as the contract writes them."""
    match value:
        case Decimal():
            return str(value)
        case Limits(lo, hi):
            return {"min": str(lo), "max": str(hi)}
        case frozenset():
            return sorted(value)
        case date():
            return value.isoformat()
        case _:
            raise TypeError(value)


def in_fen(yuan: Decimal | str | int) -> int:
    """Yuan as integer fen."""
    fen = Decimal(yuan) * 100
    assert fen == int(fen)
    return int(fen)
