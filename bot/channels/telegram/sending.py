"""Delivering replies out of the outbox: in order, with patience, never for ever."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.channels.telegram.keyboards import keyboard
from bot.channels.telegram.parts import File, Part, Text, parts_of
from bot.channels.telegram.updates import chat_id
from bot.clock import Clock
from bot.messages import Lang
from bot.storage import Due, Store

_MOST_ATTEMPTS = 12
_LONGEST_WAIT = 300
_UPLOAD_SECONDS = 60
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends what is due; what arrived is recorded part by part."""

    bot: Bot
    store: Store
    clock: Clock

    async def send(self, due: Due) -> None:
        """Send one reply, or decide when to try again, or that it cannot be delivered."""
        loaded = self.store.load(due.conversation)
        lang: Lang = loaded[0].lang if loaded else "zh"
        try:
            parts = parts_of(due.reply)
            for number in range(due.parts_sent, len(parts)):
                await self._send_part(due, parts[number], lang)
                self.store.outbox.advance(due.id, number + 1)
        except RetryAfter as error:
            wait = error.retry_after
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else wait
            self.store.outbox.postpone(due.id, self.clock() + timedelta(seconds=seconds), "flood")
        except (Forbidden, BadRequest, ChatMigrated) as error:
            # The person blocked us, the chat is gone, or the platform will never take it.
            _log.warning("reply undeliverable: outbox=%s %s", due.id, type(error).__name__)
            self.store.outbox.bury(due.id, f"{type(error).__name__}: {error.message}")
        except TelegramError as error:
            self._later(due, type(error).__name__)
        else:
            self.store.outbox.delivered(due.id)

    def _later(self, due: Due, error: str) -> None:
        if due.attempts + 1 >= _MOST_ATTEMPTS:
            self.store.outbox.bury(due.id, error)
            return
        wait = min(2**due.attempts, _LONGEST_WAIT)
        self.store.outbox.postpone(due.id, self.clock() + timedelta(seconds=wait), error)

    async def _send_part(self, due: Due, part: Part, lang: Lang) -> None:
        chat = chat_id(due.conversation)
        match part:
            case Text(text, entities, with_keyboard):
                buttons = None
                if with_keyboard:
                    buttons = keyboard(due.reply, due.turn_key, due.position, lang)
                await self.bot.send_message(
                    chat, text, entities=list(entities) or None, reply_markup=buttons
                )
            case File(document):
                await self.bot.send_document(
                    chat,
                    document.content,
                    filename=document.name,
                    write_timeout=_UPLOAD_SECONDS,
                    read_timeout=_UPLOAD_SECONDS,
                )
