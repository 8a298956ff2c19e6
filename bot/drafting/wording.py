"""Amounts, names and outside text as a summary writes them."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from bot.drafting.tree import Cite, SameType
from calculators.evaluate import Range
from calculators.facts import Lang
from calculators.rules import Source
from calculators.saying import say_range
from knowledge.clauses import Measure
from knowledge.contacts import Related

# Above every amount that any measure can pay: the end of a range nothing is known of.
_UNLIMITED = 10**13
_BEYOND_ANY_AWARD = 10**11  # a thousand million yuan
_LONGEST = 200
_NUMERAL = re.compile(r"[（(]([一二三四五六七八九十]+)[）)]")


def write_yuan(fen: int) -> str:
    """Fen as yuan with separators: `930,000.00`."""
    return f"{Decimal(fen).scaleb(-2):,.2f}"


def write_range(ends: Range) -> str:
    """One exact amount in yuan, or both ends."""
    low, high = ends
    return write_yuan(low) if low == high else f"{write_yuan(low)} – {write_yuan(high)}"


def write_open(ends: Range, words: Mapping[str, str]) -> str:
    """An award as `write_range`; of a range that only the number's type limits, its lower end alone."""
    low, high = ends
    if low != high and high >= _BEYOND_ANY_AWARD:
        return words["no_limit"].format(amount=write_yuan(low))
    return write_range(ends)


def is_unlimited(ends: Range) -> bool:
    """Whether the range is open because a fact is unknown, not because a clause limits it."""
    return ends[0] != ends[1] and ends[1] >= _UNLIMITED


def say_amount(ends: Range, lang: Lang) -> str:
    """An amount or range for reading: `93 万元`, `0 – 500 万元`."""
    said = say_range(ends, lang)
    return said.replace("0 元 – ", "0 – ", 1) if ends[0] == 0 < ends[1] else said


def cite(source: Source) -> Cite:
    """The citation of a source of the rules."""
    return Cite(source.clause, source.words)


def label_of(measure: Measure, lang: Lang) -> str:
    """What a measure is called: `（六）鼓励加大研发投入`, `6 Higher R&D spending`."""
    if lang == "en":
        return f"{measure.number} {measure.title_en}"
    numeral = _NUMERAL.match(measure.heading)
    return f"（{numeral[1]}）{measure.title}" if numeral else f"{measure.number} {measure.title}"


def describe_related(policy: Related, words: Mapping[str, str], lang: Lang) -> SameType:
    """A related policy with its number, title, date and page."""
    whole = "" if lang == "zh" else f" ({policy.title})"
    return SameType(
        name=name_related(policy, lang) + whole,
        date=policy.date,
        known=policy.known[lang],
        source=policy.source or "",
        source_note=(policy.source_note if lang == "zh" else policy.source_note_en) or "",
        seen=words["seen"].format(seen=policy.seen),
    )


def name_related(policy: Related, lang: Lang) -> str:
    """The number of a related policy, where it has one, and its title."""
    number = policy.number or ""
    return f"{number}《{policy.title}》" if lang == "zh" else f"{number} {policy.title_en}".strip()


def clean_text(text: str, longest: int = _LONGEST) -> str:
    """Text from outside without control, direction and unassigned characters, on one line."""
    kept = "".join(
        character if unicodedata.category(character)[0] != "C" else " " for character in text
    )
    line = " ".join(kept.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
