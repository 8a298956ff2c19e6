"""Measures 3, 6 and 8 as OpenFisca variables over arrays; run by `bench_screen`.

Reads the facts from one .npz (amounts in fen), writes the amounts in yuan to another, and prints the
seconds of the best of three runs. Amounts are OpenFisca's own floats, as its country packages use.
"""

import json
import sys
import time
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

YEAR = "2024"
TIERS = ((5_000, 10), (10_000, 20), (20_000, 50), (50_000, 100), (100_000, 150), (200_000, 200))
Company = build_entity(key="company", plural="companies", label="", is_person=True)
FLAGS = ("is_ai_enterprise", "compute_voucher_qualified", "little_giant_first_recognised")
NUMBERS = (
    "enterprise_category",
    "data_year",
    "compute_purchase_total_yuan",
    "compute_paid_yuan",
    "self_rd_expense_yuan",
    "self_rd_expense_prior_year_yuan",
    "revenue_last_year_yuan",
    "revenue_year_before_yuan",
    "highest_revenue_before_yuan",
    "city_software_avg_growth_pct",
    "step_awards_received_yuan",
)
INDUSTRIAL, SOFTWARE = 0, 1


def _variable(name: str, kind: type, formula: Any = None) -> type:
    body: dict[str, Any] = {
        "value_type": kind,
        "entity": Company,
        "definition_period": DateUnit.YEAR,
    }
    if formula is not None:
        body["formula"] = formula
    return type(name, (Variable,), body)


def _m03(company: Any, period: Any) -> Any:
    year = company("data_year", period)
    covered = (year >= 2023) & (year <= 2025) & company("compute_voucher_qualified", period)
    bought = company("compute_purchase_total_yuan", period)
    paid = company("compute_paid_yuan", period)
    return (covered & (bought >= 300_000)) * np.minimum(paid * 0.5, 500_000)


def _m06(company: Any, period: Any) -> Any:
    year = company("data_year", period)
    category = company("enterprise_category", period)
    gate = (year >= 2023) & (year <= 2025) & company("is_ai_enterprise", period)
    gate &= (category == INDUSTRIAL) | (category == SOFTWARE)
    rd = company("self_rd_expense_yuan", period)
    prior = company("self_rd_expense_prior_year_yuan", period)
    a = np.minimum(np.floor(rd / 2_000_000) * 100_000, 5_000_000)
    a = (gate & (rd > 2_000_000) & (rd > prior)) * a
    b = np.where(rd > prior * 1.4, 500_000, np.where(rd > prior * 1.2, 300_000, 0))
    return a + (gate & (rd > 5_000_000)) * b + (gate & (rd > 10_000_000)) * a * 0.05


def _m08(company: Any, period: Any) -> Any:
    year = company("data_year", period)
    is_ai = company("is_ai_enterprise", period)
    soft = is_ai & (company("enterprise_category", period) == SOFTWARE)
    soft &= (year >= 2022) & (year <= 2025)
    last = company("revenue_last_year_yuan", period)
    before = company("revenue_year_before_yuan", period)
    grown = np.minimum(np.maximum(last - before, 0) * 0.006, 6_000_000)
    grown = (soft & (last > 50_000_000) & (last > before * 1.25)) * grown
    highest = np.maximum(company("highest_revenue_before_yuan", period), before)
    top = np.zeros_like(last)
    for tier, award in TIERS:
        newly = (last > tier * 10_000) & (highest <= tier * 10_000)
        top = np.where(newly, award * 10_000, top)
    asked = company("city_software_avg_growth_pct", period)
    pace = last >= before * (1 + asked / 100)
    step = (soft & pace) * np.maximum(top - company("step_awards_received_yuan", period), 0)
    return grown + step + (is_ai & company("little_giant_first_recognised", period)) * 500_000


def main() -> None:
    given = dict(np.load(sys.argv[1]))
    system = TaxBenefitSystem([Company])
    for name in FLAGS:
        system.add_variable(_variable(name, bool))
    for name in NUMBERS:
        system.add_variable(_variable(name, float))
    formulas = {"m03": _m03, "m06": _m06, "m08": _m08}
    for name, formula in formulas.items():
        system.add_variable(_variable(name, float, formula))
    rows = len(given["is_ai_enterprise"])
    for name in NUMBERS:
        scale = 10_000 if name.endswith("_pct") else 100 if name.endswith("_yuan") else 1
        given[name] = given[name] / scale
    taken, found = [], {}
    for _ in range(3):
        simulation = SimulationBuilder().build_default_simulation(system, count=rows)
        for name in (*FLAGS, *NUMBERS):
            simulation.set_input(name, YEAR, given[name])
        start = time.perf_counter()
        found = {name: simulation.calculate(name, YEAR) for name in formulas}
        taken.append(time.perf_counter() - start)
    np.savez(sys.argv[2], **found)
    json.dump({"seconds": min(taken)}, sys.stdout)


if __name__ == "__main__":
    main()
