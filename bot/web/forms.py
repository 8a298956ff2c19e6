"""The form that a browser posts: read within limits, refused with a status that says why."""

from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST = 64 * 1024  # bytes
LONGEST = 2_000  # characters of one message
_MOST_FIELDS = 64
_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, each with its values in order."""

    fields: dict[str, list[str]]

    def one(self, name: str) -> str:
        """The first value of a field, cleaned; empty when it is missing."""
        return _clean(next(iter(self.fields.get(name, ())), ""))

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field, cleaned."""
        return tuple(_clean(value) for value in self.fields.get(name, ()))


async def read_body(request: Request, kind: str) -> bytes:
    """The body of that type. Raises `HTTPException`: 415 another type, 413 too large."""
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != kind:
        raise HTTPException(415)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise HTTPException(413, headers={"Connection": "close"})
    return bytes(body)


async def read_form(request: Request) -> Form:
    """The posted form. Raises `HTTPException`: as `read_body`, and 400 malformed."""
    try:
        text = (await read_body(request, _TYPE)).decode("ascii")
        fields = parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise HTTPException(400) from None
    return Form(fields)


def _clean(value: str) -> str:
    # NUL and other control characters have no business in a message; PostgreSQL refuses NUL.
    return "".join(c for c in value if c in "\n\t" or c.isprintable() or c == "\u3000").strip()
