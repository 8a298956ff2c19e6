"""`huiqi serve`, `worker` and `telegram`: the chat page and the platforms beside it, until stopped."""

import asyncio
import socket
import sys
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from bot.app import App
from bot.bootstrap import Assistant, build_app, build_assistant
from bot.channels.telegram import InvalidToken, Telegram, secret_of
from bot.cli.lines import fail
from bot.cli.working import build_telegram, keep_house, run_until_told
from bot.clock import now
from bot.secret import key_of
from bot.settings import Settings
from bot.storage.transcript import Transcript
from bot.web import build_web, operation_routes, telegram_webhook
from bot.web.operation import Check

_STOP_SECONDS = 5
_FINISH_SECONDS = 30
_log = structlog.get_logger(__name__)


class _Announcing(uvicorn.Server):
    """A server that says where it is once it answers; signals are the command's own business."""

    address = ""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, then write the address."""
        await super().startup(sockets)
        if self.started and self.address:
            sys.stdout.write(self.address + "\n")
            sys.stdout.flush()


def serve_all(*, web_only: bool = False) -> None:
    """Serve the chat page and webhooks; where a token is set the platform's work as well.

    A port in use ends it with code 2.
    """
    settings = Settings()
    listening = _listen(settings.host, settings.port)
    assistant = build_assistant(settings)
    app = build_app(assistant)
    channel = None
    if settings.telegram_token is not None and (settings.telegram_webhook_url or not web_only):
        channel = build_telegram(assistant, app, works=not web_only)
    server = _server(web_of(assistant, channel))
    server.address = address_of(settings.host, listening.getsockname()[1])

    async def run(stop: asyncio.Event) -> None:
        house = asyncio.create_task(keep_house(app, settings.keep_days))
        await _serve(server, listening, stop, _run_channel(channel, stop) if channel else None)
        house.cancel()

    run_until_told(settings, run)


def serve_telegram() -> None:
    """Serve Telegram alone, by long polling."""
    settings = Settings()
    if settings.telegram_token is None:
        fail("HUIQI_TELEGRAM_TOKEN is not set; expected the token that BotFather gave")
    _work(settings, polls=True)


def work() -> None:
    """Take turns and send replies beside `serve`; as many processes of it as one likes."""
    settings = Settings()
    if settings.telegram_token is None:
        fail("HUIQI_TELEGRAM_TOKEN is not set; without a platform there is nothing to work on")
    _work(settings, polls=False)


def web_of(assistant: Assistant, channel: Telegram | None = None) -> ASGIApp:
    """The chat page over the settings' database, and the webhook of a channel that has one."""
    settings = assistant.settings
    app = build_app(assistant, deliver=False)
    transcript = Transcript(settings.database)
    webhooks = []
    if channel is not None and channel.webhook:
        webhooks = [telegram_webhook(channel.intake.receive, secret_of(channel.bot.token))]
    checks = {"search": assistant.retriever.is_settled}
    return build_web(
        app,
        transcript,
        settings.folder,
        now,
        secret=key_of(settings),
        checks=checks,
        webhooks=webhooks,
        files=assistant.files,
    )


def checks_of(
    assistant: Assistant, transcript: Transcript, channel: Telegram
) -> Mapping[str, Check]:
    """What must hold for a worker to be ready."""
    return {
        "database": transcript.is_reachable,
        "search": assistant.retriever.is_settled,
        "channel": channel.is_at_work,
    }


def address_of(host: str, port: int) -> str:
    """The address that a browser on this machine opens."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - read, not bound
    return f"http://{f'[{shown}]' if ':' in shown and '[' not in shown else shown}:{port}"


def _work(settings: Settings, *, polls: bool) -> None:
    assistant = build_assistant(settings)
    app = build_app(assistant)
    channel = build_telegram(assistant, app, polls=polls)

    async def run(stop: asyncio.Event) -> None:
        working = _run_or_end(channel, app, settings.keep_days, stop)
        if not settings.worker_port:
            await working
            return
        checks = checks_of(assistant, Transcript(settings.database), channel)
        server = _server(Starlette(routes=operation_routes(app.store, checks)))
        listening = _listen(settings.host, settings.worker_port)
        await _serve(server, listening, stop, working)

    run_until_told(settings, run)


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


def _server(web: ASGIApp) -> _Announcing:
    config = uvicorn.Config(
        web,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )
    return _Announcing(config)


async def _serve(
    server: _Announcing,
    listening: socket.socket,
    stop: asyncio.Event,
    channel: Coroutine[None, None, None] | None,
) -> None:
    """Answer until told to stop: then first no new requests, then what is in hand to its end.

    Requests have a thread and an event loop of their own: a channel waits for the database in its.
    """
    serving = asyncio.create_task(asyncio.to_thread(asyncio.run, server.serve([listening])))
    working = None if channel is None else asyncio.create_task(channel)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
    finally:
        server.should_exit = True  # whatever ends us, its thread must not go on
    await serving
    stop.set()
    if working is not None:
        await asyncio.wait([working], timeout=_FINISH_SECONDS)
    stopping.cancel()


async def _run_channel(channel: Telegram, stop: asyncio.Event) -> None:
    """The channel; when it fails the chat page goes on without it."""
    try:
        await channel.run(stop)
    except Exception as error:  # noqa: BLE001 - whatever it was, the operator must see it
        # The error's text is left out: that of a wrong token repeats the token.
        _log.error("Telegram is not served", error=type(error).__name__)


async def _run_or_end(channel: Telegram, app: App, days: int, stop: asyncio.Event) -> None:
    """The channel and its housekeeping; when it fails the process ends."""
    house = asyncio.create_task(keep_house(app, days))
    try:
        await channel.run(stop)
    except InvalidToken as error:
        fail(f"HUIQI_TELEGRAM_TOKEN: {error}")
    finally:
        house.cancel()
        stop.set()
