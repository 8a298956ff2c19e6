"""What the forms do: a posted form becomes a message, a conversation becomes the page."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from bot.app import App
from bot.choices import CHANGE, options_of
from bot.clock import XIAMEN
from bot.dialogue.session import Session
from bot.intake import BusyError, FileReader
from bot.messages import Filed, Lang, Message
from bot.storage.transcript import Transcript
from bot.web.forms import LONGEST, Form, Upload
from bot.web.pages import Unsent, chat_page
from bot.web.stream import Update
from bot.web.view import chat_of, offered_to
from bot.web.visitor import Visitor
from calculators.facts import Kind
from prompts.pages import labels

_PATIENCE = 15.0  # seconds until a file is read, before somebody is asked to come back
_JOIN = "、"  # how several choices come back, by the contract of `Reply.multi`


@dataclass(frozen=True, slots=True)
class Chatting:
    """The conversations of the page. Everything here blocks: call it in a thread."""

    app: App
    transcript: Transcript
    secret: bytes
    clock: Callable[[], datetime]
    files: FileReader

    def greet(self, visitor: Visitor, lang: Lang = "zh") -> None:
        """Begin the conversation where there is none."""
        if self.app.session(visitor.conversation) is None:
            self._take(visitor, "start", "/start", lang=lang)

    def page(self, visitor: Visitor, unsent: Unsent | None = None, *, after: int = 0) -> str:
        """The page as it stands, with the turns `after` that number where the page has that one."""
        self.greet(visitor)
        told = self.transcript.turns_of(visitor.conversation, after)
        continues = after > 0 and bool(told) and told[0].number == after
        if after and not continues:  # the conversation was begun anew, elsewhere
            told = self.transcript.turns_of(visitor.conversation)
        shown = told[1:] if continues else told
        chat = chat_of(self.app, self._session(visitor), shown, self._today())
        chat = replace(chat, about=told[-1].key, last=told[-1].number, continues=continues)
        return chat_page(chat, visitor.token(self.secret), unsent)

    def update(self, visitor: Visitor, after: int) -> Update | None:
        """The number of the last turn and the page after the one seen; None where nothing is new."""
        last = self.transcript.last_number(visitor.conversation)
        return None if last in (0, after) else (last, self.page(visitor, after=after))

    def switch(self, visitor: Visitor, form: Form) -> None:
        """Go on in the language that the form names; any other value changes nothing."""
        lang = form.one("lang")
        if lang in ("zh", "en"):
            self._take(visitor, f"lang:{lang}:{form.one('about')[:100]}", f"/lang {lang}")

    def take(self, visitor: Visitor, form: Form) -> Unsent | None:
        """Hand over what the form says, once; or say why it was not taken."""
        given = self._given(visitor, form)
        if isinstance(given, Unsent):
            return given
        text, choice = given
        about = form.one("about")[:100]
        # The same answer to the same turn is the same message, from whichever tab it comes.
        digest = sha256(f"{choice or ''}\0{text}".encode()).hexdigest()[:16]
        key = f"{sha256(about.encode()).hexdigest()[:16]}:{digest}"
        if self.app.store.replies_of(visitor.conversation, key) is not None:
            return None
        # An answer to an older question must not be taken for one to the question that stands now.
        # A named fact and a command mean the same at any time.
        absolute = form.one("fact") or text.startswith("/")
        if not absolute and about != self.transcript.last_key(visitor.conversation):
            return Unsent("moved_on", "" if choice else text)
        self._take(visitor, key, text, choice=choice)
        return None

    def take_file(self, visitor: Visitor, upload: Upload) -> Unsent | None:
        """Have a file read and hand over what stands in it, once; or say why it was not taken.

        It answers no question, so that it may come from a window which is behind.
        """
        if not upload.data and not upload.name:
            return Unsent("choose_file")
        about = sha256(upload.form.one("about")[:100].encode()).hexdigest()[:16]
        key = f"{about}:{sha256(upload.data).hexdigest()[:16]}"
        if self.app.store.replies_of(visitor.conversation, key) is not None:
            return None
        try:
            file = self.files.read(upload.data, upload.name, patience=_PATIENCE)
        except BusyError:
            return Unsent("busy")
        self._take(visitor, key, "", file=file)
        return None

    def _given(self, visitor: Visitor, form: Form) -> tuple[str, str | None] | Unsent:
        """The text and the choice of a form."""
        chosen = form.all("only")[:1] or form.all("choice")
        text = form.one("text")
        if len(text) > LONGEST:
            return Unsent("too_long", text[:LONGEST])
        if fact := form.one("fact"):
            return self._changed(visitor, fact, text, form.all("value"))
        if chosen and not text:
            names, mark = self._choice_names(visitor), self._mark(visitor)
            shown = mark.join(names.get(each, each) for each in chosen)[:LONGEST]
            picked = all(each in names for each in chosen)
            return shown, _JOIN.join(chosen) if picked else None
        return (text, None) if text else Unsent("choose_one")

    def _choice_names(self, visitor: Visitor) -> dict[str, str]:
        offered = offered_to(self.app, self._session(visitor), self._today())
        return {choice.id: choice.label for choice in offered}

    def _mark(self, visitor: Visitor) -> str:
        return labels("web/words", self._session(visitor).lang)["mark"]

    def _changed(
        self, visitor: Visitor, key: str, text: str, ids: tuple[str, ...]
    ) -> tuple[str, str | None] | Unsent:
        """A correction: in words as the person could have written it, and the choices it names."""
        session, fact = self._session(visitor), self.app.facts.get(key)
        if fact is None or not (text or ids):
            return Unsent("choose_one")
        words = labels("web/words", session.lang)
        names = {choice.id: choice.label for choice in options_of(fact, session.lang)}
        value = text or words["mark"].join(names.get(each, each) for each in ids)[:LONGEST]
        sentence = "change_name" if fact.kind is Kind.TEXT else "change_words"
        said = words[sentence].format(term=fact.term.to(session.lang), value=value)
        return said, None if text else f"{CHANGE}:{key}:{_JOIN.join(ids)}"

    def _take(
        self,
        visitor: Visitor,
        key: str,
        text: str,
        *,
        choice: str | None = None,
        lang: Lang | None = None,
        file: Filed | None = None,
    ) -> None:
        at = self.clock()
        self.app.take(Message(visitor.conversation, key, text, at, choice, lang, file=file))

    def _session(self, visitor: Visitor) -> Session:
        return self.app.session(visitor.conversation) or Session(visitor.conversation)

    def _today(self) -> date:
        return self.clock().astimezone(XIAMEN).date()
