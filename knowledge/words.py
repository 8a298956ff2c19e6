"""How a text is folded for search: width, case, traditional to simplified, bigrams and stems."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Protocol

# What is left of a word when an ending is taken off.
_SHORTEST = 3

# A longer text costs seconds in an embedder and says no more about what is asked.
MAX_QUERY = 500

_HAN = r"\u3400-\u9fff"
_RUN = re.compile(rf"[{_HAN}]+|[a-z0-9]+(?:[&.%+'-][a-z0-9]+)*")
_FIGURE = re.compile(r"([0-9]+(?:\.[0-9]+)?)(万|亿|家|名|年|%)")
_BLANK_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}])\s+|\s+(?=[{_HAN}])")
_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "do",
        "does",
        "did",
        "of",
        "for",
        "to",
        "in",
        "on",
        "at",
        "by",
        "we",
        "our",
        "us",
        "i",
        "my",
        "me",
        "you",
        "your",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "there",
        "and",
        "or",
        "if",
        "with",
        "from",
        "as",
        "can",
        "could",
        "will",
        "would",
        "shall",
        "should",
        "may",
        "might",
        "have",
        "has",
        "had",
        "get",
        "gets",
        "got",
        "any",
        "some",
        "what",
        "which",
        "who",
        "whom",
        "how",
        "when",
        "where",
        "why",
        "many",
        "much",
        "about",
        "please",
        "tell",
        "not",
        "no",
        "so",
        "then",
        "than",
        "into",
        "out",
        "up",
        "per",
        "one",
    ]
)


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def fold(text: str) -> str:
    """The first `MAX_QUERY` characters in one width and case, in simplified characters."""
    narrow = unicodedata.normalize("NFKC", text[:MAX_QUERY]).lower()
    if not narrow.isascii():
        narrow = _simplifier().convert(narrow)
    return _BLANK_BESIDE_HAN.sub("", narrow).strip()


def terms(folded: str) -> tuple[str, ...]:
    """Character bigrams of Chinese runs, stems of Latin words without stop words."""
    found: list[str] = []
    for run in _RUN.findall(folded):
        if run[0] >= "\u3400":
            found += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
        elif run not in _STOP:
            found.append(stem(run))
    # A figure with its unit says far more than either: 每200万, 30家, 2%.
    return (*found, *("".join(figure) for figure in _FIGURE.findall(folded)))


def stemmed(folded: str) -> str:
    """The Latin words of a text as stems between blanks, for finding phrases as whole words."""
    words = [stem(run) for run in _RUN.findall(folded) if run[0] < "\u3400"]
    return f" {' '.join(words)} "


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A Latin word without the commonest English endings: just enough to join its forms."""
    word = word.removesuffix("'s")  # Beijing's is Beijing
    for ending in ("ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s", "e"):
        if (
            word.endswith(ending)
            and len(word) - len(ending) >= _SHORTEST
            and not word.endswith("ss")
        ):
            return word.removesuffix(ending)
    return word


def has_han(text: str) -> bool:
    """Whether a text has a Chinese character."""
    return any("\u3400" <= char <= "\u9fff" for char in text)


@cache
def _simplifier() -> _Converter:
    from opencc import OpenCC

    converter: _Converter = OpenCC("t2s")
    return converter
