"""All that is known of one conversation: an immutable value that `take_turn` replaces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.dialogue.reading import Pending, Said
from bot.messages import Lang
from calculators.facts import Profile, Value
from calculators.xm_2023_10.facts import LIST_KEYS

Script: TypeAlias = Literal["simplified", "traditional"]


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact as stated: its value, the message that said it, its words, when (ISO, with zone)."""

    value: Value
    message: str
    words: str
    at: str


Item: TypeAlias = Mapping[str, Stated]
Items: TypeAlias = Mapping[str, tuple[Item, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """What one message changed: the facts as they stood before it, None where unknown.

    `items` are the lists as they stood before it; None where it left them alone.
    """

    message: str
    before: Mapping[str, Stated | None]
    items: Items | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One conversation, or one case of a helpdesk's conversation.

    `stated` are the flat facts, and with them the object of each list that is spoken of now;
    `items` are the other objects of the lists. `queue` holds confirmations still to be asked;
    `situations` the measures that the company wants to know about (None: not chosen yet); `unknown`
    the facts that it cannot tell; `changes` what `/undo` takes back, the newest last; `topic` the
    measures of the last answer, for follow-ups; `last_at` the time of the last message. Of a
    helpdesk: `cases` by name, the `active` one counted from 1 (0: the person's own profile), and
    `query`, the message that was forwarded last (`forwarding`: nothing was said since).
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
    script: Script = "simplified"
    items: Items = field(default_factory=dict)
    last_at: str = ""
    cases: tuple[str, ...] = ()
    active: int = 0
    query: Said | None = None
    forwarding: bool = False

    @property
    def flat_profile(self) -> Profile:
        """The flat facts: of each list only the object that is spoken of now."""
        return Profile({key: stated.value for key, stated in self.stated.items()})

    @property
    def profile(self) -> Profile:
        """The facts stated so far; a list with further objects holds all of them."""
        listed = {key for name, items in self.items.items() if items for key in LIST_KEYS[name]}
        return Profile(
            {key: stated.value for key, stated in self.stated.items() if key not in listed},
            {
                name: tuple({k: s.value for k, s in item.items()} for item in self.all_items(name))
                for name, items in self.items.items()
                if items
            },
        )

    def all_items(self, name: str) -> tuple[Item, ...]:
        """Every object of a list, the one that is spoken of now last."""
        current = {key: self.stated[key] for key in LIST_KEYS[name] if key in self.stated}
        return (*self.items.get(name, ()), *((current,) if current else ()))


def case_key(conversation: str, number: int) -> str:
    """Under which name a case of a conversation is kept."""
    return f"{conversation}#{number}"
