"""Papers made for the tests: statements as PDF, as scans and photos, workbooks, and hostile files."""

import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import typst
import xlsxwriter

from bot.drafting.pdf import _fonts
from bot.intake import ocr_is_installed
from tests.needing import require

_LAYOUT = """
#set page(paper: "a4", margin: 1.6cm)
#set text(font: "Noto Sans CJK SC", lang: "zh", size: 10pt)
#align(center)[#text(size: 16pt)[利 润 表]]
#grid(columns: (1fr, auto), [编制单位：厦门某某科技有限公司], [会企02表])
#grid(columns: (1fr, 1fr, 1fr), [], align(center)[PERIOD], align(right)[单位：元])
#table(columns: (2.4fr, 0.6fr, 1.5fr, 1.5fr), align: (left, center, right, right),
  table.header(align(center)[项目], [行次], align(center)[本期金额], align(center)[上期金额]),
  ROWS)
"""
LINES = (
    ("一、营业收入", "1", "68,000,000.00", "50,000,000.00"),
    ("减：营业成本", "2", "31,254,880.15", "25,110,032.40"),
    ("税金及附加", "3", "402,118.90", "311,204.77"),
    ("销售费用", "4", "6,318,440.00", "5,002,117.35"),
    ("管理费用", "5", "8,120,333.21", "7,904,551.08"),
    ("研发费用", "6", "12,600,000.00", "9,000,000.00"),
    ("财务费用", "7", "215,000.45", "198,660.00"),
    ("二、营业利润（亏损以“-”号填列）", "8", "9,089,227.29", "2,473,434.40"),
)


def require_ocr() -> None:
    """Skip where photos are not read; with REQUIRE_ALL=1 that is a failure."""
    require(ocr_is_installed(), "the extra is missing; install it with: pip install huiqi[ocr]")


def require_poppler() -> None:
    """Skip where no page can be made into a picture; with REQUIRE_ALL=1 that is a failure."""
    found = shutil.which("pdftoppm") is not None
    require(found, "pdftoppm is missing; install it with: apt-get install poppler-utils")


def statement_pdf(lines: Sequence[Sequence[str]] = LINES, period: str = "2024 年度") -> bytes:
    """An income statement as accounting software prints it."""
    cells = ", ".join(f"[{cell}]" for line in lines for cell in line)
    source = _LAYOUT.replace("PERIOD", period).replace("ROWS", cells)
    made = typst.compile(
        source.encode(), format="pdf", font_paths=_fonts(), ignore_system_fonts=True
    )
    return bytes(made)


def picture_of(pdf: bytes, folder: Path, dots: int = 150) -> bytes:
    """The first page as a PNG."""
    source = folder / "page.pdf"
    source.write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-png", "-r", str(dots), "-singlefile", source, folder / "page"], check=True
    )
    return (folder / "page.png").read_bytes()


def photo_of(picture: bytes, degrees: float = 1.5, quality: int = 45) -> bytes:
    """The picture as a phone takes it: a little askew, in grey light, compressed."""
    from PIL import Image, ImageEnhance

    image = Image.open(BytesIO(picture)).convert("RGB")
    image = image.rotate(
        degrees, expand=True, fillcolor=(208, 204, 196), resample=Image.Resampling.BICUBIC
    )
    image = ImageEnhance.Brightness(image).enhance(0.85)
    made = BytesIO()
    image.save(made, "JPEG", quality=quality)
    return made.getvalue()


def scan_of(picture: bytes) -> bytes:
    """The picture as the only thing on the page of a PDF."""
    from PIL import Image

    made = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").save(made, "PDF", resolution=150, quality=60)
    return made.getvalue()


def workbook(rows: Sequence[Sequence[object]], name: str = "Sheet1", left: int = 0) -> bytes:
    """A workbook of one sheet whose first column is `left`."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, left, row)
    return made.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """A ZIP file with these parts put in (`__` for `/`, `_dot_` for `.`)."""
    made = BytesIO()
    given = {
        name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()
    }
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in given:
                new.writestr(part, old.read(part))
        for name, content in given.items():
            new.writestr(name, content)
    return made.getvalue()
