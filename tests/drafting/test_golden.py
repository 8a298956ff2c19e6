"""The page as it was reviewed: a change of the HTML shows as a difference that somebody reads.

`HUIQI_REVIEWED=1 pytest tests/drafting/test_golden.py` writes the pages anew, to be read in the diff.
"""

import os
import re
from pathlib import Path

import pytest

from bot.drafting import draft
from calculators.facts import Lang
from tests.drafting.profiles import given

GOLDEN = Path(__file__).parent / "golden"
VOUCHER = {
    "company_name": "厦门某某智能科技有限公司",
    "data_year": 2024,
    "compute_purchase_total_yuan": 600_000,
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_one_measure_is_the_reviewed_one(lang: Lang) -> None:
    page = draft(given(VOUCHER, lang=lang, asked=frozenset({3}), code="AAAA-BBBB"), "html").decode()
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    # The policy's hash changes with any word of its files; it has tests of its own.
    body = re.sub(r"[0-9a-f]{12}(?=</footer>)", "HASH", body)
    reviewed = GOLDEN / f"voucher.{lang}.html"
    if os.environ.get("HUIQI_REVIEWED"):
        reviewed.write_text(body, encoding="utf-8")
    assert body == reviewed.read_text(encoding="utf-8")
