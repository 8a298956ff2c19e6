"""The endpoints for people who do not chat: the measures, one measure with its form, the policies."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.app import App
from bot.clock import XIAMEN
from bot.messages import Lang
from bot.web.languages import asked_by_browser, asked_in_address
from bot.web.limits import Gate
from bot.web.linked import path_of
from bot.web.measure_form import Entered, enter, fields_of, keys_asked, read_entered
from bot.web.pages import Frame, api_page, measure_page, measures_page, policies_page
from bot.web.reference_view import (
    contacts_of,
    measure_view,
    measures_of,
    policies_of,
    result_of,
    same_type_of,
)
from bot.web.view import banner_of
from bot.web.visitor import visitor_of
from calculators.facts import Profile
from knowledge.clauses import Measure, UnknownClauseError

# The pages speak of the visitor's language and facts; the browser may keep them for going back.
_KEPT = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Accept-Language"}
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_FIELDS = 40


@dataclass(frozen=True, slots=True)
class Reference:
    """Pages that anybody may link to. They take no cookie, and know the visitor who has one."""

    app: App
    gate: Gate
    clock: Callable[[], datetime]

    def measures(self, request: Request) -> Response:
        """Every measure: what it gives, its text, its bureaus."""
        frame = self._frame(request)
        return _kept(measures_page(measures_of(self.app, frame.lang), frame))

    def measure(self, request: Request) -> Response:
        """One measure, and what it comes to for the facts of the form or of the conversation."""
        measure, frame = self._named(request), self._frame(request)
        keys = keys_asked(self.app.rules[measure.number])
        entered, brought = self._entered(request, keys, frame.lang)
        today = self._today()
        profile = read_entered(self.app, keys, entered, today)
        page = measure_page(
            frame,
            measure=measure_view(self.app, measure, frame.lang),
            described=measure,
            fields=fields_of(self.app, keys, entered, today, frame.lang),
            brought=brought,
            filled=bool(entered),
            result=result_of(self.app, measure.number, profile, today, frame.lang),
            contacts=contacts_of(self.app, measure, today, frame.lang),
            same_type=same_type_of(measure.number, frame.lang),
            others=(measure.number - 1, measure.number % len(self.app.policy.measures) + 1),
        )
        return _kept(page)

    def policies(self, request: Request) -> Response:
        """The policy itself, what applies now, and the related ones."""
        frame = self._frame(request)
        return _kept(policies_page(self.app.policy, policies_of(self.app, frame.lang), frame))

    def api(self, request: Request) -> Response:
        """How programs ask."""
        frame = self._frame(request)
        return _kept(api_page(str(request.base_url).rstrip("/"), frame))

    def clause(self, request: Request) -> Response:
        """To the place where a clause stands."""
        try:
            clause = self.app.policy.clause(request.path_params["clause"])
        except UnknownClauseError:
            raise HTTPException(404) from None
        return RedirectResponse(path_of(clause), 308)

    def lang(self, request: Request) -> Lang:
        """The language in which a page is shown."""
        return asked_in_address(request) or self._chosen(request) or asked_by_browser(request)

    def template(self, request: Request) -> Response:
        """The table of facts to be filled in."""
        self.gate.admit(request)
        document = self.app.template(self.lang(request))
        name = f"attachment; filename=\"huiqi-facts.xlsx\"; filename*=UTF-8''{quote(document.name)}"
        headers = {"Content-Disposition": name, **_KEPT}
        return Response(document.content, media_type=_WORKBOOK, headers=headers)

    def _frame(self, request: Request) -> Frame:
        self.gate.admit(request)
        lang = self.lang(request)
        banner = banner_of(self.app.policy, self._today(), lang)
        return Frame(lang, request.url.path, asked_in_address(request) is not None, banner)

    def _named(self, request: Request) -> Measure:
        name = request.path_params["measure"]
        known = {f"M{each.number:02}": each for each in self.app.policy.measures}
        if name not in known:
            raise HTTPException(404)
        return known[name]

    def _entered(self, request: Request, keys: tuple[str, ...], lang: Lang) -> tuple[Entered, bool]:
        """What the form says, or else what the conversation knows (True)."""
        given: dict[str, list[str]] = {}
        for name, value in request.query_params.multi_items()[:_MOST_FIELDS]:
            if name in keys and value.strip():
                given.setdefault(name, []).append(value)
        if given or "asked" in request.query_params:
            return given, False
        stated = enter(self._stated(request), keys, self.app.facts, lang)
        return stated, bool(stated)

    def _stated(self, request: Request) -> Profile:
        visitor = visitor_of(request)
        session = None if visitor.is_new else self.app.session(visitor.conversation)
        return session.profile if session else Profile()

    def _chosen(self, request: Request) -> Lang | None:
        visitor = visitor_of(request)
        try:
            session = None if visitor.is_new else self.app.session(visitor.conversation)
        except Exception:  # noqa: BLE001 - the note about a broken database cannot ask the database
            session = None
        return session.lang if session else None

    def _today(self) -> date:
        return self.clock().astimezone(XIAMEN).date()


def _kept(page: str) -> Response:
    return HTMLResponse(page, headers=_KEPT)
