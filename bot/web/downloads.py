"""The summary as a file of an answer: drawn from the session as it stands."""

from datetime import date
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.app import App
from bot.dialogue.session import Session
from bot.messages import DocumentFormat
from bot.web.headers import SUMMARY_POLICY

TYPES: dict[DocumentFormat, str] = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}


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
