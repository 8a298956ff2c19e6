"""When 厦府办规〔2023〕10号 held, as conditions. Text: knowledge/policies/xm-2023-10/general.md."""

from datetime import date

from calculators.rules import All, Award, ClauseOf, Condition, Within, walk

IN_FORCE_FROM = date(2023, 10, 10)
IN_FORCE_UNTIL = date(2025, 12, 31)

_validity = ClauseOf("G-13").says("自 2023 年 10 月 10 日起施行，有效期至 2025 年 12 月 31 日")

in_force = Within(
    "reference_date", IN_FORCE_FROM.toordinal(), IN_FORCE_UNTIL.toordinal(), _validity
)


def for_event(*conditions: Condition) -> All:
    """The conditions of a one-off award: its event must fall in the policy's time."""
    return All((in_force, *conditions))


def for_year(*conditions: Condition, first: int = IN_FORCE_FROM.year) -> All:
    """The conditions of an annual award: its figures must speak of a year of the policy.

    The year 2023 counts whole: the text says “年度” and has no rule for a part of a year.
    """
    covered = Within("data_year", first, IN_FORCE_UNTIL.year, _validity)
    return All((in_force, covered, *conditions))


def first_year_of(award: Award) -> int:
    """The first year whose figures an annual award accepts."""
    terms = (node for node in walk(award.amount) if isinstance(node, Within))
    return next(term.first for term in terms if term.key == "data_year")
