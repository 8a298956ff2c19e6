"""What the forms do: a posted form becomes a message, a conversation becomes the page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from bot.app import App
from bot.clock import XIAMEN
from bot.dialogue.session import Session
from bot.messages import Lang, Message
from bot.storage.transcript import Transcript
from bot.web.forms import LONGEST, Form
from bot.web.pages import Unsent, chat_page
from bot.web.view import chat_of, offered_to
from bot.web.visitor import Visitor
from calculators.facts import Kind
from prompts.pages import labels

_JOIN = "、"  # how several choices come back, by the contract of `Reply.multi`


@dataclass(frozen=True, slots=True)
class Chatting:
    """The conversations of the page. Everything here blocks: call it in a thread."""

    app: App
    transcript: Transcript
    secret: bytes
    clock: Callable[[], datetime]

    def greet(self, visitor: Visitor) -> None:
        """Begin the conversation where there is none."""
        if self.app.session(visitor.conversation) is None:
            self._take(visitor, "start", "/start", lang="zh")

    def page(self, visitor: Visitor, unsent: Unsent | None = None) -> str:
        """The page as it stands."""
        self.greet(visitor)
        told = self.transcript.turns_of(visitor.conversation)
        chat = chat_of(self.app, self._session(visitor), told, self._today())
        return chat_page(chat, visitor.token(self.secret), unsent)

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

    def _given(self, visitor: Visitor, form: Form) -> tuple[str, str | None] | Unsent:
        """The text and the choice of a form."""
        chosen = form.all("only")[:1] or form.all("choice")
        text = form.one("text")
        if len(text) > LONGEST:
            return Unsent("too_long", text[:LONGEST])
        if fact := form.one("fact"):
            return (self._change(visitor, fact, text), None) if text else Unsent("choose_one")
        if chosen and not text:
            names = self._choice_names(visitor)
            shown = _JOIN.join(names.get(each, each) for each in chosen)[:LONGEST]
            picked = all(each in names for each in chosen)
            return shown, _JOIN.join(chosen) if picked else None
        return (text, None) if text else Unsent("choose_one")

    def _choice_names(self, visitor: Visitor) -> dict[str, str]:
        offered = offered_to(self.app, self._session(visitor), self._today())
        return {choice.id: choice.label for choice in offered}

    def _change(self, visitor: Visitor, key: str, value: str) -> str:
        """A correction in words, as the person could have written it."""
        session, fact = self._session(visitor), self.app.facts.get(key)
        words = labels("web/words", session.lang)
        if fact is None:
            return value
        sentence = "change_name" if fact.kind is Kind.TEXT else "change_words"
        return words[sentence].format(term=fact.term.to(session.lang), value=value)

    def _take(
        self,
        visitor: Visitor,
        key: str,
        text: str,
        *,
        choice: str | None = None,
        lang: Lang | None = None,
    ) -> None:
        self.app.take(Message(visitor.conversation, key, text, self.clock(), choice, lang))

    def _session(self, visitor: Visitor) -> Session:
        return self.app.session(visitor.conversation) or Session(visitor.conversation)

    def _today(self) -> date:
        return self.clock().astimezone(XIAMEN).date()
