"""Measures 3, 6 and 8 as expressions of zen-engine, with its trace; run by `bench_assess`.

Reads the company's facts as JSON from stdin; prints the amounts in yuan and the time per run in µs.
"""

import itertools
import json
import statistics
import sys
import time
from typing import Any

import zen

TIERS = ((5_000, 10), (10_000, 20), (20_000, 50), (50_000, 100), (100_000, 150), (200_000, 200))
RUNS = 2_000


def _expressions(*pairs: tuple[str, str]) -> dict[str, Any]:
    rows = [{"id": key, "key": key, "value": value} for key, value in pairs]
    return {"expressions": rows, "passThrough": True}


def _first_above() -> str:
    said = "0"
    for above, award in TIERS:
        tier = above * 10_000
        reached = f"revenue_last_year_yuan > {tier} and highest <= {tier}"
        said = f"{reached} ? max([{award * 10_000}, {said}]) : ({said})"
    return said


SOFTWARE = "is_ai_enterprise and enterprise_category == 'above_scale_software'"
SCALE = (
    "is_ai_enterprise and enterprise_category in ['above_scale_software', 'above_scale_industrial']"
)
RD, PRIOR = "self_rd_expense_yuan", "self_rd_expense_prior_year_yuan"
LAST, BEFORE = "revenue_last_year_yuan", "revenue_year_before_yuan"
NODES = (
    _expressions(
        (
            "m3",
            "compute_purchase_total_yuan >= 300000 ? min([compute_paid_yuan * 0.5, 500000]) : 0",
        ),
    ),
    _expressions(
        ("gate", SCALE),
        (
            "a",
            (
                f"$.gate and {RD} > 2000000 and {RD} > {PRIOR}"
                f" ? min([floor({RD} / 2000000) * 100000, 5000000]) : 0"
            ),
        ),
        (
            "b",
            (
                f"$.gate and {RD} > 5000000 ? ({RD} * 100 > {PRIOR} * 140 ? 500000 :"
                f" ({RD} * 100 > {PRIOR} * 120 ? 300000 : 0)) : 0"
            ),
        ),
        ("c", f"$.gate and {RD} > 10000000 ? $.a * 0.05 : 0"),
        ("m6", "$.a + $.b + $.c"),
    ),
    _expressions(
        ("soft", SOFTWARE),
        ("highest", f"max([highest_revenue_before_yuan, {BEFORE}])"),
        (
            "grown",
            (
                f"$.soft and {LAST} > 50000000 and {LAST} * 100 > {BEFORE} * 125"
                f" ? min([({LAST} - {BEFORE}) * 0.006, 6000000]) : 0"
            ),
        ),
        ("top", _first_above().replace("highest", "$.highest")),
        (
            "step",
            (
                f"$.soft and ({LAST} - {BEFORE}) * 100 >= city_software_avg_growth_pct * {BEFORE}"
                " ? max([$.top - step_awards_received_yuan, 0]) : 0"
            ),
        ),
        ("giant", "is_ai_enterprise and little_giant_first_recognised ? 500000 : 0"),
        ("m8", "$.grown + $.step + $.giant"),
    ),
)


def _graph() -> dict[str, Any]:
    names = ["in", *(f"n{i}" for i, _ in enumerate(NODES)), "out"]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        *(
            {"id": f"n{i}", "type": "expressionNode", "name": f"n{i}", "content": content}
            for i, content in enumerate(NODES)
        ),
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b}
        for a, b in itertools.pairwise(names)
    ]
    return {"nodes": nodes, "edges": edges}


def main() -> None:
    facts = json.load(sys.stdin)
    decision = zen.ZenEngine().create_decision(json.dumps(_graph()))
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        found = decision.evaluate(facts, {"trace": True})
        taken.append(time.perf_counter() - start)
    amounts = {m: found["result"][m] for m in ("m3", "m6", "m8")}
    json.dump({"amounts": amounts, "microseconds": statistics.median(taken) * 1e6}, sys.stdout)


if __name__ == "__main__":
    main()
