"""What `serve`, `worker` and `telegram` have in common: a channel at work until the process is told to stop."""

import asyncio
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.app import App
from bot.bootstrap import Assistant, correct
from bot.channels.telegram import Receiver, Telegram, open_bot
from bot.channels.telegram.receiving import Handle, Limits
from bot.cli.lines import fail
from bot.clock import now
from bot.logs import configure_logs
from bot.messages import Message, Reply
from bot.secret import key_of
from bot.settings import Settings
from bot.web import TELEGRAM_PATH

_THREADS = 24  # a turn of every conversation that a process has in hand, the page, and some more
# Turns that only compute do so one by one (see `_one_by_one`); two more may meanwhile wait for a file,
# or for Telegram to take a press.
_TURNS_THAT_COMPUTE, _TURNS_THAT_WAIT = 3, 16
# A reply on its way comes back to the processor several times: it must not wait 5 ms for each.
_SWITCH_SECONDS = 0.0005
_HOUSEKEEPING_SECONDS = 3600
_log = structlog.get_logger(__name__)


def build_telegram(
    assistant: Assistant, app: App, *, works: bool = True, polls: bool = False
) -> Telegram:
    """Telegram as the settings have it; `polls` even though a webhook is configured."""
    settings = assistant.settings
    if settings.telegram_token is None:
        raise TypeError(settings.telegram_token)
    limits = Limits(settings.messages_a_minute, settings.longest_message)
    receiver = Receiver(
        app.store,
        app.handle if settings.model else _one_by_one(app, assistant),
        now,
        assistant.answer_group,
        correct,
        limits,
        files=assistant.files,
    )
    try:
        bot = open_bot(settings.telegram_token.get_secret_value(), settings.telegram_base_url)
    except ValueError as error:
        fail(str(error))
    base = "" if polls else settings.telegram_webhook_url.rstrip("/")
    webhook = f"{base}{TELEGRAM_PATH}" if base else ""
    turns = _TURNS_THAT_WAIT if settings.model else _TURNS_THAT_COMPUTE
    return Telegram(bot, app.store, receiver, webhook, works, turns, settings.sends_at_once)


def _one_by_one(app: App, assistant: Assistant) -> Handle:
    """Handles one message after the other: they compute, and would take the processor from one another.

    While the search is being made ready a question waits for it, and must not hold up the others.
    """
    turn = threading.Lock()

    def handle(message: Message) -> tuple[Reply, ...]:
        with turn if assistant.retriever.is_settled() else nullcontext():
            return app.handle(message)

    return handle


def run_until_told(settings: Settings, serve: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Run `serve` with an event that SIGINT and SIGTERM set."""
    configure_logs(settings.log_level, key_of(settings))
    sys.setswitchinterval(_SWITCH_SECONDS)

    async def run() -> None:
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(_THREADS))
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(each, stop.set)
        await serve(stop)

    asyncio.run(run())


async def keep_house(app: App, days: int) -> None:
    """Delete what was done with long ago and what is kept too long, every hour, until cancelled."""
    while True:
        try:
            cleared = await asyncio.to_thread(app.store.backlog.clear, now() - timedelta(days=days))
            purged = await asyncio.to_thread(app.purge, now())
            _log.info("cleared", rows=cleared, conversations=purged)
        except (SQLAlchemyError, OSError) as error:
            _log.warning("not cleared", error=type(error).__name__)
        await asyncio.sleep(_HOUSEKEEPING_SECONDS)
