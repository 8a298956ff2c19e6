"""How the tests speak to the reader: a day, a pending question, a profile."""

from datetime import date

from bot.dialogue.reading import Pending, Reading
from bot.understanding import read
from calculators.facts import Profile, Value

TODAY = date(2026, 11, 23)


def said(text: str, asked: str | None = None, **known: Value) -> Reading:
    """What is read when `asked` was asked last and `known` is in the profile."""
    pending = Pending("fact", asked) if asked else None
    return read(text, pending=pending, profile=Profile(known), today=TODAY)


def answered(text: str, pending: Pending, **known: Value) -> Reading:
    """What is read as the answer to any kind of pending question."""
    return read(text, pending=pending, profile=Profile(known), today=TODAY)


def wan(many: int) -> int:
    """So many 万元 in fen."""
    return many * 10**6
