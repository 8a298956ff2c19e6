"""One message in, its replies out: load the session, read, take the turn, perform its steps, save."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from bot.answering import Answer as PolicyAnswer
from bot.choices import change_of, select, widen, years_offered
from bot.clock import XIAMEN
from bot.dialogue.reading import Pending, Reading
from bot.dialogue.session import Session
from bot.dialogue.turn import Said, take_turn
from bot.language import lang_of
from bot.messages import Document, DocumentFormat, Lang, Message, Reply
from bot.replying import Scene, joined, reply_to
from bot.storage import NEW, StaleSessionError, Store
from calculators.facts import Fact, Profile
from calculators.rules import Rule
from knowledge.clauses import Policy
from prompts import render

_TRIES = 5
_log = logging.getLogger(__name__)
_LONGEST = 4_000


class Reader(Protocol):
    """Words to a reading."""

    def __call__(
        self, text: str, *, pending: Pending | None, profile: Profile, today: date
    ) -> Reading:
        """Understand one message."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """The session after a message, and what is said."""

    session: Session
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class App:
    """The assistant behind every channel; everything it uses is passed in."""

    store: Store
    policy: Policy
    rules: Mapping[int, Rule]
    facts: Mapping[str, Fact]
    read: Reader
    answer: Callable[[str, Session, date], PolicyAnswer]
    draft: Callable[[Session, date, DocumentFormat], Document]
    draft_profile: Callable[[Profile, date, DocumentFormat, Lang], Document]
    deliver: bool = True

    def handle(self, message: Message) -> tuple[Reply, ...]:
        """The replies to a message; the same message twice gives the same replies, taken once."""
        return self.take(message).replies

    def take(self, message: Message) -> Outcome:
        """Handle a message and give the session as well.

        When somebody else saved the session meanwhile, the turn is taken anew upon what they saved.
        """
        for _ in range(_TRIES):
            session, version = self._load(message)
            known = self.store.replies_of(message.conversation, message.key)
            if known is not None:
                return Outcome(session, known)
            outcome = self._try(session, message)
            try:
                self.store.save_turn(
                    outcome.session, version, message, outcome.replies, deliver=self.deliver
                )
            except StaleSessionError:
                continue
            return outcome
        raise StaleSessionError(message.conversation)

    def session(self, conversation: str) -> Session | None:
        """The session as it was saved last."""
        loaded = self.store.load(conversation)
        return loaded[0] if loaded else None

    def _load(self, message: Message) -> tuple[Session, int]:
        loaded = self.store.load(message.conversation)
        if loaded is not None:
            return loaded
        lang = message.lang or lang_of(message.text)
        return Session(message.conversation, lang), NEW

    def _try(self, session: Session, message: Message) -> Outcome:
        """Take the turn; a fault of ours changes nothing, is logged, and is said once."""
        try:
            return self._turn(session, message)
        except Exception:  # noqa: BLE001 - whatever it was, the conversation goes on
            # No words of the person in the log: only which message it was.
            _log.exception("turn failed: conversation=%s key=%s", session.conversation, message.key)
            return Outcome(session, (Reply(render("reply/sorry", session.lang)),))

    def _turn(self, session: Session, message: Message) -> Outcome:
        today = message.at.astimezone(XIAMEN).date()
        text = message.text[:_LONGEST]
        reading = self.understand(session, text, message.choice, today)
        said = Said(message.key, text, message.at.isoformat())
        turn = take_turn(session, reading, said, rules=self.rules, facts=self.facts)
        scene = Scene(
            turn.session, today, self.policy, self.rules, self.facts, self.answer, self.draft
        )
        replies = joined(tuple(reply_to(step, scene) for step in turn.steps))
        return Outcome(self._with_topic(turn.session, reading, today), replies)

    def understand(self, session: Session, text: str, choice: str | None, today: date) -> Reading:
        """What a message says: a choice that it names whole, otherwise its words."""
        if choice and (changed := change_of(choice, self.facts)):
            return changed
        if session.pending is not None:
            years = years_offered(today)
            chosen = select(choice or text, session.pending, self.facts, years)
            if chosen is not None:
                return chosen
            if session.situations is not None and (more := widen(text, self.facts, years)):
                return more
        return self.read(text, pending=session.pending, profile=session.profile, today=today)

    def _with_topic(self, session: Session, reading: Reading, today: date) -> Session:
        if reading.question is None:
            return session
        return replace(session, topic=self.answer(reading.question, session, today).measures)
