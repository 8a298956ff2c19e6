"""What each command does to the session, and the steps that say so."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from bot.dialogue.lists import drop_empty
from bot.dialogue.noting import undo
from bot.dialogue.reading import Command, Pending
from bot.dialogue.session import Session
from bot.dialogue.steps import (
    AskForget,
    Draft,
    Export,
    Greet,
    HandOff,
    Review,
    Say,
    ShowFacts,
    Step,
    Template,
    Undone,
    Why,
)
from bot.messages import DocumentFormat, Lang

_FORMATS: Mapping[str, DocumentFormat] = {"pdf": "pdf", "html": "html", "md": "md", "docx": "docx"}
_LANGS: Mapping[str, Lang] = {"zh": "zh", "en": "en", "中文": "zh", "english": "en", "英文": "en"}
Acted = tuple[Session, tuple[Step, ...]]


def obey(command: Command, argument: str, session: Session) -> Acted:
    """The session after a command, and what to say."""
    match command:
        case "start":
            return session, ((Greet(),) if session.greeted and session.pending else ())
        case "help" | "privacy" | "thanks" | "hello":
            return session, (Say(command),)
        case "facts":
            return session, (ShowFacts(),)
        case "undo":
            after, keys = undo(session)
            return after, (Undone(keys),)
        case "restart":
            return _restart(session), (Greet(),)
        case "summary":
            return _summarise(session, argument)
        case "lang":
            other: Lang = "en" if session.lang == "zh" else "zh"
            lang = _LANGS.get(argument.strip().lower(), other)
            return replace(session, lang=lang), (Say("lang"),)
        case "why":
            return session, (_why(session.pending),)
        case "human":
            return session, (HandOff(),)
        case "cancel":
            return _cancel(session)
        case "template":
            return session, (Template(),)
        case "export":
            return session, (Export(),)
        case "forget":
            asked = session.pending.fact if session.pending else None
            return replace(session, pending=Pending("forget", asked)), (AskForget(),)
        case "case" | "cases":  # the desk's business, before a turn
            return session, ()
        case _:
            assert_never(command)


def _why(pending: Pending | None) -> Step:
    """Why the pending question is asked; there is nothing to explain where none is."""
    if pending is not None and pending.kind == "situations":
        return Say("why_situations")
    if pending is not None and pending.kind == "review":
        return Say("why_review")
    return Why(pending.fact) if pending is not None and pending.fact else Say("help")


def _restart(session: Session) -> Session:
    """Nothing stated, nothing chosen; whose conversation it is stays."""
    fresh = Session(session.conversation, session.lang, greeted=True, script=session.script)
    return replace(fresh, cases=session.cases, active=session.active, query=session.query)


def _summarise(session: Session, argument: str) -> Acted:
    """The summary of confirmed facts; before that the review, and first whatever is in doubt."""
    if session.done:
        return session, (Draft(_FORMATS.get(argument.strip().lower(), "pdf")),)
    if not session.stated:
        return session, (Say("no_facts"),)
    return session, (() if session.queue else (Review(),))


def _cancel(session: Session) -> Acted:
    """Never mind: what was to be confirmed, changed or begun is given up; facts stay as they are."""
    if session.queue:
        return replace(session, queue=session.queue[1:], pending=None), (Say("kept"),)
    after = drop_empty(session)
    if after is not session:
        return replace(after, pending=None), (Say("kept"),)
    asking = session.pending is not None and session.pending.kind == "fact"
    return session, (Say("never_mind" if asking else "kept"),)
