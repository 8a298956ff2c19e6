"""Who asks: an anonymous visitor known by an unguessable cookie, and the proof a form must carry."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "huiqi"
_BYTES = 32
_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")  # 32 bytes in URL-safe base64
_KEPT_SECONDS = 90 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser. The conversation's name tells nothing of the cookie."""

    cookie: str
    is_new: bool

    @property
    def conversation(self) -> str:
        """The conversation of this browser."""
        return "web:" + hashlib.sha256(self.cookie.encode()).hexdigest()

    def token(self, secret: bytes) -> str:
        """What every form of this visitor carries, so that no other site can send one."""
        return hmac.new(secret, b"form:" + self.cookie.encode(), hashlib.sha256).hexdigest()


def visitor_of(request: Request) -> Visitor:
    """The visitor behind a request; a new one where there is no usable cookie."""
    given = request.cookies.get(COOKIE, "")
    if _SHAPE.fullmatch(given):
        return Visitor(given, is_new=False)
    return Visitor(secrets.token_urlsafe(_BYTES), is_new=True)


def remember(response: Response, visitor: Visitor, *, https: bool) -> None:
    """Give the browser its cookie, out of reach of scripts and of other sites' forms."""
    response.set_cookie(
        COOKIE,
        visitor.cookie,
        max_age=_KEPT_SECONDS,
        path="/",
        httponly=True,
        samesite="lax",
        secure=https,
    )


def is_own_form(request: Request, token: str, secret: bytes) -> bool:
    """Whether a form was sent from our own page by the visitor whom it was made for."""
    visitor = visitor_of(request)
    if visitor.is_new or not _is_same_origin(request):
        return False
    return hmac.compare_digest(token.encode(), visitor.token(secret).encode())


def _is_same_origin(request: Request) -> bool:
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    # The scheme is left out: behind a proxy that ends TLS ours is http and the browser's https.
    return origin is None or origin.partition("://")[2] == request.headers.get("host")
