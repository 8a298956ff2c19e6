"""Which characters the font of the PDF can show, read from the font's own table."""

import struct
from bisect import bisect_right
from functools import cache
from pathlib import Path

_WIDE_TABLE = 12  # the form of a `cmap` that covers every plane of Unicode
_SHOWN_WITHOUT_GLYPH = frozenset("\n\u200b\u00a0")


def spell_out(text: str) -> str:
    """The text, each character that the font lacks written as its number: `[U+1F680]`."""
    return "".join(c if can_show(c) else f"[U+{ord(c):04X}]" for c in text)


def can_show(character: str) -> bool:
    """Whether the font has a glyph for the character."""
    starts, ends = _ranges()
    at = bisect_right(starts, ord(character)) - 1
    return character in _SHOWN_WITHOUT_GLYPH or (at >= 0 and ord(character) <= ends[at])


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The first and the last code point of each run of characters in the font."""
    import manimgx_fonts_cjk

    (path,) = Path(manimgx_fonts_cjk.__file__).parent.glob("*.ttc")
    with path.open("rb") as font:
        table = _read_cmap(font.read(1 << 16), path)
    (count,) = struct.unpack_from(">I", table, 12)
    groups = [struct.unpack_from(">II", table, 16 + 12 * n) for n in range(count)]
    return tuple(first for first, _ in groups), tuple(last for _, last in groups)


def _read_cmap(head: bytes, path: Path) -> bytes:
    """The wide subtable of the `cmap` of the first font in a collection."""
    (first,) = struct.unpack_from(">I", head, 12)
    (tables,) = struct.unpack_from(">H", head, first + 4)
    entries = (struct.unpack_from(">4sIII", head, first + 12 + 16 * n) for n in range(tables))
    offset, length = next((at, size) for tag, _, at, size in entries if tag == b"cmap")
    with path.open("rb") as font:
        font.seek(offset)
        cmap = font.read(length)
    (count,) = struct.unpack_from(">H", cmap, 2)
    places = (struct.unpack_from(">HHI", cmap, 4 + 8 * n)[2] for n in range(count))
    return next(cmap[at:] for at in places if struct.unpack_from(">H", cmap, at)[0] == _WIDE_TABLE)
