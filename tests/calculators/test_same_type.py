"""就高不重复: this policy's figure beside those of same-type policies, all from related.yaml."""

import json
from datetime import date
from typing import Any

import pytest

from bot.contract import assess_profile
from calculators.facts import Kind
from calculators.intake import load_json, read_profile
from calculators.rules import Quoted, Rate
from calculators.same_type import Compared, SameType, _higher, compare
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS
from calculators.xm_2023_10.same_type import SAME_TYPES
from knowledge.clauses import load
from knowledge.contacts import related_policy
from tests.calculators.sources import quotes_in
from tests.calculators.ways import assessed, box, in_fen

VOUCHER = {"compute_purchase_total_yuan": 1_200_000, "compute_paid_yuan": 1_200_000}
NATIONAL = {"standard_level": "national", "standard_is_ai_field": True}
LAB = {"is_ai_enterprise": True, "new_state_key_lab_approved": True}


def _compared(measure: int, facts: dict[str, Any]) -> tuple[Compared, ...]:
    return compare(SAME_TYPES, assessed(measure, facts), box(facts))


def _one(measure: int, facts: dict[str, Any]) -> tuple[tuple[int, int], tuple[int, int], str]:
    (found,) = _compared(measure, facts)
    return found.own, found.other, found.higher


@pytest.mark.parametrize("same_type", SAME_TYPES, ids=lambda s: f"{s.policy}-{s.measure}")
def test_every_figure_is_that_of_the_related_policy(same_type: SameType) -> None:
    policy = related_policy(same_type.policy)
    assert same_type.measure in policy.same_type_measures
    assert same_type.since.isoformat().startswith(policy.date)
    found = [q for q in quotes_in(same_type) if isinstance(q, Quoted | Rate)]
    ours = [q for q in found if q.source.clause == same_type.policy]
    assert ours == found
    for figure in ours:
        known = policy.figures[figure.source.words]
        if isinstance(figure, Rate):
            assert figure.numerator * 100 == known * figure.denominator
        else:
            assert figure.kind is Kind.YUAN
            assert figure.value == in_fen(known)


def test_no_figure_of_a_compared_measure_is_left_out() -> None:
    used = {
        (s.policy, q.source.words) for s in SAME_TYPES for q in quotes_in(s) if hasattr(q, "source")
    }
    for policy_id in ("xm-2025-ai", "xm-2022-listing"):
        assert {(policy_id, name) for name in related_policy(policy_id).figures} <= used


@pytest.mark.parametrize(
    ("paid", "own", "other", "higher"),
    [
        ("1200000", "500000", "600000", "other"),
        ("1000000", "500000", "500000", "equal"),
        ("1000000.02", "500000", "500000.01", "other"),
        ("2000000", "500000", "1000000", "other"),
        ("2000000.02", "500000", "1000000", "other"),
        ("50000", "25000", "25000", "equal"),
        ("49999.99", "24999.99", "0", "this"),
    ],
)
def test_the_voucher_stands_beside_the_subsidy_of_2024(
    paid: str, own: str, other: str, higher: str
) -> None:
    found = _one(3, {"compute_purchase_total_yuan": 3_000_000, "compute_paid_yuan": paid})
    assert found == ((in_fen(own),) * 2, (in_fen(other),) * 2, higher)


def test_too_little_bought_for_a_voucher_may_be_enough_for_the_subsidy_of_2024() -> None:
    facts = {"compute_purchase_total_yuan": 200_000, "compute_paid_yuan": 50_000}
    assert _one(3, facts) == ((0, 0), (in_fen(25_000),) * 2, "other")


def test_with_the_payment_unknown_it_is_open_which_is_higher() -> None:
    own, other, higher = _one(3, {"compute_purchase_total_yuan": 1_000_000})
    assert (own, other) == ((0, in_fen(500_000)), (0, in_fen(1_000_000)))
    assert higher == "undetermined"


def test_nothing_before_the_other_policy_is_compared() -> None:
    assert _compared(3, {**VOUCHER, "data_year": 2023}) == ()
    assert len(_compared(3, {**VOUCHER, "data_year": 2024})) == 1
    assert _compared(3, {**VOUCHER, "reference_date": "2023-12-31"}) == ()
    assert _compared(5, {**LAB, "reference_date": "2025-04-20"}) == ()
    assert len(_compared(5, {**LAB, "reference_date": "2025-04-21", "data_year": 2024})) == 1
    assert len(_compared(9, {"neeq_listed": True, "data_year": 2021})) == 1


