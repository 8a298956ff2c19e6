"""The web application: the chat page, its forms, the summary, single clauses, and health."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from time import monotonic

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.app import App
from bot.clock import XIAMEN
from bot.messages import Lang
from bot.storage.transcript import Transcript
from bot.web.chatting import Chatting
from bot.web.downloads import download
from bot.web.forms import Form, read_form
from bot.web.headers import Guarded
from bot.web.limits import Limit
from bot.web.operation import NO_CHECKS, Check, operation_routes
from bot.web.pages import clause_page, note_page, static_files
from bot.web.visitor import Visitor, is_own_form, read_secret, remember, visitor_of
from knowledge.clauses import UnknownClauseError

_FOREVER = "public, max-age=31536000, immutable"


def build_web(
    app: App,
    transcript: Transcript,
    folder: Path,
    clock: Callable[[], datetime],
    *,
    seconds: Callable[[], float] = monotonic,
    checks: Mapping[str, Check] = NO_CHECKS,
    webhooks: Sequence[Route] = (),
) -> ASGIApp:
    """The application; `folder` keeps the key of its forms, `seconds` measures the rate of messages.

    `checks` must hold for it to be ready, beside the database.

    The `app` must not queue its replies for delivery: the page shows them itself.
    """
    pages = _Pages(app, transcript, read_secret(folder), clock, seconds)
    routes = [
        Route("/", pages.show),
        Route("/message", pages.send, methods=["POST"]),
        Route("/language", pages.switch, methods=["POST"]),
        Route("/restart", pages.restart, methods=["POST"]),
        Route("/summary.{form}", pages.summary),
        Route("/clauses/{clause}", pages.clause),
        Route("/static/{name}", _static),
        *operation_routes(app.store, {"database": transcript.is_reachable, **checks}),
        *webhooks,
    ]
    failures = {HTTPException: pages.refuse, Exception: pages.fail}
    return Guarded(Starlette(routes=routes, exception_handlers=failures))


class _Pages:
    """The endpoints. What takes time runs in a thread: plain functions, or `run_in_threadpool`."""

    def __init__(
        self,
        app: App,
        transcript: Transcript,
        secret: bytes,
        clock: Callable[[], datetime],
        seconds: Callable[[], float],
    ) -> None:
        self._app, self._transcript, self._clock = app, transcript, clock
        self._chat = Chatting(app, transcript, secret, clock)
        self._secret = secret
        # A person answers at most every two seconds; a company's people share one address.
        self._by_session = Limit(burst=20, per_minute=30, clock=seconds)
        self._by_address = Limit(burst=120, per_minute=240, clock=seconds)

    def show(self, request: Request) -> Response:
        """The chat page; a first visit is greeted."""
        visitor = visitor_of(request)
        if visitor.is_new:
            self._count(request)
        self._chat.greet(visitor)
        response = HTMLResponse(self._chat.page(visitor))
        remember(response, visitor, https=request.url.scheme == "https")
        return response

    async def send(self, request: Request) -> Response:
        """One message: then back to the page, or the page at once where it was not taken."""
        visitor, form = await self._form(request)
        unsent = await run_in_threadpool(self._chat.take, visitor, form)
        if unsent is None:
            return _back()
        return HTMLResponse(await run_in_threadpool(self._chat.page, visitor, unsent), 409)

    async def switch(self, request: Request) -> Response:
        """The other language."""
        visitor, form = await self._form(request)
        await run_in_threadpool(self._chat.switch, visitor, form)
        return _back()

    async def restart(self, request: Request) -> Response:
        """Delete the conversation and begin anew."""
        visitor, _ = await self._form(request)
        await run_in_threadpool(self._app.store.forget, visitor.conversation)
        return RedirectResponse("/", 303)

    def summary(self, request: Request) -> Response:
        """The summary of the visitor's own conversation, once it was confirmed."""
        visitor = visitor_of(request)
        session = None if visitor.is_new else self._app.session(visitor.conversation)
        if session is None or not session.done:
            raise HTTPException(404)
        self._count(request, visitor)
        return download(self._app, session, self._today(), request.path_params["form"])

    def clause(self, request: Request) -> Response:
        """One clause, verbatim."""
        try:
            clause = self._app.policy.clause(request.path_params["clause"])
        except UnknownClauseError:
            raise HTTPException(404) from None
        return HTMLResponse(clause_page(self._app.policy, clause, self._lang(request)))

    def refuse(self, request: Request, error: Exception) -> Response:
        """A page that says why; the status and its headers are those of the error."""
        if not isinstance(error, HTTPException):
            raise error
        page = note_page(error.status_code, self._lang(request))
        return HTMLResponse(page, error.status_code, error.headers)

    def fail(self, request: Request, _error: Exception) -> Response:
        """The apology. The error itself goes to the log: the server writes it there."""
        return HTMLResponse(note_page(500, self._lang(request)), 500)

    async def _form(self, request: Request) -> tuple[Visitor, Form]:
        visitor = visitor_of(request)
        self._count(request, visitor)
        form = await read_form(request)
        if not is_own_form(request, form.one("token"), self._secret):
            raise HTTPException(403)
        return visitor, form

    def _count(self, request: Request, visitor: Visitor | None = None) -> None:
        address = request.client.host if request.client else ""
        own = visitor is None or visitor.is_new or self._by_session.allows(visitor.conversation)
        if not (own and self._by_address.allows(address)):
            raise HTTPException(429, headers={"Retry-After": "60"})

    def _lang(self, request: Request) -> Lang:
        visitor = visitor_of(request)
        try:
            session = None if visitor.is_new else self._app.session(visitor.conversation)
        except Exception:  # noqa: BLE001 - the note about a broken database cannot ask the database
            session = None
        return session.lang if session else "zh"

    def _today(self) -> date:
        return self._clock().astimezone(XIAMEN).date()


def _back() -> Response:
    return RedirectResponse("/#last", 303)


def _static(request: Request) -> Response:
    found = static_files().get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    content, kind = found
    return Response(content, media_type=kind, headers={"Cache-Control": _FOREVER})
