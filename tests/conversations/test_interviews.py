"""Fifty enterprises are interviewed: few questions, and the result of a questionnaire that asks all."""

import statistics
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.app import App
from bot.bootstrap import build_app, build_assistant
from bot.clock import XIAMEN
from bot.settings import Settings
from tests.benchmarks.bench_interview import Enterprise, enterprises, interview, results

NOW = datetime(2026, 11, 24, 12, tzinfo=XIAMEN)


@pytest.fixture(scope="module")
def app() -> Iterator[App]:
    database = f"sqlite:///{Path(tempfile.mkdtemp()) / 'interviews.sqlite3'}"
    assistant = build_assistant(Settings(embedding="none"))
    app = build_app(assistant, clock=lambda: NOW, database=database, deliver=False)
    yield app
    app.store.close()


@pytest.mark.parametrize("enterprise", enterprises(), ids=lambda each: each.who)
def test_an_interview_ends_in_the_result_of_the_whole_questionnaire(
    app: App, enterprise: Enterprise
) -> None:
    questions, session = interview(app, enterprise.who, enterprise)
    assert results(enterprise, session.profile) == results(enterprise, enterprise.profile)
    assert questions <= enterprise.questionnaire


def test_half_of_the_enterprises_answer_at_most_ten_questions(app: App) -> None:
    asked = [interview(app, f"again {each.who}", each)[0] for each in enterprises()]
    assert statistics.median(asked) <= 10
