"""Whatever the order, whatever the script: the same facts give the same result, and none is made up."""

import tempfile
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import App
from bot.bootstrap import build_app, build_assistant
from bot.clock import XIAMEN
from bot.messages import Message
from bot.settings import Settings
from calculators.assess import assess
from calculators.evaluate import box_of
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS

NOW = datetime(2026, 11, 23, 12, tzinfo=XIAMEN)
STATEMENTS = {
    "data_year": "2025年度的数据",
    "is_ai_enterprise": "我们是人工智能企业",
    "enterprise_category": "我们是规上软件企业",
    "self_rd_expense_yuan": "2025年自主研发费用1260万",
    "self_rd_expense_prior_year_yuan": "2024年自主研发费用900万",
    "compute_purchase_total_yuan": "购买算力总额120万",
    "compute_paid_yuan": "算力实际支付100万",
    "maas_revenue_yuan": "MaaS收入800万",
}
QUIET = (
    "你好", "谢谢", "算了", "/facts", "/why", "/help", "/privacy", "/cases", "/case", "/undo", "转人工",
    "算力券怎么补？", "为什么问这个", "嘟嘟嘟", "不清楚", "全部", "/summary", "/lang en", "/lang zh",
    "/forget", "不删除", "/export", "转发：营收7777万，研发费用700万", "还有一个项目", "change:data_year", "不改了",
    "case:0", "case:1", "another:standards", "💥", "…", "/unknown", "3、6", "review",
)  # fmt: skip
BUSY = (
    "营收6000万",
    "研发1260",
    "2025",
    "120万",
    "是",
    "否",
    "确认",
    "不对，是90万",
    "/restart",
    "全部删除",
)


@pytest.fixture(scope="module")
def app() -> App:
    database = f"sqlite:///{Path(tempfile.mkdtemp()) / 'any.sqlite3'}"
    assistant = build_assistant(Settings(embedding="none"))
    return build_app(assistant, clock=lambda: NOW, database=database, deliver=False)


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.permutations(sorted(STATEMENTS.keys() - {"data_year"})))
def test_any_order_of_stating_the_same_facts_gives_the_same_profile_and_result(
    app: App, order: list[str]
) -> None:
    conversation = uuid4().hex
    # Years are named: "上年" is another year before the data year is known.
    for number, key in enumerate(("data_year", *order)):
        session = app.take(Message(conversation, str(number), STATEMENTS[key], NOW)).session
        for again in range(3):  # what is uncertain is asked back, one after the other
            if session.pending is not None and session.pending.kind == "confirm":
                yes = Message(conversation, f"{number}y{again}", "是", NOW)
                session = app.take(yes).session
    assert dict(session.profile.facts) == {
        "data_year": 2025,
        "is_ai_enterprise": True,
        "enterprise_category": "above_scale_software",
        "self_rd_expense_yuan": 1_260_000_000,
        "self_rd_expense_prior_year_yuan": 900_000_000,
        "compute_purchase_total_yuan": 120_000_000,
        "compute_paid_yuan": 100_000_000,
        "maas_revenue_yuan": 800_000_000,
    }
    amounts = {a.measure: a.amount for a in assess(RULES, box_of(session.profile, FACTS))}
    assert (amounts[3], amounts[6]) == (50_000_000, 93_000_000)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from((*QUIET, *BUSY)), max_size=14))
def test_no_script_of_messages_commands_and_buttons_raises(app: App, texts: list[str]) -> None:
    conversation = uuid4().hex
    for number, text in enumerate(texts):
        outcome = app.take(Message(conversation, str(number), text, NOW))
        assert outcome.replies
        assert not any("抱歉，这条消息" in r.text or "Sorry" in r.text for r in outcome.replies), (
            texts
        )


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from([q for q in QUIET if q != "/undo"]), max_size=10))
def test_what_states_nothing_changes_no_fact(app: App, texts: list[str]) -> None:
    conversation = uuid4().hex
    begun = app.take(Message(conversation, "a", "营收6000万", NOW))
    begun = app.take(Message(conversation, "b", "自主研发费用800万", NOW))
    known = begun.session.profile.facts
    for number, text in enumerate(texts):
        outcome = app.take(Message(conversation, str(number), text, NOW))
        if "#" not in outcome.session.conversation:
            assert outcome.session.profile.facts == known, (texts, text)
