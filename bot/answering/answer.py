"""What an answer consists of, and its form as JSON."""

from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause's id, its verbatim text and the document that it stands in."""

    clause: str
    quote: str
    document: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A measure that may have been meant: its number as text and its title."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Computed:
    """What the calculators made of the figures of a question for one measure.

    `line` is what the person reads, `result` the amount alone, in words that show its limits.
    `whole` tells whether that is all of the measure.
    """

    measure: int
    line: str
    result: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """What the conversation was about before: the measures of the last answer, best first."""

    measures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer. `measures` are ranked best first; `text` speaks of `answered` in full.

    `choices` are measures that may have been meant (instead), to be offered as buttons.
    """

    question: str
    in_scope: bool
    text: str
    kind: Literal["measures", "general", "ambiguous", "small_talk", "not_covered", "unclear"]
    measures: tuple[int, ...] = ()
    answered: tuple[int, ...] = ()
    citations: tuple[Citation, ...] = ()
    bureaus: tuple[str, ...] = ()
    notice: str | None = None
    choices: tuple[Choice, ...] = ()
    answered_by: Literal["extract", "model"] = "extract"

    def context(self) -> Context:
        """What a question that follows this answer may refer to."""
        return Context(self.answered or (() if self.kind == "ambiguous" else self.measures[:1]))


def to_json(given: Answer) -> dict[str, Any]:
    """The object of `huiqi ask --json`, without the id of its line."""
    return {
        "q": given.question,
        "in_scope": given.in_scope,
        "answer": given.text,
        "measures": list(given.measures),
        "citations": [asdict(citation) for citation in given.citations],
        "bureaus": list(given.bureaus),
        "notice": given.notice,
        "answered_by": given.answered_by,
    }
