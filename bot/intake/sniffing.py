"""What the bytes of a file really are, whatever its name says; what may harm is refused here."""

from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile, ZipInfo

from bot.intake.limits import LARGEST, PARTS, UNPACKED, RefusedError

Kind = Literal["xlsx", "csv", "pdf", "image"]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_APPLE = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
_ENCODINGS = ("utf-8-sig", "gb18030")  # the second is what Excel writes in China
_CHUNK = 1 << 16
_ENCRYPTED = 1  # the flag of a part of a ZIP file


def kind_of(data: bytes) -> Kind:
    """The kind of a file. Raises `RefusedError`."""
    if not data.strip():
        raise RefusedError("empty")
    if len(data) > LARGEST:
        raise RefusedError("too_large")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _workbook(data)
    if data.startswith(_OLE):
        # An encrypted workbook is an old container around the new format.
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise RefusedError("encrypted" if encrypted else "old_office")
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    if data[4:8] == b"ftyp" and data[8:12] in _APPLE:
        raise RefusedError("heic")
    text_of(data)
    return "csv"


def text_of(data: bytes) -> str:
    """The text of a CSV file. Raises `RefusedError` for anything that is not a table as text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, ("utf-16",))
    if b"\0" in data or data.lstrip()[:1] in (b"<", b"{", b"["):
        raise RefusedError("unsupported")
    return _decoded(data, _ENCODINGS)


def _decoded(data: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        control = sum(1 for letter in text if ord(letter) < ord(" ") and letter not in "\t\r\n")
        if not control:
            return text
    raise RefusedError("unsupported")


def _workbook(data: bytes) -> Kind:
    try:
        with ZipFile(BytesIO(data)) as packed:
            names = set(packed.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise RefusedError("macros")
            if len(names) > PARTS:
                raise RefusedError("too_much")
            if "xl/workbook.xml" not in names:
                raise RefusedError("unsupported")
            left = UNPACKED
            for part in packed.infolist():
                left = _unpack(packed, part, left)
    except (BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        raise RefusedError("broken") from None
    except RuntimeError:  # that is what a missing password raises
        raise RefusedError("encrypted") from None
    return "xlsx"


def _unpack(packed: ZipFile, part: ZipInfo, left: int) -> int:
    """Unpack a part piece by piece, for its stated size may be a lie; how much may still come."""
    if part.flag_bits & _ENCRYPTED:
        raise RefusedError("encrypted")
    before = b""
    with packed.open(part) as content:
        while piece := content.read(_CHUNK):
            left -= len(piece)
            if left < 0:
                raise RefusedError("too_much")
            both = before + piece
            # No workbook declares entities; one that does is a bomb or a spy.
            if b"<!ENTITY" in both or b"<!DOCTYPE" in both:
                raise RefusedError("broken")
            if part.filename == "[Content_Types].xml" and b"macroEnabled" in both:
                raise RefusedError("macros")
            before = piece[-16:]
    return left
