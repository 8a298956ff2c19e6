"""Whole conversations, as people hold them: each YAML file is a story, its name the claim."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.app import App
from bot.bootstrap import build_app, build_assistant
from bot.clock import XIAMEN
from bot.messages import Filed, Finding, Message
from bot.settings import Settings
from calculators.assess import assess_measure
from calculators.evaluate import box_of
from calculators.facts import Value
from calculators.intake import profile_to_json, read_value
from calculators.money import as_yuan
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS

HERE = Path(__file__).parent
STORIES = sorted(HERE.glob("*/*.yaml"))
KNOWN = {
    "say", "press", "forwarded", "at", "facts", "lacks", "pending", "shows", "hides", "offers",
    "cites", "done", "document", "lang", "known", "file",
}  # fmt: skip


@pytest.fixture
def app(tmp_path: Path) -> App:
    assistant = build_assistant(Settings(embedding="none"))
    return build_app(
        assistant,
        clock=lambda: datetime(2026, 11, 23, 12, tzinfo=XIAMEN),
        database=f"sqlite:///{tmp_path / 'chat.sqlite3'}",
        deliver=False,
    )


@pytest.mark.parametrize("path", STORIES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_the_story_goes_as_told(path: Path, app: App) -> None:
    story = yaml.safe_load(path.read_text(encoding="utf-8"))
    moment = story.get("at", "2026-11-23T12:00:00+08:00")
    for number, turn in enumerate(story["turns"]):
        assert not turn.keys() - KNOWN, f"{path}: unknown keys {turn.keys() - KNOWN}"
        moment = turn.get("at", moment)
        message = Message("story", str(number), str(turn["say"]), datetime.fromisoformat(moment))
        message = replace(message, file=_file(turn["file"]) if "file" in turn else None)
        chosen, forwarded = turn.get("press"), turn.get("forwarded", False)
        outcome = app.take(replace(message, choice=chosen, forwarded=forwarded))
        _check(turn, outcome, f"{path.stem}, turn {number + 1} ({turn['say']})")
    _check_end(story.get("end", {}), app)


def _file(given: dict[str, Any]) -> Filed:
    """A file as it was read: `revenue: [68000000.00, 2024, 0]` is a line of a statement."""
    findings = [
        Finding(of, _value(of, each[0]), "p.1", f"{of} {each[0]}", *each[1:3], tuple(each[3:]))
        for of, values in given.get("findings", {}).items()
        for each in values
    ]
    notes = tuple((note, str(detail)) for note, detail in given.get("notes", {}).items())
    return Filed(given["name"], tuple(findings), notes, given.get("refusal", ""))


def _value(of: str, given: Any) -> Value:
    if of in FACTS:
        return read_value(FACTS[of], given)
    return int(given) if of == "period" else int(given) * 100


def _check(turn: dict[str, Any], outcome: Any, where: str) -> None:
    text = "\n".join(reply.text for reply in outcome.replies)
    assert outcome.replies, f"{where}: nothing was said"
    facts = profile_to_json(outcome.session.profile, FACTS)
    for key, value in turn.get("facts", {}).items():
        assert facts.get(key) == value, f"{where}: {key} is {facts.get(key)!r}"
    for key in turn.get("lacks", []):
        assert key not in facts, f"{where}: {key} is {facts[key]!r}"
    if "known" in turn:
        assert facts == turn["known"], f"{where}: {facts}"
    offered = {choice.label for reply in outcome.replies for choice in reply.choices}
    assert set(turn.get("offers", [])) <= offered, f"{where}: offered {offered}"
    if "pending" in turn:
        pending = outcome.session.pending
        assert (str(pending) if pending else None) == turn["pending"], f"{where}\n{text}"
    for words in turn.get("shows", []):
        assert words in text, f"{where}: {words!r} is not in\n{text}"
    for words in turn.get("hides", []):
        assert words not in text, f"{where}: {words!r} is in\n{text}"
    cited = {quote.clause for reply in outcome.replies for quote in reply.citations}
    assert set(turn.get("cites", [])) <= cited, f"{where}: cited {cited}"
    if "done" in turn:
        assert outcome.session.done is turn["done"], where
    if "document" in turn:
        given = [r.document.format for r in outcome.replies if r.document]
        assert given == [turn["document"]], where


def _check_end(end: dict[str, Any], app: App) -> None:
    session = app.session("story")
    assert session is not None
    facts = profile_to_json(session.profile, FACTS)
    if "facts" in end:
        assert facts == end["facts"]
    box = box_of(session.profile, FACTS)
    for measure, amount in end.get("amounts", {}).items():
        found = assess_measure(RULES[measure], box).amount
        assert found is not None, f"measure {measure} is undecided"
        assert as_yuan(found) == amount, f"measure {measure}"


def test_there_are_stories_of_every_kind() -> None:
    folders = [path.parent.name for path in STORIES]
    kinds = {
        "happy_path", "several_facts", "corrections", "digressions", "cancellations", "skip",
        "unknown", "invalid", "resume", "undo", "languages", "forwarded", "privacy", "hostile",
    }  # fmt: skip
    assert set(folders) == kinds
    assert all(folders.count(kind) >= 2 for kind in kinds)
    assert len(folders) >= 60
