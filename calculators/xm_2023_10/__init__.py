"""厦府办规〔2023〕10号 as rules: a measure a file; `RULES` holds them all by number."""

from collections.abc import Mapping

from calculators.rules import Rule
from calculators.xm_2023_10 import (
    m02_compute_center,
    m03_compute_voucher,
    m04_key_technology,
    m05_platforms,
    m06_rd_investment,
    m07_standards,
    m08_growth,
    m09_listing,
    m10_first_sets,
    m11_maas,
    m12_scenarios,
    m17_research_loan,
    no_amount,
)
from calculators.xm_2023_10.general import with_general

RULES: Mapping[int, Rule] = {
    rule.measure: with_general(rule)
    for rule in sorted(
        (
            m02_compute_center.RULE,
            m03_compute_voucher.RULE,
            m04_key_technology.RULE,
            m05_platforms.RULE,
            m06_rd_investment.RULE,
            m07_standards.RULE,
            m08_growth.RULE,
            m09_listing.RULE,
            m10_first_sets.RULE,
            m11_maas.RULE,
            m12_scenarios.RULE,
            m17_research_loan.RULE,
            *no_amount.RULES,
        ),
        key=lambda rule: rule.measure,
    )
}
