"""What one message states is noted, or held back to be confirmed: nothing is lost or overwritten."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.dialogue.doubts import doubt_of
from bot.dialogue.reading import Pending, Reading, Said
from bot.dialogue.session import Change, Session, Stated
from calculators.facts import Span, Value

_UNDO_DEPTH = 50


def sort_facts(
    session: Session, reading: Reading, said: Said
) -> tuple[dict[str, Stated], dict[str, Pending]]:
    """Facts to take, and facts to ask about first: uncertain, contradicting or implausible ones."""
    sure: dict[str, Stated] = {}
    doubtful: dict[str, Pending] = {}
    profile, today = session.flat_profile, date.fromisoformat(said.at[:10])
    for key, value in reading.facts.items():
        if _contradicts(key, value, session, reading) or doubt_of(key, value, profile, today):
            doubtful[key] = Pending("confirm", key, value, said)
        else:
            sure[key] = _stated(value, said)
            profile = profile.with_facts({key: value})
    for key, value in reading.to_confirm.items():
        known = session.stated.get(key)
        if known is None or known.value != value:
            doubtful[key] = Pending("confirm", key, value, said)
    return sure, doubtful


def _contradicts(key: str, value: Value, session: Session, reading: Reading) -> bool:
    """Whether another value was stated before and this one was not said to replace it."""
    known = session.stated.get(key)
    if known is None or known.value == value or key in reading.corrected:
        return False
    asked = session.pending.fact if session.pending else None
    return key != asked and not _is_within(value, known.value)


def _is_within(value: Value, known: Value) -> bool:
    """A figure within what was known only roughly says more, and contradicts nothing."""
    if not isinstance(known, Span) or type(value) not in {int, Span}:
        return False
    low, high = (value.lo, value.hi) if isinstance(value, Span) else (value, value)
    return known.lo <= low and high <= known.hi  # type: ignore[operator]


def _stated(value: Value, said: Said) -> Stated:
    return Stated(value, said.message, said.words, said.at)


def confirmed(pending: Pending, said: Said) -> dict[str, Stated]:
    """The value that was confirmed, with the words that stated it, not with the “yes”."""
    if pending.fact is None or pending.value is None:
        return {}
    return {pending.fact: _stated(pending.value, pending.said or said)}


def note(session: Session, sure: Mapping[str, Stated], said: Said) -> Session:
    """The session with these facts, and with the way back."""
    if not sure:
        return session
    before = {key: session.stated.get(key) for key in sure}
    changed = any(known is None or known.value != sure[k].value for k, known in before.items())
    return replace(
        session,
        stated={**session.stated, **sure},
        unknown=session.unknown - sure.keys(),
        changes=with_change(session, Change(said.message, before)),
        done=session.done and not changed,
    )


def with_change(session: Session, change: Change) -> tuple[Change, ...]:
    """The way back with one more step, the oldest ones dropped."""
    return (*session.changes, change)[-_UNDO_DEPTH:]


def hold_back(
    session: Session, sure: Mapping[str, Stated], doubtful: Mapping[str, Pending]
) -> Session:
    """Queue what must be confirmed; what was settled meanwhile is no longer asked."""
    waiting = (p for p in session.queue if p.fact not in sure and p.fact not in doubtful)
    return replace(session, queue=(*waiting, *doubtful.values()))


def cannot_tell(session: Session, keys: tuple[str, ...], said: Said) -> Session:
    """Facts that the person does not know; one that was being changed is no longer known."""
    changing = session.pending
    withdrawn = {
        key: session.stated[key]
        for key in keys
        if key in session.stated and changing is not None and _changes(changing, key)
    }
    stated = {key: each for key, each in session.stated.items() if key not in withdrawn}
    change = Change(said.message, dict(withdrawn))
    return replace(
        session,
        stated=stated,
        unknown=session.unknown | {key for key in keys if key not in stated},
        queue=tuple(p for p in session.queue if p.fact not in keys),
        changes=with_change(session, change) if withdrawn else session.changes,
        done=session.done and not withdrawn,
    )


def _changes(pending: Pending, key: str) -> bool:
    return pending.kind == "fact" and pending.value is not None and pending.fact == key


def undo(session: Session) -> tuple[Session, tuple[str, ...]]:
    """Take back what the last message that stated facts stated, and nothing else."""
    keys: dict[str, None] = {}
    after, last = session, session.changes[-1].message if session.changes else None
    while after.changes and after.changes[-1].message == last:
        keys |= dict.fromkeys(after.changes[-1].before)
        after = _step_back(after)
    return after, tuple(keys)


def _step_back(session: Session) -> Session:
    *earlier, last = session.changes
    stated = {k: s for k, s in session.stated.items() if k not in last.before}
    stated |= {key: known for key, known in last.before.items() if known is not None}
    first = next(iter(last.before), None)
    reopened = Pending("fact", first) if first and first not in stated else session.pending
    return replace(
        session,
        stated=stated,
        items=session.items if last.items is None else last.items,
        changes=tuple(earlier),
        pending=reopened,
        queue=tuple(p for p in session.queue if p.fact not in last.before),
        done=False,
    )
