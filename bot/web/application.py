"""The web application: every address of the site, and the pages that say what went wrong."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from bot.app import App
from bot.intake import FileReader
from bot.messages import Lang
from bot.secret import read_secret
from bot.storage.transcript import Transcript
from bot.web.api import Api, api_of
from bot.web.chatting import Chatting
from bot.web.conversing import Conversing
from bot.web.downloads import Links
from bot.web.headers import Guarded
from bot.web.limits import api_gate, drafts_gate, files_gate, gate_of
from bot.web.operation import NO_CHECKS, Check, operation_routes
from bot.web.pages import note_page, static_files
from bot.web.reference import Reference
from bot.web.stream import Streams, Watch
from bot.web.verify import verify_routes

_FOREVER = "public, max-age=31536000, immutable"
_BEAT = 1.0  # seconds between two looks for turns that were taken elsewhere
_WORTH_ZIPPING = 1_000  # bytes


def build_web(
    app: App,
    transcript: Transcript,
    folder: Path,
    clock: Callable[[], datetime],
    *,
    secret: bytes | None = None,
    seconds: Callable[[], float] = monotonic,
    beat: float = _BEAT,
    checks: Mapping[str, Check] = NO_CHECKS,
    webhooks: Sequence[Route] = (),
    files: FileReader | None = None,
) -> ASGIApp:
    """The application; `folder` keeps the key of its forms and links unless `secret` is one, `seconds` measures the rate of messages.

    `files` reads what people upload; `checks` must hold, beside the database, for it to be ready; `webhooks` are routes of platforms.
    The `app` must not queue its replies for delivery: the page shows them itself.
    """
    gate = gate_of(seconds)
    secret = secret or read_secret(folder)
    files = files or FileReader(app.facts)
    streams = Streams(Watch(transcript.newest, beat), beat)
    chat = Conversing(
        app,
        Chatting(app, transcript, secret, clock, files),
        streams,
        gate,
        files_gate(seconds),
        secret,
        clock,
        Links(secret, clock),
    )
    pages = Reference(app, gate, clock)
    routes = [
        *_chat_routes(chat),
        *_page_routes(pages),
        Mount("/api", api_of(Api(app, api_gate(seconds), drafts_gate(seconds), clock))),
        *verify_routes(app, secret, pages.lang, seconds),
        Route("/static/{name}", _static),
        *operation_routes(app.store, {"database": transcript.is_reachable, **checks}),
        *webhooks,
    ]
    zipped = Middleware(GZipMiddleware, minimum_size=_WORTH_ZIPPING)
    return Guarded(
        Starlette(routes=routes, exception_handlers=_failures(pages.lang), middleware=[zipped])
    )


def _chat_routes(chat: Conversing) -> list[Route]:
    return [
        Route("/", chat.show),
        Route("/events", chat.follow),
        Route("/message", chat.send, methods=["POST"]),
        Route("/file", chat.send_file, methods=["POST"]),
        Route("/language", chat.switch, methods=["POST"]),
        Route("/restart", chat.restart, methods=["POST"]),
        Route("/summary.{form}", chat.summary),
        Route("/download/{token}", chat.download),
    ]


def _page_routes(pages: Reference) -> list[Route]:
    return [
        Route("/measures", pages.measures),
        Route("/measures/{measure}", pages.measure),
        Route("/policies", pages.policies),
        Route("/clauses/{clause}", pages.clause),
        Route("/api", pages.api),
        Route("/template.xlsx", pages.template),
    ]


def _failures(
    lang_of: Callable[[Request], Lang],
) -> dict[type[Exception], Callable[[Request, Exception], Response]]:
    def refuse(request: Request, error: Exception) -> Response:
        """A page that says why; the status and its headers are those of the error."""
        if not isinstance(error, HTTPException):
            raise error
        page = note_page(error.status_code, lang_of(request))
        return HTMLResponse(page, error.status_code, error.headers)

    def fail(request: Request, _error: Exception) -> Response:
        """The apology. The error itself goes to the log: the server writes it there."""
        return HTMLResponse(note_page(500, lang_of(request)), 500)

    return {HTTPException: refuse, Exception: fail}


def _static(request: Request) -> Response:
    found = static_files().get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    content, kind = found
    return Response(content, media_type=kind, headers={"Cache-Control": _FOREVER})
