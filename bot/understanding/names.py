"""Finds the words that name facts, the links between them, and the clauses they stand in."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from bot.understanding.tokens import Name, Spanned
from bot.understanding.vocabulary import LINKS_EN, LINKS_ZH, NAMES, RD

_SENTENCE = re.compile(r"[。;；！？!?\n\t|]+|(?<=[a-z0-9%)])\.(?=\s|\Z)")
_CLAUSE = re.compile(
    r"[，。;；！？!?\n\t|…、]|,(?! ?[0-9]{3}(?![0-9]))|(?<=[a-z0-9%)])\.(?=\s|\Z)|\b(?:and|but|while|whereas)\b"
    r"|(?<!在)其中(?!心)|\bof which\b|然后|另外|还有|以及|同时|但是|但|不过|而且|并且|[(（](?!(?:单位[:：]?)?[百千]?[万亿]?元[)）])|(?<!元)[)）]|也(?=[没不未])"
)
_PUNCTUATION = re.compile(
    r"[\s,，、。.:：;；!！?？()（）\[\]【】《》<>“”\"'‘’…~\-—–_*#=+|/\\·•✅😊🙏👍]+"
)


@cache
def _names() -> re.Pattern[str]:
    groups = (f"(?P<n{i}>{_bounded(pattern)})" for i, (_, _, pattern) in enumerate(NAMES))
    return re.compile("|".join(groups))


def _bounded(pattern: str) -> str:
    """English words end where they end; Chinese ones have no such mark."""
    return rf"(?:(?<![a-z])|(?=[^\x00-\x7f]))(?:{pattern})(?![a-z](?<=[a-z][a-z]))"


@cache
def _links() -> re.Pattern[str]:
    chinese = "|".join(sorted(LINKS_ZH.split(), key=len, reverse=True))
    english = "|".join(sorted(LINKS_EN.split(), key=len, reverse=True))
    return re.compile(rf"(?<![a-z])(?:{english})(?![a-z])|{chinese}")


def find_names(text: str, asked: str | None) -> list[Name]:
    """Every name of a fact or family; plain 研发 is the asked R&D figure where one was asked."""
    found = []
    for m in _names().finditer(text):
        of, sure, _ = NAMES[int(str(m.lastgroup)[1:])]
        if (
            of == RD
            and asked == "rd_expense_last_year_yuan"
            and not re.search("自|内|own|house|self", m[0])
        ):
            of = asked
        elif of == "rd_expense_last_year_yuan" and asked != of:
            sure = False
        found.append(Name(m.start(), m.end(), of, sure))
    return found


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends."""
    return _cut(text, _SENTENCE.finditer(text), 0, len(text))


def clauses(text: str, start: int, end: int, taken: Iterable[Spanned]) -> list[tuple[int, int]]:
    """Where each clause of a sentence begins and ends; no token is cut in two."""
    inside = bytearray(len(text))  # 1 where a token stands
    for token in taken:
        inside[token.start : token.end] = b"\1" * (token.end - token.start)
    marks = [m for m in _CLAUSE.finditer(text, start, end) if not any(inside[m.start() : m.end()])]
    return _cut(text, list(_with_words_behind(marks, inside, end)), start, end)


def _with_words_behind(
    marks: list[re.Match[str]], inside: bytearray, end: int
) -> Iterator[re.Match[str]]:
    """`没入选，也没有标杆应用` begins anew with 也; `标杆应用也没有` is of one piece."""
    limits = [*(m.start() for m in marks[1:]), end]
    for mark, limit in zip(marks, limits, strict=False):
        if mark[0] != "也" or any(inside[mark.end() : limit]):
            yield mark


def _cut(text: str, marks: Iterable[re.Match[str]], start: int, end: int) -> list[tuple[int, int]]:
    parts, at = [], start
    for m in marks:
        parts.append((at, m.start()))
        at = m.end()
    parts.append((at, end))
    return [(a, b) for a, b in parts if text[a:b].strip()]


def residue(text: str, start: int, end: int, tokens: Iterable[Spanned]) -> str:
    """What is left of a clause without tokens and links: empty when nothing was left unread."""
    left, at = [], start
    for token in sorted(tokens, key=lambda t: t.start):
        if token.end <= at or token.start >= end:
            continue
        left.append(text[at : max(at, token.start)])
        at = token.end
    left.append(text[at:end] if at < end else "")
    return "".join(_PUNCTUATION.sub("", _links().sub("", part)) for part in left)
