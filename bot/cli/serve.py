"""`huiqi serve` and `huiqi telegram`: the chat page, and the platforms beside it, until stopped."""

import asyncio
import signal
import socket
import sys
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp

from bot.bootstrap import Assistant, build_app, build_assistant
from bot.cli.lines import fail
from bot.cli.retention import purge_daily
from bot.clock import now
from bot.settings import Settings
from bot.storage.transcript import Transcript
from bot.web import build_web

_STOP_SECONDS = 5


class _Announcing(uvicorn.Server):
    """A server that says where it is once it answers."""

    address = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, then write the address."""
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(self.address + "\n")
            sys.stdout.flush()


def serve_all() -> None:
    """Serve the chat page, and Telegram where a token is set. A port in use ends it with code 2."""
    settings = Settings()
    listening = _listen(settings.host, settings.port)
    assistant = build_assistant(settings)
    config = uvicorn.Config(
        web_of(assistant), log_level="warning", timeout_graceful_shutdown=_STOP_SECONDS
    )
    server = _Announcing(config)
    server.address = address_of(settings.host, listening.getsockname()[1])
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(server, listening, assistant))


def serve_telegram() -> None:
    """Serve Telegram alone, by long polling."""
    settings = Settings()
    if settings.telegram_token is None:
        fail("HUIQI_TELEGRAM_TOKEN is not set; expected the token that BotFather gave")
    with suppress(KeyboardInterrupt):
        asyncio.run(_poll_until_told(build_assistant(settings)))


def web_of(assistant: Assistant) -> ASGIApp:
    """The chat page over the settings' database."""
    settings = assistant.settings
    app = build_app(assistant, deliver=False)
    return build_web(app, Transcript(settings.database), settings.folder, now)


def address_of(host: str, port: int) -> str:
    """The address that a browser on this machine opens."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - read, not bound
    return f"http://{f'[{shown}]' if ':' in shown and '[' not in shown else shown}:{port}"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        # Bound alone, a second server could bind as well and fail only when it listens.
        listening.listen(128)
    except OSError as error:
        fail(f"{host}:{port}: {error.strerror}; expected a free port, set HUIQI_PORT")
    return listening


async def _serve(server: uvicorn.Server, listening: socket.socket, assistant: Assistant) -> None:
    stop = asyncio.Event()
    purging = asyncio.create_task(purge_daily(build_app(assistant, deliver=False), now))
    polling = None
    if assistant.settings.telegram_token is not None:
        polling = asyncio.create_task(_poll(assistant, stop))
        polling.add_done_callback(_say_why_it_ended)
    try:
        await server.serve([listening])
    finally:
        stop.set()
        purging.cancel()
        if polling is not None:
            await asyncio.wait([polling], timeout=_STOP_SECONDS)


async def _poll_until_told(assistant: Assistant) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    purging = asyncio.create_task(purge_daily(build_app(assistant), now))
    await _poll(assistant, stop)
    purging.cancel()


async def _poll(assistant: Assistant, stop: asyncio.Event) -> None:
    from bot.channels.telegram import run_polling

    app, settings = build_app(assistant), assistant.settings
    if settings.telegram_token is None:
        raise TypeError(settings.telegram_token)
    token = settings.telegram_token.get_secret_value()
    await run_polling(
        token,
        settings.telegram_base_url,
        store=app.store,
        handle=app.handle,
        clock=now,
        stop=stop,
    )


def _say_why_it_ended(polling: asyncio.Task[None]) -> None:
    # The chat page goes on without Telegram, and the operator must see it. The error's text is left
    # out: that of a wrong token repeats the token.
    error = None if polling.cancelled() else polling.exception()
    if error is not None:
        sys.stderr.write(f"huiqi: Telegram is not served: {type(error).__name__}\n")
