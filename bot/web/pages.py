"""The pages as HTML: the chat, the measures and policies, and the note that says what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from bot.intake import LARGEST as LARGEST_FILE
from bot.messages import Lang
from bot.web.downloads import TYPES
from bot.web.forms import LONGEST
from bot.web.linked import Part
from bot.web.reference_view import MeasureView, PolicyView
from bot.web.schema import MOST_OBJECTS
from bot.web.view import Chat
from knowledge.clauses import Policy
from prompts.pages import fill, labels

_HERE = Path(__file__).parent
_LAYOUTS = _HERE / "layouts"
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


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
        largest=LARGEST_FILE,
        forms=tuple(TYPES),
        alert=words[unsent.why].format(most=LONGEST) if unsent else "",
        unsent=unsent.text if unsent else "",
    )
    return _framed(body, words["brand"] + " · " + words["tagline"], chat.lang, "chat.js")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page: its language, its own address, whether that names the language."""

    lang: Lang
    path: str
    names_lang: bool
    banner: tuple[Part, ...] = ()

    @property
    def ends(self) -> str:
        """What links to other pages end in, so that a language named once stays."""
        return f"?lang={self.lang}" if self.names_lang else ""

    @property
    def other(self) -> str:
        """The same page in the other language."""
        return f"{self.path}?lang={'en' if self.lang == 'zh' else 'zh'}"


def measures_page(measures: Sequence[MeasureView], frame: Frame) -> str:
    """Every measure."""
    title = labels("web/measures", frame.lang)["measures"]
    return _page("measures.html.j2", title, frame, measures=measures)


def measure_page(frame: Frame, *, measure: MeasureView, **values: object) -> str:
    """One measure with its form and its result."""
    title = f"{measure.id} {measure.label}"
    return _page("measure.html.j2", title, frame, measure=measure, **values)


def policies_page(policy: Policy, others: Sequence[PolicyView], frame: Frame) -> str:
    """The policy and the related ones."""
    title = labels("web/measures", frame.lang)["policies"]
    return _page("policies.html.j2", title, frame, policy=policy, others=others)


def api_page(site: str, frame: Frame) -> str:
    """How programs ask, with examples that can be pasted."""
    words = labels("web/api", frame.lang)
    return _page("api.html.j2", words["title"], frame, a=words, site=site, objects=MOST_OBJECTS)


def verify_page(
    frame: Frame, outcome: str, code: str = "", rows: Sequence[tuple[str, str]] = ()
) -> str:
    """The code of a copy, and line by line what belongs to it."""
    words = labels("summary/verify", frame.lang)
    return _page(
        "verify.html.j2", words["title"], frame, v=words, outcome=outcome, code=code, rows=rows
    )


def note_page(status: int, lang: Lang) -> str:
    """What went wrong, what is kept, and the way back."""
    words = labels("web/words", lang)
    status = status if f"note_{status}" in words else 400 if status < 500 else 500  # noqa: PLR2004
    title = words[f"note_{status}"]
    frame = Frame(lang, "/measures", names_lang=False)
    return _page("note.html.j2", title, frame, text=words[f"note_{status}_text"])


def _page(layout: str, title: str, frame: Frame, **values: object) -> str:
    words = labels("web/words", frame.lang)
    body = fill(
        _LAYOUTS / layout,
        w=words,
        m=labels("web/measures", frame.lang),
        f=frame,
        title=title,
        **values,
    )
    outer = fill(
        _LAYOUTS / "page.html.j2", w=words, m=labels("web/measures", frame.lang), f=frame, body=body
    )
    return _framed(outer, f"{title} · {words['brand']}", frame.lang, "measure.js")


@cache
def static_files() -> dict[str, tuple[bytes, str]]:
    """The style and the script under names that change with their content, and their types."""
    files = sorted((_HERE / "static").iterdir())
    return {_named(file.name): (file.read_bytes(), _TYPES[file.suffix[1:]]) for file in files}


@cache
def _named(name: str) -> str:
    stem, _, end = name.rpartition(".")
    return f"{stem}.{sha256((_HERE / 'static' / name).read_bytes()).hexdigest()[:12]}.{end}"


def _framed(body: str, title: str, lang: Lang, script: str) -> str:
    return fill(
        _LAYOUTS / "frame.html.j2",
        body=body,
        title=title,
        html_lang="zh-CN" if lang == "zh" else "en",
        w=labels("web/words", lang),
        style=_named("style.css"),
        script=_named(script),
    )
