"""The form that a browser posts: read within limits, refused with a status that says why."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.intake import LARGEST as LARGEST_FILE

LARGEST = 64 * 1024  # bytes
LONGEST = 2_000  # characters of one message
_MOST_FIELDS = 64
_TYPE = "application/x-www-form-urlencoded"
_WITH_FILE = "multipart/form-data"


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


@dataclass(frozen=True, slots=True)
class Upload:
    """A form with its file; no file was chosen where `data` is empty and there is no name."""

    form: Form
    name: str = ""
    data: bytes = b""


async def read_body(request: Request, kind: str) -> bytes:
    """The body of that type. Raises `HTTPException`: 415 another type, 413 too large."""
    _expect(request, kind)
    body = bytearray()
    async for piece in _at_most(request, LARGEST):
        body += piece
    return bytes(body)


async def _at_most(request: Request, largest: int) -> AsyncGenerator[bytes, None]:
    """The body as it comes in, for as long as it is not too large."""
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > largest:
            raise HTTPException(413, headers={"Connection": "close"})
        yield piece


def _expect(request: Request, kind: str) -> None:
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != kind:
        raise HTTPException(415)


async def read_upload(request: Request) -> Upload:
    """The posted form with its file. Raises `HTTPException`: as `read_form`.

    What does not fit into the limit is never read to its end; the file lies in no folder of ours.
    """
    _expect(request, _WITH_FILE)
    if int(request.headers.get("content-length", "0") or 0) > LARGEST_FILE + LARGEST:
        raise HTTPException(413, headers={"Connection": "close"})
    body = _at_most(request, LARGEST_FILE + LARGEST)
    parser = MultiPartParser(
        request.headers, body, max_files=1, max_fields=8, max_part_size=LONGEST
    )
    try:
        parsed = await parser.parse()
    except (MultiPartException, ValueError, KeyError):
        raise HTTPException(400) from None
    fields: dict[str, list[str]] = {}
    name, data = "", b""
    async with _closing(parsed):
        for key, value in parsed.multi_items():
            if isinstance(value, UploadFile):
                name, data = value.filename or "", await value.read()
            else:
                fields.setdefault(key, []).append(value)
    return Upload(Form(fields), name, data)


@asynccontextmanager
async def _closing(parsed: FormData) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await parsed.close()


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
