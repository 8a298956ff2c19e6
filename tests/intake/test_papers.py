"""Real papers: statements set as PDF, scanned, and photographed, through the whole reader."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from bot.intake import FileReader
from bot.messages import Filed
from calculators.xm_2023_10.facts import FACTS
from tests.intake.papers import (
    LINES,
    photo_of,
    picture_of,
    require_ocr,
    require_poppler,
    scan_of,
    statement_pdf,
)
from tests.needing import require

READER = FileReader(FACTS)
EXPECTED = {
    ("period", 2024, None),
    ("revenue", 68_000_000_00, 2024),
    ("revenue", 50_000_000_00, 2023),
    ("rd_expense", 12_600_000_00, 2024),
    ("rd_expense", 9_000_000_00, 2023),
}


def found(filed: Filed) -> set[tuple[str, object, int | None]]:
    assert filed.refusal == "", filed.refusal
    return {(each.of, each.value, each.year) for each in filed.findings}


def test_a_printed_statement_is_read_with_page_and_line() -> None:
    filed = READER.read(statement_pdf(), "利润表.pdf")
    assert found(filed) == EXPECTED
    assert filed.notes == ()
    assert {each.place for each in filed.findings} == {"p.1"}
    assert filed.findings[1].words == "一、营业收入 1 68,000,000.00 50,000,000.00"


def test_a_statement_over_two_pages_is_read_with_its_pages() -> None:
    fill = [("其他收益", str(n), "1,000.00", "2,000.00") for n in range(60)]
    filed = READER.read(statement_pdf((LINES[0], *fill, *LINES[5:6])), "长.pdf")
    assert found(filed) == EXPECTED
    places = {each.of: each.place for each in filed.findings}
    assert places["revenue"] == "p.1"
    assert places["rd_expense"] == "p.2"


def test_a_statement_without_a_column_of_figures_is_said_to_hold_nothing() -> None:
    assert READER.read(statement_pdf(LINES[1:5]), "a.pdf").refusal == "nothing"


@pytest.mark.parametrize(("degrees", "quality"), [(0.0, 70), (1.5, 45), (-2.5, 35)])
def test_a_photo_is_read_to_the_last_figure(tmp_path: Path, degrees: float, quality: int) -> None:
    require_ocr()
    require_poppler()
    photo = photo_of(picture_of(statement_pdf(), tmp_path), degrees, quality)
    filed = FileReader(FACTS, seconds=240).read(photo, "IMG_1.jpg")
    assert found(filed) == EXPECTED
    assert ("seen", "") in filed.notes


def test_a_scanned_pdf_is_read_by_its_picture(tmp_path: Path) -> None:
    require_ocr()
    require_poppler()
    scan = scan_of(picture_of(statement_pdf(), tmp_path))
    filed = FileReader(FACTS, seconds=240).read(scan, "扫描.pdf")
    assert found(filed) == EXPECTED
    assert {each.place for each in filed.findings} == {"p.1"}


def test_without_the_extra_scans_and_photos_are_refused_plainly(tmp_path: Path) -> None:
    require_ocr()  # the scan is made with its library
    require_poppler()
    without = FileReader(FACTS, ocr=False)
    picture = picture_of(statement_pdf(), tmp_path)
    assert without.read(picture, "a.png").refusal == "no_ocr"
    assert without.read(scan_of(picture), "a.pdf").refusal == "no_ocr"
    assert found(without.read(statement_pdf(), "a.pdf")) == EXPECTED


def test_the_models_lie_in_the_package() -> None:
    require_ocr()
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    assert {"det", "rec", "cls"} <= {
        part for path in folder.glob("*.onnx") for part in path.stem.split("_")
    }


HTML = """<meta charset=utf-8><style>td, th {{ border: 1px solid; padding: 2px 6px }} .n {{ text-align: right }}
table {{ width: 100%; border-collapse: collapse }}</style><h2 align=center>利 润 表</h2>
<p>编制单位：厦门某某公司 &nbsp;&nbsp; 2024年度 &nbsp; 单位：元</p>
<table><tr><th>项目<th>行次<th>本期金额<th>上期金额</tr>{rows}</table>"""


def test_a_statement_that_a_browser_printed_is_read(browser_pdf: bytes) -> None:
    """Its font gives radicals for signs, ⾦ for 金."""
    assert found(READER.read(browser_pdf, "利润表.pdf")) == EXPECTED


def test_a_page_without_anything_on_it_is_passed_over() -> None:
    writer = PdfWriter(BytesIO(statement_pdf()))
    writer.add_blank_page(100, 100)
    made = BytesIO()
    writer.write(made)
    assert found(READER.read(made.getvalue(), "a.pdf")) == EXPECTED


@pytest.fixture
def browser_pdf() -> bytes:
    require(shutil.which("chromium") is not None, "chromium is missing; apt-get install chromium")
    from playwright.sync_api import sync_playwright

    rows = "".join(f"<tr><td>{'<td class=n>'.join(line)}</tr>" for line in LINES)
    with sync_playwright() as driver:
        launched = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = launched.new_page()
        page.set_content(HTML.format(rows=rows))
        made = page.pdf(format="A4")
        launched.close()
    return bytes(made)
