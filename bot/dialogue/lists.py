"""Several projects, standards, products or applications: one is spoken of, the others are kept."""

from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.noting import with_change
from bot.dialogue.reading import Pending, Said
from bot.dialogue.session import Change, Session
from calculators.xm_2023_10.facts import LIST_KEYS

# The measure that each list belongs to.
MEASURE_OF: Mapping[str, int] = {"projects": 4, "standards": 7, "products": 10, "applications": 12}


def begin_another(session: Session, name: str, said: Said) -> Session:
    """Put the object that is spoken of to the others, and speak of a new one."""
    current = {key: session.stated[key] for key in LIST_KEYS[name] if key in session.stated}
    chosen = session.situations
    if chosen is not None:
        chosen = tuple(sorted({*chosen, MEASURE_OF[name]}))
    begun = replace(
        session,
        situations=chosen,
        unknown=session.unknown - set(LIST_KEYS[name]),
        queue=tuple(p for p in session.queue if p.fact not in LIST_KEYS[name]),
        pending=Pending("fact", LIST_KEYS[name][0]),
        done=False,
    )
    if not current:
        return begun
    items = {**session.items, name: (*session.items.get(name, ()), current)}
    return replace(
        begun,
        stated={key: each for key, each in session.stated.items() if key not in current},
        items=items,
        changes=with_change(session, Change(said.message, current, session.items)),
    )


def take_up(session: Session, name: str, place: int, said: Said) -> Session:
    """Speak of an object that was kept, to change it: the one spoken of so far is kept instead."""
    kept = session.items.get(name, ())
    if not 0 <= place < len(kept):
        return session
    begun = begin_another(session, name, said)
    others = (*kept[:place], *begun.items.get(name, ())[place + 1 :])
    before: dict[str, None] = dict.fromkeys(kept[place])
    return replace(
        begun,
        stated={**begun.stated, **kept[place]},
        items={**begun.items, name: others},
        changes=with_change(begun, Change(said.message, dict(before), begun.items)),
        queue=tuple(Pending("fact", key, s.value) for key, s in kept[place].items()),
    )


def finished_lists(session: Session, left: tuple[str, ...]) -> tuple[str, ...]:
    """The lists whose object is complete, so that another one may follow; `left` is still asked."""
    return tuple(
        name
        for name, keys in LIST_KEYS.items()
        if _speaks_of_one(session, keys) and not set(keys) & set(left)
    )


def _speaks_of_one(session: Session, keys: tuple[str, ...]) -> bool:
    """Whether there is an object at all: `都没有` and a plain no are not one to be followed by others."""
    known = [session.stated[key].value for key in keys if key in session.stated]
    return any(value is not False and value != frozenset() for value in known)


def drop_empty(session: Session) -> Session:
    """Give up an object that was begun and of which nothing was said: the last one is back."""
    pending = session.pending
    key = pending.fact if pending is not None and pending.kind == "fact" else None
    for name, keys in LIST_KEYS.items():
        kept = session.items.get(name, ())
        if key in keys and kept and not any(each in session.stated for each in keys):
            items = {**session.items, name: kept[:-1]}
            return replace(session, stated={**session.stated, **kept[-1]}, items=items)
    return session
