"""Companies whose summaries the tests draw: a plain one, one with lists, and hostile names."""

import re
from datetime import date
from typing import Any

from bot.drafting import DraftInput
from calculators.assess import assess
from calculators.evaluate import box_of
from calculators.facts import Lang, Profile
from calculators.intake import read_profile
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS
from knowledge.clauses import load
from knowledge.contacts import bureaus, related

SAMPLE = {
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
    "data_year": 2025,
    "company_name": "厦门某某智能科技有限公司",
}
LISTS = {
    "projects": [
        {
            "project_award_levels": ["provincial_key_project"],
            "project_rd_investment_yuan": 5_000_000,
        }
    ]
}
HOSTILE = (
    "<script>alert(1)</script> #panic() $x$ *b* _i_ `c` [l](http://e.vil) | \"q\" 'a' {{ 7 }} {% x %}",
    '#eval("1") \\ // /* ]] @ref <label> = title',
    "\u202eevil\u200f\u0000\n# heading\n- item",
    "A" * 500,
    "厦" * 500,
    "&lt;b&gt; &amp; </title><img src=x onerror=1>",
)


def given(stated: dict[str, object] | None = None, **other: object) -> DraftInput:
    profile = read_profile(SAMPLE if stated is None else stated, FACTS, LIST_KEYS)
    return of(profile, **other)


def of(profile: Profile, **other: object) -> DraftInput:
    box = box_of(profile, FACTS)
    values: dict[str, Any] = {
        "profile": profile,
        "box": box,
        "rules": RULES,
        "assessments": assess(RULES, box),
        "policy": load(),
        "bureaus": bureaus(),
        "related": related(),
        "as_of": date(2026, 11, 23),
        "lang": "zh",
        "version": "0.1.0",
    }
    return DraftInput(**{**values, **other})


def named(name: str, lang: Lang = "zh") -> DraftInput:
    return of(Profile({"company_name": name}), lang=lang, asked=frozenset({3}))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
