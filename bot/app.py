"""One message in, its replies out: load the session, read, take the turn, perform its steps, save."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol, TypeAlias

from bot.answering import Answer as PolicyAnswer
from bot.choices import change_of, select, widen, years_offered
from bot.clock import XIAMEN
from bot.desk import Desk, forwarded_words, joined_query, open_desk, switch
from bot.dialogue.reading import Pending, Reading, Said
from bot.dialogue.session import Session
from bot.dialogue.steps import AnswerQuery, Forget, OfferCase, ShowCases, Step, Switched
from bot.dialogue.turn import Turn, ask_next, take_turn
from bot.language import lang_after, lang_of
from bot.messages import Document, DocumentFormat, Lang, Message, Reply
from bot.replying import Scene, joined, reply_to
from bot.script import script_of, written_for
from bot.standing import about, select_standing
from bot.storage import StaleSessionError, Store
from calculators.facts import Fact, Profile
from calculators.rules import Rule
from knowledge.clauses import Policy
from prompts import labels, render

_TRIES = 5
_log = logging.getLogger(__name__)
_LONGEST = 4_000

Answering: TypeAlias = Callable[[str, Session, date], PolicyAnswer]


class Reader(Protocol):
    """Words to a reading."""

    def __call__(
        self, text: str, *, pending: Pending | None, profile: Profile, today: date
    ) -> Reading:
        """Understand one message."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """The session that was spoken to after a message, and what is said."""

    session: Session
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class _Taken:
    desk: Desk
    replies: tuple[Reply, ...]
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class App:
    """The assistant behind every channel; everything it uses is passed in."""

    store: Store
    policy: Policy
    rules: Mapping[int, Rule]
    facts: Mapping[str, Fact]
    read: Reader
    answer: Answering
    draft: Callable[[Session, date, DocumentFormat], Document]
    draft_profile: Callable[[Profile, date, DocumentFormat, Lang], Document]
    retention_days: int
    template: Callable[[Lang], Document]
    deliver: bool = True

    def handle(self, message: Message) -> tuple[Reply, ...]:
        """The replies to a message; the same message twice gives the same replies, taken once."""
        return self.take(message).replies

    def take(self, message: Message) -> Outcome:
        """Handle a message and give the session as well.

        When somebody else saved the session meanwhile, the turn is taken anew upon what they saved.
        """
        for _ in range(_TRIES):
            lang = message.lang or lang_of(message.text)
            begun = Session(message.conversation, lang)
            desk = open_desk(self.store, message.conversation, begun)
            known = self.store.replies_of(message.conversation, message.key)
            if known is not None:
                return Outcome(desk.active, known)
            taken = self._try(desk, message)
            try:
                self._save(taken, message)
            except StaleSessionError:
                continue
            return Outcome(taken.desk.active, taken.replies)
        raise StaleSessionError(message.conversation)

    def session(self, conversation: str) -> Session | None:
        """The session that is spoken to, as it was saved last: the person's own, or the open case."""
        if self.store.load(conversation) is None:
            return None
        return open_desk(self.store, conversation).active

    def purge(self, now: datetime) -> int:
        """Delete the conversations whose retention time is over; how many."""
        return self.store.keeping.purge(now - timedelta(days=self.retention_days))

    def _save(self, taken: _Taken, message: Message) -> None:
        desk = taken.desk
        self.store.save_turn(
            desk.own,
            desk.version,
            replace(message, text="", choice=None) if taken.forgotten else _told(message, desk.own),
            taken.replies,
            deliver=self.deliver,
            case=None if desk.case is None else (desk.case, desk.case_version),
            afresh=taken.forgotten,
        )

    def _try(self, desk: Desk, message: Message) -> _Taken:
        """Take the turn; a fault of ours changes nothing, is logged, and is said once."""
        try:
            return self._turn(desk, message)
        except Exception:  # noqa: BLE001 - whatever it was, the conversation goes on
            # No words of the person in the log: only which message it was.
            _log.exception(
                "turn failed: conversation=%s key=%s", desk.own.conversation, message.key
            )
            return _Taken(desk, (Reply(render("reply/sorry", desk.own.lang)),))

    def _turn(self, desk: Desk, message: Message) -> _Taken:
        today = message.at.astimezone(XIAMEN).date()
        text = message.text[:_LONGEST]
        said = Said(message.key, text, message.at.isoformat())
        own_words = message.choice is not None or message.file is not None
        words = None if own_words else forwarded_words(text, forwarded=message.forwarded)
        if words is not None:
            return self._answer_query(desk, replace(said, words=words), message)
        desk = replace(desk, own=replace(desk.own, forwarding=False))
        if message.choice is None:
            desk = _in_script(desk, text)
            if message.lang is None:
                desk = _in_language(desk, text)
        reading = self._reading(desk, message, text, today)
        if reading.command in {"case", "cases"}:
            return self._switch(desk, reading, said, today)
        turn = take_turn(desk.active, reading, said, rules=self.rules, facts=self.facts)
        if any(isinstance(step, Forget) for step in turn.steps):
            fresh = Session(desk.own.conversation, desk.own.lang, script=desk.own.script)
            return _Taken(Desk(fresh, desk.version), self._say(turn.steps, desk, today), True)
        answer = _once(self.answer)
        after = desk.with_active(self._with_topic(turn.session, reading, today, answer))
        speaking = replace(self, answer=answer)
        return _Taken(after, speaking._say(turn.steps, after, today))  # noqa: SLF001 - it is this application

    def _reading(self, desk: Desk, message: Message, text: str, today: date) -> Reading:
        """What a message says; with a file, what stands beside it says facts and no command."""
        if message.file is None:
            return self.understand(desk.active, text, message.choice, today, own=desk.own)
        beside = Reading()
        if text and not message.forwarded:
            beside = self.understand(desk.active, text, None, today, own=desk.own)
        return replace(Reading() if beside.command else beside, file=message.file)

    def understand(
        self,
        session: Session,
        text: str,
        choice: str | None,
        today: date,
        *,
        own: Session | None = None,
    ) -> Reading:
        """What a message says: a choice that it names whole, otherwise its words."""
        if choice and (changed := change_of(choice, self.facts)):
            return changed
        if choice and (asked := about(choice, self.policy, session.lang)):
            return asked
        years = years_offered(today)
        if session.pending is not None:
            chosen = select(choice or text, session.pending, self.facts, years)
            if chosen is not None:
                return chosen
        standing = select_standing(choice or text, own or session, session, self.facts)
        if standing is not None:
            return standing
        if session.pending is not None and session.situations is not None:
            more = widen(text, self.facts, years)
            if more is not None:
                return more
        profile = session.flat_profile
        return self.read(text, pending=session.pending, profile=profile, today=today)

    @staticmethod
    def _with_topic(session: Session, reading: Reading, today: date, answer: Answering) -> Session:
        """What is spoken of: the measures of the answer, until facts are spoken of again."""
        if reading.question is None:
            stated = reading.facts or reading.to_confirm
            return replace(session, topic=()) if stated else session
        given = answer(reading.question, session, today)
        return replace(session, topic=given.context().measures)

    def _answer_query(self, desk: Desk, said: Said, message: Message) -> _Taken:
        """A forwarded message: answered for pasting back, and kept out of every profile."""
        today = message.at.astimezone(XIAMEN).date()
        last = desk.own.last_at
        since = (message.at - datetime.fromisoformat(last)).total_seconds() if last else -1.0
        query = joined_query(desk.own, said, since)
        own = replace(desk.own, query=query, forwarding=True, last_at=said.at)
        after = replace(desk, own=own)
        scene = self._scene(after, today)
        steps: tuple[Step, ...] = (AnswerQuery(query), OfferCase())
        return _Taken(after, tuple(self._reply(step, scene) for step in steps))

    def _switch(self, desk: Desk, reading: Reading, said: Said, today: date) -> _Taken:
        """Open a case or go back to oneself, and go on where that profile stands."""
        if reading.command == "cases":
            return _Taken(desk, self._say((ShowCases(),), desk, today))
        query, argument = desk.own.query, reading.argument
        asked = Reading()
        if query is not None:
            asked = self.read(query.words, pending=None, profile=Profile(), today=today)
        if argument == "case:new":
            argument = _name_in(asked, len(desk.own.cases) + 1, desk.own)
        moved, name, new = switch(self.store, desk, argument)
        turn = Turn(moved.active, ())
        if new:
            named = {} if reading.argument == "case:new" else {"company_name": name}
            facts = {**asked.facts, **named}
            reading = replace(asked, facts=facts, question=None, command=None)
            turn = take_turn(
                moved.active, reading, query or said, rules=self.rules, facts=self.facts
            )
            moved = replace(moved, own=replace(moved.own, query=None))
        else:
            turn = ask_next(moved.active, (), said, self.rules, self.facts)
        after = moved.with_active(turn.session)
        steps = (Switched(name, new), *turn.steps)
        return _Taken(after, self._say(steps, after, today))

    def _say(self, steps: tuple[Step, ...], desk: Desk, today: date) -> tuple[Reply, ...]:
        scene = self._scene(desk, today)
        replies = joined(tuple(reply_to(step, scene) for step in steps))
        return tuple(written_for(reply, desk.own) for reply in replies)

    def _reply(self, step: Step, scene: Scene) -> Reply:
        reply = reply_to(step, scene)
        # A text to be pasted back is in the script of whoever asked.
        return reply if isinstance(step, AnswerQuery) else written_for(reply, scene.own)

    def _scene(self, desk: Desk, today: date) -> Scene:
        return Scene(
            session=desk.active,
            own=desk.own,
            today=today,
            policy=self.policy,
            rules=self.rules,
            facts=self.facts,
            answer=self.answer,
            draft=self.draft,
            read=lambda text, profile: self.read(text, pending=None, profile=profile, today=today),
            export=partial(self._export, desk.own.conversation, desk.own, today),
            retention_days=self.retention_days,
            template=self.template,
        )

    def _export(self, conversation: str, own: Session, today: date) -> Document:
        kept = self.store.keeping.export(conversation)
        name = labels("buttons", own.lang)["export_name"].format(day=today.isoformat())
        text = json.dumps(kept, ensure_ascii=False, indent=1)
        return Document(f"{name}.json", "json", text.encode())


