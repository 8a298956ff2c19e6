"""The pages for people who do not chat: every measure with its text, and its computation."""

import html
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from bot.contract import assess_profile
from bot.web.measure_form import enter, keys_asked, read_entered
from calculators.facts import Kind, Profile, Value
from calculators.intake import read_profile
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS
from knowledge.clauses import load, related
from tests.web.acting import DESKTOP, Open, press, say
from tests.web.conftest import Site

FILLED = {
    "data_year": "2024",
    "is_ai_enterprise": "yes",
    "enterprise_category": "above_scale_software",
    "self_rd_expense_yuan": "1260万",
    "self_rd_expense_prior_year_yuan": "900万",
}
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
def client(site: Site) -> TestClient:
    return TestClient(site.web)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_all_nineteen_measures_have_their_text_and_their_bureaus(
    client: TestClient, lang: str
) -> None:
    everything = client.get(f"/measures?lang={lang}").text
    for measure in load().measures:
        path = f"/measures/M{measure.number:02}?lang={lang}"
        assert f'href="{path}"' in everything
        page = client.get(path).text
        for clause in measure.clauses:
            assert clause.text in page
            assert clause.text in everything
            assert f'id="{clause.id}"' in page
        for bureau in measure.bureaus:
            assert bureau.partition("（")[0] in page


def test_the_most_that_a_measure_gives_is_that_of_its_rule(client: TestClient) -> None:
    page = client.get("/measures").text
    for number, said in {6: "最高 575 万元", 7: "每项最高 100 万元", 1: "本条没有写明金额"}.items():
        assert said in page.partition(f'id="M{number:02}"')[2].partition("</article>")[0]
    assert "贷款本金最高 5,000 万元（不是补助）" in page


def test_the_form_computes_what_the_contract_says(client: TestClient, site: Site) -> None:
    page = client.get(f"/measures/M06?{urlencode(FILLED)}").text
    facts = {
        "data_year": 2024,
        "is_ai_enterprise": True,
        "enterprise_category": "above_scale_software",
        "self_rd_expense_yuan": 12_600_000,
        "self_rd_expense_prior_year_yuan": 9_000_000,
    }
    expected = assess_profile(
        read_profile(facts, FACTS, LIST_KEYS),
        rules=RULES,
        facts=FACTS,
        policy=site.app.policy,
        as_of=site.clock.now.date(),
        lang="zh",
    )["measures"][5]
    result = page.partition('id="result"')[2].partition("</section>")[0]
    assert "93 万元" in result
    for component in expected["components"]:
        assert f"{float(component['amount_yuan']):,.2f} 元" in result
    for other in expected["alternatives"]:
        assert other["text"] in html.unescape(result)
    assert "离下一档的差额" in result
    assert 'href="/measures/M06#M06-2"' in result


def test_nothing_entered_gives_no_result(client: TestClient) -> None:
    page = client.get("/measures/M06").text
    assert "填写上面的资料后" in page
    assert "尚不能确定" not in page


def test_a_figure_without_a_unit_is_asked_again_and_not_guessed(client: TestClient) -> None:
    page = client.get("/measures/M06?self_rd_expense_yuan=1260").text
    assert 'aria-invalid="true"' in page
    assert "请写明单位" in page
    assert 'value="1260"' in page
    assert "还缺" in page


def test_several_facts_in_one_field_and_nonsense_are_refused(client: TestClient) -> None:
    for text in ("1260万，上年900万", "很多", "-5万", "9" * 500):
        page = client.get(f"/measures/M06?{urlencode({'self_rd_expense_yuan': text})}").text
        assert 'aria-invalid="true"' in page, text


def test_unknown_fields_and_options_are_ignored_and_stay_text(client: TestClient) -> None:
    asked = {"enterprise_category": HOSTILE, "self_rd_expense_yuan": HOSTILE, HOSTILE: HOSTILE}
    page = client.get(f"/measures/M06?{urlencode(asked)}").text
    assert "<script>alert" not in page
    assert client.get("/measures/M06?" + "&".join(f"data_year={n}" for n in range(500))).is_success


def test_what_was_said_in_the_chat_is_brought_along_and_not_changed(site: Site) -> None:
    visit = site.visit()
    visit.send(text="年度是2024年，我们是人工智能企业，规上软件企业")
    visit.send(text="自主研发费用1260万，上年900万")
    page = visit.client.get("/measures/M06").text
    assert "已带入您在对话中说过的资料" in page
    assert "93 万元" in page.partition('id="result"')[2]
    tried = visit.client.get(f"/measures/M06?{urlencode(FILLED | {'asked': '1'})}").text
    assert "已带入" not in tried
    assert "已带入" not in TestClient(site.web).get("/measures/M06").text


