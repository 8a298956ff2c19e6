"""Values that are possible but unlikely: they are shown beside what they clash with and asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from calculators.facts import Profile, Span, Value

_TENFOLD = 10
# Both are stated in fen; one is rarely ten times the other: a unit may be wrong, 万 for 亿.
_YEARS = (
    ("revenue_last_year_yuan", "revenue_year_before_yuan"),
    ("self_rd_expense_yuan", "self_rd_expense_prior_year_yuan"),
)
# The first is never, or rarely, more than the second.
_PARTS = (
    ("self_rd_expense_yuan", "revenue_last_year_yuan"),
    ("self_rd_expense_prior_year_yuan", "revenue_year_before_yuan"),
    ("rd_expense_last_year_yuan", "revenue_last_year_yuan"),
    ("maas_revenue_yuan", "revenue_last_year_yuan"),
    ("platform_service_revenue_yuan", "revenue_last_year_yuan"),
    ("app_local_sales_yuan", "revenue_last_year_yuan"),
    ("compute_paid_yuan", "compute_purchase_total_yuan"),
    ("compute_purchase_total_yuan", "revenue_last_year_yuan"),
    ("revenue_year_before_yuan", "highest_revenue_before_yuan"),
)
_YUAN, _PERCENT = 100, 10_000
# Beyond these a slip of the pen is likelier than the figure.
_USUAL: Mapping[str, tuple[int, int]] = {
    "revenue_last_year_yuan": (0, 10**12 * _YUAN),
    "revenue_year_before_yuan": (0, 10**12 * _YUAN),
    "highest_revenue_before_yuan": (0, 10**12 * _YUAN),
    "self_rd_expense_yuan": (0, 10**11 * _YUAN),
    "self_rd_expense_prior_year_yuan": (0, 10**11 * _YUAN),
    "compute_purchase_total_yuan": (0, 10**10 * _YUAN),
    "compute_paid_yuan": (0, 10**10 * _YUAN),
    "city_software_avg_growth_pct": (-50 * _PERCENT, 100 * _PERCENT),
    "drafting_rank": (1, 50),
    "platform_enterprises_served": (0, 1_000_000),
    "compute_center_capacity_p": (0, 100_000 * _PERCENT),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a value is asked back: `other` is the fact that it clashes with, None: it is unusual."""

    other: str | None = None


def doubt_of(key: str, value: Value, profile: Profile, today: date) -> Doubt | None:
    """What speaks against a value in the light of all that the profile holds."""
    low, high = _ends(value)
    if low is None or high is None:
        return None
    if key == "data_year":
        return Doubt() if high > today.year else None
    known = _Known(profile, key, value)
    for pair in chain(_PARTS, _YEARS):
        other = pair[1] if pair[0] == key else pair[0]
        if key in pair and other in profile and known.clashes(pair):
            return Doubt(other)
    least, most = _USUAL.get(key, (low, high))
    return Doubt() if low < least or high > most else None


@dataclass(frozen=True, slots=True)
class _Known:
    profile: Profile
    key: str
    value: Value

    def clashes(self, pair: tuple[str, str]) -> bool:
        (low, high), (other_low, other_high) = self._ends_of(pair[0]), self._ends_of(pair[1])
        if low is None or high is None or other_low is None or other_high is None:
            return False
        if pair in _PARTS:
            return low > other_high
        return 0 < other_high * _TENFOLD <= low or 0 < high * _TENFOLD <= other_low

    def _ends_of(self, fact: str) -> tuple[int | None, int | None]:
        return _ends(self.value if fact == self.key else self.profile.facts.get(fact))


def _ends(value: Value | None) -> tuple[int | None, int | None]:
    if isinstance(value, Span):
        return value.lo, value.hi
    return (value, value) if type(value) is int else (None, None)
