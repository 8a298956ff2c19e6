"""Telegram at work: updates out of the inbox, replies out of the outbox, until stopped."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.channels.lanes import Lane, alone
from bot.channels.telegram.carrying import Carrier
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.introducing import choose_delivery, introduce
from bot.channels.telegram.keyboards import keyboard
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.receiving import FileGoneError, Handled, Receiver, Redraw
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.updates import CHANNEL, NOWHERE, chat_id
from bot.intake import LARGEST
from bot.storage import Store

_TELEGRAM = "https://api.telegram.org"
_POLL_SECONDS = 20
_AT_ONCE = 16
_IN_A_ROW = 8  # updates of one conversation before others have their turn
_TYPING_AFTER_SECONDS = 0.5
_TYPING_LASTS_SECONDS = 4.5
_WAIT_SECONDS = 2.0
_SILENT_SECONDS = 60
_DOWNLOAD_SECONDS = 30
_log = logging.getLogger(__name__)


@dataclass
class Telegram:
    """The channel at work. Everything that matters is in the store; this may be killed any time.

    With a `webhook` address updates come in through `intake` there, otherwise they are polled.
    """

    bot: Bot
    store: Store
    receiver: Receiver
    webhook: str = ""
    works: bool = True
    turns_at_once: int = _AT_ONCE
    sends_at_once: int = 1
    poll_seconds: int = _POLL_SECONDS
    intake: Intake = field(init=False)
    _taking: Lane = field(init=False)
    _sending: Lane = field(init=False)
    _sender: Sender = field(init=False)
    _loop: asyncio.AbstractEventLoop | None = None

    def __post_init__(self) -> None:
        find = partial(_find, self.store.inbox.conversations)
        self._taking = Lane("in", find, self._take_all, self.turns_at_once)
        find = partial(_find, self.store.outbox.conversations)
        self._sending = Lane("out", find, self._send_all, _AT_ONCE)
        self._sender = Sender(self.bot, self.store, self.receiver.clock, self.sends_at_once)
        self.intake = Intake(self.store, self._kept)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; a turn in hand is finished."""
        self._loop = asyncio.get_running_loop()
        self.receiver.fetch = partial(self._fetch, self._loop)
        serving = asyncio.create_task(self._serve())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            serving.cancel()
            [ended] = await asyncio.gather(serving, return_exceptions=True)
            await asyncio.gather(self._taking.finish(), self._sending.finish())
            await self.bot.shutdown()
        if isinstance(ended, Exception):
            raise ended

    async def _serve(self) -> None:
        await self._connect()
        await self._try_to_deliver()
        _log.info("at work: channel=%s by=%s", CHANNEL, self._way)
        at_work = [self._taking.run(), self._sending.run()] if self.works else []
        poller = Poller(self.bot, self.intake, self.store.locks, self.poll_seconds)
        polling = [] if self.webhook else [poller.run()]
        try:
            await asyncio.gather(introduce(self.bot), *at_work, *polling)
        finally:
            with suppress(Exception):
                await poller.release()

    async def _connect(self) -> None:
        """Wait until the platform answers. Raises `InvalidToken` when it does and says no."""
        while True:
            try:
                await self.bot.initialize()
            except InvalidToken:
                # The library's own text repeats the token.
                raise InvalidToken("the server refused the bot token") from None
            except TelegramError as error:
                _log.warning("Telegram does not answer yet: error=%s", type(error).__name__)
                await asyncio.sleep(_WAIT_SECONDS)
            else:
                name = self.bot.username or ""
                self.intake.username = self.receiver.username = name
                return

    async def _try_to_deliver(self) -> None:
        while True:
            try:
                await choose_delivery(self.bot, self.webhook)
            except TelegramError as error:
                _log.warning("not delivered to: by=%s error=%s", self._way, type(error).__name__)
                await asyncio.sleep(_WAIT_SECONDS)
            else:
                return

    @property
    def _way(self) -> str:
        return "webhook" if self.webhook else "polling"

    def is_at_work(self) -> bool:
        """Whether it looked for work within the last minute: it does not while Telegram is not there."""
        last = min(self._taking.looked, self._sending.looked)
        return monotonic() - last < _SILENT_SECONDS

    def _kept(self, conversation: str) -> None:
        """An update was kept, by whatever thread: before there is a loop, it will be found."""
        if self.works and self._loop is not None:
            self._loop.call_soon_threadsafe(self._taking.offer, conversation)

    async def _take_all(self, conversation: str) -> bool:
        """Take what waits in a conversation, in a thread: a turn may take long."""
        with alone(self.store.locks, f"in:{conversation}") as ours:
            if not ours:
                return False
            typing = asyncio.create_task(self._type(conversation))
            try:
                return await asyncio.to_thread(
                    self._taken, conversation, asyncio.get_running_loop()
                )
            finally:
                typing.cancel()

    def _taken(self, conversation: str, loop: asyncio.AbstractEventLoop) -> bool:
        for number in range(_IN_A_ROW):
            received = self.store.inbox.next_of(conversation)
            if received is None or self._taking.stopping:
                return number > 0
            handled = self.receiver.take(received)
            loop.call_soon_threadsafe(self._sending.offer, conversation)
            if handled != Handled():
                asyncio.run_coroutine_threadsafe(self._finish_press(handled), loop).result()
        loop.call_soon_threadsafe(self._taking.offer, conversation)
        return True

    async def _send_all(self, conversation: str) -> bool:
        """Send what is due in a conversation. This waits for the database where it stands."""
        done = False
        with alone(self.store.locks, f"out:{conversation}") as ours:
            while ours and not self._sending.stopping:
                if not await self._sender.send_next(conversation):
                    break
                done = True
        return done

    def _fetch(self, loop: asyncio.AbstractEventLoop, file_id: str) -> bytes:
        """The bytes of a file, for a turn in its own thread. Raises `FileGoneError`, or to be retried."""
        return asyncio.run_coroutine_threadsafe(self._download(file_id), loop).result()

    async def _download(self, file_id: str) -> bytes:
        try:
            file = await self.bot.get_file(file_id)
            if (file.file_size or 0) > LARGEST:
                raise FileGoneError
            return bytes(await file.download_as_bytearray(read_timeout=_DOWNLOAD_SECONDS))
        except (BadRequest, Forbidden, InvalidToken):  # too old, too large, or not ours
            raise FileGoneError from None

    async def _type(self, conversation: str) -> None:
        """Show that we are at it for as long as the answer takes; cancelled when it is there."""
        await asyncio.sleep(_TYPING_AFTER_SECONDS)
        while conversation != NOWHERE:
            with suppress(TelegramError):
                await self.bot.send_chat_action(chat_id(conversation), "typing")
            await asyncio.sleep(_TYPING_LASTS_SECONDS)

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
        press, place = redraw.press, redraw.press.button
        buttons = keyboard(
            press.reply,
            place.turn_key,
            place.position,
            redraw.lang,
            redraw.ticked,
            page=redraw.page,
        )
        await self.bot.edit_message_reply_markup(
            redraw.chat_id, redraw.message_id, reply_markup=buttons
        )


def _find(
    conversations: Callable[..., tuple[str, ...]], most: int, at_it: object
) -> tuple[str, ...]:
    return conversations(CHANNEL, most, excluding=at_it)


def open_bot(token: str, base_url: str) -> Bot:
    """The library's bot; `base_url` is empty for Telegram itself."""
    server = base_url.rstrip("/").removesuffix("/bot") or _TELEGRAM
    return Bot(
        token,
        request=Carrier(server, _AT_ONCE * 2),
        get_updates_request=Carrier(server, 2, read_timeout=_POLL_SECONDS * 1.5),
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
    )
