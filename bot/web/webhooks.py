"""Where platforms deliver: the sender proves itself, the update is kept, and only then acknowledged."""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.measuring import REFUSED, measured

TELEGRAM_PATH = "/webhooks/telegram"
_SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of a header
_MOST_BYTES = 1_000_000  # Telegram's updates have a few kilobytes
_log = logging.getLogger(__name__)

Receive = Callable[[Mapping[str, Any]], Awaitable[bool]]


def telegram_webhook(receive: Receive, secret: str) -> Route:
    """The route of Telegram's updates; `receive` keeps one, or raises and Telegram sends it again."""

    async def take(request: Request) -> Response:
        try:
            update = await _checked(request, secret)
        except _RefusedError as refused:
            REFUSED.labels(refused.reason).inc()
            _log.warning("webhook refused: reason=%s", refused.reason)
            return PlainTextResponse(refused.reason, refused.status)
        try:
            with measured("receive"):
                await receive(update)
        except Exception as error:  # noqa: BLE001 - Telegram keeps it and delivers it again
            _log.warning("update not kept: error=%s", type(error).__name__)
            return PlainTextResponse("try again", 503)
        return PlainTextResponse("ok")

    return Route(TELEGRAM_PATH, take, methods=["POST"])


class _RefusedError(Exception):
    """Why a request is no update for us, and the status that says so."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.reason, self.status = reason, status


async def _checked(request: Request, secret: str) -> Mapping[str, Any]:
    """The update in a request that proves where it comes from."""
    if not hmac.compare_digest(request.headers.get(_SECRET, "").encode(), secret.encode()):
        raise _RefusedError("secret", 403)
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise _RefusedError("content type", 415)
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            raise _RefusedError("size", 413)
    return _read(body)


def _read(body: bytes) -> Mapping[str, Any]:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        raise _RefusedError("body", 400) from None
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        raise _RefusedError("body", 400)
    return dict(update)
