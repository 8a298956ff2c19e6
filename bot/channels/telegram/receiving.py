"""Handling one update out of the inbox: words and picked buttons become messages."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import assert_never

from bot.channels.telegram.bundling import bundle, words_of
from bot.channels.telegram.editing import correction
from bot.channels.telegram.keyboards import PAGE
from bot.channels.telegram.pressing import Press, press_of
from bot.channels.telegram.updates import (
    Heard,
    InGroup,
    Nothing,
    Pressed,
    Sent,
    Unreadable,
    Words,
    chat_id,
)
from bot.clock import Clock
from bot.intake import LARGEST, BusyError, FileReader
from bot.measuring import REFUSED, STEPS, TURNS, measured
from bot.messages import Filed, Lang, Message, Reply
from bot.storage import Received, Store
from bot.storage.ticks import Ticks
from prompts import labels, render

Handle = Callable[[Message], tuple[Reply, ...]]
Ask = Callable[[str, Lang, datetime], Reply | None]
Correct = Callable[[str, str, Lang], str]
Fetch = Callable[[str], bytes]
_MOST_ATTEMPTS = 5
_BUSY = timedelta(seconds=2)
_MINUTE = timedelta(minutes=1)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Redraw:
    """Buttons to draw anew: the message, its reply, the page that is shown, and what is ticked."""

    chat_id: int
    message_id: int
    press: Press
    page: int
    ticked: frozenset[int]
    lang: Lang


@dataclass(frozen=True, slots=True)
class Handled:
    """What is left to do at once: end the waiting mark of a button, with a notice or not."""

    query_id: str | None = None
    notice: str = ""
    redraw: Redraw | None = None


class FileGoneError(Exception):
    """The platform does not give the file, and will not when asked again."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one person may ask of us."""

    a_minute: int = 30
    longest: int = 4_000


