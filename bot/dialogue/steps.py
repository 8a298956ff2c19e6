"""What a turn decides to do: the closed set of steps that the application performs."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.dialogue.doubts import Doubt
from bot.dialogue.reading import Pending, Said
from bot.messages import DocumentFormat, Filed
from calculators.facts import Value


@dataclass(frozen=True, slots=True)
class Greet:
    """Say what this is, beginning with the expiry of the policy and its successor."""


@dataclass(frozen=True, slots=True)
class Took:
    """Say what was taken down, so that a misunderstanding is seen at once."""

    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask for a fact; `again` when the answer could not be read, `left` questions remain about.

    `known` is the value that the person wants to change.
    """

    fact: str
    again: bool = False
    left: int = 0
    known: Value | None = None


@dataclass(frozen=True, slots=True)
class AskSituations:
    """Ask what the company wants to know about."""

    again: bool = False


@dataclass(frozen=True, slots=True)
class Confirm:
    """Ask whether a value is right; `known` is what was stated before, when it differs.

    `doubt` says what else speaks against it; `again` when the answer could not be read; `waiting`
    are the facts to confirm after this one; `filed` is what was asked, when a file stated it;
    `shown` when its place was just said.
    """

    fact: str
    value: Value
    known: Value | None = None
    doubt: Doubt | None = None
    again: bool = False
    waiting: tuple[str, ...] = ()
    filed: Pending | None = None
    shown: bool = False


@dataclass(frozen=True, slots=True)
class ShowFile:
    """Say what was read in a file and what could not be: `asked` is to be confirmed."""

    file: Filed
    asked: tuple[Pending, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """Hand over the table of facts to be filled in."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer a question about the policy."""

    question: str


@dataclass(frozen=True, slots=True)
class Why:
    """Say why a fact is asked: the clause and the yuan at stake."""

    fact: str


@dataclass(frozen=True, slots=True)
class ShowFacts:
    """Show every fact with the words that stated it and when, each to be changed."""


@dataclass(frozen=True, slots=True)
class Review:
    """Show every fact and ask whether all are right, before the summary."""

    again: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Say what the measures come to."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Hand over the summary."""

    format: DocumentFormat


@dataclass(frozen=True, slots=True)
class Undone:
    """Say what was taken back; nothing when there was nothing."""

    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resume:
    """Say after weeks of silence what is known; `since` is when something was said last (ISO)."""

    since: str


@dataclass(frozen=True, slots=True)
class OfferAnother:
    """Say that another object of a list may follow, now that one is complete."""

    name: str


@dataclass(frozen=True, slots=True)
class HandOff:
    """Say who to turn to: the bureaus with what was found of them."""


@dataclass(frozen=True, slots=True)
class AskForget:
    """Ask whether everything should be deleted."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Delete everything, and say so."""


@dataclass(frozen=True, slots=True)
class Export:
    """Hand over everything that is kept, as a JSON document."""


@dataclass(frozen=True, slots=True)
class AnswerQuery:
    """Answer a forwarded message so that it can be pasted back."""

    query: Said


@dataclass(frozen=True, slots=True)
class OfferCase:
    """Offer to open a case from what was forwarded."""


@dataclass(frozen=True, slots=True)
class ShowCases:
    """List the cases."""


@dataclass(frozen=True, slots=True)
class Switched:
    """Say whose profile is spoken of from now on; `new` when its case was just opened."""

    name: str
    new: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """Say a fixed text: help, restarted, language changed, privacy, finished."""

    text: str


Step: TypeAlias = (
    Greet
    | Took
    | Ask
    | AskSituations
    | Confirm
    | ShowFile
    | Template
    | Answer
    | Why
    | ShowFacts
    | Review
    | Report
    | Draft
    | Undone
    | Resume
    | OfferAnother
    | HandOff
    | AskForget
    | Forget
    | Export
    | AnswerQuery
    | OfferCase
    | ShowCases
    | Switched
    | Say
)
