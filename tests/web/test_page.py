"""The chat page as a browser without JavaScript sees it."""

import re
from typing import Any

import pytest

from bot.dialogue.session import Session
from bot.web.linked import parts_of
from bot.web.paragraphs import paragraphs_of
from knowledge.clauses import load
from prompts.pages import labels
from tests.web.conftest import INTERVIEW


def test_the_expiry_of_the_policy_is_the_first_thing_on_the_page(site: Any) -> None:
    body = site.visit().page.partition("<body>")[2]
    visible = re.sub(r"<a class=\"skip\".*?</a>|<[^>]*>", "", body).strip()
    assert visible.startswith("本政策已于2025年12月31日到期")
    assert "厦府办规〔2026〕3号" in visible[:80]


def test_a_first_visit_is_greeted_once_and_a_reload_changes_nothing(site: Any) -> None:
    visit = site.visit()
    assert visit.page.count("您好，我是惠企") == 1
    assert visit.client.get("/").text == visit.page


def test_a_whole_interview_ends_with_a_summary_in_three_forms(site: Any) -> None:
    visit = site.visit()
    visit.hold_interview()
    assert "最高 93 万元" in visit.page
    for form, start in (("pdf", b"%PDF"), ("html", b"<!"), ("md", b"#")):
        answer = visit.client.get(f"/summary.{form}")
        assert answer.status_code == 200
        assert answer.content.lstrip().startswith(start)
    assert "unsafe-inline" in answer.headers["content-security-policy"]


def test_before_the_facts_are_confirmed_there_is_no_summary(site: Any) -> None:
    visit = site.visit()
    visit.send(choice="2024")
    assert visit.client.get("/summary.pdf").status_code == 404
    assert "/summary.pdf" not in visit.page


def test_the_summary_of_another_session_cannot_be_fetched(site: Any) -> None:
    visit = site.visit()
    visit.hold_interview()
    stranger = site.visit()
    assert stranger.client.get("/summary.pdf").status_code == 404
    assert stranger.client.get("/summary.doc").status_code == 404
    stranger.client.cookies.clear()
    assert stranger.client.get("/summary.pdf").status_code == 404


def test_several_choices_are_one_message_and_an_excluding_one_overrules_them(site: Any) -> None:
    visit = site.visit()
    visit.send(choice="2024")
    visit.send(choice=["3", "6"])
    assert "购买算力" in visit.page
    session = _session(site)
    assert session.situations == (3, 6)
    other = site.visit()
    other.send(choice="2024")
    other.send(choice=["3"], only="all")
    assert "研发" in other.page
    assert any(len(s.situations or ()) > 10 for s in _sessions(site))


