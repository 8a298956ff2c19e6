"""What was understood from one message."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.messages import Filed, Finding
from calculators.facts import Value

Command: TypeAlias = Literal[
    "start",
    "help",
    "facts",
    "undo",
    "restart",
    "summary",
    "lang",
    "why",
    "privacy",
    "export",
    "forget",
    "case",
    "cases",
    "cancel",
    "hello",
    "thanks",
    "human",
    "template",
]
PendingKind: TypeAlias = Literal["fact", "confirm", "situations", "review", "forget"]


@dataclass(frozen=True, slots=True)
class Said:
    """The message behind a reading: its key, its words, its time (ISO, with zone)."""

    message: str
    words: str
    at: str


@dataclass(frozen=True, slots=True)
class Pending:
    """What the person was asked last.

    A fact (with `value`, when it is known and asked again to be changed), whether a value is right
    (`said` is the message that stated it), the situations, the review, or whether to forget
    everything (`fact` is then what was asked before). A value that was read in a file has `found`;
    so many of that file as `together` says may be confirmed in one go.
    """

    kind: PendingKind
    fact: str | None = None
    value: Value | None = None
    said: Said | None = None
    found: Finding | None = None
    together: int = 0

    @property
    def cautions(self) -> tuple[str, ...]:
        """What is to be known before a value of a file is confirmed."""
        return () if self.found is None else self.found.cautions

    def __str__(self) -> str:
        """As the contract writes it: `fact_key`, `confirm:fact_key`, `situations`, `review`."""
        match self.kind:
            case "fact":
                return str(self.fact)
            case "confirm":
                return f"confirm:{self.fact}"
            case "forget":
                return "confirm:forget"
            case _:
                return self.kind


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message said.

    `facts` are certain, `to_confirm` are not (a `Span` is "known within limits"); `unknown` are
    facts that the person cannot tell; `corrected` are keys of `facts` or `to_confirm` said to replace
    an earlier statement ("改成"); `answer` is a bare yes or no to what was asked, `all` or `none` to
    everything that was read in a file; `situations` are ids of the choice; `file` was handed over; `argument` belongs to the command (`/lang en`, `/summary pdf`); `another` is
    the list to which the facts of this message begin a further object ("还有一个项目"); `change` is
    a fact that the person wants to be asked again.
    """

    facts: Mapping[str, Value] = field(default_factory=dict)
    to_confirm: Mapping[str, Value] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    corrected: frozenset[str] = frozenset()
    question: str | None = None
    command: Command | None = None
    argument: str = ""
    answer: Literal["yes", "no", "all", "none"] | None = None
    situations: tuple[str, ...] | None = None
    another: str | None = None
    change: str | None = None
    file: Filed | None = None

    @property
    def understood(self) -> bool:
        """Whether the message said anything that can be acted on."""
        return bool(
            self.facts
            or self.to_confirm
            or self.unknown
            or self.question
            or self.command
            or self.answer
            or self.another
            or self.change
            or self.file
            or self.situations is not None
        )
