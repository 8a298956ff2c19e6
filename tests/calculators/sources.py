"""Everything that the rules quote: walks the rules by their fields, not with the rules' own walk."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from calculators.rules import Quoted, Rate, Source, Within

Found = Source | Quoted | Rate | Within


def quotes_in(value: object) -> Iterator[Found]:
    """Every source, quoted figure, rate and term of validity, wherever it stands."""
    if isinstance(value, Found):
        yield value
    if isinstance(value, tuple):
        for part in value:
            yield from quotes_in(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for slot in fields(value):
            yield from quotes_in(getattr(value, slot.name))
