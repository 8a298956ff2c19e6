"""The line that sets a measure beside a same-type policy, in the chat and in the summary."""

from typing import Any

import pytest

from bot.same_type import say_same_type
from prompts import render
from tests.calculators.ways import assessed, box

PAID: dict[str, Any] = {"compute_purchase_total_yuan": 1_200_000, "compute_paid_yuan": 1_200_000}


def _said(measure: int, facts: dict[str, Any], lang: Any) -> dict[str, str]:
    return say_same_type(assessed(measure, facts), box(facts), lang)


def test_the_voucher_is_said_to_be_lower_than_the_subsidy_of_2024_in_both_languages() -> None:
    zh, en = (_said(3, PAID, lang)["xm-2024-6"] for lang in ("zh", "en"))
    assert "厦府办规〔2024〕6号按同样数字为 60 万元，本条为 50 万元，就高取前者" in zh
    assert "有效期和其他条件没有查到" in zh
    assert "厦府办规〔2024〕6号 gives RMB 600,000, this measure RMB 500,000" in en
    assert "the former is higher" in en


@pytest.mark.parametrize(("paid", "words"), [(1_000_000, "两者相同"), ("49999.99", "就高取本条")])
def test_the_line_says_which_is_higher(paid: Any, words: str) -> None:
    assert words in _said(3, PAID | {"compute_paid_yuan": paid}, "zh")["xm-2024-6"]


def test_nothing_is_said_while_it_is_open_which_is_higher() -> None:
    assert _said(3, {"compute_purchase_total_yuan": 1_200_000}, "zh") == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_line_stands_under_its_measure(lang: Any) -> None:
    told = {"measure": 3, "title": "t", "status": "eligible", "amount": "1"}
    rest = {"ceiling": True, "loan": False}
    alone = render("reply/report_line", lang, **told, **rest, elsewhere=[])
    beside = render("reply/report_line", lang, **told, **rest, elsewhere=["other"])
    assert beside.splitlines()[0] == alone
    assert beside.splitlines()[1].endswith("other")
