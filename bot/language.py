"""In which of the two languages a text is written."""

import re

from bot.messages import Lang

_GREETING = re.compile(
    r"\s*(?:hi|hello|hey|good (?:morning|afternoon|evening))[\s!.,]*", re.IGNORECASE
)
_SENTENCE_EN = 4  # words; fewer may be a label, a figure or a name
_SENTENCE_ZH = 6  # characters; fewer may be a term that somebody asks about
_COMPANY = re.compile(r"公司|集团|厂\Z")


def lang_of(text: str) -> Lang:
    """English where there are several Latin words and no Chinese character; Chinese otherwise."""
    if text.startswith("/") or _chinese(text):
        return "zh"
    return "en" if _words(text) > 1 or _GREETING.fullmatch(text) else "zh"


def lang_after(text: str, spoken: Lang) -> Lang:
    """The language of a conversation after a message: whoever writes whole sentences in the other is followed."""
    chinese = _chinese(text)
    if text.startswith("/") or text.isdigit():
        return spoken
    if spoken == "zh":
        return "en" if not chinese and _words(text) >= _SENTENCE_EN else "zh"
    return "zh" if chinese >= _SENTENCE_ZH > _words(text) and not _COMPANY.search(text) else "en"


def _chinese(text: str) -> int:
    return sum("\u4e00" <= letter <= "\u9fff" for letter in text)


def _words(text: str) -> int:
    words = (word.strip("?!.,;:'\"()").replace("'", "").replace("-", "") for word in text.split())
    return sum(word.isascii() and word.isalpha() for word in words)
