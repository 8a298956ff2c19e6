"""One turn: a session and what was read become a new session and the steps to perform. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.dialogue.doubts import doubt_of
from bot.dialogue.filed import follow_year, hand_over, of_same_file, plain_ones
from bot.dialogue.interview import EVERYTHING, next_pending, still_asked
from bot.dialogue.lists import begin_another, finished_lists, take_up
from bot.dialogue.noting import cannot_tell, confirmed, hold_back, note, sort_facts
from bot.dialogue.obeying import obey
from bot.dialogue.reading import Pending, Reading, Said
from bot.dialogue.session import Session
from bot.dialogue.steps import (
    Answer,
    Ask,
    AskForget,
    AskSituations,
    Confirm,
    Draft,
    Forget,
    Greet,
    OfferAnother,
    Report,
    Resume,
    Review,
    Say,
    ShowFile,
    Step,
    Took,
    Undone,
)
from calculators.evaluate import box_of
from calculators.facts import Fact
from calculators.rules import Rule

_SILENCE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Turn:
    """The session after the turn, and the steps to perform in order."""

    session: Session
    steps: tuple[Step, ...]


def take_turn(
    session: Session,
    reading: Reading,
    said: Said,
    *,
    rules: Mapping[int, Rule],
    facts: Mapping[str, Fact],
) -> Turn:
    """What follows from one message. Nothing is lost: what is not understood is asked again."""
    begun, first = _begin(session, said)
    if reading.command == "cancel" and begun.pending and begun.pending.kind == "forget":
        acted = Turn(_unasked(begun), (Say("not_forgotten"),))
    elif reading.command is not None:
        after, steps = obey(reading.command, reading.argument, _unasked(begun))
        greeted = first if reading.command == "hello" else ()
        acted = Turn(after, () if any(isinstance(s, Greet) for s in greeted) else steps)
    else:
        acted = _hear(begun, reading, said)
    acted = _offer(session, acted, rules, facts)
    puzzled = session.greeted and not reading.understood
    asked = ask_next(acted.session, acted.steps, said, rules, facts, again=puzzled)
    return Turn(asked.session, (*first, *acted.steps, *asked.steps))


def _begin(session: Session, said: Said) -> tuple[Session, tuple[Step, ...]]:
    """The greeting of the first message, or of the first one after weeks."""
    begun = replace(session, greeted=True, last_at=said.at)
    if not session.greeted:
        return begun, (Greet(),)
    if not session.last_at or not (session.stated or session.items):
        return begun, ()
    silence = datetime.fromisoformat(said.at) - datetime.fromisoformat(session.last_at)
    return begun, ((Resume(session.last_at),) if silence > _SILENCE else ())


def _hear(session: Session, reading: Reading, said: Said) -> Turn:
    if reading.another is not None:
        session = begin_another(session, reading.another, said)
    if reading.change is not None:
        return Turn(_reopen(session, reading.change, said), ())
    sure, doubtful = sort_facts(session, reading, said)
    settled = _settle(session, reading, said)
    settled_facts = [confirmed(each, said) for each in settled.facts]
    sure = {key: each for one in (*settled_facts, sure) for key, each in one.items()}
    steps: list[Step] = [Took(tuple(sure))] if sure else []
    steps += settled.steps
    after = note(settled.session, sure, said)
    after = cannot_tell(after, reading.unknown, said)
    if reading.situations == ():
        steps.append(Say("none_of_these"))
    elif reading.situations is not None and not (reading.facts or reading.to_confirm):
        after = _choose(after, reading.situations)
        if session.pending is not None and session.pending.kind != "situations":
            steps.append(Say("topics_noted"))
    after = hold_back(after, sure, doubtful)
    after, shown = follow_year(after, sure)
    steps += shown
    if reading.file is not None:
        after, file = hand_over(after, reading.file, said)
        steps.append(file)
    if reading.question is not None:
        steps.append(Answer(reading.question))
    return Turn(after, tuple(steps))


@dataclass(frozen=True, slots=True)
class _Settled:
    session: Session
    steps: tuple[Step, ...] = ()
    facts: tuple[Pending, ...] = ()


def _settle(session: Session, reading: Reading, said: Said) -> _Settled:
    """What a bare yes or no settles: values to confirm, the review, whether to forget."""
    pending, answer = session.pending, reading.answer
    if pending is None:
        return _Settled(session)
    if pending.kind == "forget":
        forgets: Step = Forget() if answer == "yes" else Say("not_forgotten")
        return _Settled(_unasked(session), (forgets,))
    match pending.kind, answer:
        case "confirm", "yes":
            return _Settled(_without(session, pending), facts=(pending,))
        case "confirm", "all" | "none" if pending.found is not None:
            every = of_same_file(session, pending)
            taken = plain_ones(session, pending, date.fromisoformat(said.at[:10]))
            gone = taken if answer == "all" else every
            queue = tuple(p for p in session.queue if p not in gone)
            left = replace(session, queue=queue, pending=None)
            return _Settled(left, facts=taken if answer == "all" else ())
        case "confirm", "no":
            open_ = _without(session, pending)
            if pending.found is not None and pending.fact == "data_year":
                # Of which year the other figures of the file are is settled before them.
                asked = Pending("fact", "data_year")
                return _Settled(replace(open_, queue=(asked, *open_.queue)))
            if pending.fact not in session.stated:
                open_ = replace(open_, pending=Pending("fact", pending.fact))
            return _Settled(open_)
        case "review", "yes":
            return _Settled(replace(session, done=True), (Report(), Draft("pdf")))
        case "review", "no":
            return _Settled(session, (Review(again=True),))
        case _:
            return _Settled(session)


def _unasked(session: Session) -> Session:
    """Whether to forget is no longer asked: what was asked before stands again."""
    pending = session.pending
    if pending is None or pending.kind != "forget":
        return session
    return replace(session, pending=Pending("fact", pending.fact) if pending.fact else None)


def _without(session: Session, pending: Pending) -> Session:
    queue = tuple(p for p in session.queue if p.fact != pending.fact)
    return replace(session, queue=queue, pending=None)


def _reopen(session: Session, change: str, said: Said) -> Session:
    """Ask a known fact again, or those of an object of a list (`projects:0`); others are kept."""
    name, _, place = change.partition(":")
    if place.isdigit():
        return take_up(session, name, int(place), said)
    if change not in session.stated:
        return session
    again = Pending("fact", change, session.stated[change].value)
    return replace(session, queue=(again, *(p for p in session.queue if p.fact != change)))


def _choose(session: Session, ids: tuple[str, ...]) -> Session:
    """Choose what to know about; a later choice adds to the first."""
    before = () if session.situations is None else session.situations
    chosen = tuple(sorted({*before, *_measures(ids)}))
    return replace(session, situations=chosen, done=session.done and chosen == before)


def _measures(ids: tuple[str, ...]) -> tuple[int, ...]:
    if "all" in ids:
        return EVERYTHING
    numbers = {int(number) for each in ids for number in each.split("+") if number.isdigit()}
    return tuple(sorted(numbers & set(EVERYTHING))) or EVERYTHING


def _offer(
    before: Session, acted: Turn, rules: Mapping[int, Rule], facts: Mapping[str, Fact]
) -> Turn:
    """When an object of a list has just become complete: another one may follow."""
    after = acted.session
    if after.stated == before.stated or after.situations is None or after.queue:
        return acted
    if not finished_lists(after, ()):
        return acted
    left = still_asked(after, rules, box_of(after.flat_profile, facts))
    earlier = still_asked(before, rules, box_of(before.flat_profile, facts))
    new = set(finished_lists(after, left)) - set(finished_lists(before, earlier))
    return Turn(after, (*acted.steps, *(OfferAnother(name) for name in sorted(new) if left)))


def ask_next(
    session: Session,
    steps: tuple[Step, ...],
    said: Said,
    rules: Mapping[int, Rule],
    facts: Mapping[str, Fact],
    *,
    again: bool = False,
) -> Turn:
    """Set what is pending after `steps`, and ask it."""
    if any(isinstance(step, Forget) for step in steps):
        return Turn(Session(session.conversation, session.lang, script=session.script), ())
    if any(isinstance(step, AskForget) for step in steps):
        return Turn(session, ())
    pending, left = next_pending(session, rules, facts)
    if pending is not None and pending.found is not None:
        plain = plain_ones(session, pending, date.fromisoformat(said.at[:10]))
        pending = replace(pending, together=len(plain))
    if any(isinstance(step, Review) for step in steps):
        return Turn(replace(session, pending=Pending("review")), ())
    again = again and pending == session.pending
    if session.pending == pending == Pending("review"):
        again = not any(isinstance(step, Took | Undone) for step in steps)
    after = replace(session, pending=pending)
    if pending is None:
        return Turn(after, (Say("at_your_service"),) if again or not steps else ())
    question = _question(pending, session, left, said, again=again)
    if isinstance(question, Confirm) and any(isinstance(step, ShowFile) for step in steps):
        question = replace(question, shown=True)
    return Turn(after, (question,))


def _question(pending: Pending, session: Session, left: int, said: Said, *, again: bool) -> Step:
    match pending.kind:
        case "confirm" if pending.fact is not None and pending.value is not None:
            known = session.stated.get(pending.fact)
            today = date.fromisoformat(said.at[:10])
            doubt = doubt_of(pending.fact, pending.value, session.flat_profile, today)
            before = known.value if known else None
            filed = None if pending.found is None else pending
            # What a file states is listed as a whole where it is handed over.
            queue = session.queue if filed is None else ()
            waiting = tuple(str(p.fact) for p in queue if p.kind == "confirm")[1:]
            return Confirm(pending.fact, pending.value, before, doubt, again, waiting, filed)
        case "situations":
            return AskSituations(again)
        case "review":
            return Review(again)
        case _:
            return Ask(str(pending.fact), again, left, pending.value)
