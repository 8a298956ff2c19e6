"""The endpoints of the chat: the page, its forms, its stream of events, and the summary."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from bot.app import App
from bot.clock import XIAMEN
from bot.dialogue.session import Session
from bot.web.chatting import Chatting
from bot.web.downloads import Links, download
from bot.web.forms import Form, read_form, read_upload
from bot.web.languages import asked_by_browser
from bot.web.limits import Gate
from bot.web.pages import Unsent
from bot.web.stream import Streams, seen_by
from bot.web.visitor import Visitor, is_own_form, remember, visitor_of

# nginx would hold events back until its buffer is full.
_STREAM = {"X-Accel-Buffering": "no"}


@dataclass(frozen=True, slots=True)
class Conversing:
    """What takes time runs in a thread: plain functions, or `run_in_threadpool`."""

    app: App
    chat: Chatting
    streams: Streams
    gate: Gate
    files: Gate
    secret: bytes
    clock: Callable[[], datetime]
    links: Links

    def show(self, request: Request) -> Response:
        """The chat page; a first visit is greeted. A page that has turns gets only later ones."""
        visitor = visitor_of(request)
        if visitor.is_new:
            self.gate.admit(request)
        self.chat.greet(visitor, asked_by_browser(request))
        response = HTMLResponse(self.chat.page(visitor, after=seen_by(request)))
        remember(response, visitor, https=request.url.scheme == "https")
        return response

    async def follow(self, request: Request) -> Response:
        """The later turns of the conversation as they are taken, in whichever window."""
        visitor = visitor_of(request)
        self.gate.admit(request)
        if visitor.is_new:
            raise HTTPException(403)
        if not self.streams.has_room(visitor.conversation):
            raise HTTPException(503, headers={"Retry-After": "60"})
        events = self.streams.follow(
            visitor.conversation, seen_by(request), lambda n: self.chat.update(visitor, n)
        )
        return StreamingResponse(events, media_type="text/event-stream", headers=_STREAM)

    async def send(self, request: Request) -> Response:
        """One message: then back to the page, or the page at once where it was not taken."""
        visitor, form = await self._form(request)
        return await self._answer(request, visitor, partial(self.chat.take, visitor, form))

    async def send_file(self, request: Request) -> Response:
        """A file: as a message."""
        visitor = visitor_of(request)
        self.files.admit(request, visitor)
        upload = await read_upload(request)
        if not is_own_form(request, upload.form.one("token"), self.secret):
            raise HTTPException(403)
        return await self._answer(request, visitor, partial(self.chat.take_file, visitor, upload))

    async def _answer(
        self, request: Request, visitor: Visitor, take: Callable[[], Unsent | None]
    ) -> Response:
        unsent = await run_in_threadpool(take)
        if unsent is None:
            return _back()
        page = await run_in_threadpool(self.chat.page, visitor, unsent, after=seen_by(request))
        return HTMLResponse(page, 409)

    async def switch(self, request: Request) -> Response:
        """The other language."""
        visitor, form = await self._form(request)
        await run_in_threadpool(self.chat.switch, visitor, form)
        return _back()

    async def restart(self, request: Request) -> Response:
        """Delete the conversation and begin anew."""
        visitor, _ = await self._form(request)
        await run_in_threadpool(self.app.store.forget, visitor.conversation)
        return RedirectResponse("/", 303)

    def summary(self, request: Request) -> Response:
        """The way to the summary of the visitor's own conversation, once it was confirmed."""
        visitor, _ = self._finished(request)
        return RedirectResponse(
            self.links.path(visitor.conversation, request.path_params["form"]), 303
        )

    def download(self, request: Request) -> Response:
        """The summary at a signed address, for the visitor to whom it was given."""
        form = self.links.form_of(visitor_of(request).conversation, request.path_params["token"])
        visitor, session = self._finished(request)
        self.gate.admit(request, visitor)
        return download(self.app, session, self.clock().astimezone(XIAMEN).date(), form)

    def _finished(self, request: Request) -> tuple[Visitor, Session]:
        visitor = visitor_of(request)
        session = None if visitor.is_new else self.app.session(visitor.conversation)
        if session is None or not session.done:
            raise HTTPException(404)
        return visitor, session

    async def _form(self, request: Request) -> tuple[Visitor, Form]:
        visitor = visitor_of(request)
        self.gate.admit(request, visitor)
        form = await read_form(request)
        if not is_own_form(request, form.one("token"), self.secret):
            raise HTTPException(403)
        return visitor, form


def _back() -> Response:
    return RedirectResponse("/#last", 303)
