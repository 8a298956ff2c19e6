"""`/verify`: whoever holds a copy sees what belongs to its code, and compares."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.app import App
from bot.drafting.copies import code_of, is_issued, lines_of, tidy_code
from bot.messages import Lang
from bot.web.limits import Gate, Limit
from bot.web.pages import Frame, verify_page


@dataclass(frozen=True, slots=True)
class Verify:
    """The pages. `secret` is the key that signed the codes, `gate` counts each address."""

    app: App
    secret: bytes
    gate: Gate
    lang: Callable[[Request], Lang]

    def ask(self, request: Request) -> Response:
        """The form; with a code in the address, its page."""
        code = tidy_code(request.query_params.get("code", ""))
        if code:
            return RedirectResponse(f"/verify/{code}", 303)
        return HTMLResponse(verify_page(self._frame(request), "form"))

    def show(self, request: Request) -> Response:
        """What a code stands for; 404 for one that we never made, 410 where it was deleted."""
        self.gate.admit(request)
        code = tidy_code(request.path_params["code"])
        outcome, record = self._look_up(code)
        status = {"found": 200, "deleted": 410, "refused": 404}[outcome]
        frame = self._frame(request)
        rows = lines_of(code, record, self.app.policy, frame.lang) if record else ()
        page = verify_page(frame, outcome, code, rows)
        return HTMLResponse(page, status)

    def _look_up(self, code: str) -> tuple[str, dict[str, Any]]:
        if not is_issued(code, self.secret):
            return "refused", {}
        record = self.app.store.copies.find(code)
        if record is None:
            return "deleted", {}
        # A record that was changed where it is kept no longer belongs to its code.
        return ("found", record) if code_of(record, self.secret) == code else ("refused", {})

    def _frame(self, request: Request) -> Frame:
        return Frame(self.lang(request), request.url.path, names_lang=False)


def verify_routes(
    app: App,
    secret: bytes,
    lang: Callable[[Request], Lang],
    seconds: Callable[[], float] = monotonic,
) -> list[Route]:
    """The routes; nobody tries codes faster than a clerk can type them."""
    every = Limit(burst=20, per_minute=20, clock=seconds)
    pages = Verify(app, secret, Gate(every, every), lang)
    return [Route("/verify", pages.ask), Route("/verify/{code}", pages.show)]
