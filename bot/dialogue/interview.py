"""What to ask next: only what can still change a result, the most yuan first, in natural groups."""

from collections.abc import Mapping
from datetime import date

from bot.dialogue.reading import Pending
from bot.dialogue.session import Session
from calculators.evaluate import Box, box_of
from calculators.facts import Fact
from calculators.interview import stakes
from calculators.rules import Rule

# Questions that belong together are asked together, in this order.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("is_ai_enterprise", "enterprise_category"),
    ("self_rd_expense_yuan", "self_rd_expense_prior_year_yuan"),
    (
        "revenue_last_year_yuan",
        "revenue_year_before_yuan",
        "highest_revenue_before_yuan",
        "step_awards_received_yuan",
        "city_software_avg_growth_pct",
    ),
    ("compute_purchase_total_yuan", "compute_paid_yuan"),
    ("project_award_levels", "project_rd_investment_yuan"),
    (
        "is_ai_public_service_platform",
        "platform_service_revenue_yuan",
        "platform_enterprises_served",
    ),
    ("standard_is_ai_field", "standard_level", "drafting_rank"),
    ("neeq_listed", "tutoring_filed_xiamen_csrc", "exchange_accepted"),
    ("is_ai_high_end_equipment", "first_set_catalogues", "equipment_unit_price_yuan"),
    ("benchmark_app_in_xiamen", "selected_fujian_typical_scenario", "app_local_sales_yuan"),
    ("is_newly_registered_enterprise", "rd_expense_last_year_yuan"),
    ("compute_center_work", "compute_center_capacity_p", "compute_center_policy_compliant"),
)
_GROUP_OF = {key: group for group in GROUPS for key in group}

# What the company can choose to know about: each choice stands for one or more measures.
SITUATIONS: tuple[tuple[int, ...], ...] = (
    (3,),
    (6,),
    (8,),
    (4,),
    (5,),
    (7,),
    (9,),
    (10,),
    (11,),
    (12,),
    (17,),
    (2,),
)
# A fact of more measures than these speaks of none of them.
_SPOKEN_OF = 2
EVERYTHING = tuple(sorted(measure for situation in SITUATIONS for measure in situation))


def situation_id(measures: tuple[int, ...]) -> str:
    """The id of a choice: the numbers of its measures joined by `+`."""
    return "+".join(str(measure) for measure in measures)


def chosen_rules(session: Session, rules: Mapping[int, Rule]) -> dict[int, Rule]:
    """The measures that the company wants to know about; all until it has chosen."""
    if session.situations is None:
        return dict(rules)
    return {number: rules[number] for number in session.situations if number in rules}


def still_asked(session: Session, rules: Mapping[int, Rule], box: Box) -> tuple[str, ...]:
    """The facts still worth asking, the next one first."""
    ranked = [
        stake.fact
        for stake in stakes(chosen_rules(session, rules).values(), box)
        if stake.fact not in session.unknown
    ]
    ordered: dict[str, None] = {}
    for key in ranked:
        for member in _GROUP_OF.get(key, (key,)):
            if member in ranked:
                ordered[member] = None
    return tuple(ordered)


def next_pending(
    session: Session, rules: Mapping[int, Rule], facts: Mapping[str, Fact]
) -> tuple[Pending | None, int]:
    """What to ask now, and about how many questions are left after it.

    The question that stands stays as long as its answer matters: nothing said in between changes it.
    """
    if session.queue:
        return session.queue[0], len(session.queue) - 1
    if "data_year" not in session.stated and "data_year" not in session.unknown:
        return Pending("fact", "data_year"), 0
    if session.situations is None:
        return Pending("situations"), 0
    left = still_asked(session, rules, box_of(session.flat_profile, facts))
    if not left:
        return (None if session.done else Pending("review")), 0
    standing = session.pending
    if standing is not None and standing.kind == "fact" and standing.fact in left:
        return standing, len(left) - 1
    # A group that was begun is finished before another begins.
    begun = _GROUP_OF.get(str(standing.fact), ()) if standing is not None else ()
    following = next((key for key in begun if key in left), left[0])
    return Pending("fact", following), len(left) - 1


def asked_about(session: Session, rules: Mapping[int, Rule]) -> tuple[int, ...]:
    """The measures that the pending question is asked for: what “那上限呢” speaks of then."""
    pending = session.pending
    if pending is None or pending.fact is None:
        return ()
    asked = tuple(
        n for n, rule in chosen_rules(session, rules).items() if pending.fact in rule.keys
    )
    return asked if len(asked) <= _SPOKEN_OF else ()


def offered_years(today: date, last_covered: int, first_covered: int) -> tuple[int, ...]:
    """The data years to offer as buttons, the latest first."""
    return tuple(range(min(today.year, last_covered), first_covered - 1, -1))
