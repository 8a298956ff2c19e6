"""In which script Chinese is written, and the same text in the other one."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Protocol

from bot.dialogue.session import Script, Session
from bot.messages import Choice, Reply

_WRITTEN = "s2tw"  # the characters used across the strait: 為, 裡; words stay as they are


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def script_of(text: str, otherwise: Script) -> Script:
    """The script that a message is written in; `otherwise` when its characters do not tell."""
    if text.isascii():
        return otherwise
    traditional = _differences(text, simplified(text))
    simple = _differences(text, _converter("s2t").convert(text))
    if traditional == simple:
        return otherwise
    return "traditional" if traditional > simple else "simplified"


def simplified(text: str) -> str:
    """The text in simplified characters."""
    return text if text.isascii() else _converter("t2s").convert(text)


def in_script(text: str, script: Script, verbatim: Iterable[str] = ()) -> str:
    """The text in the script of its reader; official wording in `verbatim` stays as it was issued."""
    if script == "simplified" or text.isascii():
        return text
    kept = sorted({quote for quote in verbatim if quote}, key=len, reverse=True)
    if not kept:
        return _converter(_WRITTEN).convert(text)
    parts = re.split(f"({'|'.join(map(re.escape, kept))})", text)
    return "".join(p if p in kept else _converter(_WRITTEN).convert(p) for p in parts)


def written_for(reply: Reply, own: Session) -> Reply:
    """The reply in the script of the person; the official wording stays as it was issued."""
    if own.script == "simplified" or own.lang == "en":
        return reply
    verbatim = [quote.quote for quote in reply.citations]
    return replace(
        reply,
        text=in_script(reply.text, own.script, verbatim),
        choices=tuple(Choice(c.id, in_script(c.label, own.script)) for c in reply.choices),
    )


def _differences(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=False))


@cache
def _converter(direction: str) -> _Converter:
    from opencc import OpenCC

    converter: _Converter = OpenCC(direction)
    return converter