EXAMPLES: dict[Kind, tuple[Value, ...]] = {
    Kind.YUAN: (0, 1, 150, 1_260_000_000, 123_456_789_01),
    Kind.PERCENT: (0, 120_000, 125_000),
    Kind.NUMBER: (1_500_000, 1_005_000),
    Kind.COUNT: (1, 60),
    Kind.YEAR: (2023, 2025),
    Kind.FLAG: (True, False),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_profile_entered_in_a_form_is_read_back(site: Site, lang: Any) -> None:
    today = site.clock.now.date()
    for rule in RULES.values():
        for key in keys_asked(rule):
            fact = FACTS[key]
            values = EXAMPLES.get(fact.kind, tuple(fact.options) or (today,))
            if fact.kind is Kind.CHOICES:
                values = (frozenset(fact.options), frozenset())
            for value in values:
                entered = enter(Profile({key: value}), (key,), FACTS, lang)
                assert read_entered(site.app, (key,), entered, today).facts == {key: value}, entered


def test_the_policy_and_every_related_one_stand_with_their_sources(client: TestClient) -> None:
    page = html.unescape(client.get("/policies").text)
    assert load().document in page
    for other in related():
        assert other.title in page
        assert not other.source or f'href="{other.source}"' in page
    for clause in load().general:
        assert f'id="{clause.id}"' in page


def test_the_language_of_the_address_wins_and_stays(client: TestClient) -> None:
    page = client.get("/measures?lang=en", headers={"accept-language": "zh-CN"}).text
    assert '<html lang="en">' in page
    assert 'href="/policies?lang=en"' in page
    assert 'href="/measures?lang=zh"' in page
    plain = client.get("/measures", headers={"accept-language": "en"}).text
    assert '<html lang="en">' in plain
    assert 'href="/policies"' in plain


def test_an_unknown_measure_is_not_found(client: TestClient) -> None:
    for name in ("M00", "M20", "m06", "6", "M06<"):
        assert client.get(f"/measures/{name}").status_code == 404


def test_the_expiry_stands_first_on_every_page(client: TestClient) -> None:
    for path in ("/measures", "/measures/M06", "/policies", "/api"):
        body = client.get(path).text.partition("<body>")[2]
        visible = re.sub(r"<a class=\"skip\".*?</a>|<[^>]*>", "", body).strip()
        assert visible.startswith("本政策已于2025年12月31日到期"), path


def test_the_result_follows_the_form_while_it_is_filled_in(open_page: Open, address: str) -> None:
    page = open_page()
    page.goto(f"{address}/measures/M11")
    page.fill("#f-maas_revenue_yuan", "1000万")
    page.get_by_text("50 万元").first.wait_for()
    page.fill("#f-maas_revenue_yuan", "1000")
    page.locator(".error").wait_for()
    assert page.input_value("#f-maas_revenue_yuan") == "1000"
    page.fill("#f-maas_revenue_yuan", "2000万")
    page.locator("#result strong", has_text="100 万元").wait_for()
    assert page.locator(".error").count() == 0
    assert page.locator("#now").inner_text().startswith("100 万元")  # in sight beside the form
    page.reload()
    assert "100 万元" in page.inner_text("#result")


def test_the_form_works_without_javascript(open_page: Open, address: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{address}/measures/M11")
    page.fill("#f-maas_revenue_yuan", "1000万")
    page.keyboard.press("Enter")
    page.locator("#result").get_by_text("50 万元").first.wait_for()
    assert page.url.endswith("#result")


def test_a_citation_of_the_chat_leads_to_the_clause_on_its_page(open_page: Open) -> None:
    page = open_page(DESKTOP)
    press(page, "2024")
    say(page, "研发投入有什么补助？")
    page.locator(".quote > summary").first.click()
    page.get_by_role("link", name="条款全文").first.click()
    page.wait_for_url("**/measures/M06#M06-1")
    assert page.locator("#M06-1").evaluate("node => node.matches(':target')")


def test_no_page_is_wider_than_a_narrow_phone(open_page: Open, address: str) -> None:
    page = open_page({"width": 360, "height": 640})
    for path in ("/measures", f"/measures/M06?{urlencode(FILLED)}", "/policies", "/api?lang=en"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_a_page_is_printed_dark_on_white_whatever_the_screen_shows(
    open_page: Open, address: str
) -> None:
    page = open_page(color_scheme="dark")
    page.goto(f"{address}/measures/M06?asked=1&is_ai_enterprise=no")
    page.emulate_media(media="print", color_scheme="dark")
    for where in ("body", ".notice", "#result", ".fails .verdict"):
        ink, ground = page.locator(where).first.evaluate(
            "node => [getComputedStyle(node).color, getComputedStyle(node).backgroundColor]"
        )
        assert ink == "rgb(0, 0, 0)", where
        assert ground in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}, where
    assert not page.locator("#calculator").is_visible()
