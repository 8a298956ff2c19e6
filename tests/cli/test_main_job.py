"""The main job through the commands that users script against."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.clauses import load

Run = Callable[..., subprocess.CompletedProcess[str]]
Chat = Callable[..., list[dict[str, Any]]]

FACTS: dict[str, Any] = {
    "is_ai_enterprise": True,
    "enterprise_category": "above_scale_software",
    "revenue_last_year_yuan": 68_000_000,
    "revenue_year_before_yuan": "50000000",
    "highest_revenue_before_yuan": 50_000_000,
    "self_rd_expense_yuan": 12_600_000,
    "self_rd_expense_prior_year_yuan": 9_000_000,
    "compute_purchase_total_yuan": 1_200_000,
    "compute_paid_yuan": 1_200_000,
    "city_software_avg_growth_pct": 12,
    "step_awards_received_yuan": 0,
    "little_giant_first_recognised": False,
}
ANSWERS = {
    "data_year": "2025",
    "situations": "3、6、8",
    "is_ai_enterprise": "是的",
    "enterprise_category": "规上软件企业",
    "revenue_last_year_yuan": "6800万",
    "revenue_year_before_yuan": "5000万",
    "highest_revenue_before_yuan": "五千万",
    "self_rd_expense_yuan": "1260万元",
    "self_rd_expense_prior_year_yuan": "900万",
    "compute_purchase_total_yuan": "120万",
    "compute_paid_yuan": "一百二十万",
    "city_software_avg_growth_pct": "12%",
    "step_awards_received_yuan": "没有",
    "little_giant_first_recognised": "不是",
    "review": "确认",
}


def assess(huiqi: Run, facts: dict[str, Any]) -> dict[int, dict[str, Any]]:
    done = huiqi("assess", "-", "--as-of", "2026-11-23", given=json.dumps(facts))
    assert done.returncode == 0, done.stderr
    return {each["measure"]: each for each in json.loads(done.stdout)["measures"]}


def test_the_example_company_gets_what_the_policy_says(huiqi: Run) -> None:
    found = assess(huiqi, FACTS)
    assert list(found) == list(range(1, 20))
    assert (found[3]["amount_yuan"], found[3]["is_ceiling"]) == ("500000.00", True)
    assert found[6]["amount_yuan"] == "930000.00"
    assert [c["amount_yuan"] for c in found[6]["components"]] == [
        "600000.00",
        "300000.00",
        "30000.00",
    ]
    assert found[8]["amount_yuan"] == "208000.00"
    assert [c["amount_yuan"] for c in found[8]["components"]] == ["108000.00", "100000.00", "0.00"]


def test_without_the_revenue_of_the_year_before_measure_8_says_what_is_missing(huiqi: Run) -> None:
    facts = {k: v for k, v in FACTS.items() if k != "revenue_year_before_yuan"}
    found = assess(huiqi, facts)[8]
    assert (found["status"], found["amount_yuan"]) == ("undetermined", None)
    assert found["range_yuan"] == ["0.00", "508000.00"]
    assert found["missing"] == ["revenue_year_before_yuan"]


def test_every_quote_stands_verbatim_in_its_clause(huiqi: Run) -> None:
    policy = load()
    for measure in assess(huiqi, {}).values():
        assert measure["citations"], measure["measure"]
        traces = [line for c in measure["components"] for line in c["trace"]]
        quoted = [(c["clause"], c["quote"]) for c in measure["citations"]]
        quoted += [(line["clause"], line["quote"]) for line in traces if line["clause"]]
        for clause, quote in quoted:
            assert quote in policy.clause(clause).text


def answer_all(chat: Chat, tmp_path: Path, *options: str) -> list[dict[str, Any]]:
    """Answer whatever is asked, as a person would, one process a message."""
    state = ("--state", str(tmp_path / "state.sqlite3"), "--as-of", "2026-11-23", *options)
    turns = chat(["你好"], *state)
    while turns[-1]["pending"] is not None:
        assert len(turns) < 30
        turns += chat([ANSWERS[turns[-1]["pending"]]], *state)
    return turns


def test_killed_after_every_message_the_interview_goes_on_where_it_stopped(
    chat: Chat, huiqi: Run, tmp_path: Path
) -> None:
    turns = answer_all(chat, tmp_path)
    last = turns[-1]
    assert last["done"] is True
    assert last["estimate"]["grants_range_yuan"] == ["1638000.00", "1638000.00"]
    facts = {key: value for key, value in last["facts"].items() if key != "data_year"}
    found = assess(huiqi, facts)
    assert [found[n]["amount_yuan"] for n in (3, 6, 8)] == ["500000.00", "930000.00", "208000.00"]
    document = next(r["document"] for r in last["replies"] if "document" in r)
    assert Path(document["path"]).read_bytes().startswith(b"%PDF-")


STATEMENTS = (
    "我们是人工智能企业",
    "属于规上软件企业",
    "营收6800万，再上一年5000万",
    "历史最高营收是5000万",
    "自主研发费用1260万，上年900万",
    "买算力120万，都付了",
    "市平均增速12%",
    "没拿过上台阶奖励",
    "不是新认定的小巨人",
    "2025年度的数据",
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.permutations(STATEMENTS), st.integers(0, 9))
def test_the_order_of_statements_and_a_question_between_them_change_nothing(
    conversation: Callable[[list[str]], dict[str, Any]], order: list[str], place: int
) -> None:
    said = [*order[:place], "算力券最高能补多少？", *order[place:]]
    facts = conversation(said)
    assert facts == conversation(list(STATEMENTS))
    assert facts["self_rd_expense_prior_year_yuan"] == "9000000.00"
    assert facts["highest_revenue_before_yuan"] == "50000000.00"


@pytest.fixture
def conversation(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[str]], dict[str, Any]]:
    from datetime import datetime

    from bot.bootstrap import build_app, build_assistant
    from bot.clock import XIAMEN
    from bot.messages import Message
    from bot.settings import Settings
    from calculators.intake import profile_to_json
    from calculators.xm_2023_10.facts import FACTS as KNOWN

    assistant = build_assistant(Settings(embedding="none"))
    at = datetime(2026, 11, 23, 12, tzinfo=XIAMEN)

    def hold(said: list[str]) -> dict[str, Any]:
        folder = tmp_path_factory.mktemp("chat")
        app = build_app(
            assistant, clock=lambda: at, database=f"sqlite:///{folder / 'c'}", deliver=False
        )
        for number, text in enumerate(said):
            outcome = app.take(Message("c", str(number), text, at))
            while outcome.session.pending and outcome.session.pending.kind == "confirm":
                outcome = app.take(Message("c", f"{number}-{len(outcome.replies)}", "是", at))
        app.store.close()
        return dict(sorted(profile_to_json(outcome.session.profile, KNOWN).items()))

    return hold


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ('{"compute_paid_yuan": -1}', "compute_paid_yuan"),
        ('{"nonsense": 1}', "nonsense"),
        ('{"self_rd_expense_yuan": {"min": 2, "max": 1}}', "min not above max"),
        ('{"enterprise_category": "big"}', "above_scale_industrial"),
        ("{", "JSON"),
        ("[1]", "object"),
    ],
)
def test_bad_facts_end_with_one_line_and_exit_code_2(
    huiqi: Run, given_text: str, expected: str
) -> None:
    done = huiqi("assess", "-", given=given_text)
    assert done.returncode == 2
    assert expected in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_bad_line_is_an_error_of_its_own_and_the_rest_goes_on(huiqi: Run) -> None:
    lines = (
        '{"id": 1, "facts": {"x": 1}}\nnot json\n{"id": "c", "facts": {"maas_revenue_yuan": 100}}\n'
    )
    done = huiqi("assess", "-", "--jsonl", given=lines)
    out = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert "error" in out[0]
    assert out[0]["id"] == 1
    assert "error" in out[1]
    assert out[2]["measures"][10]["amount_yuan"] == "5.00"


def test_amounts_are_read_exactly(huiqi: Run) -> None:
    text = '{"maas_revenue_yuan": 0.1, "compute_purchase_total_yuan": 299999.99}'
    done = json.loads(huiqi("assess", given=text).stdout)
    assert done["measures"][10]["amount_yuan"] == "0.00"
    assert done["measures"][2]["status"] == "ineligible"


def test_the_commands_on_the_policy_print_it(huiqi: Run) -> None:
    assert "xm-2023-10" in huiqi("policies").stdout
    assert huiqi("clause", "M06-1").stdout.strip() == load().clause("M06-1").text
    assert huiqi("clause", "M99-1").returncode == 2
    assert "6-A(c)" in huiqi("readings").stdout


def test_read_shows_what_is_understood_and_keeps_nothing(huiqi: Run, home: Path) -> None:
    done = json.loads(huiqi("read", "1260万", "--asked", "self_rd_expense_yuan").stdout)
    assert done["facts"] == {"self_rd_expense_yuan": "12600000.00"}
    assert done["to_confirm"] == {}
    assert not home.exists()
    assert huiqi("read", "x", "--asked", "nothing").returncode == 2


@pytest.mark.parametrize("form", ["html", "pdf", "md"])
def test_a_draft_is_written(huiqi: Run, tmp_path: Path, form: str) -> None:
    facts, out = tmp_path / "facts.json", tmp_path / f"out.{form}"
    facts.write_text(json.dumps({**FACTS, "company_name": "厦门某某公司"}), encoding="utf-8")
    done = huiqi("draft", str(facts), "--format", form, "-o", str(out))
    assert done.returncode == 0, done.stderr
    assert out.stat().st_size > 1000


def test_python_m_bot_and_the_script_are_the_same_command() -> None:
    help_ = [
        subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for command in (
            [sys.executable, "-m", "bot", "--help"],
            [str(Path(sys.executable).with_name("huiqi")), "--help"],
        )
    ]
    assert all("assess" in text and "chat" in text for text in help_)


def test_a_state_file_that_is_no_database_is_refused_in_one_line(
    huiqi: Run, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    state.write_text("this is a letter, not a database, and long enough to be read as one" * 20)
    done = huiqi("chat", "--json", "--state", str(state), given="你好\n")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "expected a database" in done.stderr


def test_a_key_that_stands_twice_is_refused(huiqi: Run) -> None:
    text = '{"self_rd_expense_yuan": 1, "self_rd_expense_yuan": 2}'
    done = huiqi("assess", "-", given=text)
    assert done.returncode == 2
    assert "twice" in done.stderr
