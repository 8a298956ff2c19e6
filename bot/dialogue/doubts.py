"""Values that are possible but unlikely: they are confirmed, never refused."""

from calculators.facts import Profile, Value

_TENFOLD = 10
# Both are stated in fen; the first is rarely more than ten times the second.
_YEARS = (
    ("revenue_last_year_yuan", "revenue_year_before_yuan"),
    ("self_rd_expense_yuan", "self_rd_expense_prior_year_yuan"),
)
# The first is rarely more than the second.
_PARTS = (
    ("self_rd_expense_yuan", "revenue_last_year_yuan"),
    ("rd_expense_last_year_yuan", "revenue_last_year_yuan"),
    ("maas_revenue_yuan", "revenue_last_year_yuan"),
    ("compute_paid_yuan", "compute_purchase_total_yuan"),
)


def is_doubtful(key: str, value: Value, profile: Profile) -> bool:
    """Whether a value should be confirmed in the light of all that the profile holds."""
    if type(value) is not int:
        return False
    facts = profile.facts

    def known(other: str) -> int | None:
        found = value if other == key else facts.get(other)
        return found if type(found) is int else None

    for whole in (pair for pair in _YEARS if key in pair):
        now, before = known(whole[0]), known(whole[1])
        if now is not None and before and now > before * _TENFOLD:
            return True
    for pair in (pair for pair in _PARTS if key in pair):
        part, whole_amount = known(pair[0]), known(pair[1])
        if part is not None and whole_amount is not None and part > whole_amount:
            return True
    return False
