"""What the chat page shows of a conversation, as plain values for its layout."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.app import App
from bot.choices import ALL, NONE, UNKNOWN, choices_of, is_multiple, years_offered
from bot.contract import total_range
from bot.dialogue.interview import chosen_rules
from bot.dialogue.session import Session
from bot.messages import Choice, Lang, Quote, Reply
from bot.storage.transcript import LONGEST, Told
from bot.web.linked import Part, parts_of
from calculators.assess import assess_measure
from calculators.evaluate import box_of
from calculators.saying import say_range, say_value
from knowledge.clauses import Policy
from knowledge.notices import banner, successor
from prompts.pages import labels

_ALONE = frozenset({ALL, NONE, UNKNOWN})  # choices that exclude every other
_QUIET = ("/start", "/lang ")  # what the page itself says on somebody's behalf


@dataclass(frozen=True, slots=True)
class Said:
    """One message, of the person or of the assistant; `lang` for whoever reads it aloud."""

    parts: tuple[Part, ...]
    lang: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn: what the person said (None for what the page said), and the replies."""

    key: str
    said: Said | None
    replies: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact as the panel shows it."""

    key: str
    term: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Chat:
    """The whole page. `about` is the turn that an answer from this page answers."""

    lang: Lang
    turns: tuple[TurnView, ...]
    cut: bool
    about: str
    choices: tuple[Choice, ...]
    alone: tuple[Choice, ...]
    multi: bool
    facts: tuple[FactView, ...]
    grants: str
    loan: str
    done: bool
    banner: str | None
    now_number: str
    now_address: str


def chat_of(app: App, session: Session, told: Sequence[Told], today: date) -> Chat:
    """The page of a conversation as it stands."""
    lang, offered = session.lang, offered_to(app, session, today)
    multi = session.pending is not None and is_multiple(session.pending, app.facts)
    grants, loan = _estimate(app, session)
    now = successor(app.policy)
    return Chat(
        lang=lang,
        turns=tuple(_turn(each, app.policy) for each in told),
        cut=len(told) >= LONGEST,
        about=told[-1].key if told else "",
        # With several to take, the choices that exclude the others stand apart from them.
        choices=tuple(c for c in offered if not (multi and c.id in _ALONE)),
        alone=tuple(c for c in offered if multi and c.id in _ALONE),
        multi=multi,
        facts=_facts(app, session),
        grants=grants,
        loan=loan,
        done=session.done,
        banner=banner(app.policy, today, lang),
        now_number=(now.number or "") if now else "",
        now_address=(now.source or "") if now else "",
    )


def offered_to(app: App, session: Session, today: date) -> tuple[Choice, ...]:
    """The buttons of the question that stands, whatever was said last."""
    if session.pending is None:
        return ()
    return choices_of(session.pending, app.facts, session.lang, years_offered(today))


def reading_language(text: str) -> str:
    """The language of a text for whoever reads it aloud: Chinese when it holds a Chinese sign."""
    return "zh-CN" if any("\u4e00" <= letter <= "\u9fff" for letter in text) else "en"


def _turn(told: Told, policy: Policy) -> TurnView:
    quiet = told.text.startswith(_QUIET)
    said = None if quiet else Said((Part(told.text),), reading_language(told.text))
    return TurnView(told.key, said, tuple(_reply(reply, policy) for reply in told.replies))


def _reply(reply: Reply, policy: Policy) -> Said:
    text = reply.text.strip()
    return Said(parts_of(text, policy), reading_language(text), reply.citations)


def _facts(app: App, session: Session) -> tuple[FactView, ...]:
    return tuple(
        FactView(
            key,
            app.facts[key].term.to(session.lang),
            say_value(app.facts[key], stated.value, session.lang),
            stated.words[:80],
        )
        for key, stated in session.stated.items()
    )


def _estimate(app: App, session: Session) -> tuple[str, str]:
    """The grants so far and the loan apart, in words; empty before anything was chosen."""
    if session.situations is None:
        return "", ""
    words, box = labels("web/words", session.lang), box_of(session.profile, app.facts)
    assessed = [assess_measure(rule, box) for rule in chosen_rules(session, app.rules).values()]
    (low, high), (_, loan) = total_range(assessed, "grant"), total_range(assessed, "loan")
    least, most, lent = (say_range((end, end), session.lang) for end in (low, high, loan))
    grants = (
        words["up_to"].format(amount=most)
        if low == high
        else words["between"].format(low=least, high=most)
    )
    return grants, words["loan"].format(amount=lent) if loan else ""