@dataclass
class Receiver:
    """Takes updates out of the inbox; `handle` takes a message's turn and saves it.

    `ask` answers a question of a group without keeping anything, `correct` says in words what an
    edit changes, `files` reads what `fetch` brings, `username` is set once the platform has told it.
    """

    store: Store
    handle: Handle
    clock: Clock
    ask: Ask = lambda _text, _lang, _at: None
    correct: Correct = lambda _key, text, _lang: text
    limits: Limits = Limits()
    username: str = ""
    files: FileReader | None = None
    fetch: Fetch = lambda _file_id: b""

    def take(self, received: Received) -> Handled:
        """Handle one update, or see to it that it is tried again.

        Raises only when not even that can be written down.
        """
        waited = (self.clock() - received.received_at).total_seconds()
        STEPS.labels("wait").observe(max(waited, 0.0))
        begun = monotonic()
        try:
            with measured("turn"):
                handled = self._take(received)
        except Exception as error:  # noqa: BLE001 - the next update must be taken
            TURNS.labels("failed").inc()
            _log.warning("update failed: inbox=%s error=%s", received.id, type(error).__name__)
            _log.debug("why the update failed", exc_info=True)
            self._later(received, type(error).__name__)
            return Handled()
        TURNS.labels("done").inc()
        took, who = (monotonic() - begun) * 1e3, received.conversation
        _log.info("update taken: conversation=%s inbox=%s ms=%.0f", who, received.id, took)
        return handled

    def _later(self, received: Received, error: str) -> None:
        if received.attempts + 1 >= _MOST_ATTEMPTS:
            sorry = Reply(render("reply/sorry", self._lang(received.conversation, None)))
            self.store.inbox.give_up(received, error, notes=(sorry,))
        else:
            wait = timedelta(seconds=2**received.attempts)
            self.store.inbox.retry(received, self.clock() + wait, error)

    def _take(self, received: Received) -> Handled:
        ready = bundle(self.store.inbox, received, self.clock())
        if ready is None:
            return Handled()  # more may be forwarded yet
        heard = words_of(ready.payload, self.username)
        if not isinstance(heard, Nothing) and (note := self._beyond(ready, heard)):
            return note
        match heard:
            case Words():
                return self._hear(ready, heard)
            case Sent():
                return self._read_file(ready, heard)
            case Pressed():
                return self._press(ready, heard)
            case Unreadable(lang, album):
                once = f"album:{album}" if album else None
                return self._note(ready, "telegram/unreadable", lang, once)
            case InGroup():
                return self._answer_group(ready, heard)
            case Nothing():
                self.store.inbox.finish(ready)
                return Handled()
            case _:
                assert_never(heard)

    def _hear(self, received: Received, words: Words) -> Handled:
        text = words.text
        if words.corrects is not None:
            lang = self._lang(received.conversation, words.lang)
            corrected = correction(self.store, received, words, lang, self.correct)
            if corrected is None:
                self.store.inbox.finish(received)
                return Handled()
            text = corrected
        message = self._message(received, text, lang=words.lang, at=words.at)
        self.handle(replace(message, forwarded=words.forwarded))
        self.store.inbox.finish(received)
        return Handled()

    def _read_file(self, received: Received, sent: Sent) -> Handled:
        """Have a file read. It stays with the platform until its turn is saved: a kill loses nothing."""
        lang = self._lang(received.conversation, sent.lang)
        if self.files is None:
            return self._note(received, "telegram/unreadable", lang, None)
        name = sent.name or labels("files", lang)["photo"]
        try:
            file = self._filed(self.files, sent, name)
        except BusyError:
            self.store.inbox.put_off(received, self.clock() + _BUSY)
            return Handled()
        message = self._message(received, sent.beside, lang=sent.lang, at=sent.at, file=file)
        self.handle(replace(message, forwarded=sent.forwarded))
        self.store.inbox.finish(received)
        return Handled()

    def _filed(self, files: FileReader, sent: Sent, name: str) -> Filed:
        if sent.size > LARGEST:
            return Filed(name, refusal="too_large")
        try:
            return files.fetch_and_read(lambda: self.fetch(sent.file_id), name)
        except FileGoneError:
            return Filed(name, refusal="not_fetched")

    def _beyond(self, received: Received, heard: Heard) -> Handled | None:
        """The note to somebody who goes beyond the limits; None for everybody else."""
        inbox, lang = self.store.inbox, getattr(heard, "lang", None)
        # What was forwarded together is many updates and one turn.
        together = isinstance(heard, Words) and heard.forwarded
        much = inbox.count_until(received, _MINUTE) > self.limits.a_minute
        if much and not together:
            known = f"minute:{received.received_at:%Y%m%d%H%M}"
            return self._note(received, "telegram/slow_down", lang, known)
        if isinstance(heard, Words) and len(heard.text) > self.limits.longest:
            return self._note(received, "telegram/too_long", lang, None)
        return None

    def _message(self, received: Received, text: str, **more: object) -> Message:
        message = Message(received.conversation, received.update_key, text, received.received_at)
        return replace(message, **more)  # type: ignore[arg-type]

    def _note(self, received: Received, name: str, lang: Lang | None, once: str | None) -> Handled:
        said = render(name, self._lang(received.conversation, lang))
        self.store.inbox.finish(received, notes=(Reply(said),), note_key=once)
        return Handled()

    def _answer_group(self, received: Received, spoken: InGroup) -> Handled:
        """Answer a question where it was asked; figures belong into a private chat."""
        lang = self._lang(received.conversation, spoken.lang)
        invitation = Reply(render("telegram/private", lang, username=self.username))
        answer = self.ask(spoken.text, lang, spoken.at)
        notes = (answer, invitation) if answer is not None else (invitation,)
        place = {"message": spoken.message_id, "thread": spoken.thread}
        self.store.inbox.finish(received, notes=notes, place=place)
        return Handled()

    def _lang(self, conversation: str, lang: Lang | None) -> Lang:
        loaded = self.store.load(conversation)
        return loaded[0].lang if loaded else lang or "zh"

    def _press(self, received: Received, pressed: Pressed) -> Handled:
        lang = self._lang(received.conversation, pressed.lang)
        press = press_of(self.store, received.conversation, pressed.data)
        if not isinstance(press, Press):
            # Old, made up, or of somebody else's chat: nothing changes. A second tap is no news.
            self.store.inbox.finish(received)
            if press == "foreign":
                REFUSED.labels("button").inc()
                _log.warning("button refused: inbox=%s", received.id)
            notice = "" if press == "repeated" else render("telegram/outdated", lang)
            return Handled(pressed.query_id, notice)
        if press.button.action in {"tick", "page"}:
            return self._turn_or_tick(received, pressed, press, lang)
        if not press.ids:
            self.store.inbox.finish(received)
            return Handled(pressed.query_id, render("telegram/nothing_ticked", lang))
        self.handle(self._message(received, press.label, choice=press.ids, lang=pressed.lang))
        self.store.inbox.finish(received)
        return Handled(pressed.query_id)

    def _turn_or_tick(
        self, received: Received, pressed: Pressed, press: Press, lang: Lang
    ) -> Handled:
        button, ticked, page = press.button, press.ticked, press.button.index
        if button.action == "tick":
            ticked, page = ticked ^ {button.index}, button.index // PAGE
            marked = Ticks(button.turn_key, button.position, ticked)
            self.store.inbox.finish(received, ticked=marked)
        else:
            self.store.inbox.finish(received)
        if pressed.message_id is None:
            return Handled(pressed.query_id)
        chat = chat_id(received.conversation)
        redraw = Redraw(chat, pressed.message_id, press, page, ticked, lang)
        return Handled(pressed.query_id, redraw=redraw)
