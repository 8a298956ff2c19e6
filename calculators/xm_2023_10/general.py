"""What every measure has beside its own words: time, budget, same-type awards, who counts."""

from dataclasses import replace
from functools import cache

from calculators.facts import Words
from calculators.rules import (
    Amount,
    Award,
    Caution,
    Constant,
    Figure,
    Given,
    Least,
    PolicyReading,
    Rule,
    Sum,
    Within,
)
from calculators.xm_2023_10.general_readings import BUDGET, G1, G2, G3, HIGHER_ONCE, S1, S2, V1, V3
from calculators.xm_2023_10.validity import IN_FORCE_FROM, IN_FORCE_UNTIL, first_year_of, in_force

_date, _year = Amount("reference_date"), Amount("data_year")
_OTHER = "other_same_type_award_yuan"
_MEASURE_OF_LAST_YEAR = 8  # 上一年度

_EXPIRED = Caution(
    _date > Constant(IN_FORCE_UNTIL.toordinal()),
    Words(
        f"所填日期晚于 {IN_FORCE_UNTIL}，本政策已到期，不予计算（「有效期至 2025 年 12 月 31 日」，G-13）",
        f"the date stated is after {IN_FORCE_UNTIL}: the policy had expired, nothing is due"
        " (「有效期至 2025 年 12 月 31 日」, G-13)",
    ),
)
_NOT_YET = Caution(
    _date <= Constant(IN_FORCE_FROM.toordinal() - 1),
    Words(
        f"所填日期早于 {IN_FORCE_FROM}，本政策尚未施行，不予计算（「自 2023 年 10 月 10 日起施行」，G-13）",
        f"the date stated is before {IN_FORCE_FROM}: the policy was not yet in force, nothing is due"
        " (「自 2023 年 10 月 10 日起施行」, G-13)",
    ),
)

# One node each for all measures: what is found for one is found for all.
_ELSEWHERE = Amount(_OTHER)
_NONE_ELSEWHERE = Within(_OTHER, 0, 0, HIGHER_ONCE)
_ABOUT_OTHERS = tuple(
    Caution(Constant(0) < _ELSEWHERE, ambiguity.assumption) for ambiguity in (S1, S2)
)


def with_general(rule: Rule) -> Rule:
    """The rule with the readings, assumptions and cautions that do not stand in its own clauses."""
    others = _ABOUT_OTHERS if rule.kind == "grant" else ()
    return replace(
        rule,
        readings=(*rule.readings, *_readings(rule)),
        assumptions=(*rule.assumptions, *_assumptions(rule)),
        cautions=(_NOT_YET, _EXPIRED, *_about_years(rule), *others, *rule.cautions),
    )


def _readings(rule: Rule) -> tuple[PolicyReading, ...]:
    late = (V1.read_as("b", *map(_claimed_in_force, rule.awards)),)
    return (
        *(late if "data_year" in rule.keys else ()),
        *((_nothing_beside(rule),) if rule.kind == "grant" else ()),
    )


def _claimed_in_force(award: Award) -> Award:
    """V1(b): figures of the last year can only be claimed after the policy."""
    if "data_year" not in award.keys:
        return award
    return replace(award, amount=Given(_claimed_by_then(first_year_of(award)), award.amount))


@cache
def _claimed_by_then(first: int) -> Within:
    return Within("data_year", first, IN_FORCE_UNTIL.year - 1, in_force.source)


def _nothing_beside(rule: Rule) -> PolicyReading:
    """S2(b): a lower award received elsewhere excludes this one."""
    own: Figure = Sum(tuple(award.amount for award in rule.awards))
    unchanged = Given(own <= _ELSEWHERE, Least(own, _ELSEWHERE))
    total = Given(_NONE_ELSEWHERE, own, unchanged)
    return S2.read_as("b", Award(f"{rule.measure}", S2.default, total, ceiling=True))


def _assumptions(rule: Rule) -> tuple[Words, ...]:
    said = [
        ambiguity.assumption
        for ambiguity, concerns in (
            (V3, rule.measure == _MEASURE_OF_LAST_YEAR),
            (G1, "is_ai_enterprise" in rule.keys),
            (G3, "enterprise_category" in rule.keys),
            (G2, bool(rule.keys)),
        )
        if concerns
    ]
    return (*said, *((BUDGET,) if rule.kind == "grant" else ()))


def _about_years(rule: Rule) -> tuple[Caution, ...]:
    annual = [award for award in rule.awards if "data_year" in award.keys]
    return _about_years_from(min(map(first_year_of, annual))) if annual else ()


@cache
def _about_years_from(first: int) -> tuple[Caution, ...]:
    last = IN_FORCE_UNTIL.year
    words = Words(
        f"年度数据须属于 {first}–{last} 年，所填年度不在其中，按年度计算的部分不予计算",
        f"the figures must be of {first} to {last}; those of the year stated give nothing where they"
        " are counted by the year",
    )
    return (
        Caution(_year <= Constant(first - 1), words),
        Caution(_year > Constant(last), words),
    )
