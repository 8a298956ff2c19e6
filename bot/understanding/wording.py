"""One spelling for every message: narrow digits, simplified characters, no fillers, no oddities."""

import re
from functools import cache
from typing import Protocol

from bot.understanding.english_numbers import with_figures
from bot.understanding.spellings import put_right

LONGEST = 4000  # characters; what stands behind is not read

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != ord("，")}
_NARROW = _WIDE | {0x3000: " ", 0xFFE5: "¥", 0x00A0: " ", 0x2009: " ", 0x202F: " ", 0x2212: "-"}
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
# `６，８００` in wide digits is one number; `6，800` in narrow ones is left for a doubt.
_WIDE_GROUP = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_BLANKS = re.compile(r"[ \t]+")
_FILLERS = re.compile(
    r"呃+|唔+|哎呀?|那个(?!月)|就是说|怎么说呢|(?<![金总营销余业]) ?额+(?=[,，、 ])|啊+|哦+|喔+|(?<!干)嘛"
    r"|\b(?:um+|uh+|er+|well)\b,?"
)
_LEADING = re.compile(r"^[\s,，、。.!！]*(?:嗯+|额|那|这个|然后)[\s,，、。…]*(?=.{2})")


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def normalise(text: str) -> str:
    """The text as the other modules read it: lower case, narrow, simplified, without fillers."""
    plain = narrow(text).lower()
    if not plain.isascii():
        plain = _simplifier().convert(plain)
    plain = with_figures(put_right(plain))
    short = _LEADING.sub("", _FILLERS.sub("", plain)).strip()
    return short or plain


def narrow(text: str) -> str:
    """The text with narrow digits and blanks, otherwise as it was written; cut at `LONGEST`."""
    cut = _WIDE_GROUP.sub(",", text[:LONGEST])
    visible = _INVISIBLE.sub("", cut.replace("\r", "\n").translate(_NARROW))
    return _BLANKS.sub(" ", visible.encode("utf-8", "ignore").decode()).strip()


@cache
def _simplifier() -> _Converter:
    from opencc import OpenCC

    converter: _Converter = OpenCC("t2s")
    return converter
