"""Statements in many layouts: the right figure of the right year, or nothing and a word about it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.intake.pieces import Piece, Row, rows_of, rows_of_text
from bot.intake.statement import read_statement
from bot.messages import Finding
from tests.intake.drawn import rows_of_drawing

CASES = yaml.safe_load((Path(__file__).parent / "statements.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_the_statement_is_read_as_told(case: dict[str, Any]) -> None:
    found = read_statement(rows_of_drawing(case["drawn"]))
    read: dict[str, list[list[Any]]] = {}
    for each in found.findings:
        plain = each.of == "period"
        value = each.value if plain else int(str(each.value)) // 100
        read.setdefault(each.of, []).append([value] if plain else [value, each.year, each.age])
    expected = case.get("reads", {})
    assert {of: sorted(r, key=str) for of, r in read.items()} == {
        of: sorted(r, key=str) for of, r in expected.items()
    }, found.notes
    assert {note for note, _ in found.notes} == set(case.get("notes", ())), found.notes


def test_a_table_goes_on_over_the_page() -> None:
    first = "利润表  2024年度  单位：元\n项目              本期金额              上期金额\n"
    second = "营业收入       68,000,000.00         50,000,000.00\n"
    rows = (*rows_of_drawing(first, "p.1"), *rows_of_drawing(second, "p.2"))
    found = read_statement(rows).findings
    assert [(f.of, f.place, f.year) for f in found[1:]] == [
        ("revenue", "p.2", 2024),
        ("revenue", "p.2", 2023),
    ]


def test_each_page_with_heads_of_its_own_is_read_for_itself() -> None:
    page = "利润表  {}年度  单位：元\n项目              本期金额\n营业收入       {}\n"
    rows = (
        *rows_of_drawing(page.format(2024, "68,000,000.00"), "p.1"),
        *rows_of_drawing(page.format(2023, "50,000,000.00"), "p.2"),
    )
    lines = [f for f in read_statement(rows).findings if f.of == "revenue"]
    assert {(f.year, f.value) for f in lines} == {(2024, 68_000_000_00), (2023, 50_000_000_00)}


def test_rows_are_formed_of_pieces_at_about_the_same_height() -> None:
    def piece(text: str, left: float, top: float) -> Piece:
        return Piece(text, left, left + 50, top, top + 20)

    pieces = [piece("b", 100, 3), piece("a", 0, 0), piece("c", 0, 30), piece("d", 100, 27)]
    assert [[p.text for p in row.pieces] for row in rows_of(pieces)] == [["a", "b"], ["c", "d"]]


def test_a_faint_figure_carries_its_caution() -> None:
    sure = Piece("营业收入", 0, 10)
    faint = Piece("68,000,000.00", 20, 40, sure=False)
    [finding] = read_statement([Row((sure, faint))]).findings
    assert finding.cautions == ("faint",)


def test_any_text_is_read_without_a_fault() -> None:
    for text in (
        "",
        "营业收入",
        "1",
        "营业收入 " + "9" * 400,
        "合计\n合计",
        "单位：元\n" * 50,
        "年度 2024年度",
    ):
        assert all(isinstance(f, Finding) for f in read_statement(rows_of_text(text)).findings)
