"""Long polling: updates into the inbox, turns out of it, replies out of the outbox, until stopped."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, BotCommand
from telegram.error import Conflict, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram.keyboards import keyboard
from bot.channels.telegram.receiving import Handle, Handled, Receiver, Redraw
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.updates import CHANNEL, KINDS, chat_id, conversation_of
from bot.clock import Clock
from bot.messages import Lang
from bot.storage import Due, Received, Store
from prompts import labels

_TELEGRAM = "https://api.telegram.org"
_POLL_SECONDS = 20
_IDLE_SECONDS = 0.5
_AT_ONCE = 16
_log = logging.getLogger(__name__)


@dataclass
class Telegram:
    """The channel at work. Everything that matters is in the store; this may be killed any time."""

    bot: Bot
    store: Store
    handle: Handle
    clock: Clock
    poll_seconds: int = _POLL_SECONDS
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _busy: set[str] = field(default_factory=set)
    _sending: set[str] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; a turn in hand is finished."""
        async with self.bot:
            await self._introduce()
            receiver = Receiver(self.store, self.handle, self.bot.username or "")
            sender = Sender(self.bot, self.store, self.clock)
            loops = [
                asyncio.create_task(self._poll()),
                asyncio.create_task(self._work(receiver, sender)),
            ]
            stopping = asyncio.create_task(stop.wait())
            try:
                await asyncio.wait([*loops, stopping], return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (*loops, stopping):
                    task.cancel()
                ended = await asyncio.gather(*loops, return_exceptions=True)
                await asyncio.gather(*self._tasks, return_exceptions=True)
            for error in ended:
                if isinstance(error, Exception):
                    raise error

    async def receive(self, raw: dict[str, Any]) -> bool:
        """Keep one raw update; False when it was known. A webhook calls this as well."""
        key, conversation = str(raw.get("update_id")), conversation_of(raw)
        keep = self.store.inbox.receive
        new = await asyncio.to_thread(keep, CHANNEL, key, conversation, raw)
        self._news.set()
        return new

    async def _introduce(self) -> None:
        # A platform that lacks these is no reason not to serve.
        languages: tuple[tuple[Lang, str | None], ...] = (("zh", None), ("en", "en"))
        for lang, code in languages:
            commands = [BotCommand(n, d) for n, d in labels("commands", lang).items()]
            try:
                await self.bot.set_my_commands(commands, language_code=code)
            except TelegramError as error:
                _log.warning("no command menu: %s", type(error).__name__)

    async def _poll(self) -> None:
        offset: int | None = None
        while True:
            try:
                updates = await self.bot.get_updates(
                    offset, timeout=self.poll_seconds, allowed_updates=list(KINDS)
                )
            except Conflict:
                _log.warning("another process polls with this token; waiting")
                await asyncio.sleep(_IDLE_SECONDS * 10)
                continue
            except TelegramError as error:
                _log.warning("polling failed: %s", type(error).__name__)
                await asyncio.sleep(_IDLE_SECONDS * 4)
                continue
            for update in updates:
                await self.receive(update.to_dict())
                # Asking from here on is what tells Telegram that it may forget the update.
                offset = update.update_id + 1

    async def _work(self, receiver: Receiver, sender: Sender) -> None:
        async def take(received: Received) -> None:
            handled = await asyncio.to_thread(receiver.take, received)
            self._news.set()
            await self._finish_press(handled)

        async def typing_then_take(received: Received) -> None:
            with suppress(TelegramError):
                if received.conversation != f"{CHANNEL}:none":
                    await self.bot.send_chat_action(chat_id(received.conversation), "typing")
            await take(received)

        while True:
            self._news.clear()
            waiting = await asyncio.to_thread(
                self.store.inbox.waiting, CHANNEL, _AT_ONCE, excluding=tuple(self._busy)
            )
            for received in waiting:
                self._start(self._busy, received.conversation, typing_then_take, received)
            due = await asyncio.to_thread(
                self.store.outbox.due, CHANNEL, _AT_ONCE, excluding=tuple(self._sending)
            )
            for reply in due:
                self._start(self._sending, reply.conversation, sender.send, reply)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), _IDLE_SECONDS)

    def _start(
        self,
        busy: set[str],
        conversation: str,
        action: Callable[[Any], Awaitable[None]],
        given: Received | Due,
    ) -> None:
        busy.add(conversation)

        async def act() -> None:
            try:
                await action(given)
            except Exception:  # noqa: BLE001 - one chat's fault must not stop the others
                _log.exception("channel failed: conversation=%s", conversation)
                await asyncio.sleep(_IDLE_SECONDS)
            finally:
                busy.discard(conversation)
                self._news.set()

        task = asyncio.create_task(act())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _finish_press(self, handled: Handled) -> None:
        """Best effort: the press itself is recorded already."""
        with suppress(TelegramError):
            if handled.query_id is not None:
                await self.bot.answer_callback_query(
                    handled.query_id, text=handled.notice or None, show_alert=bool(handled.notice)
                )
            if handled.redraw is not None:
                await self._redraw(handled.redraw)

    async def _redraw(self, redraw: Redraw) -> None:
        place = redraw.button
        await self.bot.edit_message_reply_markup(
            redraw.chat_id,
            redraw.message_id,
            reply_markup=keyboard(
                redraw.reply, place.turn_key, place.position, redraw.lang, redraw.ticked
            ),
        )


async def run_polling(
    token: str,
    base_url: str,
    *,
    store: Store,
    handle: Handle,
    clock: Clock,
    stop: asyncio.Event,
) -> None:
    """Serve a bot by long polling until `stop` is set. `base_url` is empty for Telegram itself."""
    server = base_url.rstrip("/").removesuffix("/bot") or _TELEGRAM
    request = HTTPXRequest(connection_pool_size=_AT_ONCE * 2)
    polling = HTTPXRequest(connection_pool_size=2, read_timeout=_POLL_SECONDS + 10)
    bot = Bot(token, request=request, get_updates_request=polling, base_url=f"{server}/bot")
    await Telegram(bot, store, handle, clock).run(stop)
