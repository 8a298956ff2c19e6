"""A screened register is `assess` row by row; what cannot be read is rejected, never dropped."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.assess import Assessment, assess_measure
from calculators.evaluate import box_of
from calculators.facts import Kind
from calculators.intake import BadFactError, read_profile
from calculators.screening.cells import ROW, read_cell, read_cells, spelt
from calculators.screening.register import RegisterError
from calculators.screening.screen import assess_rows, screen
from calculators.screening.totals import demands
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS
from tests.calculators.completions import KEYS, Limits
from tests.calculators.effort import effort
from tests.calculators.guesses import partial_facts, quantities
from tests.calculators.ways import in_fen

SCENARIO = {
    "is_ai_enterprise": "true",
    "enterprise_category": "above_scale_software",
    "self_rd_expense_yuan": "12600000",
    "self_rd_expense_prior_year_yuan": "9000000",
    "compute_purchase_total_yuan": "1200000",
    "compute_paid_yuan": "1200000",
}


def _cell(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case frozenset():
            return ";".join(sorted(value)) or "none"
        case _:
            return str(value)


def _row(facts: dict[str, Any]) -> dict[str, Any]:
    """The flat facts of a profile that a cell can hold: no limits, no lists."""
    return {k: v for k, v in facts.items() if not isinstance(v, Limits | list)}


@st.composite
def _registers(draw: st.DrawFn, measures: tuple[int, ...]) -> list[dict[str, Any]]:
    wide = [partial_facts(measure) for measure in measures]
    rows = st.tuples(*wide).map(
        lambda parts: {k: v for part in parts for k, v in _row(part).items()}
    )
    return draw(st.lists(rows, min_size=1, max_size=12))


def _batch(rows: list[dict[str, str]]) -> pl.DataFrame:
    keys = list(dict.fromkeys(key for row in rows for key in row))
    cells = [pl.Series(key, [row.get(key) for row in rows], dtype=pl.String) for key in keys]
    return pl.DataFrame([pl.Series(ROW, range(1, len(rows) + 1), dtype=pl.Int64), *cells])


def _screened(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    cells = read_cells(_batch([{k: _cell(v) for k, v in row.items()} for row in rows]), FACTS, ())
    assert cells.rejects.is_empty()
    return list(assess_rows(cells.frame, RULES, FACTS).iter_rows(named=True))


def _assessed(facts: dict[str, Any]) -> dict[int, Assessment]:
    given = {k: _json(v) for k, v in facts.items()}
    box = box_of(read_profile(given, FACTS, LIST_KEYS), FACTS)
    return {number: assess_measure(rule, box) for number, rule in RULES.items()}


def _json(value: object) -> object:
    match value:
        case Decimal() | date():
            return str(value)
        case frozenset():
            return sorted(value)
        case _:
            return value


def _check(rows: list[dict[str, Any]]) -> None:
    for row, found in zip(rows, _screened(rows), strict=True):
        grants = [0, 0]
        for number, expected in _assessed(row).items():
            assert found[f"m{number:02}_status"] == expected.status, (number, row)
            if RULES[number].awards:
                ends = (found[f"m{number:02}_min"], found[f"m{number:02}_max"])
                assert ends == expected.range, (number, row)
                if expected.kind == "grant":
                    grants = [a + b for a, b in zip(grants, ends, strict=True)]
        assert [found["grants_min"], found["grants_max"]] == grants


@pytest.mark.parametrize("measure", KEYS)
def test_each_row_is_assessed_as_the_profile_alone(measure: int) -> None:
    @effort(60)
    @given(rows=_registers((measure,)))
    def holds(rows: list[dict[str, Any]]) -> None:
        _check(rows)

    holds()


@effort(25)
@given(rows=_registers((3, 6, 8, 17)))
def test_rows_that_speak_of_many_measures_are_assessed_as_the_profile_alone(
    rows: list[dict[str, Any]],
) -> None:
    _check(rows)


def test_the_ends_of_what_an_amount_can_be_stay_exact() -> None:
    largest = 10**13
    _check(
        [
            {
                "is_ai_enterprise": True,
                "enterprise_category": "above_scale_software",
                "revenue_last_year_yuan": Decimal(largest) - Decimal("0.01") * less,
                "revenue_year_before_yuan": before,
                "highest_revenue_before_yuan": 0,
                "city_software_avg_growth_pct": percent,
                "step_awards_received_yuan": 0,
                "little_giant_first_recognised": False,
            }
            for less in (0, 1)
            for before in (0, Decimal("0.01"), largest // 101, largest // 2, largest)
            for percent in (-100, Decimal("-99.9999"), 0, 100, 9900, 10_000)
        ]
    )


@effort(60)
@given(data=st.data())
def test_a_growth_asked_for_is_compared_exactly(data: st.DataObject) -> None:
    before = data.draw(st.integers(1, 10**15)) * Decimal("0.01")
    percent = data.draw(quantities("city_software_avg_growth_pct"))
    exact = before * (100 + percent) / 100
    beside = Decimal("0.01") * data.draw(st.integers(-1, 1))
    last = min(max(exact.quantize(Decimal("0.01")) + beside, Decimal(0)), Decimal(10**13))
    company = {
        "is_ai_enterprise": True,
        "enterprise_category": "above_scale_software",
        "revenue_last_year_yuan": last,
        "revenue_year_before_yuan": before,
        "highest_revenue_before_yuan": 0,
        "city_software_avg_growth_pct": percent,
        "step_awards_received_yuan": 0,
        "little_giant_first_recognised": False,
    }
    _check([company])


_TEXTS = st.one_of(
    st.text(max_size=8),
    st.from_regex(r"[+-]?[0-9]{0,15}(\.[0-9]{0,5})?", fullmatch=True),
    st.sampled_from(
        (
            "true",
            "FALSE",
            "是",
            "other",
            "规上软件企业",
            "none",
            "无",
            "miit_national;miit_national",
        )
    ),
    st.sampled_from(("2024-02-30", "2024-02-29", "1e5", "０", "1,000", "10000000000000.01", "-0")),
)


@effort(400)
@given(key=st.sampled_from([k for k in FACTS if FACTS[k].kind is not Kind.TEXT]), text=_TEXTS)
def test_a_cell_is_rejected_exactly_when_its_text_cannot_be_read(key: str, text: str) -> None:
    batch = pl.DataFrame({ROW: [1], key: pl.Series([text], dtype=pl.String)})
    cells = read_cells(batch, FACTS, ())
    stripped = spelt(batch[key])[0]
    try:
        readable = stripped is None or read_cell(FACTS[key], stripped) is not None
    except BadFactError:
        readable = False
    assert cells.frame.height == int(readable)
    assert cells.rejects.height == int(not readable)


def _screen(register: Path, result: Path, **more: Any) -> Any:
    rejects = result.with_name("rejects.csv")
    return screen(register, result=result, rejects=rejects, rules=RULES, facts=FACTS, **more)


def _csv(folder: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path = folder / "register.csv"
    path.write_bytes("\n".join(rows).encode(encoding))
    return path


def _read(path: Path) -> pl.DataFrame:
    match path.suffix:
        case ".csv":
            return pl.read_csv(path)
        case ".xlsx":
            return pl.read_excel(path)
        case _:
            return pl.read_parquet(path)


@pytest.mark.parametrize("kind_in", [".csv", ".xlsx", ".parquet"])
@pytest.mark.parametrize("kind_out", [".csv", ".xlsx", ".parquet"])
def test_every_kind_of_file_gives_the_same_figures(
    kind_in: str, kind_out: str, tmp_path: Path
) -> None:
    register = tmp_path / f"register{kind_in}"
    frame = pl.DataFrame(
        {
            "id": ["a", "b"],
            "company_name": ["甲公司", "乙公司"],
            "is_ai_enterprise": [True, None],
            "enterprise_category": ["above_scale_software", "规上软件企业"],
            "self_rd_expense_yuan": [12_600_000.0, 2_000_000.01],
            "self_rd_expense_prior_year_yuan": [9_000_000, 1],
            "first_set_catalogues": ["none", "miit_national、fujian_national_first"],
            "reference_date": [date(2024, 1, 1), None],
        }
    )
    match kind_in:
        case ".csv":
            frame.write_csv(register)
        case ".xlsx":
            frame.write_excel(register)
        case _:
            frame.write_parquet(register)
    result = tmp_path / f"result{kind_out}"
    _screen(register, result)
    found = _read(result)
    assert found["company_name"].to_list() == ["甲公司", "乙公司"]
    assert found["m06_status"].to_list() == ["eligible", "undetermined"]
    assert [Decimal(str(v)) for v in found["m06_max_yuan"]] == [930_000, 100_000]
    assert found["m10_status"].to_list() == ["ineligible", "undetermined"]
    assert pl.read_csv(tmp_path / "rejects.csv").is_empty()


def test_bad_cells_go_to_the_rejects_with_row_column_value_and_what_is_expected(
    tmp_path: Path,
) -> None:
    register = _csv(
        tmp_path,
        "id,is_ai_enterprise,compute_purchase_total_yuan,compute_paid_yuan",
        "a,true,300000,300000",
        "b,maybe,-1,1.234",
        "c,,,",
    )
    totals = _screen(register, tmp_path / "result.csv")
    assert (totals.rows, totals.rejected) == (2, 1)
    assert _read(tmp_path / "result.csv")["id"].to_list() == ["a", "c"]
    rejects = pl.read_csv(tmp_path / "rejects.csv", infer_schema=False)
    assert rejects.select("row", "column", "value").rows() == [
        ("2", "is_ai_enterprise", "maybe"),
        ("2", "compute_purchase_total_yuan", "-1"),
        ("2", "compute_paid_yuan", "1.234"),
    ]
    assert rejects["expected"][0] == "true or false"
    assert "at most 2 decimals" in rejects["expected"][2]


def test_a_row_with_a_cell_too_many_or_too_few_is_rejected(tmp_path: Path) -> None:
    register = _csv(
        tmp_path, "id,maas_revenue_yuan", "a,100", "b,1,2", "c", '"d, ""quoted""",200', ""
    )
    totals = _screen(register, tmp_path / "result.csv")
    assert (totals.rows, totals.rejected) == (2, 2)
    assert _read(tmp_path / "result.csv").select("row", "id").rows() == [
        (1, "a"),
        (4, 'd, "quoted"'),
    ]
    rejects = pl.read_csv(tmp_path / "rejects.csv")
    assert rejects.rows() == [
        (2, None, "b,1,2", "2 cells in a row"),
        (3, None, "c", "2 cells in a row"),
    ]


