"""Delivering replies out of the outbox: in order, with patience, never for ever."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from telegram import Bot, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from bot.channels.telegram.keyboards import keyboard
from bot.channels.telegram.parts import File, Part, Text, parts_of
from bot.channels.telegram.updates import CHANNEL, chat_id
from bot.clock import Clock
from bot.measuring import SENT, measured
from bot.messages import Lang
from bot.storage import Due, Store

_MOST_ATTEMPTS = 12
_LONGEST_WAIT = 300
_UPLOAD_SECONDS = 60
_RECORD_TRIES = 200
_RECORD_PAUSE_SECONDS = 0.1
_log = logging.getLogger(__name__)


@dataclass
class Sender:
    """Sends what is due; what arrived is recorded part by part.

    It waits for the database where it stands: nothing may be sent that cannot be recorded.

    No more than `at_once` texts are on their way between the platform and our record: so many may
    arrive twice when the process is killed. Files take long and wait for one another only.
    """

    bot: Bot
    store: Store
    clock: Clock
    at_once: int = 1
    _texts: asyncio.Semaphore = field(init=False)
    _files: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._texts = asyncio.Semaphore(self.at_once)
        self._files = asyncio.Semaphore(self.at_once)

    async def send_next(self, conversation: str) -> bool:
        """Send the next reply of a conversation; False when none is due."""
        due = self.store.outbox.next_of(conversation)
        if due is None:
            return False
        try:
            with measured("send"):
                await self._send(due)
        except RetryAfter as error:
            self._postpone(due, seconds_of(error), "flood", counts=False)
        except ChatMigrated as error:
            moved_to = f"{CHANNEL}:{error.new_chat_id}"
            self.store.outbox.redirect(conversation, moved_to)
        except (Forbidden, BadRequest) as error:
            # The person blocked us, the chat is gone, or the platform will never take it.
            self._bury(due, f"{type(error).__name__}: {error.message}")
        except Exception as error:  # noqa: BLE001 - the network, or a fault of ours: not for ever
            self._later(due, type(error).__name__)
        return True

    async def _send(self, due: Due) -> None:
        """Send what is left of a reply; each part is recorded before the next one goes."""
        parts = parts_of(due.reply)
        lang = self._lang_of(due)
        if due.parts_sent >= len(parts):
            self.store.outbox.delivered(due.id)
        for number in range(due.parts_sent, len(parts)):
            part = parts[number]
            async with self._files if isinstance(part, File) else self._texts:
                await self._send_part(due, part, lang)
                await self._record(due, number + 1, len(parts))

    async def _record(self, due: Due, sent: int, parts: int) -> None:
        """Write down what arrived. While the database is away nothing else goes out."""
        outbox = self.store.outbox
        for left in reversed(range(_RECORD_TRIES)):
            try:
                if sent < parts:
                    outbox.advance(due.id, sent)
                else:
                    outbox.delivered(due.id)
            except Exception:
                if not left:
                    raise
                await asyncio.sleep(_RECORD_PAUSE_SECONDS)
            else:
                SENT.labels("part" if sent < parts else "delivered").inc()
                return

    def _lang_of(self, due: Due) -> Lang:
        if not due.reply.multi:  # nothing but the button that ends a choice needs a language
            return "zh"
        loaded = self.store.load(due.conversation)
        return loaded[0].lang if loaded else "zh"

    def _later(self, due: Due, error: str) -> None:
        if due.attempts + 1 >= _MOST_ATTEMPTS:
            self._bury(due, error)
        else:
            self._postpone(due, min(2**due.attempts, _LONGEST_WAIT), error)

    def _postpone(self, due: Due, seconds: float, error: str, *, counts: bool = True) -> None:
        SENT.labels("postponed").inc()
        at = self.clock() + timedelta(seconds=seconds)
        self.store.outbox.postpone(due.id, at, error, counts=counts)

    def _bury(self, due: Due, error: str) -> None:
        SENT.labels("dead").inc()
        _log.warning("reply undeliverable: outbox=%s error=%s", due.id, error.partition(":")[0])
        self.store.outbox.bury(due.id, error)

    async def _send_part(self, due: Due, part: Part, lang: Lang) -> None:
        chat, place = chat_id(due.conversation), _place(due.place)
        match part:
            case Text(text, entities, with_keyboard):
                buttons = None
                if with_keyboard:
                    buttons = keyboard(due.reply, due.turn_key, due.position, lang)
                await self.bot.send_message(
                    chat, text, entities=list(entities) or None, reply_markup=buttons, **place
                )
            case File(document):
                name = _without_folders(document.name)
                if name != document.name:
                    _log.warning("file name refused, its last part is taken: outbox=%s", due.id)
                await self.bot.send_document(
                    chat,
                    document.content,
                    filename=name,
                    write_timeout=_UPLOAD_SECONDS,
                    read_timeout=_UPLOAD_SECONDS,
                    **place,
                )


def seconds_of(flood: RetryAfter) -> float:
    """How long the platform asks us to wait."""
    wait = flood.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else wait


def _without_folders(name: str) -> str:
    """A name that stays in the folder into which somebody saves it."""
    return name.replace("\\", "/").rpartition("/")[2].lstrip(".") or "file"


def _place(place: Mapping[str, Any] | None) -> dict[str, Any]:
    """Where in the chat: the message that is answered, and its thread in a forum."""
    if place is None:
        return {}
    answered = ReplyParameters(place["message"], allow_sending_without_reply=True)
    thread = {"message_thread_id": place["thread"]} if place.get("thread") else {}
    return {"reply_parameters": answered, **thread}
