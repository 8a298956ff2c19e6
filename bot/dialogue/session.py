"""All that is known of one conversation: an immutable value that `take_turn` replaces."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.dialogue.reading import Pending
from bot.messages import Lang
from calculators.facts import Profile, Value


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact as stated: its value, the message that said it, its words, when (ISO, with zone)."""

    value: Value
    message: str
    words: str
    at: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one message changed: the facts as they stood before it, None where unknown."""

    message: str
    before: Mapping[str, Stated | None]


@dataclass(frozen=True, slots=True)
class Session:
    """One conversation.

    `queue` holds confirmations still to be asked; `situations` the measures that the company wants
    to know about (None: not chosen yet); `unknown` the facts that it cannot tell; `changes` what
    `/undo` takes back, the newest last; `topic` the measures of the last answer, for follow-ups.
    """

    conversation: str
    lang: Lang = "zh"
    stated: Mapping[str, Stated] = field(default_factory=dict)
    pending: Pending | None = None
    queue: tuple[Pending, ...] = ()
    situations: tuple[int, ...] | None = None
    unknown: frozenset[str] = frozenset()
    changes: tuple[Change, ...] = ()
    greeted: bool = False
    done: bool = False
    topic: tuple[int, ...] = ()

    @property
    def profile(self) -> Profile:
        """The facts stated so far."""
        return Profile({key: stated.value for key, stated in self.stated.items()})
