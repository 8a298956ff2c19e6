"""Hostile and broken files: each is refused with its reason, and the process that asked goes on."""

import os
import random
import struct
import subprocess
import sys
import time
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from bot.intake.apart import FileReader, shown, shown_name
from bot.intake.limits import LARGEST, PAGES
from calculators.xm_2023_10.facts import FACTS
from tests.intake.papers import repacked, require_ocr, statement_pdf, workbook

READER = FileReader(FACTS)
TABLE = workbook((("key", "value"), ("data_year", "2024")))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl__worksheets__sheet1_dot_xml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
CONTENT = "[Content_Types]_dot_xml"


def zipped(**parts: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def encrypted_zip() -> bytes:
    """A workbook whose parts say that they are encrypted."""
    data = bytearray(TABLE)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def bomb() -> bytes:
    return repacked(TABLE, **{SHEET: HEAD + b" " * 200_000_000 + TAIL})


def sparse() -> bytes:
    """Two cells at the far corners: laid out as a table they would take hundreds of gigabytes."""
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return repacked(TABLE, **{SHEET: HEAD + cells + TAIL})


def entities() -> bytes:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst>&b;</sst>'
    return repacked(TABLE, xl__sharedStrings_dot_xml=laughs)


def macros_by_kind() -> bytes:
    kinds = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    return repacked(TABLE, **{CONTENT: kinds})


def locked_pdf(password: str, owner: str = "owner") -> bytes:
    writer = PdfWriter(PdfReader(BytesIO(statement_pdf())))
    writer.encrypt(password, owner, algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def long_pdf(pages: int) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def pdf_bomb() -> bytes:
    """A page whose content unpacks to far more than a page holds."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    content = DecodedStreamObject()
    content.set_data(b"BT (x) Tj ET\n" * 8_000_000)
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def png(width: int, height: int) -> bytes:
    """A PNG of one colour, whatever its size: a few kilobytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packed = zlib.compress(b"\0" * ((width // 8 + 2) * 100), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


CASES = {
    "nothing at all": (lambda: b"", "empty"),
    "blanks": (lambda: b" \n", "empty"),
    "a file beyond the limit": (lambda: b"x" * (LARGEST + 1), "too_large"),
    "a program called statement.pdf": (lambda: b"MZ\x90\0\3" + b"\0" * 500, "unsupported"),
    "a web page": ("<html>营业收入 100</html>".encode, "unsupported"),
    "JSON": (lambda: b'{"data_year": 2024}', "unsupported"),
    "control characters": (lambda: b"a,b\n\x01\x02\x03,1\n", "unsupported"),
    "a Word file": (lambda: zipped(word__document_dot_xml=b"<x/>"), "unsupported"),
    "an OpenDocument sheet": (lambda: zipped(content_dot_xml=b"<x/>"), "unsupported"),
    "an old Excel file": (lambda: OLE + b"Workbook" * 99, "old_office"),
    "an encrypted workbook": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "a workbook of encrypted parts": (encrypted_zip, "encrypted"),
    "macros": (lambda: repacked(TABLE, xl__vbaProject_dot_bin=b"x"), "macros"),
    "macros by the kind of the file": (macros_by_kind, "macros"),
    "a zip bomb": (bomb, "too_much"),
    "a thousand parts": (lambda: zipped(**{f"p{n}": b"" for n in range(600)}), "too_much"),
    "two cells at the corners": (sparse, "too_much"),
    "entities": (entities, "broken"),
    "half a workbook": (lambda: TABLE[: len(TABLE) // 2], "broken"),
    "a workbook of nonsense": (lambda: repacked(TABLE, **{SHEET: b"<<<"}), "broken"),
    "ten thousand rows": (lambda: b"key,value\n" * 10_000, "too_much"),
    "a CSV of one endless cell": (lambda: b'"' + b"x" * 5_000_000, "broken"),
    "a PDF with a password": (lambda: locked_pdf("secret"), "encrypted"),
    "a PDF of five thousand pages": (lambda: long_pdf(5_000), "too_many_pages"),
    "a PDF cut off": (lambda: statement_pdf()[:2_000], "broken"),
    "nothing but the mark of a PDF": (lambda: b"%PDF-1.7\n" + b"x" * 99, "broken"),
    "a picture of a gigapixel": (lambda: png(32_000, 32_000), "huge_image"),
    "a picture cut off": (lambda: b"\xff\xd8\xff\xe0" + b"\0" * 99, "broken"),
    "a HEIC picture": (lambda: b"\0\0\0\x18ftypheic" + b"\0" * 99, "heic"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_with_its_reason(name: str) -> None:
    make, reason = CASES[name]
    if "picture" in name and reason != "heic":
        require_ocr()
    begun = time.monotonic()
    filed = READER.read(make(), name)
    assert (filed.refusal, filed.findings) == (reason, ())
    assert time.monotonic() - begun < 60


def test_a_pdf_that_unpacks_without_end_ends_within_its_time() -> None:
    filed = FileReader(FACTS, seconds=20).read(pdf_bomb(), "b.pdf")
    assert filed.refusal in {"broken", "too_much", "too_slow", "nothing"}


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    assert [f.of for f in READER.read(locked_pdf(""), "a.pdf").findings][:2] == [
        "period",
        "revenue",
    ]
    assert PAGES < 5_000


def test_a_file_that_takes_too_long_is_given_up() -> None:
    assert FileReader(FACTS, seconds=0.05).read(TABLE, "a.xlsx").refusal == "too_slow"


def test_files_with_bytes_changed_at_random_never_hurt() -> None:
    chance = random.Random(5)
    for data in (TABLE, statement_pdf()) * 3:
        changed = bytearray(data)
        for _ in range(40):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        filed = READER.read(bytes(changed), "x")
        assert filed.findings or filed.refusal or filed.notes


CHECK = """
import os, socket, subprocess
from bot.intake.child import restrict
restrict()
done = []
for attempt in (
    lambda: socket.create_connection(("127.0.0.1", 9)),
    lambda: socket.getaddrinfo("example.org", 80),
    lambda: subprocess.run(["true"]),
    lambda: os.system("true"),
    lambda: open("/tmp/huiqi-must-not-be", "w"),
    lambda: os.open("/tmp/huiqi-must-not-be", os.O_CREAT | os.O_RDWR),
):
    try:
        attempt()
    except PermissionError:
        done.append("denied")
try:
    bytearray(4 << 30)
except MemoryError:
    done.append("no memory")
print(done.count("denied"), done[-1])
"""


def test_the_child_has_no_network_no_programs_no_files_and_little_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHECK], capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["6", "no", "memory"], done.stderr


def test_the_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.intake.apart import _environment

    monkeypatch.setenv("HUIQI_TELEGRAM_TOKEN", "1:secret")
    monkeypatch.setenv("HUIQI_SECRET", "secret")
    assert "secret" not in str(_environment())
    assert "HUIQI_SECRET" in os.environ


def test_what_the_child_says_is_believed_no_further_than_a_strangers_word() -> None:
    def said(finding: str, notes: str = "[]") -> str:
        text = f'{{"findings": [{finding}], "notes": {notes}, "refusal": ""}}'
        return READER._filed(text.encode()).refusal

    good = '{"of": "data_year", "value": 2024, "place": "", "words": "x", "year": null, "age": 0, "cautions": []}'
    assert said(good) == ""
    for part, lie in (
        ("2024", "-5"), ("2024", '"x"'), ("data_year", "no_such"), ("null", '"2024"'), ('"age": 0', '"age": 7'),
        ('"words": "x", ', ""), ("[]}", "5}"),
    ):  # fmt: skip
        assert said(good.replace(part, lie)) == "broken", lie
    assert READER._filed(b"\xff not json").refusal == "broken"


def test_names_and_words_of_a_file_are_shown_without_tricks() -> None:
    assert shown_name("C:\\fake\\利润表.pdf") == "利润表.pdf"
    assert shown_name("../../etc/passwd") == "passwd"
    assert shown_name("a\u202egpj.exe\x00\n") == "a gpj.exe"
    assert len(shown_name("长" * 500 + ".pdf")) <= 80
    assert shown_name("长" * 500 + ".pdf").endswith(".pdf")
    assert len(shown("x" * 5_000)) == 200
