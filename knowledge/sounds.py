"""Names by their sound: an input method, or a voice typed down, writes 算立券 for 算力券."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache, lru_cache

from knowledge.words import has_han

# Two syllables are too often those of another word.
_SHORTEST = 3


class Sounds:
    """Names of at least three Chinese characters, found where they are only heard."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(
            name for name in names if len(name) >= _SHORTEST and all(map(has_han, name))
        )
        self._heard: dict[str, str] | None = None

    def find(self, folded: str) -> tuple[tuple[int, str], ...]:
        """The names that the question sounds like, each with the place of its first character."""
        if self._heard is None:
            self._heard = {name: _sound(name) for name in self._names}
        heard = _sound(folded)
        return tuple(
            (heard.count(" ", 1, at + 1), name)
            for name, sound in self._heard.items()
            if (at := heard.find(sound)) >= 0
        )


@lru_cache(maxsize=4096)
def _sound(text: str) -> str:
    """A syllable without its tone for each character, between blanks; `|` for what has none."""
    return f" {' '.join(_syllable(char) for char in text)} "


@cache
def _syllable(char: str) -> str:
    # The phrases (50 MB) tell readings of 行 or 长 apart; a name and its slip are read alike anyway.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin

    return lazy_pinyin(char)[0] if has_han(char) else "|"
