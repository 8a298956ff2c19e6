"""`huiqi screen` as a user runs it: files in, files out, totals on the screen, one line of error."""

import json
import subprocess
import sys
from pathlib import Path

REGISTER = """id,is_ai_enterprise,enterprise_category,self_rd_expense_yuan,self_rd_expense_prior_year_yuan,compute_purchase_total_yuan,compute_paid_yuan
a,是,above_scale_software,12600000,9000000,1200000,1200000
b,true,规上工业企业,2000000.01,1,,
c,maybe,other,1,1,1,1
"""


def _run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "screen", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def _register(folder: Path) -> Path:
    path = folder / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


def test_the_totals_begin_with_the_expiry_and_end_with_the_pool(tmp_path: Path) -> None:
    done = _run(_register(tmp_path), "-o", tmp_path / "result.csv", "--as-of", "2026-11-24")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert "已于2025年12月31日到期" in lines[0]
    assert any(line.startswith("企业 2 家；1 行无法读取") for line in lines)
    assert any("（6）" in line and "符合 2" in line and "103 万元" in line for line in lines)
    assert "1,000 万元（M03-2「设立每年总额 1000 万元的“算力券”」）" in lines[-1]
    assert (tmp_path / "result.rejects.csv").read_text().count("\n") == 2


def test_the_totals_as_data_are_those_of_the_rows(tmp_path: Path) -> None:
    done = _run(_register(tmp_path), "-o", tmp_path / "result.csv", "--json", "--lang", "en")
    totals = json.loads(done.stdout)
    assert (totals["rows"], totals["rejected"]) == (2, 1)
    by_number = {entry["measure"]: entry for entry in totals["measures"]}
    assert [*by_number] == [*range(1, 20)]
    assert by_number[6]["enterprises"] == {"eligible": 2}
    assert by_number[6]["range_yuan"] == ["1030000.00", "1030000.00"]
    assert by_number[1]["range_yuan"] is None
    assert totals["pools"][0]["demand_range_yuan"] == ["500000.00", "1000000.00"]


def test_a_measure_without_a_figure_that_tests_conditions_has_its_line_too(tmp_path: Path) -> None:
    done = _run(_register(tmp_path), "-o", tmp_path / "result.csv")
    assert (
        "（2）有序扩大智算规模：符合条件 0（本措施没有金额），不符合 0，资料不全 2" in done.stdout
    )


def test_the_register_is_never_written_over(tmp_path: Path) -> None:
    register = _register(tmp_path)
    for arguments in (
        (register, "-o", register),
        (register, "-o", tmp_path / "result.csv", "--rejects", register),
        (register, "-o", tmp_path / "result.csv", "--rejects", tmp_path / "result.csv"),
    ):
        done = _run(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "cannot be written over" in done.stderr
        assert done.stderr.count("\n") == 1
    assert register.read_text(encoding="utf-8") == REGISTER
    assert [*tmp_path.iterdir()] == [register]


def test_what_cannot_be_used_ends_with_one_line_and_exit_code_2(tmp_path: Path) -> None:
    register = _register(tmp_path)
    for arguments in (
        (tmp_path / "nothing.csv", "-o", tmp_path / "result.csv"),
        (register, "-o", tmp_path / "result.txt"),
        (register, "-o", tmp_path / "no" / "result.csv"),
        (register, "-o", tmp_path / "result.csv", "--policy", "xm-1999"),
    ):
        done = _run(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("huiqi: ")
        assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["register.csv"]


def test_polars_is_loaded_for_screening_alone() -> None:
    code = "import sys, bot.contract, calculators.xm_2023_10; print('polars' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
