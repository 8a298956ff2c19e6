"""A helpdesk's desk: the person's own session, the case that is open on it, and switching."""

from dataclasses import dataclass, replace

from bot.dialogue.reading import Said
from bot.dialogue.session import Session, case_key
from bot.storage import NEW, Store

_FORWARD_MARKS = ("转发：", "转发:", "轉發：", "轉發:", "fwd:", "fwd：", "fw:", "forwarded:")
_TOGETHER_SECONDS = 10
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Desk:
    """The person's own session, and the open case where there is one, with their versions."""

    own: Session
    version: int
    case: Session | None = None
    case_version: int = NEW

    @property
    def active(self) -> Session:
        """The session that a message speaks to."""
        return self.own if self.case is None else self.case

    def with_active(self, session: Session) -> "Desk":
        """The desk after a turn of the active session; the own one remembers when it was."""
        if self.case is None:
            return replace(self, own=session)
        own = replace(self.own, last_at=session.last_at, greeted=True)
        return replace(self, own=own, case=session)


def open_desk(store: Store, conversation: str, own: Session | None = None) -> Desk:
    """The desk as it was saved; `own` is where a new conversation begins."""
    loaded = store.load(conversation) or (own or Session(conversation), NEW)
    return _with_case(store, Desk(*loaded))


def _with_case(store: Store, desk: Desk) -> Desk:
    if not desk.own.active:
        return replace(desk, case=None, case_version=NEW)
    key = case_key(desk.own.conversation, desk.own.active)
    fresh = Session(key, desk.own.lang, greeted=True, script=desk.own.script)
    case, version = store.load(key) or (fresh, NEW)
    return replace(desk, case=case, case_version=version)


def switch(store: Store, desk: Desk, argument: str) -> tuple[Desk, str, bool]:
    """Open a case by its name or button, or go back to oneself: the desk, the name, whether new."""
    own, wanted = desk.own, " ".join(argument.split())[:_LONGEST_NAME]
    number, name = _wanted(own, wanted)
    new = number > len(own.cases)
    cases = (*own.cases, name) if new else own.cases
    moved = replace(desk, own=replace(own, cases=cases, active=number))
    return _with_case(store, moved), name, new


def _wanted(own: Session, wanted: str) -> tuple[int, str]:
    kind, _, rest = wanted.partition(":")
    if not wanted or wanted == "case:0":
        return 0, ""
    if kind == "case" and rest.isdigit() and 0 < int(rest) <= len(own.cases):
        return int(rest), own.cases[int(rest) - 1]
    if wanted in own.cases:
        return own.cases.index(wanted) + 1, wanted
    return len(own.cases) + 1, wanted


def forwarded_words(text: str, *, forwarded: bool) -> str | None:
    """The words of a forwarded message, marked by the channel or, in a terminal, by the line itself."""
    for mark in _FORWARD_MARKS:
        if text[: len(mark)].casefold() == mark:
            return text[len(mark) :].strip() or None
    return text if forwarded else None


def joined_query(own: Session, said: Said, seconds: float) -> Said:
    """A forwarded message, with the one that was forwarded just before it: one query."""
    earlier = own.query
    if earlier is None or not own.forwarding or not 0 <= seconds <= _TOGETHER_SECONDS:
        return said
    return replace(said, words=f"{earlier.words}\n{said.words}")