@pytest.mark.parametrize(
    ("titles", "invested", "own", "other", "higher"),
    [
        (["national_challenge_winner"], 10_000_000, 4_000_000, 5_000_000, "other"),
        (["national_challenge_winner"], 25_000_000, 10_000_000, 10_000_000, "equal"),
        (["provincial_key_project"], 5_000_000, 2_000_000, 2_000_000, "equal"),
        (["municipal_challenge"], 5_000_000, 1_500_000, 1_500_000, "equal"),
    ],
)
def test_a_project_stands_beside_the_measures_of_2025(
    titles: list[str], invested: int, own: int, other: int, higher: str
) -> None:
    facts = {"project_award_levels": titles, "project_rd_investment_yuan": invested}
    assert _one(4, facts) == ((in_fen(own),) * 2, (in_fen(other),) * 2, higher)


def test_only_the_laboratory_is_compared_not_the_platform() -> None:
    platform = {
        "is_ai_public_service_platform": True,
        "platform_service_revenue_yuan": 5_000_000,
        "platform_enterprises_served": 60,
    }
    assert _one(5, LAB | platform) == (
        (in_fen(10_000_000),) * 2,
        (in_fen(30_000_000),) * 2,
        "other",
    )
    assert _compared(5, LAB | platform | {"new_state_key_lab_approved": False}) == ()


@pytest.mark.parametrize(
    ("rank", "other", "higher"),
    [(1, 500_000, "equal"), (2, 150_000, "this"), (3, 150_000, "this")],
)
def test_a_national_standard_stands_beside_the_fund(rank: int, other: int, higher: str) -> None:
    found = _one(7, NATIONAL | {"drafting_rank": rank})
    assert found == ((in_fen(500_000),) * 2, (in_fen(other),) * 2, higher)


@pytest.mark.parametrize(
    "facts",
    [
        NATIONAL | {"drafting_rank": 4},
        NATIONAL,
        {"standard_level": "international", "drafting_rank": 1, "standard_is_ai_field": True},
        {"standards": [NATIONAL | {"drafting_rank": 1}, {"standard_level": "industry"}]},
        {},
    ],
)
def test_a_standard_whose_figure_there_is_not_known_is_not_compared(facts: dict[str, Any]) -> None:
    assert _compared(7, facts) == ()


def test_several_national_standards_are_compared_together() -> None:
    facts = {"standards": [NATIONAL | {"drafting_rank": rank} for rank in (1, 3)]}
    assert _one(7, facts) == ((in_fen(1_000_000),) * 2, (in_fen(650_000),) * 2, "this")


def test_the_stages_of_a_listing_are_the_same_elsewhere() -> None:
    stages = ("neeq_listed", "tutoring_filed_xiamen_csrc", "exchange_accepted")
    facts = {"is_ai_enterprise": True} | dict.fromkeys(stages, True)
    assert _one(9, facts) == ((in_fen(1_800_000),) * 2, (in_fen(1_800_000),) * 2, "equal")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_contract_shows_both_figures_the_clause_and_the_source(lang: Any) -> None:
    profile = read_profile(load_json(json.dumps(VOUCHER)), FACTS, LIST_KEYS)
    policy = load()
    found = assess_profile(
        profile, rules=RULES, facts=FACTS, policy=policy, as_of=date(2026, 11, 24), lang=lang
    )
    (shown,) = found["measures"][2]["same_type"]
    assert shown["policy"] == "厦府办规〔2024〕6号"
    assert (shown["amount_yuan"], shown["higher"]) == ("600000.00", "other")
    assert shown["own_range_yuan"] == ["500000.00", "500000.00"]
    assert "就高不重复" in shown["quote"]
    assert shown["quote"] in policy.clause(shown["clause"]).text
    assert shown["source"].startswith("https://cz.xm.gov.cn/")
    assert shown["seen"] == "2026-11"
    assert ("没有查到" if lang == "zh" else "not found") in shown["note"]


def test_the_calculators_know_nothing_of_a_policy_that_is_not_there() -> None:
    with pytest.raises(LookupError, match="nowhere"):
        related_policy("nowhere")


@pytest.mark.parametrize(
    ("ours", "other", "which"),
    [
        ((2, 3), (1, 1), "this"),
        ((1, 3), (2, 2), "undetermined"),
        ((1, 1), (1, 2), "undetermined"),
        ((1, 2), (1, 2), "undetermined"),
        ((1, 1), (1, 1), "equal"),
        ((2, 3), (2, 2), "undetermined"),
        ((2, 2), (2, 3), "undetermined"),
        ((1, 2), (3, 4), "other"),
        ((1, 2), (2, 4), "undetermined"),
    ],
)
def test_one_is_higher_only_when_it_is_whatever_is_still_open(
    ours: tuple[int, int], other: tuple[int, int], which: str
) -> None:
    assert _higher(ours, other) == which
