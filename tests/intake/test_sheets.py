"""Tables of facts: the template read back, and tables that people make themselves."""

from io import BytesIO
from typing import Any

import fastexcel
import pytest
import xlsxwriter

from bot.intake.reading import read_file
from bot.intake.sheet import read_cell
from bot.intake.template import hint_of, template
from bot.messages import Filed, Lang
from calculators.facts import Fact, Kind, Value
from calculators.intake import BadFactError
from calculators.saying import say_value
from calculators.xm_2023_10.facts import FACTS
from tests.intake.papers import workbook


def read(data: bytes) -> Filed:
    return read_file(data, "f", FACTS, None)


def values(filed: Filed) -> dict[str, Value]:
    return {finding.of: finding.value for finding in filed.findings}


def example(fact: Fact) -> Value:
    """Some value of a fact."""
    from datetime import date

    some: dict[Kind, Value] = {
        Kind.FLAG: True,
        Kind.TEXT: "厦门某某科技有限公司",
        Kind.DATE: date(2025, 6, 30),
        Kind.YEAR: 2024,
        Kind.CHOICES: frozenset([*fact.options][:2]),
        Kind.YUAN: 6_800_000_50,
        Kind.PERCENT: 12_5000,
        Kind.NUMBER: 128_0000,
        Kind.COUNT: 60,
    }
    return next(iter(fact.options)) if fact.kind is Kind.CHOICE else some[fact.kind]


def filled(data: bytes, given: dict[str, str]) -> bytes:
    """The template with these values in its third column."""
    rows = fastexcel.read_excel(data).load_sheet(0, header_row=None, dtypes="string").to_polars()
    written = [[*row[:2], given.get(row[0], row[2]), *row[3:]] for row in rows.rows()]
    return workbook(written)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_filled_in_is_read_back_fact_by_fact(lang: Lang) -> None:
    document = template(FACTS, lang)
    facts = {key: example(fact) for key, fact in FACTS.items()}
    said = {key: say_value(FACTS[key], value, lang) for key, value in facts.items()}
    marks = {k: s.replace("、", "；").replace(" 元", "") for k, s in said.items()}
    for key, fact in FACTS.items():
        if fact.kind is Kind.CHOICES:
            chosen = [fact.options[each].to(lang) for each in sorted(str(o) for o in facts[key])]  # type: ignore[union-attr]
            marks[key] = "; ".join(chosen)
        elif fact.kind is Kind.YUAN and lang == "en":
            marks[key] = "6,800,000.50"
    filed = read(filled(document.content, marks))
    assert filed.notes == ()
    assert values(filed) == facts


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_empty_template_holds_every_fact_and_states_none(lang: Lang) -> None:
    document = template(FACTS, lang)
    assert document.name.endswith(".xlsx")
    rows = fastexcel.read_excel(document.content).load_sheet(0, dtypes="string").to_polars()
    assert [row[0] for row in rows.rows()] == [*FACTS]
    assert all(hint_of(fact, lang) for fact in FACTS.values())
    assert read(document.content).refusal == "nothing"


def test_cells_are_quoted_with_their_address_wherever_the_table_stands() -> None:
    rows = (("填写说明",), ("key", "value"), ("data_year", 2024), ("drafting_rank", 3))
    filed = read(workbook(rows, left=2))
    assert [(f.of, f.value, f.place) for f in filed.findings] == [
        ("data_year", 2024, "D3"),
        ("drafting_rank", 3, "D4"),
    ]


def test_of_several_sheets_the_sheet_is_named() -> None:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("说明").write(0, 0, "x")
        sheet = book.add_worksheet("利润表")
        for number, row in enumerate(
            (("2024年度", "单位：元"), ("项目", "本期金额"), ("营业收入", 68_000_000.1))
        ):
            sheet.write_row(number, 0, row)
    [period, revenue] = read(made.getvalue()).findings
    assert (period.place, revenue.place) == ("利润表!A1", "利润表!B3")
    assert revenue.value == 68_000_000_10


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_csv_is_read_as_spreadsheets_write_it(encoding: str, mark: str) -> None:
    text = "字段,值\r\ncompany_name,厦门某某\r\nself_rd_expense_yuan,1260万\r\n".replace(",", mark)
    filed = read(text.encode(encoding))
    assert values(filed) == {"company_name": "厦门某某", "self_rd_expense_yuan": 1260_0000_00}
    assert filed.findings[1].place == "B3"


def test_a_fact_a_column_is_read_where_one_company_stands_below() -> None:
    head = ("id", "data_year", "self_rd_expense_yuan")
    assert values(read(workbook((head, ("1", 2024, 12_600_000))))) == {
        "data_year": 2024,
        "self_rd_expense_yuan": 1260_0000_00,
    }
    several = read(workbook((head, ("1", 2024, 1), ("2", 2024, 1))))
    assert several.findings == ()
    assert several.notes == (("many_rows", "2"),)


def test_what_cannot_be_read_is_named_with_its_cell_and_the_rest_is_read() -> None:
    rows: tuple[tuple[Any, Any], ...] = (
        ("key", "value"),
        ("self_rd_expense_yuan", "大约三千万"),
        ("no_such_fact", 1),
        ("is_ai_enterprise", "也许"),
        ("drafting_rank", -1),
        ("compute_paid_yuan", '=HYPERLINK("http://x")'),
        ("data_year", 2024),
    )
    text = "\n".join(",".join(f'"{str(c).replace(chr(34), chr(34) * 2)}"' for c in r) for r in rows)
    filed = read(text.encode())
    assert values(filed) == {"data_year": 2024}
    assert [note for note, _ in filed.notes] == ["cell", "unknown_key", "cell", "cell", "cell"]
    assert filed.notes[0] == ("cell", "B2 大约三千万")


def test_a_fact_that_stands_twice_with_two_values_is_not_decided() -> None:
    filed = read(b"key,value\ndata_year,2024\ndata_year,2023\ndrafting_rank,1\n")
    assert values(filed) == {"drafting_rank": 1}
    assert filed.notes == (("twice", "B2 / B3"),)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("self_rd_expense_yuan", "12,600,000.50", 12_600_000_50),
        ("self_rd_expense_yuan", "¥1,260 万元", 1260_0000_00),
        ("self_rd_expense_yuan", "0.5亿", 5000_0000_00),
        ("self_rd_expense_yuan", "0", 0),
        ("is_ai_enterprise", "是", True),
        ("is_ai_enterprise", "No", False),
        ("enterprise_category", "规上软件企业", "above_scale_software"),
        ("project_award_levels", "无", frozenset()),
        ("data_year", "2024年度", 2024),
        ("city_software_avg_growth_pct", "12.5%", 12_5000),
        ("compute_center_capacity_p", "120", 120_0000),
    ],
)
def test_a_cell_is_read_as_people_write_it(key: str, text: str, value: Value) -> None:
    assert read_cell(FACTS[key], text) == value


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("self_rd_expense_yuan", "-1"),
        ("self_rd_expense_yuan", "1.005"),
        ("self_rd_expense_yuan", "约100万"),
        ("drafting_rank", "3万"),
        ("data_year", "去年"),
        ("is_ai_enterprise", "2"),
        ("reference_date", "45000"),
    ],
)
def test_a_cell_that_is_not_certain_is_refused(key: str, text: str) -> None:
    with pytest.raises(BadFactError):
        read_cell(FACTS[key], text)
