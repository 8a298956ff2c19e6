"""Nobody else can speak for a visitor, and nothing that is sent can harm the page."""

import html
import re
import stat
from typing import Any

import pytest

from bot.web.forms import LARGEST, LONGEST

PATHS = ("/", "/measures", "/measures/M06", "/policies", "/api")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7*7}}"


def test_the_cookie_is_unguessable_and_out_of_reach_of_scripts(site: Any) -> None:
    cookies = [site.visit().client.get("/").headers["set-cookie"] for _ in range(3)]
    assert len({c.split(";")[0] for c in cookies}) == 3
    for cookie in cookies:
        assert re.match(r"huiqi=[A-Za-z0-9_-]{43};", cookie)
        assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
        assert "Secure" not in cookie
    assert (
        "Secure" in site.visit(base_url="https://testserver").client.get("/").headers["set-cookie"]
    )


def test_every_answer_carries_the_strict_headers(site: Any) -> None:
    client = site.visit().client
    for path in (*PATHS, "/nothing", "/healthz", "/clauses/M06-1", "/summary.pdf", "/api/nothing"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "strict-transport-security" not in headers
    secure = site.visit(base_url="https://testserver").client.get("/").headers
    assert secure["strict-transport-security"] == "max-age=31536000"


def test_the_page_asks_nothing_of_other_sites_and_has_no_inline_code(site: Any) -> None:
    client = site.visit().client
    for path in PATHS:
        page = client.get(path).text
        assert not re.findall(r'(?:src|action)="(?!/)|<link[^>]*href="http', page), path
        assert not re.findall(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", page), path


@pytest.mark.parametrize(
    "change",
    [
        {"fields": {"token": "0" * 64}},
        {"fields": {"token": ""}},
        {"fields": {"token": "中文"}},
        {"headers": {"origin": "https://evil.example"}},
        {"headers": {"origin": "null"}},
        {"headers": {"sec-fetch-site": "cross-site"}},
        {"headers": {"sec-fetch-site": "same-site"}},
    ],
)
@pytest.mark.parametrize("path", ["/message", "/language", "/restart"])
def test_a_form_from_elsewhere_is_refused(
    site: Any, path: str, change: dict[str, dict[str, str]]
) -> None:
    visit = site.visit()
    fields = visit.fields(text="2024", lang="en") | change.get("fields", {})
    answer = visit.client.post(path, data=fields, headers=change.get("headers", {}))
    assert answer.status_code == 403
    assert visit.client.get("/").text == visit.page


def test_a_token_of_another_visitor_or_no_cookie_is_refused(site: Any) -> None:
    visit, other = site.visit(), site.visit()
    assert other.client.post("/message", data=visit.fields(text="2024")).status_code == 403
    visit.client.cookies.clear()
    assert visit.client.post("/message", data=visit.fields(text="2024")).status_code == 403


def test_a_form_of_our_own_page_behind_a_proxy_is_taken(site: Any) -> None:
    visit = site.visit()
    headers = {"origin": "https://testserver", "sec-fetch-site": "same-origin"}
    answer = visit.client.post(
        "/message", data=visit.fields(text="2024"), headers=headers, follow_redirects=False
    )
    assert answer.status_code == 303


def test_an_oversized_body_a_wrong_type_and_too_many_fields_are_refused(site: Any) -> None:
    visit = site.visit()
    form = {"content-type": "application/x-www-form-urlencoded"}
    post = visit.client.post
    assert post("/message", data=visit.fields(text="长" * LARGEST)).status_code == 413
    assert post("/message", content=iter([b"a" * 50_000] * 2), headers=form).status_code == 413
    assert post("/message", json=visit.fields(text="2024")).status_code == 415
    assert post("/message", files={"text": b"x"}).status_code == 415
    assert post("/message", content=b"a=1&" * 100, headers=form).status_code == 400
    assert post("/message", content=b"\xff\xfe", headers=form).status_code == 400
    assert visit.client.get("/message").status_code == 405


def test_a_text_that_is_too_long_is_given_back(site: Any) -> None:
    visit = site.visit()
    assert visit.send(text="长" * (LONGEST + 1)) == 409
    assert f"最多 {LONGEST} 字" in visit.page


def test_an_empty_form_changes_nothing(site: Any) -> None:
    visit = site.visit()
    assert visit.send(text=" \0\x1b ") == 409
    assert "请至少选一项" in visit.page


def test_hostile_text_stays_text_in_the_page_and_in_the_summary(site: Any) -> None:
    visit = site.visit()
    visit.send(text=HOSTILE)
    assert "<script>alert" not in visit.page
    assert "<img src=x" not in visit.page
    assert html.escape(HOSTILE, quote=False).split("{{")[0][:30] in visit.page
    visit.send(choice=f'"><b>{HOSTILE}')
    visit.send(fact="company_name", text=f"厦门{HOSTILE}有限公司")
    visit.send(fact="<b>no such fact</b>", text="x")
    visit.page = visit.client.get("/").text
    assert "<b>" not in visit.page
    assert "<script>alert" not in visit.page


def test_too_many_messages_are_refused_for_a_while(site: Any) -> None:
    visit = site.visit()
    codes = [visit.send(text=f"第{number}个问题是什么？") for number in range(20)]
    assert set(codes) == {303}
    answer = visit.client.post("/message", data=visit.fields(text="再来"))
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "60"
    assert "请稍等" in answer.text
    site.clock.pass_(60)
    assert visit.send(text="再来") == 303


def test_one_address_cannot_open_conversations_without_end(site: Any) -> None:
    codes = [site.visit().client.get("/").status_code for _ in range(5)]
    assert codes == [200] * 5
    client = site.visit().client
    seen = []
    for _ in range(130):
        client.cookies.clear()
        seen.append(client.get("/").status_code)
    assert seen[-1] == 429


def test_the_key_of_the_forms_is_the_owners_alone_and_stays(site: Any) -> None:
    from bot.secret import read_secret

    path, made = site.folder / "secret", read_secret(site.folder)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_secret(site.folder) == made == path.read_bytes()
    assert len(path.read_bytes()) == 32


def test_a_failure_apologises_and_keeps_what_was_said_before(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = site.visit()

    def fail(*_given: object, **_named: object) -> None:
        raise RuntimeError("the database broke")

    monkeypatch.setattr(type(site.app), "take", fail)
    assert visit.send(text="我们是人工智能企业") == 500
    assert "已经记下的内容都还在" in visit.page
    assert "the database broke" not in visit.page
    monkeypatch.undo()
    assert "我们是人工智能企业" not in visit.client.get("/").text


def test_only_the_chat_gives_a_cookie(site: Any) -> None:
    client = site.visit().client
    client.cookies.clear()
    for path in (*PATHS[1:], "/events", "/summary.pdf", "/static/none"):
        assert "set-cookie" not in client.get(path).headers, path


def test_a_page_with_a_session_is_kept_by_no_cache_in_between(site: Any) -> None:
    client = site.visit().client
    assert client.get("/").headers["cache-control"] == "no-store"
    for path in PATHS[1:]:
        assert client.get(path).headers["cache-control"] == "private, no-cache"
        assert "Cookie" in client.get(path).headers["vary"]


def test_hostile_text_stays_text_in_an_event(site: Any) -> None:
    visit = site.visit()
    seen = re.search(r'data-last="(\d+)"', visit.page)
    assert seen
    visit.send(text=f"{HOSTILE}\r\ndata: <b>forged</b>\n\nid: 7")
    page = visit.client.get("/", headers={"last-event-id": seen[1]}).text
    assert "<script>alert" not in page
    assert "<b>forged" not in page


@pytest.mark.parametrize("number", ["-1", "1e9", "9" * 40, "²", "' OR 1=1 --", "null"])
def test_a_nonsensical_number_of_an_event_gives_the_whole_page(site: Any, number: str) -> None:
    visit = site.visit()
    answer = visit.client.get("/", headers={"last-event-id": number.encode()})
    assert answer.status_code == 200
    assert answer.text == visit.page
    assert "data-continues" not in answer.text


def test_a_choice_of_another_fact_or_none_of_its_options_changes_nothing(site: Any) -> None:
    visit = site.visit()
    visit.send(text="我们是人工智能企业，规上软件企业")
    before = site.app.session(next(iter(_conversations(site)))).stated
    for value in (HOSTILE, "yes、no", "", "change:is_ai_enterprise:no"):
        visit.send(fact="enterprise_category", value=value)
        visit.page = visit.client.get("/").text
    assert site.app.session(next(iter(_conversations(site)))).stated == before
    assert "<script>alert" not in visit.page


def _conversations(site: Any) -> list[str]:
    from sqlalchemy import select

    from bot.storage.tables import sessions

    with site.app.store._reader.connect() as connection:
        return list(connection.execute(select(sessions.c.conversation)).scalars())


def test_a_summary_in_the_browser_is_a_sandboxed_document_that_asks_for_nothing(site: Any) -> None:
    visit = site.visit()
    visit.hold_interview()
    answer = visit.client.get("/summary.html")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert not re.findall(r"<script|<img|<link|<iframe|\son\w+=|url\(", answer.text)


@pytest.mark.parametrize("form", ["pdf", "docx", "md", "html"])
def test_a_download_is_kept_by_no_cache_and_sniffed_by_nobody(site: Any, form: str) -> None:
    visit = site.visit()
    visit.hold_interview()
    headers = visit.client.get(f"/summary.{form}").headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    shown = "inline" if form == "html" else "attachment"
    assert headers["content-disposition"].startswith(shown)
    assert "\n" not in headers["content-disposition"]


def test_nobody_frames_the_page_and_no_other_origin_reads_it(site: Any) -> None:
    headers = site.visit().client.get("/").headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


def test_a_cookie_of_another_shape_is_replaced_and_never_used(site: Any) -> None:
    client = site.visit().client
    for made_up in ("x", "A" * 42, "../../etc/passwd", "a" * 4_000, "%00"):
        client.cookies.clear()
        answer = client.get("/", headers={"cookie": f"huiqi={made_up}"})
        assert answer.status_code == 200
        assert f"huiqi={made_up};" not in answer.headers.get("set-cookie", "")
