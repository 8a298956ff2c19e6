"""Every window shows what was said in another, through any worker, and misses nothing."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from bot.bootstrap import Assistant
from bot.secret import key_of
from bot.storage.transcript import Transcript
from bot.web import build_web
from tests.web.acting import Open, press, say
from tests.web.conftest import Site, Visit, serving


@pytest.fixture
def other_worker(site: Site, assistant: Assistant) -> Iterator[ASGIApp]:
    """A second process of the same site: it shares the database with the first, and the key."""
    database = f"sqlite:///{site.folder}/huiqi.sqlite3"
    transcript = Transcript(database)
    yield build_web(
        site.app,
        transcript,
        site.folder,
        site.clock,
        secret=key_of(assistant.settings),
        beat=0.05,
    )
    transcript.close()


def test_a_second_window_shows_what_the_first_said(open_page: Open, address: str) -> None:
    first = open_page()
    second = first.context.new_page()
    second.goto(address)
    press(first, "2024")
    second.locator("input[value='6']").wait_for()
    assert second.locator(".turn").count() == 2
    assert second.locator("#count").inner_text() == "1"
    say(second, "研发投入有什么补助？")
    first.locator(".turn").nth(2).wait_for()
    assert first.locator(".mine").all_inner_texts() == second.locator(".mine").all_inner_texts()


def test_an_answer_to_an_older_question_is_not_taken(open_page: Open, address: str) -> None:
    first = open_page(java_script_enabled=False)
    second = first.context.new_page()
    second.goto(address)
    first.get_by_role("button", name="2024").click()
    second.fill("#text", "1260万")
    second.keyboard.press("Enter")
    second.get_by_text("没有采用").wait_for()
    assert second.input_value("#text") == "1260万"
    assert second.locator(".turn").count() == 2
    assert second.locator("input[value='6']").is_visible()


def test_a_window_that_was_offline_catches_up(open_page: Open, address: str) -> None:
    first = open_page()
    second = first.context.new_page()
    second.goto(address)
    before = first.locator(".turn").count()
    first.context.set_offline(True)
    first.context.set_offline(False)
    press(second, "2024")
    first.wait_for_function("n => document.querySelectorAll('.turn').length > n", arg=before)


def test_starting_over_in_one_window_empties_the_other(open_page: Open, address: str) -> None:
    first = open_page()
    press(first, "2024")
    second = first.context.new_page()
    second.goto(address)
    first.locator("#facts > summary").click()
    first.locator(".restart > summary").click()
    first.get_by_role("button", name="全部删除").click()
    second.wait_for_function("() => document.querySelectorAll('.mine').length === 0")
    assert second.locator(".turn").count() == 1


def test_a_stream_brings_the_turns_after_the_one_seen_and_numbers_them(
    site: Site, address: str
) -> None:
    visit = site.visit()
    seen = _last(visit)
    visit.send(choice="2024")
    visit.send(choice=["6"])
    [event] = _events(address, visit, 1, headers={"last-event-id": str(seen)})
    assert event["id"] == str(_last(visit))
    turns = [int(number) for number in re.findall(r'data-turn="(\d+)"', event["data"])]
    assert turns == sorted(turns)
    assert len(turns) == 2
    assert min(turns) > seen


def test_the_header_of_a_browser_that_comes_back_overrules_the_address(
    site: Site, address: str
) -> None:
    visit = site.visit()
    visit.send(choice="2024")
    [event] = _events(address, visit, 1, "/events?after=999999999", {"last-event-id": "0"})
    assert len(re.findall("data-turn", event["data"])) == 2


def test_a_stream_resumes_at_another_worker(site: Site, other_worker: ASGIApp) -> None:
    visit = site.visit()
    with serving(site.web) as one, serving(other_worker) as two:
        [first] = _events(one, visit, 1)
        visit.send(choice="2024")
        [second] = _events(two, visit, 1, headers={"last-event-id": first["id"]})
        visit.send(choice=["6"])
        [third] = _events(one, visit, 1, headers={"last-event-id": second["id"]})
    assert [len(re.findall("data-turn", e["data"])) for e in (second, third)] == [1, 1]


def test_an_interview_goes_on_at_whichever_worker_answers(
    site: Site, other_worker: ASGIApp
) -> None:
    visit = site.visit()
    other = TestClient(other_worker, cookies=dict(visit.client.cookies))
    clients = [visit.client, other]
    for turn, given in enumerate(("2024年", "6", "我们是人工智能企业，规上软件企业")):
        visit.client = clients[turn % 2]
        assert visit.send(text=given) == 303
    assert visit.client.get("/").text == other.get("/").text
    assert "规上软件企业" in visit.page


def test_a_stranger_follows_nothing_and_windows_are_limited(site: Site) -> None:
    client = TestClient(site.web)
    assert client.get("/events").status_code == 403
    streams = _streams_of(site)
    visit = site.visit()
    name = _conversation(visit)
    streams._open[name] = 8
    answer = visit.client.get("/events")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")


def test_a_stranger_s_number_opens_no_other_conversation(site: Site) -> None:
    visit, stranger = site.visit(), site.visit()
    visit.send(text="我们公司的秘密是研发费用1260万")
    for after in (0, 1, _last(visit) - 1):
        page = stranger.client.get("/", headers={"last-event-id": str(after)}).text
        assert "秘密" not in page


def _last(visit: Visit) -> int:
    found = re.search(r'data-last="(\d+)"', visit.page)
    assert found
    return int(found[1])


def _conversation(visit: Visit) -> str:
    from bot.web.visitor import Visitor

    return Visitor(visit.client.cookies["huiqi"], is_new=False).conversation


def _streams_of(site: Site) -> Any:
    starlette = site.web._app  # type: ignore[attr-defined]
    [route] = [route for route in starlette.routes if route.path == "/events"]
    return route.endpoint.__self__.streams


def _events(
    address: str,
    visit: Visit,
    count: int,
    path: str = "/events",
    headers: dict[str, str] | None = None,
) -> list[dict[str, str]]:
    """The first events of a stream, as a browser reads them."""
    found: list[dict[str, str]] = []
    cookies = dict(visit.client.cookies)
    with httpx.stream("GET", address + path, headers=headers, cookies=cookies, timeout=5) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        event: dict[str, str] = {}
        for line in answer.iter_lines():
            if not line and "data" in event:
                found.append(event)
                if len(found) == count:
                    break
            name, _, value = line.partition(": ")
            event = {} if not line else {**event, name: f"{event.get(name, '')}{value}"}
    return found
