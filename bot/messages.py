"""What comes in and what goes out, in no platform's types."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from calculators.facts import Value

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One value read in a file: nothing that is known before the person has confirmed it.

    `of` is the key of a fact, or a line of a statement (`revenue`, `rd_expense`, `self_rd`,
    `rd_total`: yuan in fen) whose fact depends on the year: `year` of its column, None where the
    file names none, and `age` 0 for the file's own year, 1 for the year before. `place` is where it
    stood (`p.1`, `Sheet1!B5`; empty in a photo), `words` the line, `cautions` what speaks against it.
    """

    of: str
    value: Value
    place: str
    words: str
    year: int | None = None
    age: int = 0
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """A file that was handed over, as it was read; its bytes are not kept.

    `notes` are what could not be read or is to be known (an id and its detail), `refusal` the id of
    why nothing was read.
    """

    name: str
    findings: tuple[Finding, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a person.

    `conversation` names the chat on its channel (`telegram:123`), `key` the message itself: the
    same key twice is the same message. `at` carries a time zone. `choice` is set when a button was
    pressed (then `text` is its label or empty). `forwarded` text was written by somebody else.
    With a file `text` is what was written beside it.
    """

    conversation: str
    key: str
    text: str
    at: datetime
    choice: str | None = None
    lang: Lang | None = None
    forwarded: bool = False
    file: Filed | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what comes back, and what stands on it."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A citation under a reply: the clause, its verbatim words, the document."""

    clause: str
    quote: str
    document: str


DocumentFormat: TypeAlias = Literal["pdf", "html", "md", "docx"]
FileFormat: TypeAlias = DocumentFormat | Literal["json", "xlsx"]


@dataclass(frozen=True, slots=True)
class Document:
    """A file to hand over; its content is drawn from the session when it is delivered."""

    name: str
    format: FileFormat
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the person: plain text, at most 4,000 characters.

    With `multi` several choices may be taken (labels or ids joined by `、`).
    """

    text: str
    choices: tuple[Choice, ...] = ()
    multi: bool = False
    citations: tuple[Quote, ...] = ()
    document: Document | None = None
