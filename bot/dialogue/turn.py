"""One turn: a session and what was read become a new session and the steps to perform. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.dialogue.doubts import is_doubtful
from bot.dialogue.interview import EVERYTHING, next_pending
from bot.dialogue.reading import Command, Pending, Reading
from bot.dialogue.session import Change, Session, Stated
from bot.dialogue.steps import (
    Answer,
    Ask,
    AskSituations,
    Confirm,
    Draft,
    Greet,
    Report,
    Review,
    Say,
    ShowFacts,
    Step,
    Took,
    Undone,
    Why,
)
from bot.messages import DocumentFormat, Lang
from calculators.facts import Fact, Value
from calculators.rules import Rule

_FORMATS: Mapping[str, DocumentFormat] = {"pdf": "pdf", "html": "html", "md": "md"}
_LANGS: Mapping[str, Lang] = {"zh": "zh", "en": "en", "中文": "zh", "english": "en", "英文": "en"}
_UNDO_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Said:
    """The message behind a reading: its key, its words, its time (ISO)."""

    message: str
    words: str
    at: str


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
    first: tuple[Step, ...] = () if session.greeted else (Greet(),)
    greeted = replace(session, greeted=True)
    if reading.command is not None:
        acted = _obey(reading.command, reading.argument, greeted)
    else:
        acted = _hear(greeted, reading, said)
    puzzled = session.greeted and not reading.understood
    asked = _ask(acted, rules, facts, again=puzzled)
    return Turn(asked.session, (*first, *acted.steps, *asked.steps))


def _hear(session: Session, reading: Reading, said: Said) -> Turn:
    sure, doubtful = _sort(session, reading)
    confirmed, answered = _answered(session, reading)
    sure = {**confirmed, **sure}
    steps: list[Step] = list(answered.steps)
    after = _note(answered.session, sure, said)
    if sure:
        steps.insert(0, Took(tuple(sure)))
    after = _cannot_tell(after, reading.unknown)
    if reading.situations is not None and not (reading.facts or reading.to_confirm):
        after = _choose(after, reading.situations)
    after = replace(after, queue=_queue(after, sure, doubtful))
    if reading.question is not None:
        steps.append(Answer(reading.question))
    return Turn(after, tuple(steps))


def _sort(session: Session, reading: Reading) -> tuple[dict[str, Value], dict[str, Value]]:
    """Facts to take, and facts to ask about first: uncertain, contradicting or implausible ones."""
    sure: dict[str, Value] = {}
    doubtful = dict(reading.to_confirm)
    profile = session.profile.with_facts(reading.facts)
    expected = session.pending.fact if session.pending else None
    for key, value in reading.facts.items():
        known = session.stated.get(key)
        contradicts = (
            known is not None
            and known.value != value
            and key not in reading.corrected
            and key != expected
        )
        if contradicts or is_doubtful(key, value, profile):
            doubtful[key] = value
        else:
            sure[key] = value
    return sure, doubtful


def _answered(session: Session, reading: Reading) -> tuple[dict[str, Value], Turn]:
    """What a bare yes or no settles: a value to confirm, or the review."""
    pending = session.pending
    if reading.answer is None or pending is None:
        return {}, Turn(session, ())
    match pending.kind, reading.answer:
        case "confirm", "yes" if pending.fact is not None and pending.value is not None:
            return {pending.fact: pending.value}, Turn(_settle(session, pending.fact), ())
        case "confirm", "no" if pending.fact is not None:
            reopened = _settle(session, pending.fact)
            if pending.fact not in session.stated:
                reopened = replace(reopened, pending=Pending("fact", pending.fact))
            return {}, Turn(reopened, ())
        case "review", "yes":
            return {}, Turn(replace(session, done=True), (Report(), Draft("pdf")))
        case "review", "no":
            return {}, Turn(session, (Review(again=True),))
        case _:
            return {}, Turn(session, ())


def _settle(session: Session, fact: str) -> Session:
    return replace(session, queue=tuple(p for p in session.queue if p.fact != fact), pending=None)


def _note(session: Session, sure: Mapping[str, Value], said: Said) -> Session:
    if not sure:
        return session
    stated = {k: Stated(v, said.message, said.words, said.at) for k, v in sure.items()}
    before = {key: session.stated.get(key) for key in sure}
    changed = any(known is None or known.value != sure[k] for k, known in before.items())
    return replace(
        session,
        stated={**session.stated, **stated},
        unknown=session.unknown - sure.keys(),
        changes=(*session.changes, Change(said.message, before))[-_UNDO_DEPTH:],
        done=session.done and not changed,
    )


def _cannot_tell(session: Session, keys: tuple[str, ...]) -> Session:
    unknown = session.unknown | {key for key in keys if key not in session.stated}
    queue = tuple(p for p in session.queue if p.fact not in keys)
    return replace(session, unknown=unknown, queue=queue)


def _queue(
    session: Session, sure: Mapping[str, Value], doubtful: Mapping[str, Value]
) -> tuple[Pending, ...]:
    waiting = tuple(p for p in session.queue if p.fact not in sure and p.fact not in doubtful)
    return (*waiting, *(Pending("confirm", key, value) for key, value in doubtful.items()))


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


def _ask(acted: Turn, rules: Mapping[int, Rule], facts: Mapping[str, Fact], *, again: bool) -> Turn:
    """Set what is pending after the turn, and ask it."""
    session = acted.session
    pending, left = next_pending(session, rules, facts)
    if any(isinstance(step, Review) for step in acted.steps):
        pending = Pending("review")
        return Turn(replace(session, pending=pending), ())
    again = again and pending == session.pending
    after = replace(session, pending=pending)
    if pending is None:
        return Turn(after, (Say("at_your_service"),) if again or not acted.steps else ())
    return Turn(after, (_question(pending, session, left, again=again),))


def _question(pending: Pending, session: Session, left: int, *, again: bool) -> Step:
    match pending.kind:
        case "confirm" if pending.fact is not None and pending.value is not None:
            known = session.stated.get(pending.fact)
            return Confirm(pending.fact, pending.value, known.value if known else None)
        case "situations":
            return AskSituations(again)
        case "review":
            return Review(again)
        case _:
            return Ask(str(pending.fact), again, left)


def _obey(command: Command, argument: str, session: Session) -> Turn:
    match command:
        case "start":
            return Turn(session, (Greet(),) if session.greeted and session.pending else ())
        case "help" | "privacy":
            return Turn(session, (Say(command),))
        case "facts":
            return Turn(session, (ShowFacts(),))
        case "undo":
            return _undo(session)
        case "restart":
            return Turn(Session(session.conversation, session.lang, greeted=True), (Greet(),))
        case "summary":
            return _summarise(session, argument)
        case "lang":
            other: Lang = "en" if session.lang == "zh" else "zh"
            lang = _LANGS.get(argument.strip().lower(), other)
            return Turn(replace(session, lang=lang), (Say("lang"),))
        case "why":
            asked = session.pending.fact if session.pending else None
            return Turn(session, (Why(asked),) if asked else (Say("help"),))


def _summarise(session: Session, argument: str) -> Turn:
    """The summary of confirmed facts; before that the review, and first whatever is in doubt."""
    if session.done:
        return Turn(session, (Draft(_FORMATS.get(argument.strip().lower(), "pdf")),))
    if not session.stated:
        return Turn(session, (Say("no_facts"),))
    return Turn(session, () if session.queue else (Review(),))


def _undo(session: Session) -> Turn:
    """Take back what the last message that stated facts stated, and nothing else."""
    if not session.changes:
        return Turn(session, (Undone(()),))
    *earlier, last = session.changes
    stated = {k: s for k, s in session.stated.items() if k not in last.before}
    stated |= {key: known for key, known in last.before.items() if known is not None}
    first = next(iter(last.before))
    reopened = Pending("fact", first) if first not in stated else session.pending
    after = replace(
        session,
        stated=stated,
        changes=tuple(earlier),
        pending=reopened,
        queue=tuple(p for p in session.queue if p.fact not in last.before),
        done=False,
    )
    return Turn(after, (Undone(tuple(last.before)),))