def _told(message: Message, own: Session) -> Message:
    """The message as it is shown later: a file by its name."""
    if message.file is None:
        return message
    said = render("reply/file_sent", own.lang, file=message.file.name, beside=message.text)
    return replace(message, text=said)


def _once(answer: Answering) -> Answering:
    """Answers of one turn: a model that writes them is asked once."""
    given: dict[str, PolicyAnswer] = {}

    def answered(question: str, session: Session, today: date) -> PolicyAnswer:
        if question not in given:
            given[question] = answer(question, session, today)
        return given[question]

    return answered


def _in_language(desk: Desk, text: str) -> Desk:
    """The desk in the language that the person has turned to; a name is in no language."""
    active = desk.active
    naming = active.pending is not None and active.pending.fact == "company_name"
    lang = lang_after(text, active.lang)
    if naming or not active.greeted or lang == active.lang:
        return desk
    after = replace(desk, own=replace(desk.own, lang=lang))
    return after if after.case is None else replace(after, case=replace(after.case, lang=lang))


def _in_script(desk: Desk, text: str) -> Desk:
    own = replace(desk.own, script=script_of(text, desk.own.script))
    return replace(desk, own=own)


def _name_in(asked: Reading, number: int, own: Session) -> str:
    stated = asked.facts.get("company_name")
    return str(stated) if stated else labels("lists", own.lang)["case"].format(number=number)
