"""A pressed button: which choice of which reply it is, while its question still stands."""

from dataclasses import dataclass
from typing import Literal

from bot.channels.telegram.keyboards import PAGE, Button, choice_at, decode, taken_ids
from bot.messages import Reply
from bot.storage import Store


@dataclass(frozen=True, slots=True)
class Press:
    """A press that counts: the button, the reply that it hangs under, and what is ticked there."""

    button: Button
    reply: Reply
    ticked: frozenset[int]

    @property
    def ids(self) -> str:
        """The ids that were chosen, as a person would join them; empty for none."""
        if self.reply.multi:
            return taken_ids(self.reply, self.ticked)
        picked = choice_at(self.reply, self.button.index)
        return picked.id if picked else ""

    @property
    def label(self) -> str:
        """What was chosen, in words."""
        picked = None if self.reply.multi else choice_at(self.reply, self.button.index)
        return picked.label if picked else self.ids


def press_of(
    store: Store, conversation: str, data: str
) -> Press | Literal["past", "repeated", "foreign"]:
    """What callback data means in this conversation.

    Data that never hung under a reply of it, made up or of another one, is `foreign`.
    """
    button = decode(data)
    if button is None:
        return "foreign"
    replies = store.replies_of(conversation, button.turn_key) or ()
    if button.position >= len(replies):
        return "foreign"
    reply = replies[button.position]
    last = -(-len(reply.choices) // PAGE) if button.action == "page" else len(reply.choices)
    if button.index >= max(last, 1):
        return "foreign"
    ticked = store.inbox.ticks_of(conversation, button.turn_key, button.position)
    press = Press(button, reply, ticked)
    if store.last_question(conversation) != button.turn_key:
        made = store.choice_after(conversation, button.turn_key)
        return "repeated" if made and made == press.ids else "past"
    return press
