"""What the chat page shows of a conversation, as plain values for its layout."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.app import App
from bot.choices import ALL, NONE, UNKNOWN, choices_of, is_multiple, options_of, years_offered
from bot.contract import total_range
from bot.dialogue.interview import chosen_rules
from bot.dialogue.session import Session, Stated
from bot.messages import Choice, Lang, Quote, Reply
from bot.storage.transcript import LONGEST, Told
from bot.web.linked import Part, path_of
from bot.web.paragraphs import Paragraph, paragraphs_of
from calculators.assess import assess_measure
from calculators.evaluate import box_of
from calculators.facts import Fact, Kind, Value
from calculators.saying import say_range, say_value
from knowledge.clauses import Policy
from knowledge.notices import banner, successor
from prompts import render
from prompts.pages import labels

_ALONE = frozenset({ALL, NONE, UNKNOWN})  # choices that exclude every other
_LONGEST_WORDS = 80  # of what somebody said, beside a fact
_QUIET = ("/start", "/lang ")  # what the page itself says on somebody's behalf


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation under a reply: the clause, its verbatim words, the document, and where it stands."""

    clause: str
    quote: str
    document: str
    href: str


@dataclass(frozen=True, slots=True)
class Said:
    """One message, of the person or of the assistant; `lang` for whoever reads it aloud."""

    paragraphs: tuple[Paragraph, ...]
    lang: str
    quotes: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnView:
    """One turn: what the person said (None for what the page said), and the replies.

    `template`: the table of facts was handed over.
    """

    number: int
    said: Said | None
    replies: tuple[Said, ...]
    template: bool = False


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact as the panel shows it; `options` are the values it may be set to, in their order."""

    key: str
    term: str
    value: str
    words: str
    options: tuple[Choice, ...]
    chosen: frozenset[str]
    several: bool


@dataclass(frozen=True, slots=True)
class Chat:
    """The page, or what is new of it (`continues`).

    `about` is the turn that an answer from this page answers, `last` the number of that turn.
    """

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
    banner: tuple[Part, ...]
    last: int = 0
    continues: bool = False


def chat_of(app: App, session: Session, told: Sequence[Told], today: date) -> Chat:
    """The page of a conversation as it stands."""
    lang, offered = session.lang, offered_to(app, session, today)
    multi = session.pending is not None and is_multiple(session.pending, app.facts)
    grants, loan = _estimate(app, session)
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
        banner=banner_of(app.policy, today, lang),
    )


def offered_to(app: App, session: Session, today: date) -> tuple[Choice, ...]:
    """The buttons of the question that stands, whatever was said last."""
    if session.pending is None:
        return ()
    return choices_of(session.pending, app.facts, session.lang, years_offered(today))


def reading_language(text: str) -> str:
    """The language of a text for whoever reads it aloud: Chinese when it holds a Chinese sign."""
    return "zh-CN" if any("\u4e00" <= letter <= "\u9fff" for letter in text) else "en"


def banner_of(policy: Policy, today: date, lang: Lang) -> tuple[Part, ...]:
    """The sentence on the validity, the number of what applies now a link; empty while in force."""
    said, now = banner(policy, today, lang) or "", successor(policy)
    if now is None or not now.number or now.number not in said:
        return (Part(said),) if said else ()
    before, _, after = said.partition(now.number)
    return (Part(before), Part(now.number, now.source or ""), Part(after))


def _turn(told: Told, policy: Policy) -> TurnView:
    quiet = told.text.startswith(_QUIET)
    said = None if quiet else _said(told.text)
    replies = tuple(_reply(reply, policy) for reply in told.replies)
    handed = any(words in reply.text for reply in told.replies for words in _template_words())
    return TurnView(told.number, said, replies, handed)


@cache
def _template_words() -> tuple[str, ...]:
    """What is said with the table of facts; the page shows its link then."""
    return tuple(render("reply/template", lang) for lang in ("zh", "en"))


def _said(text: str) -> Said:
    lines = tuple((Part(line),) for line in text.splitlines())
    return Said((Paragraph("text", lines),), reading_language(text))


def _reply(reply: Reply, policy: Policy) -> Said:
    paragraphs = paragraphs_of(reply.text.strip(), policy, reply.citations)
    cited = tuple(_cited(quote, policy) for quote in reply.citations)
    return Said(paragraphs, reading_language(reply.text), cited)


def _cited(quote: Quote, policy: Policy) -> Cited:
    return Cited(quote.clause, quote.quote, quote.document, path_of(policy.clause(quote.clause)))


def _facts(app: App, session: Session) -> tuple[FactView, ...]:
    return tuple(
        _fact(app.facts[key], stated, session.lang) for key, stated in session.stated.items()
    )


def _fact(fact: Fact, stated: Stated, lang: Lang) -> FactView:
    return FactView(
        fact.key,
        fact.term.to(lang),
        say_value(fact, stated.value, lang),
        _shortened(stated.words),
        options_of(fact, lang),
        _chosen(stated.value),
        fact.kind is Kind.CHOICES,
    )


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_WORDS else f"{words[: _LONGEST_WORDS - 1]}…"


def _chosen(value: Value) -> frozenset[str]:
    """The ids of the choices that a value stands for."""
    match value:
        case bool():
            return frozenset({"yes" if value else "no"})
        case frozenset():
            return value or frozenset({NONE})
        case str():
            return frozenset({value})
        case _:
            return frozenset()


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
