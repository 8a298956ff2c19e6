"""The summary as a file of an answer: drawn from the session as it stands."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from urllib.parse import quote

from itsdangerous import BadSignature, SignatureExpired, TimestampSigner
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.app import App
from bot.dialogue.session import Session
from bot.measuring import REFUSED
from bot.messages import DocumentFormat
from bot.web.headers import SUMMARY_POLICY

TYPES: dict[DocumentFormat, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
_log = logging.getLogger(__name__)
_SECONDS = 900  # long enough for a slow line to begin, too short for a link left behind


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of summaries that hold for one conversation and a quarter of an hour."""

    secret: bytes
    clock: Callable[[], datetime]

    def path(self, conversation: str, form: str) -> str:
        """The address of a form. Raises `HTTPException` 404 for one that there is not."""
        if form not in TYPES:
            raise HTTPException(404)
        return f"/download/{self._signer(conversation).sign(form).decode()}"

    def form_of(self, conversation: str, token: str) -> str:
        """The form that an address asks for. Raises `HTTPException` 404, or 410 when it is over."""
        try:
            return self._signer(conversation).unsign(token, max_age=_SECONDS).decode()
        except SignatureExpired:
            raise HTTPException(410) from None
        except BadSignature:
            REFUSED.labels("download").inc()
            _log.warning("download refused: reason=signature")
            raise HTTPException(404) from None

    def _signer(self, conversation: str) -> TimestampSigner:
        # The conversation is part of the key: in another one the same address is no address.
        return _Signer(self.clock, self.secret, f"summary:{conversation}")


class _Signer(TimestampSigner):
    def __init__(self, clock: Callable[[], datetime], secret: bytes, salt: str) -> None:
        super().__init__(secret, salt=salt, key_derivation="hmac", digest_method=sha256)
        self._clock = clock

    def get_timestamp(self) -> int:
        """The seconds of the clock that was passed in."""
        return int(self._clock().timestamp())


def download(app: App, session: Session, today: date, form: str) -> Response:
    """The summary in `form`: HTML is shown, the rest is saved. Raises `HTTPException` 404."""
    wanted = next((known for known in TYPES if known == form), None)
    if wanted is None:
        raise HTTPException(404)
    document = app.draft(session, today, wanted)
    shown = "inline" if wanted == "html" else "attachment"
    name = f"{shown}; filename=\"huiqi-{today.isoformat()}.{wanted}\"; filename*=UTF-8''{quote(document.name)}"
    headers = {"Content-Disposition": name, "Content-Security-Policy": SUMMARY_POLICY}
    return Response(document.content, media_type=TYPES[wanted], headers=headers)
