"""The API says what the commands say, within limits, and names what is wrong in one line."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient

from bot.bootstrap import Assistant, build_app
from bot.contract import assess_profile
from bot.storage.transcript import Transcript
from bot.web import build_web
from calculators.intake import read_profile
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS
from tests.web.conftest import HandClock, Site

MANY = '{"projects": [' + ", ".join(['{"project_rd_investment_yuan": 1}'] * 51) + "]}"
FIRM = {
    "is_ai_enterprise": True,
    "enterprise_category": "above_scale_software",
    "self_rd_expense_yuan": "12600000",
    "self_rd_expense_prior_year_yuan": 9000000,
}


@pytest.fixture
def client(site: Site) -> TestClient:
    return TestClient(site.web, raise_server_exceptions=False)


def test_an_assessment_is_that_of_the_contract(client: TestClient, site: Site) -> None:
    answer = client.post("/api/assess?as_of=2025-01-01&lang=en", json={"id": 7, "facts": FIRM})
    expected = assess_profile(
        read_profile(FIRM, FACTS, LIST_KEYS),
        rules=RULES,
        facts=FACTS,
        policy=site.app.policy,
        as_of=site.clock.now.date().replace(year=2025, month=1, day=1),
        lang="en",
    )
    assert answer.json() == {"id": 7, **json.loads(json.dumps(expected))}
    assert answer.json()["measures"][5]["amount_yuan"] == "930000.00"


def test_amounts_never_pass_through_binary_float(client: TestClient) -> None:
    # As binary float this would be 0.29, and taken.
    body = '{"maas_revenue_yuan": 0.2900000000000000000001}'
    answer = client.post("/api/assess", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert "at most 2 decimals" in answer.json()["error"]


def test_a_question_is_answered_with_its_clauses(client: TestClient) -> None:
    given = client.post("/api/ask", json={"id": "a", "q": "研发投入有什么补助？"}).json()
    assert (given["id"], given["in_scope"], given["measures"][0]) == ("a", True, 6)
    assert given["citations"][0]["clause"].startswith("M06")
    assert given["notice"]


@pytest.mark.parametrize(
    ("form", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!"), ("md", b"#")]
)
def test_a_summary_comes_back_as_a_file(client: TestClient, form: str, start: bytes) -> None:
    answer = client.post(f"/api/draft?format={form}", json={**FIRM, "company_name": "厦门示例"})
    assert answer.content.lstrip().startswith(start)
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("path", "body", "status", "said"),
    [
        ("/api/assess", '{"self_rd_expense_yuan": -5}', 400, "self_rd_expense_yuan: got"),
        ("/api/assess", '{"no_such_fact": 1}', 400, "no_such_fact: got"),
        ("/api/assess", '{"a"', 400, "expected JSON"),
        ("/api/assess", "[" * 10_000, 400, "expected JSON"),
        ("/api/assess", "[]", 400, "expected a JSON object of facts"),
        ("/api/assess?as_of=20250101", "{}", 400, "as_of: got '20250101', expected a date"),
        ("/api/assess?lang=fr", "{}", 400, "lang: got 'fr', expected zh or en"),
        ("/api/ask", '{"q": " "}', 400, "q: got ' ', expected a question"),
        ("/api/ask", '"q"', 400, "q: got"),
        ("/api/draft?format=exe", "{}", 400, "format: got 'exe', expected one of"),
        ("/api/assess", '{"company_name": "' + "长" * 70_000 + '"}', 413, "body: expected at most"),
        ("/api/draft", MANY, 400, "projects: got '51', expected at most 50 objects"),
        ("/api/nothing", "{}", 404, "path: expected one of"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    client: TestClient, path: str, body: str, status: int, said: str
) -> None:
    answer = client.post(path, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert said in answer.json()["error"]
    assert "\n" not in answer.json()["error"]


def test_another_method_or_type_is_refused(client: TestClient) -> None:
    answer = client.get("/api/assess")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert client.post("/api/assess", data={"q": "x"}).status_code == 415
    assert client.post("/api/assess", content=b"\xff").status_code == 415


def test_too_many_calls_are_refused_for_a_while(client: TestClient, site: Site) -> None:
    codes = [client.post("/api/assess", json={}).status_code for _ in range(61)]
    assert codes == [200] * 60 + [429]
    site.clock.pass_(60)
    codes = [client.post("/api/draft?format=md", json={}).status_code for _ in range(11)]
    assert codes == [200] * 10 + [429]


def test_nothing_is_kept_and_no_cookie_is_given(client: TestClient, site: Site) -> None:
    for path in ("/api/assess", "/api/draft?format=md"):
        assert "set-cookie" not in client.post(path, json=FIRM).headers
    assert Transcript(f"sqlite:///{site.folder}/huiqi.sqlite3").newest() == 0


def test_a_lone_surrogate_is_refused(client: TestClient) -> None:
    for path, body in (("ask", r'{"q": "\ud800 a"}'), ("assess", r'{"\udc00": 1}')):
        answer = client.post(
            f"/api/{path}", content=body, headers={"content-type": "application/json"}
        )
        assert answer.status_code == 400
        assert "expected text without lone surrogates" in answer.json()["error"]


def test_every_fact_is_described(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()["components"]["schemas"]["Facts"]
    assert described["properties"].keys() == {"id", *FACTS, *LIST_KEYS}


def test_the_page_of_the_api_asks_nothing_of_other_sites(client: TestClient) -> None:
    page = client.get("/api").text
    assert "curl -s http://testserver/api/assess" in page
    assert '<script src="http' not in page
    assert "cdn" not in page


@pytest.fixture(scope="module")
def described(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of an application in which each request comes a second later."""
    folder, seconds = tmp_path_factory.mktemp("api"), count(step=10)
    database = f"sqlite:///{folder}/huiqi.sqlite3"
    app = build_app(assistant, clock=HandClock(), database=database, deliver=False)
    transcript = Transcript(database)
    web = build_web(app, transcript, folder, HandClock(), seconds=lambda: float(next(seconds)))
    yield schemathesis.openapi.from_asgi("/api/openapi.json", web)
    transcript.close()
    app.store.close()


# A schema cannot say that min is not above max, nor how many decimals an amount has.
_SAID_OTHERWISE = [positive_data_acceptance]


@pytest.mark.parametrize("path", ["/api/assess", "/api/ask", "/api/draft"])
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_sent_is_answered_as_described(
    described: Any, path: str, mode: GenerationMode
) -> None:
    @settings(
        max_examples=15 if path == "/api/draft" else 40,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=described[path]["POST"].as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        case.call_and_validate(excluded_checks=_SAID_OTHERWISE)

    send()