def test_a_register_as_excel_saves_it_in_china_is_read(tmp_path: Path) -> None:
    register = _csv(
        tmp_path, "company_name,maas_revenue_yuan", "厦门某公司,100", encoding="gb18030"
    )
    _screen(register, tmp_path / "result.csv")
    assert _read(tmp_path / "result.csv")["company_name"].to_list() == ["厦门某公司"]


def test_a_float_that_is_no_amount_to_the_fen_is_rejected(tmp_path: Path) -> None:
    register = tmp_path / "register.parquet"
    values = [0.1, 0.1 + 0.2, 9e13, float("nan"), 1e300]
    pl.DataFrame({"maas_revenue_yuan": values}).write_parquet(register)
    totals = _screen(register, tmp_path / "result.csv")
    assert (totals.rows, totals.rejected) == (1, 4)


def test_many_batches_are_one_result(tmp_path: Path) -> None:
    rows = [f"{n},{n % 7 * 1_000_000}" for n in range(250_001)]
    register = _csv(tmp_path, "id,maas_revenue_yuan", *rows)
    told: list[tuple[int, int | None]] = []
    totals = _screen(register, tmp_path / "result.parquet", advance=lambda *done: told.append(done))
    found = pl.read_parquet(tmp_path / "result.parquet")
    assert found["row"].to_list() == [*range(1, 250_002)]
    assert totals.measures[11].range == (int(found["m11_min_yuan"].sum() * 100),) * 2
    assert sum(done for done, _ in told) == 250_001
    assert {rows for _, rows in told} == {250_001}
    assert len(told) > 1


