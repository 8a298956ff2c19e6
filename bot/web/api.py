"""`/api`: assess, ask and draft for programs, as JSON of the contract; described by `/api/openapi.json`.

It takes no cookie and keeps nothing. An error is one line: what, where, what is expected.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from bot.answering import to_json
from bot.app import App
from bot.clock import XIAMEN
from bot.contract import assess_profile, facts_in, id_of
from bot.dialogue.session import Session
from bot.language import lang_of
from bot.messages import DocumentFormat, Lang
from bot.web.downloads import TYPES
from bot.web.forms import read_body
from bot.web.headers import SUMMARY_POLICY
from bot.web.limits import Gate
from bot.web.schema import LONGEST_QUESTION, MOST_OBJECTS, describe
from calculators.facts import Profile
from calculators.intake import BadFactError, load_json, read_profile
from calculators.xm_2023_10.facts import LIST_KEYS

_KIND = "application/json"
_SAID: Mapping[int, str] = {
    404: "path: expected one of /api/assess, /api/ask, /api/draft, /api/openapi.json",
    405: "method: expected POST with a JSON body",
    413: "body: expected at most 65536 bytes",
    415: f"content-type: expected {_KIND}",
    429: "rate: too many requests from this address; expected a pause of a minute",
}


@dataclass(frozen=True, slots=True)
class Api:
    """The calls. `gate` counts each address; a draft counts in `drafts` as well."""

    app: App
    gate: Gate
    drafts: Gate
    clock: Callable[[], datetime]

    async def assess(self, request: Request) -> Response:
        """Every measure for a set of facts."""
        given = await self._given(request)
        lang, as_of = _lang(request) or "zh", self._day(request)
        found = await run_in_threadpool(self._assess, self._profile(given), as_of, lang)
        return _json({"id": id_of(given), **found})

    async def ask(self, request: Request) -> Response:
        """A question answered from the clauses."""
        given = await self._given(request)
        question = _question(given)
        lang, as_of = _lang(request) or lang_of(question), self._day(request)
        answer = await run_in_threadpool(self.app.answer, question, Session("api", lang), as_of)
        return _json({"id": id_of(given), **to_json(answer)})

    async def draft(self, request: Request) -> Response:
        """The summary for a set of facts, as a file."""
        self.drafts.admit(request)
        given = await self._given(request)
        form, lang = _form(request), _lang(request) or "zh"
        profile, as_of = self._profile(given), self._day(request)
        document = await run_in_threadpool(self.app.draft_profile, profile, as_of, form, lang)
        name = f"attachment; filename=\"huiqi.{form}\"; filename*=UTF-8''{quote(document.name)}"
        headers = {"Content-Disposition": name, "Content-Security-Policy": SUMMARY_POLICY}
        return Response(document.content, media_type=TYPES[form], headers=headers)

    def describe(self, _request: Request) -> Response:
        """The calls as OpenAPI."""
        return _json(describe(self.app.facts, LIST_KEYS, tuple(TYPES)))

    async def _given(self, request: Request) -> object:
        self.gate.admit(request)
        body = await read_body(request, _KIND)
        try:
            given = load_json(body.decode())
            # JSON can write half a character, which no text can hold.
            json.dumps(given, ensure_ascii=False, default=str).encode()
        except UnicodeDecodeError:
            raise BadFactError("body", "bytes", "UTF-8") from None
        except UnicodeEncodeError:
            raise BadFactError("body", "JSON", "text without lone surrogates") from None
        return given

    def _profile(self, given: object) -> Profile:
        profile = read_profile(facts_in(given), self.app.facts, LIST_KEYS)
        for name, objects in profile.lists.items():
            if len(objects) > MOST_OBJECTS:
                raise BadFactError(name, len(objects), f"at most {MOST_OBJECTS} objects")
        return profile

    def _assess(self, profile: Profile, as_of: date, lang: Lang) -> dict[str, Any]:
        app = self.app
        return assess_profile(
            profile, rules=app.rules, facts=app.facts, policy=app.policy, as_of=as_of, lang=lang
        )

    def _day(self, request: Request) -> date:
        given = request.query_params.get("as_of")
        if given is None:
            return self.clock().astimezone(XIAMEN).date()
        try:
            return datetime.strptime(given, "%Y-%m-%d").date()  # noqa: DTZ007 - a day alone
        except ValueError:
            raise BadFactError("as_of", given, "a date YYYY-MM-DD") from None


def api_of(api: Api) -> Router:
    """The calls under their paths; whatever goes wrong is said in JSON."""
    from starlette.middleware import Middleware
    from starlette.middleware.exceptions import ExceptionMiddleware

    handlers = {HTTPException: _refuse, BadFactError: _refuse}
    routes = [
        Route("/assess", api.assess, methods=["POST"]),
        Route("/ask", api.ask, methods=["POST"]),
        Route("/draft", api.draft, methods=["POST"]),
        Route("/openapi.json", api.describe),
    ]
    return Router(routes, middleware=[Middleware(ExceptionMiddleware, handlers=handlers)])


def _refuse(_request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        said = _SAID.get(error.status_code, str(error.detail))
        return _json({"error": said}, error.status_code, error.headers)
    return _json({"error": " ".join(str(error).split())}, 400)


def _question(given: object) -> str:
    found = given.get("q") if isinstance(given, Mapping) else None
    if isinstance(given, Mapping) and (others := given.keys() - {"id", "q"}):
        raise BadFactError(", ".join(sorted(others)) or "key", given, 'nothing beside "id" and "q"')
    if not isinstance(found, str) or not found.strip() or len(found) > LONGEST_QUESTION:
        raise BadFactError("q", found, f"a question of 1 to {LONGEST_QUESTION} characters")
    return found


def _lang(request: Request) -> Lang | None:
    given = request.query_params.get("lang")
    if given not in (None, "zh", "en"):
        raise BadFactError("lang", given, "zh or en")
    return cast("Lang | None", given)


def _form(request: Request) -> DocumentFormat:
    given = request.query_params.get("format", "pdf")
    if given not in TYPES:
        raise BadFactError("format", given, f"one of {', '.join(TYPES)}")
    return given


def _json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    text = json.dumps(value, ensure_ascii=False)
    return Response(text, status, headers, media_type=_KIND)
