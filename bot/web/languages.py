"""In which language a page is shown: as its address says, as the visitor chose, as the browser asks."""

import re

from starlette.requests import Request

from bot.messages import Lang

_ASKED = re.compile(r"\b(zh|en)\b")


def asked_in_address(request: Request) -> Lang | None:
    """The language of `?lang=`; None where it names none of ours."""
    match request.query_params.get("lang"):
        case "zh":
            return "zh"
        case "en":
            return "en"
    return None


def asked_by_browser(request: Request) -> Lang:
    """The first of our languages that the browser names; Chinese where it names none."""
    found = _ASKED.search(request.headers.get("accept-language", "").lower())
    return "en" if found is not None and found[1] == "en" else "zh"
