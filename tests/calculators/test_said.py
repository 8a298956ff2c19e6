"""Every sentence of the explanations as approved: `HUIQI_APPROVE=1` writes the file anew, to be read."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from calculators.explain import Line, explain, explain_condition
from calculators.facts import Lang
from calculators.xm_2023_10 import RULES
from tests.calculators.ways import box

APPROVED = Path(__file__).with_name("said.txt")
SOFTWARE: dict[str, Any] = {"is_ai_enterprise": True, "enterprise_category": "above_scale_software"}
GROWN = {"revenue_last_year_yuan": 68_000_000, "revenue_year_before_yuan": 50_000_000}
COMPANIES: dict[str, dict[str, Any]] = {
    "nothing known": {},
    "out of time": {"reference_date": "2026-01-01", "data_year": 2026, "maas_revenue_yuan": 1},
    "a year within limits": {"data_year": {"min": 2023, "max": 2026}, "maas_revenue_yuan": 0},
    "vouchers above the ceiling": {
        "compute_purchase_total_yuan": 1_200_000,
        "compute_paid_yuan": 1_200_000,
        "data_year": 2024,
        "reference_date": "2024-05-01",
    },
    "vouchers within limits": {
        "compute_purchase_total_yuan": {"min": 200_000, "max": 400_000},
        "compute_paid_yuan": {"min": 200_000, "max": 400_000},
        "compute_voucher_qualified": False,
    },
    "research at every threshold": SOFTWARE
    | {"self_rd_expense_yuan": 12_600_000, "self_rd_expense_prior_year_yuan": 9_000_000},
    "research over a base of zero": SOFTWARE
    | {"self_rd_expense_yuan": "6000000.01", "self_rd_expense_prior_year_yuan": 0},
    "research within limits": SOFTWARE
    | {
        "self_rd_expense_yuan": {"min": 3_000_000, "max": 110_000_000},
        "self_rd_expense_prior_year_yuan": {"min": 2_000_000, "max": 4_000_000},
    },
    "research that fell": SOFTWARE
    | {"self_rd_expense_yuan": 9_000_000, "self_rd_expense_prior_year_yuan": 9_700_000},
    "growth and a step": SOFTWARE
    | GROWN
    | {
        "highest_revenue_before_yuan": 50_000_000,
        "city_software_avg_growth_pct": "12.5",
        "step_awards_received_yuan": 20_000,
        "little_giant_first_recognised": True,
    },
    "growth with an unknown average": SOFTWARE | GROWN | {"highest_revenue_before_yuan": 1},
    "no step": SOFTWARE
    | GROWN
    | {
        "highest_revenue_before_yuan": 90_000_000,
        "city_software_avg_growth_pct": {"min": 3, "max": 40},
        "step_awards_received_yuan": 0,
    },
    "two titles": {
        "project_award_levels": ["national_challenge_winner", "municipal_challenge"],
        "project_rd_investment_yuan": "33333333.34",
    },
    "two projects": {
        "projects": [
            {
                "project_award_levels": ["provincial_key_project"],
                "project_rd_investment_yuan": 1_000_000,
            },
            {"project_award_levels": [], "project_rd_investment_yuan": 1},
        ]
    },
    "a platform and a laboratory": {
        "is_ai_enterprise": True,
        "new_state_key_lab_approved": True,
        "is_ai_public_service_platform": True,
        "platform_service_revenue_yuan": 1_500_000,
        "platform_enterprises_served": 51,
    },
    "a sixth rank": {
        "standard_level": "industry",
        "drafting_rank": 6,
        "standard_is_ai_field": True,
    },
    "listed in stages": {
        "is_ai_enterprise": True,
        "neeq_listed": True,
        "tutoring_filed_xiamen_csrc": False,
    },
    "a first set": {
        "is_ai_high_end_equipment": True,
        "first_set_catalogues": ["fujian_provincial_first", "miit_national"],
        "equipment_unit_price_yuan": 9_000_000,
    },
    "an application": {
        "is_ai_enterprise": True,
        "benchmark_app_in_xiamen": True,
        "selected_fujian_typical_scenario": True,
        "app_local_sales_yuan": 6_000_000,
    },
    "a new enterprise": {"is_ai_enterprise": True, "is_newly_registered_enterprise": True},
    "an existing enterprise": {
        "is_ai_enterprise": True,
        "is_newly_registered_enterprise": False,
        "rd_expense_last_year_yuan": 8_000_000,
    },
    "a compute centre": {
        "compute_center_work": "expansion",
        "compute_center_capacity_p": "99.5",
        "compute_center_policy_compliant": True,
    },
}
GENERAL = {"is_ai_enterprise", "enterprise_category", "reference_date", "data_year"}
LANGS: tuple[Lang, Lang] = ("zh", "en")


def _lines(facts: dict[str, Any]) -> Iterator[tuple[str, Line]]:
    known = box(facts)
    listed = {key for items in facts.get("projects", ()) for key in items}
    for rule in RULES.values():
        if facts and not set(rule.keys) & ((facts.keys() | listed) - GENERAL):
            continue
        if rule.gate is not None:
            yield from (("2", line) for line in explain_condition(rule.gate, known))
        for award in rule.awards:
            yield from ((award.id, line) for line in explain(award, known))


def _written() -> Iterator[str]:
    for name, facts in COMPANIES.items():
        yield f"# {name}"
        for award, line in _lines(facts):
            clause = line.source.clause if line.source else "-"
            yield f"{award} {line.step} {line.outcome} {clause}"
            yield from (f"    {line.say(lang)}" for lang in LANGS)


def test_every_sentence_is_the_approved_one() -> None:
    said = "\n".join(_written()) + "\n"
    if os.environ.get("HUIQI_APPROVE") == "1":
        APPROVED.write_text(said, encoding="utf-8")
    assert said == APPROVED.read_text(encoding="utf-8")
