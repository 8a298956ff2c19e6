"""Handling one update out of the inbox: words and picked buttons become messages."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import assert_never

from bot.channels.telegram.keyboards import Button, choice_at, decode, taken_ids
from bot.channels.telegram.updates import (
    InGroup,
    Nothing,
    Pressed,
    Unreadable,
    Words,
    chat_id,
    hear,
)
from bot.clock import Clock
from bot.messages import Lang, Message, Reply
from bot.storage import Received, Store
from bot.storage.inbox import Ticks
from prompts import render

Handle = Callable[[Message], tuple[Reply, ...]]
_MOST_ATTEMPTS = 5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Redraw:
    """Buttons to draw anew after a tick: the message, its reply, and what is ticked."""

    chat_id: int
    message_id: int
    reply: Reply
    button: Button
    ticked: frozenset[int]
    lang: Lang


@dataclass(frozen=True, slots=True)
class Handled:
    """What is left to do at once: end the waiting mark of a button, with a notice or not."""

    query_id: str | None = None
    notice: str = ""
    redraw: Redraw | None = None


@dataclass(frozen=True, slots=True)
class Receiver:
    """Takes updates out of the inbox; `handle` takes a message's turn and saves it."""

    store: Store
    handle: Handle
    username: str
    clock: Clock

    def take(self, received: Received) -> Handled:
        """Handle one update, or see to it that it is tried again. Never raises."""
        try:
            return self._take(received)
        except Exception as error:  # noqa: BLE001 - the next update must be taken
            _log.exception("update failed: inbox=%s attempt=%s", received.id, received.attempts + 1)
            self._later(received, type(error).__name__)
            return Handled()

    def _later(self, received: Received, error: str) -> None:
        if received.attempts + 1 >= _MOST_ATTEMPTS:
            sorry = Reply(render("reply/sorry", self._lang(received.conversation, None)))
            self.store.inbox.give_up(received, error, notes=(sorry,))
        else:
            wait = timedelta(seconds=2**received.attempts)
            self.store.inbox.retry(received, self.clock() + wait, error)

    def _take(self, received: Received) -> Handled:
        heard = hear(received.payload, self.username)
        match heard:
            case Words(text, at, lang):
                self.handle(self._message(received, text, lang=lang, at=at))
                self.store.inbox.finish(received)
                return Handled()
            case Pressed():
                return self._press(received, heard)
            case Unreadable(lang, album):
                return self._note(received, lang, album)
            case InGroup(lang):
                return self._invite(received, lang)
            case Nothing():
                self.store.inbox.finish(received)
                return Handled()
            case _:
                assert_never(heard)

    def _message(self, received: Received, text: str, **more: object) -> Message:
        message = Message(received.conversation, received.update_key, text, received.received_at)
        return replace(message, **more)  # type: ignore[arg-type]

    def _note(self, received: Received, lang: Lang | None, album: str | None) -> Handled:
        said = render("telegram/unreadable", self._lang(received.conversation, lang))
        once = f"album:{album}" if album else None
        self.store.inbox.finish(received, notes=(Reply(said),), note_key=once)
        return Handled()

    def _invite(self, received: Received, lang: Lang | None) -> Handled:
        language = self._lang(received.conversation, lang)
        said = render("telegram/private", language, username=self.username)
        self.store.inbox.finish(received, notes=(Reply(said),))
        return Handled()

    def _lang(self, conversation: str, lang: Lang | None) -> Lang:
        loaded = self.store.load(conversation)
        return loaded[0].lang if loaded else lang or "zh"

    def _press(self, received: Received, pressed: Pressed) -> Handled:
        lang = self._lang(received.conversation, pressed.lang)
        button = decode(pressed.data)
        reply = self._reply_under(received.conversation, button)
        if button is None or reply is None:
            self.store.inbox.finish(received)
            return Handled(pressed.query_id, render("telegram/outdated", lang))
        ticked = self.store.inbox.ticks_of(received.conversation, button.turn_key, button.position)
        if button.action == "tick":
            marked = Ticks(button.turn_key, button.position, ticked ^ {button.index})
            self.store.inbox.finish(received, ticked=marked)
            return Handled(
                pressed.query_id,
                redraw=_redraw(received, pressed, button, reply, marked.chosen, lang),
            )
        picked = choice_at(reply, button.index)
        ids = taken_ids(reply, ticked) if reply.multi else picked.id if picked else ""
        if not ids:
            self.store.inbox.finish(received)
            return Handled(pressed.query_id, render("telegram/nothing_ticked", lang))
        label = picked.label if picked and not reply.multi else ids
        self.handle(self._message(received, label, choice=ids, lang=pressed.lang))
        self.store.inbox.finish(received)
        return Handled(pressed.query_id)

    def _reply_under(self, conversation: str, button: Button | None) -> Reply | None:
        """The reply of a button, while its question is the one that stands."""
        if button is None or self.store.last_question(conversation) != button.turn_key:
            return None
        replies = self.store.replies_of(conversation, button.turn_key) or ()
        return replies[button.position] if button.position < len(replies) else None


def _redraw(  # noqa: PLR0917 - the six things that a keyboard is drawn from
    received: Received,
    pressed: Pressed,
    button: Button,
    reply: Reply,
    ticked: frozenset[int],
    lang: Lang,
) -> Redraw | None:
    if pressed.message_id is None:
        return None
    chat = chat_id(received.conversation)
    return Redraw(chat, pressed.message_id, reply, button, ticked, lang)
