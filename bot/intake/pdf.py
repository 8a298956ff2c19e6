"""The pages of a PDF: their lines of text, and of a page without text its picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PdfReadError, PyPdfError

from bot.intake.limits import PAGES, PIXELS, RefusedError
from bot.intake.pieces import Row, rows_of_text

_FEW = 4  # lines
_LEAST = 200  # pixels: smaller pictures are seals and logos


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its number; `picture` is the file of the picture that it consists of, if it does."""

    number: int
    rows: tuple[Row, ...]
    picture: bytes | None = None


def pages_of(data: bytes) -> tuple[Page, ...]:
    """The pages of a PDF. Raises `RefusedError`."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusedError("encrypted")
        if len(reader.pages) > PAGES:
            raise RefusedError("too_many_pages")
        return tuple(_read(reader.pages))
    except DependencyError:  # a cipher that needs another library
        raise RefusedError("encrypted") from None
    except (PdfReadError, PyPdfError, KeyError, TypeError, AttributeError, ValueError, OSError):
        raise RefusedError("broken") from None


def _read(pages: Sequence[PageObject]) -> Iterator[Page]:
    for number, page in enumerate(pages, start=1):
        text = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
        rows = rows_of_text(text, f"p.{number}")
        # A page of text carries logos at most; a scan may carry a line of text.
        yield Page(number, rows, _picture(page) if len(rows) <= _FEW else None)


def _picture(page: PageObject) -> bytes | None:
    """The largest picture of a page, without unpacking any that is too large."""
    objects: Any = page.get("/Resources", {}).get_object().get("/XObject", {}).get_object()
    sizes = {name: _pixels(objects[name].get_object()) for name in objects}
    name = max(sizes, key=lambda each: sizes[each], default=None)
    if name is None or sizes[name] < _LEAST**2:
        return None
    if sizes[name] > PIXELS:
        raise RefusedError("huge_image")
    return bytes(page.images[name].data)


def _pixels(picture: Any) -> int:
    if picture.get("/Subtype") != "/Image":
        return 0
    return int(picture.get("/Width", 0)) * int(picture.get("/Height", 0))
