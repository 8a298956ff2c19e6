"""What comes in and what goes out, in no platform's types."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a person.

    `conversation` names the chat on its channel (`telegram:123`), `key` the message itself: the
    same key twice is the same message. `at` carries a time zone. `choice` is set when a button was
    pressed (then `text` is its label or empty). `forwarded` text was written by somebody else.
    """

    conversation: str
    key: str
    text: str
    at: datetime
    choice: str | None = None
    lang: Lang | None = None
    forwarded: bool = False


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


@dataclass(frozen=True, slots=True)
class Document:
    """A file to hand over; its content is drawn from the session when it is delivered."""

    name: str
    format: DocumentFormat
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