def test_the_demand_on_the_pool_of_measure_3_is_that_of_the_register(tmp_path: Path) -> None:
    register = _csv(
        tmp_path,
        "compute_purchase_total_yuan,compute_paid_yuan",
        *["1000000,1000000"] * 21,
        "300000,",
    )
    totals = _screen(register, tmp_path / "result.csv")
    (demand,) = demands(totals, RULES).values()
    assert demand.pool.value == in_fen(10_000_000)
    assert demand.asked == (in_fen(10_500_000), in_fen(11_000_000))
    assert "1000 万元" in demand.pool.source.words


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("revenue", "1"), "unknown columns 'revenue'"),
        (("id,id,maas_revenue_yuan", "1,2,3"), "'id' stands twice"),
        (("id", "1"), "no column is the key of a fact"),
        (("",), "no column is the key of a fact"),
    ],
)
def test_a_header_that_cannot_be_used_is_one_clear_line(
    rows: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    with pytest.raises(RegisterError, match=said) as caught:
        _screen(_csv(tmp_path, *rows), tmp_path / "result.csv")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "result.csv").exists()


@pytest.mark.parametrize("name", ["nothing.csv", "nothing.parquet", "nothing.xlsx", "register.txt"])
def test_a_file_that_is_not_there_or_of_another_kind_is_one_clear_line(
    name: str, tmp_path: Path
) -> None:
    with pytest.raises(RegisterError, match="expected"):
        _screen(tmp_path / name, tmp_path / "result.csv")


@pytest.mark.parametrize("name", ["register.parquet", "register.xlsx", "register.csv"])
def test_a_file_of_noise_is_one_clear_line(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(bytes(range(256)) * 40)
    with pytest.raises(RegisterError, match="expected"):
        _screen(tmp_path / name, tmp_path / "result.csv")


def test_a_fault_leaves_the_earlier_result_as_it_was(tmp_path: Path) -> None:
    result = tmp_path / "result.csv"
    result.write_text("earlier")

    def interrupt(_done: int, _all: int | None) -> None:
        raise KeyboardInterrupt

    register = _csv(tmp_path, ",".join(SCENARIO), ",".join(SCENARIO.values()))
    with pytest.raises(KeyboardInterrupt):
        _screen(register, result, advance=interrupt)
    assert result.read_text() == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["register.csv", "result.csv"]


def test_an_empty_register_has_an_empty_result(tmp_path: Path) -> None:
    totals = _screen(_csv(tmp_path, "maas_revenue_yuan", ""), tmp_path / "result.csv")
    assert (totals.rows, totals.grants) == (0, (0, 0))
    assert _read(tmp_path / "result.csv").is_empty()
