"""Long polling: updates into the inbox, turns out of it, replies out of the outbox, until stopped."""

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, BotCommand
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram.keyboards import keyboard
from bot.channels.telegram.receiving import Handle, Handled, Receiver, Redraw
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.updates import (
    CHANNEL,
    KINDS,
    Nothing,
    chat_id,
    conversation_of,
    hear,
)
from bot.clock import Clock
from bot.messages import Lang
from bot.storage import Due, Received, Store
from prompts import labels

_TELEGRAM = "https://api.telegram.org"
_POLL_SECONDS = 20
_SLACK_SECONDS = 10
_IDLE_SECONDS = 0.5
_AT_ONCE = 16
_TYPING_AFTER_SECONDS = 0.5
_log = logging.getLogger(__name__)
# `Bot.get_updates` fails as a whole when one update of a batch cannot be read; asked for raw, each is
# judged for itself. The library warns about that way of asking.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates' instead")


@dataclass
class Telegram:
    """The channel at work. Everything that matters is in the store; this may be killed any time."""

    bot: Bot
    store: Store
    handle: Handle
    clock: Clock
    poll_seconds: int = _POLL_SECONDS
    _username: str = ""
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _busy: set[str] = field(default_factory=set)
    _sending: set[str] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; a turn in hand is finished."""
        serving = asyncio.create_task(self._serve())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            serving.cancel()
            [ended] = await asyncio.gather(serving, return_exceptions=True)
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self.bot.shutdown()
        if isinstance(ended, Exception):
            raise ended

    async def _serve(self) -> None:
        await self._connect()
        await self._introduce()
        receiver = Receiver(self.store, self.handle, self._username, self.clock)
        sender = Sender(self.bot, self.store, self.clock)
        await asyncio.gather(self._poll(), self._work(receiver, sender))

    async def _connect(self) -> None:
        """Wait until the platform answers. Raises `InvalidToken` when it does and says no."""
        while True:
            try:
                await self.bot.initialize()
            except InvalidToken:
                # The library's own text repeats the token.
                raise InvalidToken("the server refused the bot token") from None
            except TelegramError as error:
                _log.warning("Telegram does not answer yet: %s", type(error).__name__)
                await asyncio.sleep(_IDLE_SECONDS * 4)
            else:
                self._username = self.bot.username or ""
                return

    async def receive(self, raw: dict[str, Any]) -> bool:
        """Keep one raw update; False when it was known or is not for us.

        What others say to one another in a group is not kept. A webhook calls this as well.
        """
        if self._username and isinstance(hear(raw, self._username), Nothing):
            return False
        key, conversation = str(raw.get("update_id")), conversation_of(raw)
        keep = self.store.inbox.receive
        new = await asyncio.to_thread(keep, CHANNEL, key, conversation, raw)
        self._news.set()
        return new

    async def _introduce(self) -> None:
        # A platform that lacks these is no reason not to serve. While a webhook is set, every
        # request for updates is refused.
        with suppress(TelegramError):
            await self.bot.delete_webhook()
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
                offset = await self._fetch(offset)
            except Conflict:
                _log.warning("another process polls with this token; waiting")
                await asyncio.sleep(_IDLE_SECONDS * 10)
            except Exception as error:  # noqa: BLE001 - the network or our disk: both may come back
                _log.warning("polling failed: %s", type(error).__name__)
                await asyncio.sleep(_IDLE_SECONDS * 4)

    async def _fetch(self, offset: int | None) -> int | None:
        """Take what is new into the inbox; the offset from which to ask next.

        Asking from there on is what tells Telegram that it may forget what came before.
        """
        asked = {"timeout": self.poll_seconds, "allowed_updates": list(KINDS)}
        if offset is not None:
            asked["offset"] = offset
        updates = await self.bot.do_api_request(
            "getUpdates", asked, read_timeout=self.poll_seconds + _SLACK_SECONDS
        )
        for raw in updates:
            await self.receive(raw)
            offset = raw["update_id"] + 1
        return offset

    async def _work(self, receiver: Receiver, sender: Sender) -> None:
        async def take(received: Received) -> None:
            taking = asyncio.create_task(asyncio.to_thread(receiver.take, received))
            await self._type_meanwhile(taking, received.conversation)
            handled = await taking
            self._news.set()
            await self._finish_press(handled)

        while True:
            self._news.clear()
            try:
                await self._start_waiting(take, sender)
            except Exception as error:  # noqa: BLE001 - the database may come back
                _log.warning("the store failed: %s", type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), _IDLE_SECONDS)

    async def _start_waiting(
        self, take: Callable[[Received], Awaitable[None]], sender: Sender
    ) -> None:
        """Start what waits in the inbox and the outbox, one of each a conversation."""
        waiting = await asyncio.to_thread(
            self.store.inbox.waiting, CHANNEL, _AT_ONCE, excluding=tuple(self._busy)
        )
        for received in waiting:
            self._start(self._busy, received.conversation, take, received)
        due = await asyncio.to_thread(
            self.store.outbox.due, CHANNEL, _AT_ONCE, excluding=tuple(self._sending)
        )
        for reply in due:
            self._start(self._sending, reply.conversation, sender.send, reply)

    async def _type_meanwhile(self, taking: asyncio.Task[Handled], conversation: str) -> None:
        """Show that we are at it when the answer does not come at once; never hold it up."""
        await asyncio.wait([taking], timeout=_TYPING_AFTER_SECONDS)
        if not taking.done() and conversation != f"{CHANNEL}:none":
            with suppress(TelegramError):
                await self.bot.send_chat_action(chat_id(conversation), "typing")

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
        if handled.query_id is not None:
            with suppress(TelegramError):  # after a restart it may be too old to be answered
                await self.bot.answer_callback_query(
                    handled.query_id, text=handled.notice or None, show_alert=bool(handled.notice)
                )
        if handled.redraw is not None:
            with suppress(TelegramError):
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
    polling = HTTPXRequest(connection_pool_size=2, read_timeout=_POLL_SECONDS + _SLACK_SECONDS)
    bot = Bot(token, request=request, get_updates_request=polling, base_url=f"{server}/bot")
    await Telegram(bot, store, handle, clock).run(stop)
