"""Same-type policies whose figures are known, each as an expression over the facts of its measure.

Every amount and rate is that of `knowledge/related.yaml`: its source names the policy's id there and
the figure. Only what can be compared exactly stands here; the rest is told in words alone.
"""

from datetime import date

from calculators.facts import Words
from calculators.money import wan
from calculators.rules import (
    All,
    ClauseOf,
    Compare,
    Constant,
    Each,
    Given,
    Least,
    Most,
    Quoted,
    Rate,
    Share,
    Sum,
)
from calculators.same_type import SameType
from calculators.xm_2023_10 import m04_key_technology as m04
from calculators.xm_2023_10 import m05_platforms as m05
from calculators.xm_2023_10 import m09_listing as m09
from calculators.xm_2023_10.m03_compute_voucher import paid
from calculators.xm_2023_10.m07_standards import is_national, rank

_compute, _ai = ClauseOf("xm-2024-6"), ClauseOf("xm-2025-ai")
_standards, _listing = ClauseOf("xm-2025-standards"), ClauseOf("xm-2022-listing")


def _project(limb: Given, rate: Rate, ceiling: Quoted) -> Given:
    return Given(limb.when, Least(Share(m04.invested, rate), ceiling))


COMPUTE = SameType(
    "xm-2024-6",
    3,
    Given(
        paid >= _compute.money(wan(5), "min_spend_yuan"),
        Least(
            Share(paid, _compute.rate(50, 100, "rate_pct")), _compute.money(wan(100), "cap_yuan")
        ),
    ),
    date(2024, 1, 1),
    Words(
        "它的有效期和其他条件没有查到，请向市工信局确认",
        "its validity and further conditions were not found: ask the Bureau of Industry and"
        " Information Technology",
    ),
)
PROJECTS = SameType(
    "xm-2025-ai",
    4,
    Each(
        "projects",
        Most(
            tuple(
                _project(
                    limb, _ai.rate(pct, 100, f"{name}_rate_pct"), _ai.money(cap, f"{name}_cap_yuan")
                )
                for limb, name, pct, cap in zip(
                    m04.limbs,
                    ("national", "provincial", "municipal"),
                    (50, 40, 30),
                    (wan(1000), wan(300), wan(1000)),
                    strict=True,
                )
            )
        ),
    ),
    date(2025, 4, 21),
    Words(
        "只读到转载页，它的有效期和其他条件没有查到",
        "read in a reprint only; its validity and further conditions were not found",
    ),
)
LABORATORY = SameType(
    "xm-2025-ai",
    5,
    Given(All(m05.new_laboratory), _ai.money(wan(3000), "platform_yuan")),
    date(2025, 4, 21),
    Words(
        "该政策写的是“新建国家级平台”，国家重点实验室是否在内没有查到；只读到转载页",
        "it speaks of new national platforms; whether a state key laboratory is one was not found;"
        " read in a reprint only",
    ),
    award="5a",
)
STANDARDS = SameType(
    "xm-2025-standards",
    7,
    Each(
        "standards",
        Given(
            Compare(rank, "<=", Constant(1)),
            _standards.money(wan(50), "national_first_cap_yuan"),
            _standards.money(wan(15), "national_second_third_cap_yuan"),
        ),
    ),
    date(2025, 9, 30),
    Words(
        "只比较国家标准的第一至第三名；它对国际标准按主导或参与区分，不能逐一比较",
        "only national standards of rank 1 to 3 are compared; international ones it divides by the part"
        " taken, which is not known here",
    ),
    applies=All((is_national, Compare(rank, "<=", Constant(3)))),
    items="standards",
)
LISTING = SameType(
    "xm-2022-listing",
    9,
    Sum(
        tuple(
            Given(event, _listing.money(gives, figure))
            for event, gives, figure in (
                (m09.is_listed, wan(30), "neeq_yuan"),
                (m09.is_tutored, wan(50), "tutoring_yuan"),
                (m09.is_accepted, wan(100), "accepted_yuan"),
            )
        )
    ),
    date(2022, 4, 1),
    Words(
        "适用于重点上市后备企业或已上市企业；金额相同也只给一次；只读到转载页，有效期没有查到",
        "for key listing candidates or listed firms; equal amounts are paid once; read in a reprint"
        " only, its validity was not found",
    ),
)
SAME_TYPES = (COMPUTE, PROJECTS, LABORATORY, STANDARDS, LISTING)
