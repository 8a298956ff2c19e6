"""A session as JSON and back: what is stored is what was known, nothing else."""

from collections.abc import Mapping
from typing import Any

from bot.dialogue.reading import Pending
from bot.dialogue.session import Change, Session, Stated
from calculators.facts import Fact
from calculators.intake import read_value, to_json


def session_to_json(session: Session, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """The session as a JSON object; `session_from_json` gives it back unchanged."""
    return {
        "conversation": session.conversation,
        "lang": session.lang,
        "stated": {k: _stated_to_json(facts[k], s) for k, s in session.stated.items()},
        "pending": _pending_to_json(session.pending, facts),
        "queue": [_pending_to_json(pending, facts) for pending in session.queue],
        "situations": session.situations if session.situations is None else [*session.situations],
        "unknown": sorted(session.unknown),
        "changes": [_change_to_json(change, facts) for change in session.changes],
        "greeted": session.greeted,
        "done": session.done,
        "topic": [*session.topic],
    }


def session_from_json(given: Mapping[str, Any], facts: Mapping[str, Fact]) -> Session:
    """The session that was written by `session_to_json`."""
    situations = given["situations"]
    return Session(
        conversation=given["conversation"],
        lang=given["lang"],
        stated={k: _stated_from_json(facts[k], s) for k, s in given["stated"].items()},
        pending=_pending_from_json(given["pending"], facts),
        queue=tuple(p for q in given["queue"] if (p := _pending_from_json(q, facts))),
        situations=None if situations is None else tuple(situations),
        unknown=frozenset(given["unknown"]),
        changes=tuple(_change_from_json(change, facts) for change in given["changes"]),
        greeted=given["greeted"],
        done=given["done"],
        topic=tuple(given["topic"]),
    )


def _stated_to_json(fact: Fact, stated: Stated) -> dict[str, Any]:
    return {
        "value": to_json(fact, stated.value),
        "message": stated.message,
        "words": stated.words,
        "at": stated.at,
    }


def _stated_from_json(fact: Fact, given: Mapping[str, Any]) -> Stated:
    value = read_value(fact, given["value"])
    return Stated(value, given["message"], given["words"], given["at"])


def _pending_to_json(pending: Pending | None, facts: Mapping[str, Fact]) -> dict[str, Any] | None:
    if pending is None:
        return None
    value = pending.value
    return {
        "kind": pending.kind,
        "fact": pending.fact,
        "value": None if value is None else to_json(facts[str(pending.fact)], value),
    }


def _pending_from_json(
    given: Mapping[str, Any] | None, facts: Mapping[str, Fact]
) -> Pending | None:
    if given is None:
        return None
    value = given["value"]
    read = None if value is None else read_value(facts[given["fact"]], value)
    return Pending(given["kind"], given["fact"], read)


def _change_to_json(change: Change, facts: Mapping[str, Fact]) -> dict[str, Any]:
    before = {
        k: None if s is None else _stated_to_json(facts[k], s) for k, s in change.before.items()
    }
    return {"message": change.message, "before": before}


def _change_from_json(given: Mapping[str, Any], facts: Mapping[str, Fact]) -> Change:
    before = {
        k: None if s is None else _stated_from_json(facts[k], s) for k, s in given["before"].items()
    }
    return Change(given["message"], before)
