"""How long the main job takes: the start of the commands, a turn, an assessment.

Ratios are against a peer measured in the same run: an empty Python for the start, the same three
measures by hand in plain Decimal for an assessment.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from pathlib import Path

from bot.bootstrap import build_app, build_assistant
from bot.clock import XIAMEN
from bot.messages import Message
from bot.settings import Settings
from calculators.assess import assess
from calculators.evaluate import box_of
from calculators.intake import read_profile
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS

COMPANY = {
    "is_ai_enterprise": True,
    "enterprise_category": "above_scale_software",
    "revenue_last_year_yuan": 68_000_000,
    "revenue_year_before_yuan": 50_000_000,
    "highest_revenue_before_yuan": 50_000_000,
    "self_rd_expense_yuan": 12_600_000,
    "self_rd_expense_prior_year_yuan": 9_000_000,
    "compute_purchase_total_yuan": 1_200_000,
    "compute_paid_yuan": 1_200_000,
    "city_software_avg_growth_pct": 12,
    "step_awards_received_yuan": 0,
    "little_giant_first_recognised": False,
}
STORY = (
    "你好",
    "2025",
    "3、6、8",
    "是",
    "规上软件企业",
    "6800万",
    "算力券怎么补？",
    "5000万",
    "5000万",
    "0",
    "12%",
    "1260万",
    "研发改成1300万",
    "900万",
    "120万",
    "100万",
    "不是",
)
NOW = datetime(2026, 11, 23, 12, tzinfo=XIAMEN)


def main() -> None:
    """Print every figure."""
    os.environ["HUIQI_HOME"] = tempfile.mkdtemp()
    start_of_commands()
    turns()
    assessments()


def start_of_commands() -> None:
    empty = median(lambda: run("-c", "pass"), 7)
    for name, arguments, given in (
        ("huiqi --help", ("-m", "bot", "--help"), ""),
        ("first answer of huiqi chat", ("-m", "bot", "chat", "--json"), "你好\n"),
        ("huiqi ask", ("-m", "bot", "ask", "算力券怎么补？"), ""),
    ):
        took = median(lambda a=arguments, g=given: run(*a, given=g), 5)
        print(f"{name}: {took:.3f} s ({took / empty:.1f} × an empty Python)")


def turns() -> None:
    times: list[float] = []
    assistant = build_assistant(Settings(embedding="none"))
    for round_ in range(20):
        path = Path(tempfile.mkdtemp()) / "chat.sqlite3"
        app = build_app(assistant, clock=lambda: NOW, database=f"sqlite:///{path}", deliver=False)
        for number, text in enumerate(STORY):
            begun = time.perf_counter()
            app.take(Message(f"c{round_}", str(number), text, NOW))
            times.append(time.perf_counter() - begun)
        app.store.close()
    times.sort()
    middle, late = statistics.median(times) * 1e3, times[int(len(times) * 0.99)] * 1e3
    print(f"a turn, saved durably: p50 {middle:.1f} ms, p99 {late:.1f} ms ({len(times)} turns)")


def assessments() -> None:
    profile = read_profile(json.loads(json.dumps(COMPANY), parse_float=Decimal), FACTS, LIST_KEYS)
    ours = median(lambda: assess(RULES, box_of(profile, FACTS)), 200)
    peer = median(decimal_peer, 200)
    print(f"19 measures with readings: {ours * 1e3:.2f} ms; measures 3, 6, 8 in plain Decimal")
    print(f"  without ranges or readings: {peer * 1e6:.1f} µs (ratio {ours / peer:.0f})")


def decimal_peer() -> Decimal:
    """Measures 3, 6 and 8 for complete facts, as one would write them by hand."""
    d = {k: Decimal(v) for k, v in COMPANY.items() if isinstance(v, int)}
    voucher = min(d["compute_paid_yuan"] / 2, Decimal(500_000))
    r, p = d["self_rd_expense_yuan"], d["self_rd_expense_prior_year_yuan"]
    a = min(r // 2_000_000 * 100_000, Decimal(5_000_000))
    b = Decimal(500_000 if r * 100 > p * 140 else 300_000 if r * 100 > p * 120 else 0)
    last, before = d["revenue_last_year_yuan"], d["revenue_year_before_yuan"]
    more = min((last - before) * 6 / 1000, Decimal(6_000_000))
    return (voucher + a + b + a / 20 + more + 100_000).quantize(Decimal("0.01"), ROUND_DOWN)


def median(action: Callable[[], object], times: int) -> float:
    """The median wall time in seconds, after one run that does not count."""
    action()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        action()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def run(*arguments: str, given: str = "") -> None:
    subprocess.run(
        [sys.executable, *arguments], input=given, text=True, capture_output=True, check=True
    )


if __name__ == "__main__":
    main()
