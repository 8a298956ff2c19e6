"""How long one assessment takes, with the whole trace, beside zen-engine in the same run.

The peer is installed for the benchmark alone (`make bench` does it); it computes measures 3, 6 and 8
of the same company with its own trace. Both take the facts as they come from JSON.
"""

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from calculators.assess import assess_measure, components_of
from calculators.evaluate import Box, box_of
from calculators.explain import Line, explain
from calculators.facts import Profile
from calculators.intake import read_profile
from calculators.interview import stakes
from calculators.near_miss import near_misses
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS

PEERS = Path(__file__).parents[2] / ".venv-bench" / "bin" / "python"
ZEN = Path(__file__).with_name("peer_zen.py")
RUNS = 1_000
THREE = {
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
ALL = THREE | {
    "compute_center_work": "new",
    "compute_center_capacity_p": 120,
    "compute_center_policy_compliant": True,
    "project_award_levels": ["provincial_key_project", "municipal_challenge"],
    "project_rd_investment_yuan": 20_000_000,
    "new_state_key_lab_approved": True,
    "is_ai_public_service_platform": True,
    "platform_service_revenue_yuan": 5_000_000,
    "platform_enterprises_served": 80,
    "standard_level": "national",
    "drafting_rank": 3,
    "standard_is_ai_field": True,
    "neeq_listed": True,
    "tutoring_filed_xiamen_csrc": True,
    "exchange_accepted": False,
    "is_ai_high_end_equipment": True,
    "first_set_catalogues": ["miit_national"],
    "equipment_unit_price_yuan": 3_000_000,
    "maas_revenue_yuan": 3_000_000,
    "benchmark_app_in_xiamen": True,
    "selected_fujian_typical_scenario": True,
    "app_local_sales_yuan": 2_000_000,
    "is_newly_registered_enterprise": False,
    "rd_expense_last_year_yuan": 11_000_000,
}


def _profile(facts: dict[str, Any]) -> Profile:
    return read_profile(facts, FACTS, LIST_KEYS)


def _traced(box: Box, measures: tuple[int, ...]) -> list[Line]:
    assessed = [assess_measure(RULES[measure], box) for measure in measures]
    return [line for a in assessed for c in a.components for line in explain(c.award, box)]


def _figures_traced(box: Box, measures: tuple[int, ...]) -> list[Line]:
    """What a rule engine gives: the figures and how they came about, without the other readings."""
    found = [components_of(RULES[measure], box) for measure in measures]
    return [line for components in found for c in components for line in explain(c.award, box)]


def _everything(profile: Profile) -> None:
    box = box_of(profile, FACTS)
    for rule in RULES.values():
        assess_measure(rule, box)
        near_misses(rule, box)
    stakes(RULES.values(), box)


def _microseconds(work: Callable[[], object], runs: int = RUNS) -> list[float]:
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1e6)
    return sorted(taken)


def _print(label: str, taken: list[float]) -> float:
    middle = statistics.median(taken)
    print(f"{label:<62} p50 {middle:8.0f} µs   p99 {taken[int(len(taken) * 0.99)]:8.0f} µs")
    return middle


def _zen() -> float | None:
    if not PEERS.exists():
        print("zen-engine is not installed: `make bench` installs it in .venv-bench")
        return None
    done = subprocess.run(
        [PEERS, ZEN], input=json.dumps(THREE), capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    box = box_of(_profile(THREE), FACTS)
    ours = {f"m{m}": assess_measure(RULES[m], box).amount for m in (3, 6, 8)}
    assert ours == {m: round(yuan * 100) for m, yuan in found["amounts"].items()}
    return float(found["microseconds"])


def _imported() -> float:
    code = "import time; t = time.perf_counter(); import calculators.xm_2023_10; print(time.perf_counter() - t)"
    runs = [subprocess.check_output([sys.executable, "-c", code]) for _ in range(5)]
    return statistics.median(map(float, runs)) * 1e3


def main() -> None:
    three, known = _profile(THREE), _profile(ALL)
    everywhere = tuple(RULES)
    _print("read the facts of all measures", _microseconds(lambda: _profile(ALL)))
    traced = _print(
        "all 19 measures with the whole trace (goal 1,000)",
        _microseconds(lambda: _traced(box_of(known, FACTS), everywhere)),
    )
    _print(
        "the same, each line said in Chinese",
        _microseconds(lambda: [e.say("zh") for e in _traced(box_of(known, FACTS), everywhere)]),
    )
    _print(
        "measures 3, 6, 8 with trace",
        _microseconds(lambda: _traced(box_of(three, FACTS), (3, 6, 8))),
    )
    alone = _print(
        "all 19 measures, figures and whole trace alone",
        _microseconds(lambda: _figures_traced(box_of(known, FACTS), everywhere)),
    )
    ours = _print(
        "measures 3, 6, 8, figures and trace alone",
        _microseconds(lambda: _figures_traced(box_of(three, FACTS), (3, 6, 8))),
    )
    theirs = _zen()
    if theirs is not None:
        print(f"zen-engine, measures 3, 6, 8, figures and trace: p50 {theirs:.0f} µs")
        print(f"  its time over ours, the same three: {theirs / ours:.2f} (goal 1)")
        print(f"  its time for three over ours for all 19: {theirs / alone:.2f} (goal 1)")
        print(f"  and with all other readings, missing facts, assumptions: {theirs / traced:.2f}")
    draw = random.Random(2023)
    halves = [_profile({k: v for k, v in ALL.items() if draw.random() < 0.5}) for _ in range(200)]
    turns = iter(halves * 5)
    _print(
        "half unknown: ranges, missing, next question, near misses (goal 10,000)",
        _microseconds(lambda: _everything(next(turns))),
    )
    print(f"import of the calculators: {_imported():.0f} ms (goal 100)")


if __name__ == "__main__":
    main()
