"""How long a register takes: against hand-written NumPy and OpenFisca, and ten million rows.

OpenFisca is installed for the benchmark alone (`make bench` does it).
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from calculators.facts import Kind
from calculators.screening.cells import ROW
from calculators.screening.expressions import option_column
from calculators.screening.screen import assess_rows, figures_of_rows, screen
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS

PEERS = Path(__file__).parents[2] / ".venv-bench" / "bin" / "python"
FISCA = Path(__file__).with_name("peer_openfisca.py")
ROWS = 1_000_000
MANY = 10_000_000
THREE = {number: RULES[number] for number in (3, 6, 8)}
Fen = NDArray[np.int64]

_TIERS = ((5_000, 10), (10_000, 20), (20_000, 50), (50_000, 100), (100_000, 150), (200_000, 200))
_WAN = 1_000_000  # fen
_TOPS = {
    "city_software_avg_growth_pct": 300_000,
    "drafting_rank": 9,
    "platform_enterprises_served": 90,
}


def drawn(rows: int, rules: Mapping[int, Any], unknown: float, seed: int = 2023) -> pl.DataFrame:
    """Enterprises at random, with such a share of the cells empty."""
    draw = np.random.default_rng(seed)
    columns = [pl.Series(ROW, np.arange(1, rows + 1))]
    keys = dict.fromkeys(k for rule in rules.values() for k in rule.keys if not k.endswith("_date"))
    for key in keys:
        fact = FACTS[key]
        match fact.kind:
            case Kind.FLAG:
                found = [pl.Series(key, draw.random(rows) < 0.8)]
            case Kind.CHOICE:
                named = draw.choice([*fact.options], rows)
                found = [pl.Series(key, named, dtype=pl.Enum([*fact.options]))]
            case Kind.CHOICES:
                found = [
                    pl.Series(option_column(key, option), draw.random(rows) < 0.5)
                    for option in fact.options
                ]
            case Kind.YEAR:
                found = [pl.Series(key, draw.integers(2023, 2026, rows))]
            case _:
                top = _TOPS.get(key, 20_000 * _WAN if "revenue" in key else 3_000 * _WAN)
                found = [pl.Series(key, draw.integers(1, top, rows))]
        columns.extend(_emptied(column, draw.random(rows) < unknown) for column in found)
    return pl.DataFrame(columns)


def _emptied(column: pl.Series, empty: NDArray[np.bool_]) -> pl.Series:
    return column if not empty.any() else column.set(pl.Series(empty), None)


def by_hand(c: Mapping[str, Any]) -> dict[str, Fen]:
    """Measures 3, 6 and 8 of known facts, on int64 fen."""
    year = c["data_year"]
    covered = (year >= 2023) & (year <= 2025)
    m3 = np.where(
        covered & c["compute_voucher_qualified"] & (c["compute_purchase_total_yuan"] >= 30 * _WAN),
        np.minimum(c["compute_paid_yuan"] // 2, 50 * _WAN),
        0,
    )
    soft = c["is_ai_enterprise"] & (c["enterprise_category"] == "above_scale_software")
    scope = soft | (c["is_ai_enterprise"] & (c["enterprise_category"] == "above_scale_industrial"))
    rd, prior = c["self_rd_expense_yuan"], c["self_rd_expense_prior_year_yuan"]
    gate = covered & scope
    a = np.where(
        gate & (rd > 200 * _WAN) & (rd > prior),
        np.minimum(rd // (200 * _WAN) * (10 * _WAN), 500 * _WAN),
        0,
    )
    rate = np.where(rd * 5 > prior * 7, 50 * _WAN, np.where(rd * 5 > prior * 6, 30 * _WAN, 0))
    b = np.where(gate & (rd > 500 * _WAN), rate, 0)
    more = np.where(gate & (rd > 1_000 * _WAN), a * 5 // 100, 0)
    last, before = c["revenue_last_year_yuan"], c["revenue_year_before_yuan"]
    soft &= (year >= 2022) & (year <= 2025)
    grown = np.where(
        soft & (last > 5_000 * _WAN) & (last * 4 > before * 5),
        np.minimum(np.maximum(last - before, 0) * 6 // 1_000, 600 * _WAN),
        0,
    )
    highest, top = np.maximum(c["highest_revenue_before_yuan"], before), np.zeros_like(last)
    for tier, award in _TIERS:
        top = np.where((last > tier * _WAN) & (highest <= tier * _WAN), award * _WAN, top)
    # These revenues are small enough for 64 bits.
    pace = last * 1_000_000 >= before * (1_000_000 + c["city_software_avg_growth_pct"])
    step = np.where(soft & pace, np.maximum(top - c["step_awards_received_yuan"], 0), 0)
    giant = np.where(c["is_ai_enterprise"] & c["little_giant_first_recognised"], 50 * _WAN, 0)
    return {"m03": m3, "m06": a + b + more, "m08": grown + step + giant}


def _best(work: Callable[[], Any], runs: int = 5) -> tuple[float, Any]:
    taken, found = [], None
    for _ in range(runs):
        start = time.perf_counter()
        found = work()
        taken.append(time.perf_counter() - start)
    return min(taken), found


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def three_measures() -> None:
    """Measures 3, 6, 8 of a million enterprises with every fact known."""
    frame = drawn(ROWS, THREE, unknown=0)
    alone, _ = _best(lambda: figures_of_rows(frame, THREE, FACTS))
    ours, rows = _best(lambda: assess_rows(frame, THREE, FACTS))
    arrays = {
        name: frame[name].to_numpy() for name in frame.columns if name != "enterprise_category"
    }
    codes = frame["enterprise_category"].to_physical().to_numpy()
    options = [*FACTS["enterprise_category"].options]
    # NumPy compares small integers, not text: the peer gets the better form.
    arrays["enterprise_category"] = _Coded(codes, options)
    theirs, amounts = _best(lambda: by_hand(arrays))
    for name, fen in amounts.items():
        assert (rows[f"{name}_min"].to_numpy() == fen).all(), name
        assert (rows[f"{name}_max"].to_numpy() == fen).all(), name
    print(f"1,000,000 rows, measures 3+6+8, amounts alone: {alone * 1e3:.0f} ms")
    print(f"  with status, range and totals too: {ours * 1e3:.0f} ms")
    print(
        f"  by hand in NumPy, amounts alone: {theirs * 1e3:.0f} ms;"
        f" its time over ours {theirs / alone:.2f} (over all of ours {theirs / ours:.2f})"
    )
    _openfisca(frame, alone, ours, amounts)


class _Coded:
    def __init__(self, codes: NDArray[Any], options: list[str]) -> None:
        self.codes, self.options = codes, options

    def __eq__(self, option: object) -> Any:
        return self.codes == self.options.index(str(option))

    __hash__ = None  # type: ignore[assignment]


def _openfisca(frame: pl.DataFrame, alone: float, ours: float, amounts: Mapping[str, Fen]) -> None:
    if not PEERS.exists():
        print("  OpenFisca is not installed: `make bench` installs it in .venv-bench")
        return
    with tempfile.TemporaryDirectory() as folder:
        given, found = Path(folder) / "given.npz", Path(folder) / "found.npz"
        codes = frame["enterprise_category"].to_physical().cast(pl.Int64)
        arrays = {name: frame[name].to_numpy() for name in frame.columns if name != ROW}
        np.savez(given, **arrays | {"enterprise_category": codes.to_numpy()})
        done = subprocess.run(
            [PEERS, FISCA, given, found], capture_output=True, text=True, check=False
        )
        if done.returncode:
            print(f"  OpenFisca did not run: {done.stderr.strip().splitlines()[-1]}")
            return
        theirs = json.loads(done.stdout)["seconds"]
        yuan = np.load(found)
        off = max(int(np.abs(np.round(yuan[m] * 100) - fen).max()) for m, fen in amounts.items())
    print(
        f"  OpenFisca, amounts alone: {theirs * 1e3:.0f} ms; its time over ours {theirs / alone:.2f}"
        f" (over all of ours {theirs / ours:.2f}); off by up to {off} fen"
    )


def all_measures() -> None:
    """Every measure of a million enterprises with half the cells empty; a process of its own."""
    frame = drawn(ROWS, RULES, unknown=0.5)
    before = _peak_mib()
    taken, _ = _best(lambda: assess_rows(frame, RULES, FACTS), runs=3)
    print(
        f"1,000,000 rows, all measures, half unknown, status and range: {taken:.2f} s (goal 3);"
        f" peak {_peak_mib():.0f} MiB (goal 1,024), {before:.0f} MiB of it for drawing the rows"
    )


def ten_million_rows() -> None:
    """A file of ten million rows through `screen`; a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        code = f"import bench_screen; bench_screen.write_register({str(folder / 'in.csv')!r})"
        subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent)
        start = time.perf_counter()
        totals = screen(
            folder / "in.csv",
            result=folder / "out.parquet",
            rejects=folder / "rejects.csv",
            rules=RULES,
            facts=FACTS,
        )
        taken = time.perf_counter() - start
    print(f"{totals.rows:,} rows of CSV to Parquet: {taken:.0f} s, peak {_peak_mib():.0f} MiB")


def write_register(path: str) -> None:
    """Ten million rows as CSV: the facts of measures 3, 6 and 8, a quarter of the cells empty."""
    with Path(path).open("wb") as file:
        for part in range(MANY // ROWS):
            frame = drawn(ROWS, THREE, unknown=0.25, seed=part)
            quantities = [k for k in frame.columns if k != ROW and FACTS[k].kind is Kind.YUAN]
            in_yuan = [(pl.col(k).cast(pl.Decimal(38, 2)) / 100).alias(k) for k in quantities]
            growth = (pl.col("city_software_avg_growth_pct") // 100 / 100).round(2)
            frame.drop(ROW).with_columns(*in_yuan, growth).write_csv(file, include_header=part == 0)


def main() -> None:
    if len(sys.argv) > 1:
        {"all": all_measures, "many": ten_million_rows}[sys.argv[1]]()
        return
    three_measures()
    for part in ("all", "many"):
        subprocess.run([sys.executable, __file__, part], check=True)


if __name__ == "__main__":
    main()
