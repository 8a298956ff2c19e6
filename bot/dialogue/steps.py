"""What a turn decides to do: the closed set of steps that the application performs."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.messages import DocumentFormat
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
    """Ask for a fact; `again` when the answer could not be read, `left` questions remain about."""

    fact: str
    again: bool = False
    left: int = 0


@dataclass(frozen=True, slots=True)
class AskSituations:
    """Ask what the company wants to know about."""

    again: bool = False


@dataclass(frozen=True, slots=True)
class Confirm:
    """Ask whether a value is right; `known` is what was stated before, when it differs."""

    fact: str
    value: Value
    known: Value | None = None


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
    """Show every fact with the words that stated it."""


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
class Say:
    """Say a fixed text: help, restarted, language changed, privacy, finished."""

    text: str


Step: TypeAlias = (
    Greet
    | Took
    | Ask
    | AskSituations
    | Confirm
    | Answer
    | Why
    | ShowFacts
    | Review
    | Report
    | Draft
    | Undone
    | Say
)
