"""A session as JSON and back: what is stored is what was known, nothing else."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.dialogue.reading import Pending, Said
from bot.dialogue.session import Change, Item, Items, Session, Stated
from bot.messages import Finding
from calculators.facts import Fact
from calculators.intake import read_value, to_json


def session_to_json(session: Session, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """The session as a JSON object; `session_from_json` gives it back unchanged."""
    return {
        "conversation": session.conversation,
        "lang": session.lang,
        "stated": _item_to_json(session.stated, facts),
        "pending": _pending_to_json(session.pending, facts),
        "queue": [_pending_to_json(pending, facts) for pending in session.queue],
        "situations": session.situations if session.situations is None else [*session.situations],
        "unknown": sorted(session.unknown),
        "changes": [_change_to_json(change, facts) for change in session.changes],
        "greeted": session.greeted,
        "done": session.done,
        "topic": [*session.topic],
        "script": session.script,
        "items": _items_to_json(session.items, facts),
        "last_at": session.last_at,
        "cases": [*session.cases],
        "active": session.active,
        "query": None if session.query is None else asdict(session.query),
        "forwarding": session.forwarding,
    }


def session_from_json(given: Mapping[str, Any], facts: Mapping[str, Fact]) -> Session:
    """The session that was written by `session_to_json`, of this release or the one before."""
    situations, query = given["situations"], given.get("query")
    return Session(
        conversation=given["conversation"],
        lang=given["lang"],
        stated=_item_from_json(given["stated"], facts),
        pending=_pending_from_json(given["pending"], facts),
        queue=tuple(p for q in given["queue"] if (p := _pending_from_json(q, facts))),
        situations=None if situations is None else tuple(situations),
        unknown=frozenset(given["unknown"]),
        changes=tuple(_change_from_json(change, facts) for change in given["changes"]),
        greeted=given["greeted"],
        done=given["done"],
        topic=tuple(given["topic"]),
        script=given.get("script", "simplified"),
        items=_items_from_json(given.get("items", {}), facts),
        last_at=given.get("last_at", ""),
        cases=tuple(given.get("cases", ())),
        active=given.get("active", 0),
        query=None if query is None else Said(**query),
        forwarding=given.get("forwarding", False),
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


def _item_to_json(item: Item, facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {key: _stated_to_json(facts[key], stated) for key, stated in item.items()}


def _item_from_json(given: Mapping[str, Any], facts: Mapping[str, Fact]) -> Item:
    return {key: _stated_from_json(facts[key], stated) for key, stated in given.items()}


def _items_to_json(items: Items, facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {name: [_item_to_json(item, facts) for item in each] for name, each in items.items()}


def _items_from_json(given: Mapping[str, Any], facts: Mapping[str, Fact]) -> Items:
    return {
        name: tuple(_item_from_json(item, facts) for item in each) for name, each in given.items()
    }


def _pending_to_json(pending: Pending | None, facts: Mapping[str, Fact]) -> dict[str, Any] | None:
    if pending is None:
        return None
    value, said = pending.value, pending.said
    return {
        "kind": pending.kind,
        "fact": pending.fact,
        "value": None if value is None else to_json(facts[str(pending.fact)], value),
        "said": None if said is None else asdict(said),
        "found": None if pending.found is None else _found_to_json(pending.found),
        "together": pending.together,
    }


def _pending_from_json(
    given: Mapping[str, Any] | None, facts: Mapping[str, Fact]
) -> Pending | None:
    if given is None:
        return None
    value, said = given["value"], given.get("said")
    read = None if value is None else read_value(facts[given["fact"]], value)
    found = given.get("found")
    return Pending(
        given["kind"],
        given["fact"],
        read,
        None if said is None else Said(**said),
        # The value is that of the pending itself.
        None
        if found is None or read is None
        else Finding(value=read, **{**found, "cautions": tuple(found["cautions"])}),
        given.get("together", 0),
    )


def _found_to_json(found: Finding) -> dict[str, Any]:
    return {
        "of": found.of,
        "place": found.place,
        "words": found.words,
        "year": found.year,
        "age": found.age,
        "cautions": [*found.cautions],
    }


def _change_to_json(change: Change, facts: Mapping[str, Fact]) -> dict[str, Any]:
    before = {
        k: None if s is None else _stated_to_json(facts[k], s) for k, s in change.before.items()
    }
    items = None if change.items is None else _items_to_json(change.items, facts)
    return {"message": change.message, "before": before, "items": items}


def _change_from_json(given: Mapping[str, Any], facts: Mapping[str, Fact]) -> Change:
    before = {
        k: None if s is None else _stated_from_json(facts[k], s) for k, s in given["before"].items()
    }
    items = given.get("items")
    return Change(
        given["message"], before, None if items is None else _items_from_json(items, facts)
    )
