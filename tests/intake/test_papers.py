"""Real papers: statements set as PDF, scanned, and photographed, through the whole reader."""

from pathlib import Path

import pytest

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
