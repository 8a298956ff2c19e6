"""WCAG 2.2 AA: axe finds nothing, at phone and desktop size, light and dark, in both languages."""

from typing import Any

import pytest

from bot.drafting import draft
from calculators.facts import Lang
from tests.drafting.profiles import LISTS, SAMPLE, given
from tests.web.acting import DESKTOP, PHONE, Open, choose_measure_6, press, say

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
FILLED = (
    "/measures/M06?asked=1&data_year=2024&is_ai_enterprise=yes"
    "&enterprise_category=above_scale_software&self_rd_expense_yuan=1260万"
    "&self_rd_expense_prior_year_yuan=900"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_in_a_conversation(
    open_page: Open, viewport: dict[str, int], scheme: str
) -> None:
    page = open_page(viewport, color_scheme=scheme)
    assert _violations(page) == []
    choose_measure_6(page)
    say(page, "研发投入有什么补助？")
    page.locator(".quote > summary").first.click()
    say(page, "我们是人工智能企业，规上软件企业，自主研发费用1260万，上年900万")
    page.locator("#facts").evaluate("node => { node.open = true; }")
    for change in page.locator(".change > summary").all():
        change.click()
    assert _violations(page) == []
    page.locator("#facts").evaluate("node => { node.open = false; }")
    press(page, "确认")
    assert _violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_in_the_pages(
    open_page: Open, address: str, viewport: dict[str, int], scheme: str
) -> None:
    page = open_page(viewport, color_scheme=scheme, locale="en")
    for path in ("/measures", FILLED, "/policies", "/no-such-page", "/api", "/verify"):
        answer = page.goto(address + path)
        assert answer.status == (404 if path == "/no-such-page" else 200)
        for each in page.locator("details > summary").all():
            each.click()
        assert _violations(page) == [], path


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_axe_finds_nothing_in_a_summary(open_page: Open, lang: Lang, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    page.goto("about:blank")  # a page of its own policy
    stated = {k: v for k, v in SAMPLE.items() if k != "compute_paid_yuan"}
    page.set_content(draft(given({**stated, **LISTS}, lang=lang), "html").decode())
    assert _violations(page) == []


def _violations(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{each['id']}: {[n['html'][:120] for n in each['nodes']]}" for each in found]
