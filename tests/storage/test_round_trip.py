"""Any session comes back from the database exactly as it was saved."""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.reading import Pending
from bot.dialogue.session import Change, Session, Stated
from bot.messages import Message
from bot.storage import NEW, Store
from calculators.facts import Fact, Kind, Span
from calculators.xm_2023_10.facts import FACTS

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
AT = st.just("2026-11-23T17:00:00+08:00")


def quantities(fact: Fact) -> st.SearchStrategy[Any]:
    one = st.integers(fact.lowest, fact.highest)
    limits = st.tuples(one, one).map(sorted)
    spans = limits.filter(lambda ends: ends[0] < ends[1]).map(lambda ends: Span(*ends))
    return one | spans


def values(fact: Fact) -> st.SearchStrategy[Any]:
    match fact.kind:
        case Kind.FLAG:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from(sorted(fact.options))
        case Kind.CHOICES:
            return st.frozensets(st.sampled_from(sorted(fact.options)))
        case Kind.DATE:
            return st.dates(date(2000, 1, 1), date(2100, 1, 1))
        case Kind.TEXT:
            return WORDS.map(str.strip).filter(bool)
        case _:
            return quantities(fact)


KEYS = st.sampled_from(sorted(FACTS))


@st.composite
def stated(draw: st.DrawFn) -> dict[str, Stated]:
    keys = draw(st.lists(KEYS, unique=True, max_size=6))
    return {k: Stated(draw(values(FACTS[k])), draw(WORDS), draw(WORDS), draw(AT)) for k in keys}


@st.composite
def pending(draw: st.DrawFn) -> Pending:
    key = draw(KEYS)
    asked = st.just(Pending("fact", key))
    return draw(
        st.sampled_from([Pending("situations"), Pending("review")])
        | asked
        | values(FACTS[key]).map(lambda value: Pending("confirm", key, value))
    )


@st.composite
def changes(draw: st.DrawFn) -> Change:
    before = draw(stated())
    unknown: dict[str, Stated | None] = dict.fromkeys(draw(st.lists(KEYS, max_size=2)))
    return Change(draw(WORDS), {**unknown, **before})


SESSIONS = st.builds(
    Session,
    conversation=st.just("telegram:1"),
    lang=st.sampled_from(["zh", "en"]),
    stated=stated(),
    pending=st.none() | pending(),
    queue=st.lists(pending(), max_size=3).map(tuple),
    situations=st.none() | st.lists(st.integers(1, 19), max_size=5).map(tuple),
    unknown=st.frozensets(KEYS, max_size=5),
    changes=st.lists(changes(), max_size=3).map(tuple),
    greeted=st.booleans(),
    done=st.booleans(),
    topic=st.lists(st.integers(1, 19), max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(SESSIONS)
def test_any_session_comes_back_as_it_was_saved(session: Session) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder)}/huiqi.db", FACTS, lambda: NOW)
        store.save_turn(session, NEW, Message("telegram:1", "1", "", NOW), ())
        assert store.load("telegram:1") == (session, 1)
        store.close()