def test_the_same_form_posted_twice_is_one_message(site: Any) -> None:
    visit = site.visit()
    fields = visit.fields(text="年度是2024年")
    for _ in range(2):
        answer = visit.client.post("/message", data=fields, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/#last")
    assert (
        visit.client.get("/").text.count("年度是2024年") <= 2
    )  # the message, and the fact's words


def test_an_answer_to_an_older_question_is_not_taken_and_its_words_are_kept(site: Any) -> None:
    visit = site.visit()
    stale = visit.fields(text="1260万")
    visit.send(choice="2024")
    answer = visit.client.post("/message", data=stale, follow_redirects=False)
    assert answer.status_code == 409
    assert 'value="1260万"' in answer.text
    assert "没有采用" in answer.text
    assert "self_rd_expense_yuan" not in _session(site).stated


def test_a_fact_is_changed_from_the_panel(site: Any) -> None:
    visit = site.visit()
    visit.hold_interview()
    assert visit.send(fact="self_rd_expense_yuan", text="1300万") == 303
    assert "1,300 万元" in visit.page
    assert not _session(site).done
    assert visit.client.get("/summary.pdf").status_code == 404


def test_the_language_changes_and_changes_back(site: Any) -> None:
    visit = site.visit()
    visit.client.post("/language", data=visit.fields(lang="en"))
    page = visit.client.get("/").text
    assert '<html lang="en">' in page
    assert "expired on 31 December 2025" in page
    visit.page = page
    visit.client.post("/language", data=visit.fields(lang="zh"))
    assert '<html lang="zh-CN">' in visit.client.get("/").text


def test_starting_over_deletes_everything(site: Any) -> None:
    visit = site.visit()
    visit.hold_interview()
    visit.client.post("/restart", data=visit.fields())
    page = visit.client.get("/").text
    assert "1,260" not in page
    assert visit.client.get("/summary.pdf").status_code == 404


def test_citations_unfold_to_the_verbatim_clause_and_link_to_it(site: Any) -> None:
    visit = site.visit()
    visit.send(text="研发投入有什么补助？")
    quotes = re.findall(
        r"<summary>原文 ([MG][\d-]+)</summary>\s*<blockquote[^>]*>(.*?)<", visit.page
    )
    assert quotes
    for clause, quote in quotes:
        assert quote in load().clause(clause).text
        assert quote in visit.client.get(f"/clauses/{clause}").text


def test_every_clause_leads_to_its_place_and_an_unknown_one_is_not_found(site: Any) -> None:
    client = site.visit().client
    for clause in load().clauses():
        answer = client.get(f"/clauses/{clause.id}", follow_redirects=False)
        assert answer.status_code == 308
        path, _, place = answer.headers["location"].partition("#")
        assert f'id="{place}"' in client.get(path).text
    assert client.get("/clauses/M99-1").status_code == 404


def test_what_a_citation_unfolds_is_not_said_twice(site: Any) -> None:
    visit = site.visit()
    visit.send(text="研发投入有什么补助？")
    text = load().clause("M06-3").text
    assert visit.page.count(text) == 1


def test_a_browser_that_asks_for_english_is_greeted_in_english(site: Any) -> None:
    from starlette.testclient import TestClient

    for asked, lang in (("en-GB,zh;q=0.5", "en"), ("zh-TW,en", "zh-CN"), ("fr", "zh-CN")):
        client = TestClient(site.web, headers={"accept-language": asked})
        assert f'<html lang="{lang}">' in client.get("/").text


def test_texts_link_addresses_and_clauses_and_lose_nothing() -> None:
    text = "见 https://example.org/a?b=1。M06-1、M99-1（G-13），https://example.org/x."
    parts = parts_of(text, load())
    assert "".join(part.text for part in parts) == text
    assert [part.href for part in parts if part.href] == [
        "https://example.org/a?b=1",
        "/measures/M06#M06-1",
        "/policies#G-13",
        "https://example.org/x",
    ]


def test_health_and_readiness_are_told(site: Any) -> None:
    client = site.visit().client
    assert client.get("/healthz").text == "ok"
    assert client.get("/readyz").text == "ready"


@pytest.mark.parametrize(
    "table", ["web/words", "web/measures", "web/api", "summary/words", "summary/verify"]
)
def test_both_languages_say_everything_with_the_same_values(table: str) -> None:
    chinese, english = (labels(table, lang) for lang in ("zh", "en"))
    assert english.keys() == chinese.keys()
    # A layout that says `a.values` means the words, and would be given the method of the table.
    assert not english.keys() & set(dir(english))
    for key, text in english.items():
        assert text.strip()
        assert chinese[key].strip()
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", chinese[key])), key


def _sessions(site: Any) -> list[Session]:
    from sqlalchemy import select

    from bot.storage.tables import sessions

    with site.app.store._reader.connect() as connection:
        names = connection.execute(select(sessions.c.conversation)).scalars().all()
    return [session for name in names if (session := site.app.session(name))]


def _session(site: Any) -> Session:
    [only] = _sessions(site)
    return only


def test_after_a_failure_the_buttons_of_the_question_are_still_there(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = site.visit()

    def fail(*_given: object, **_named: object) -> None:
        raise RuntimeError("broke")

    with monkeypatch.context() as patched:
        patched.setattr(type(site.app), "understand", fail)
        assert visit.send(choice="2024") == 303
    assert 'value="2024"' in visit.page
    assert visit.send(choice="2024") == 303
    assert _session(site).stated["data_year"].value == 2024


def test_several_choices_are_shown_as_their_language_lists_them(site: Any) -> None:
    visit = site.visit()
    visit.client.post("/language", data=visit.fields(lang="en"))
    visit.page = visit.client.get("/").text
    visit.send(choice="2024")
    visit.send(choice=["3", "6"])
    assert "Buying compute (vouchers), R&amp;D spending" in visit.page
    assert _session(site).situations == (3, 6)


def test_the_facts_to_check_come_with_few_lines_on_how_they_are_read(site: Any) -> None:
    visit = site.visit()
    for given in INTERVIEW[:-1]:
        assert visit.send(**given) == 303
    review = visit.page[visit.page.index("请核对") :]
    facts, readings = re.findall(r"<ul>(.*?)</ul>", review, re.DOTALL)[:2]
    assert "1,260 万元" in facts
    assert "G1" in readings
    assert readings.count("<li>") <= 6
    assert "逐条写在总结里" in readings


def test_what_is_said_beside_a_line_of_the_result_stands_under_it() -> None:
    text = "结果：\n· （3）算力：最高 50 万元\n\u3000同类政策：就高\n· （6）研发：最高 93 万元"
    shapes = [(each.shape, len(each.lines)) for each in paragraphs_of(text, load())]
    assert shapes == [("text", 1), ("list", 1), ("beside", 1), ("list", 1)]


def test_the_forms_that_most_people_want_come_first(site: Any) -> None:
    visit = site.visit()
    visit.hold_interview()
    assert re.findall(r'href="/summary\.(\w+)"', visit.page) == ["pdf", "docx", "html", "md"]
