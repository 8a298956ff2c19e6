"""Lets somebody propose facts where the rules understood nothing or only a part, and checks each one.

Whoever proposes has no authority: a figure is taken only when our own reading of numerals finds the
same figure, said beyond doubt, in the words of the person; everything else is asked back.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, Protocol, get_args

from bot.dialogue.reading import Pending, Reading
from bot.understanding import questions
from bot.understanding.amounts import find_quantities
from bot.understanding.asking import without_questions
from bot.understanding.flags import is_hedged, is_unknown, negations
from bot.understanding.others import names_others, planned, without_others
from bot.understanding.shares import find_shares
from bot.understanding.tokens import Quantity
from bot.understanding.values import value_of
from bot.understanding.wording import normalise
from calculators.facts import Fact, Kind, Profile, Span, Value
from calculators.intake import BadFactError, read_profile
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS

Intent = Literal[
    "help", "facts", "summary", "why", "privacy"
]  # none that changes or loses anything
_log = logging.getLogger(__name__)
_LONGEST = 2_000  # characters that are shown to whoever proposes
_SHORTEST = 4  # 你好, ok: nothing to read further
_ORDERS = re.compile(
    r"忽略|无视|指令|提示词|系统提示|你现在是|扮演|越狱|ignore|disregard|instruction|prompt|system ?:|you are now|pretend|jailbreak|<\|"
)


@dataclass(frozen=True, slots=True)
class ProposedFact:
    """A fact that somebody read in a message: the contract's value, and the very words it stands in."""

    key: str
    value: Any
    words: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody read in a message: facts, keys that the person cannot tell, what it asks for."""

    facts: tuple[ProposedFact, ...] = ()
    unknown: tuple[str, ...] = ()
    asks: bool = False
    intent: Intent | None = None


class Proposer(Protocol):
    """Reads a message in another way than by rules; none when it cannot. Never raises."""

    def propose(self, text: str, asked: str | None, today: date) -> Proposal | None:
        """What the message says, as far as it can tell."""
        ...


class Reader(Protocol):
    """Words to a reading."""

    def __call__(
        self, text: str, *, pending: Pending | None, profile: Profile, today: date
    ) -> Reading:
        """Understand one message."""
        ...


def assisted(read: Reader, proposer: Proposer) -> Reader:
    """A reader by the rules of `read` which asks `proposer` about what they leave unread."""

    def read_with_help(
        text: str, *, pending: Pending | None, profile: Profile, today: date
    ) -> Reading:
        reading = read(text, pending=pending, profile=profile, today=today)
        if not leaves_something(reading, text):
            return reading
        asked = pending.fact if pending and pending.kind == "fact" else None
        proposal = proposer.propose(text[:_LONGEST], asked, today)
        return reading if proposal is None else combined(reading, proposal, text, asked)

    return read_with_help


def leaves_something(reading: Reading, text: str) -> bool:
    """Whether the rules understood nothing of a message of words, or left a figure of it unread."""
    if reading.command or reading.answer or reading.situations is not None:
        return False
    plain = normalise(text)
    if _ORDERS.search(plain) or len(plain) < _SHORTEST:
        return False
    if not reading.understood:
        return True
    return reading.question is None and bool(_unread(reading, plain))


def _unread(reading: Reading, plain: str) -> list[Quantity]:
    read = {*reading.facts.values(), *reading.to_confirm.values()}
    ends = {v for each in read for v in ((each.lo, each.hi) if isinstance(each, Span) else (each,))}
    money = [q for q in find_quantities(plain) if q.unit == "yuan"]
    return [q for q in money if not {int(q.lo * 100), int((q.hi or q.lo) * 100)} & ends]


def combined(reading: Reading, proposal: Proposal, text: str, asked: str | None) -> Reading:
    """The rules' reading with what stands up of a proposal; the rules' own facts always win."""
    facts, doubts = dict(reading.facts), dict(reading.to_confirm)
    plain = normalise(text)
    for proposed in proposal.facts:
        value = _value(proposed)
        if value is None or proposed.key in facts or proposed.key in doubts:
            continue
        if not _taken(value, {*facts.values(), *doubts.values()}) and is_supported(
            proposed.key, value, proposed.words, plain
        ):
            facts[proposed.key] = value
        elif (doubt := _asked_back(proposed, value, plain)) is not None:
            doubts[proposed.key] = doubt
    unknown = tuple(k for k in proposal.unknown if k == asked and k not in facts | doubts)
    merged = replace(reading, facts=facts, to_confirm=doubts, unknown=reading.unknown or unknown)
    if merged.understood:
        return merged
    if proposal.intent in get_args(Intent):
        return replace(merged, command=proposal.intent)
    return replace(merged, question=text[:400]) if proposal.asks else merged


def _asked_back(proposed: ProposedFact, value: Value, plain: str) -> Value | None:
    """What to ask back: our own figure of the quoted words; an invented one only beside real ones."""
    fact, quoted = FACTS[proposed.key], normalise(proposed.words)
    said = bool(quoted and quoted in plain)
    if not fact.is_quantity:
        return value if said else None
    found = [value_of(fact, q, quoted) for q in _figures(fact, quoted) if q.unit != "other"]
    own = [reading[0] for reading in found if reading]
    if said and len(own) == 1:
        return own[0]
    return value if _figures(fact, plain) else None


def _taken(value: Value, stated: set[Value]) -> bool:
    """One figure never fills two facts."""
    return isinstance(value, int) and not isinstance(value, bool) and value in stated


def _value(proposed: ProposedFact) -> Value | None:
    """The value as the calculators hold it; none where the fact cannot have it."""
    if proposed.key not in FACTS or proposed.value is None:
        return None
    try:
        profile = read_profile({proposed.key: proposed.value}, FACTS, LIST_KEYS)
    except BadFactError:
        _log.info("a proposed value was refused: %s", proposed.key)
        return None
    return profile.facts.get(proposed.key)


def is_supported(key: str, value: Value, words: str, plain: str) -> bool:
    """Whether our own numerals find just this figure in just these words of a plain statement."""
    fact, quoted = FACTS[key], normalise(words)
    if not fact.is_quantity or isinstance(value, Span) or not quoted or quoted not in plain:
        return False
    if any(check(plain) for check in (is_hedged, is_unknown, negations, names_others)):
        return False
    stated, doubts, asks = without_questions(without_others(plain))
    clear = quoted in stated and not (doubts or asks or planned(stated) or questions.is_rule(plain))
    found = [_exact(fact, q, quoted) for q in _figures(fact, quoted)]
    return clear and found == [value]


def _figures(fact: Fact, quoted: str) -> list[Quantity]:
    if fact.kind is Kind.PERCENT:
        return find_shares(quoted)
    return [q for q in find_quantities(quoted) if q.unit not in ("percent", "growth")]


def _exact(fact: Fact, quantity: Quantity, quoted: str) -> Value | None:
    if quantity.unit == "other":
        return None
    found = value_of(fact, quantity, quoted)
    return found[0] if found and found[1] else None


def terms() -> Mapping[str, str]:
    """The key of every fact with its kind and its term, as whoever proposes is told."""
    return {
        key: f"{fact.kind.value}: {fact.term.zh} / {fact.term.en}"
        + (f" [{', '.join(fact.options)}]" if fact.options else "")
        for key, fact in FACTS.items()
    }
