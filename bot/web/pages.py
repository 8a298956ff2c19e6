"""The pages as HTML: the chat, one clause, and the note that says what went wrong."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from bot.messages import Lang
from bot.web.forms import LONGEST
from bot.web.view import Chat
from knowledge.clauses import Clause, Policy
from prompts.pages import fill, labels

_HERE = Path(__file__).parent
_LAYOUTS = _HERE / "layouts"
STATIC = {"style.css": "text/css; charset=utf-8", "chat.js": "text/javascript; charset=utf-8"}
_ALERTS = ("moved_on", "too_long", "choose_one")


@dataclass(frozen=True, slots=True)
class Unsent:
    """What could not be taken: why (a word of the page), and the words to be sent again."""

    why: str
    text: str = ""


def chat_page(chat: Chat, token: str, unsent: Unsent | None = None) -> str:
    """The whole conversation with its forms; each form carries `token`."""
    words = labels("web/words", chat.lang)
    body = fill(
        _LAYOUTS / "chat.html.j2",
        c=chat,
        w=words,
        token=token,
        most=LONGEST,
        alert=words[unsent.why].format(most=LONGEST) if unsent else "",
        unsent=unsent.text if unsent else "",
    )
    return _framed(body, words["brand"] + " · " + words["tagline"], chat.lang)


def clause_page(policy: Policy, clause: Clause, lang: Lang) -> str:
    """One clause verbatim, with its measure, its bureaus and its neighbours."""
    every = policy.clauses()
    at = every.index(clause)
    measure = policy.measure(clause.measure) if clause.measure is not None else None
    body = fill(
        _LAYOUTS / "clause.html.j2",
        clause=clause,
        policy=policy,
        measure=measure,
        title=(measure.title if lang == "zh" else measure.title_en) if measure else "",
        previous=every[at - 1] if at else None,
        next=every[at + 1] if at + 1 < len(every) else None,
        w=labels("web/words", lang),
    )
    return _framed(body, f"{clause.id} {policy.number}", lang)


def note_page(status: int, lang: Lang) -> str:
    """What went wrong, what is kept, and the way back."""
    words = labels("web/words", lang)
    status = status if f"note_{status}" in words else 400 if status < 500 else 500  # noqa: PLR2004
    title = words[f"note_{status}"]
    body = fill(_LAYOUTS / "note.html.j2", title=title, text=words[f"note_{status}_text"], w=words)
    return _framed(body, title, lang)


@cache
def static_files() -> dict[str, tuple[bytes, str]]:
    """The style and the script under names that change with their content, and their types."""
    return {_named(name): ((_HERE / "static" / name).read_bytes(), STATIC[name]) for name in STATIC}


@cache
def _named(name: str) -> str:
    stem, _, end = name.rpartition(".")
    return f"{stem}.{sha256((_HERE / 'static' / name).read_bytes()).hexdigest()[:12]}.{end}"


def _framed(body: str, title: str, lang: Lang) -> str:
    return fill(
        _LAYOUTS / "frame.html.j2",
        body=body,
        title=title,
        html_lang="zh-CN" if lang == "zh" else "en",
        w=labels("web/words", lang),
        style=_named("style.css"),
        script=_named("chat.js"),
    )
