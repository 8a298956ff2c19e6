"""Whether every figure of a sentence stands in what it cites, as the limit or the sum it is there."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Protocol, TypeAlias

from bot.answering.voices import numeral
from knowledge.clauses import Measure

# “最高 50 万元” must not become “50 万元”, nor “30 万元以上” a least amount that is paid.
_CAP = re.compile(
    r"最高|不超过|至多|上限|封顶|以内|不高于|up to|at most|no more than|cap|maximum|ceiling|limit",
    re.IGNORECASE,
)
_BEFORE_FLOOR = re.compile(
    r"(?:达到|达|满|(?:至少|最低|起步|保底)[\u3400-\u9fff]{0,4}|不低于|不少于|(?<!不)(?:高于|超过|大于)"
    r"|at least|minimum(?: of)?|(?<!no )(?:more than|over)|above|exceed(?:s|ing)?|reach(?:es|ing)?|no less than|(?:every|each|per)(?: full)?)"
    r"\s*(?:人民币|rmb|cny|¥|￥)?\s*\Z",
    re.IGNORECASE,
)
_AFTER_FLOOR = re.compile(
    r"\s*(?:元|yuan)?\s*(?:及?以上|起步|or (?:more|above)|minimum)", re.IGNORECASE
)
_BESIDE = 10  # characters
_PHRASE = 24
_ORDINAL = re.compile(r"第([〇一二三四五六七八九十]{1,3})条")
_PORTION = re.compile(
    r"一半|半数|[一二三四五六七八九两]成|[一二三四五六七八九两几]倍|翻[一二两三]?[番倍]|全额|\bhalf\b|\b(?:double|twice|triple|full amount|third|quarter)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"[0-9]|[一二三四五六七八九十百千两]+(?=[万亿元%家名年个])")

_Worth: TypeAlias = frozenset[Decimal] | str


class Figure(Protocol):
    """A quantity in a text: its place, its unit, its limits."""

    start: int
    end: int
    unit: str
    lo: Decimal
    hi: Decimal | None


def supported(
    said: str,
    support: str,
    measures: Sequence[Measure],
    figures_in: Callable[[str], Sequence[Any]],
) -> bool:
    """Whether every figure, in digits or in words, stands in what is cited."""
    numbers = {numeral(measure.number) for measure in measures}
    if any(number not in numbers for number in _ORDINAL.findall(said)):
        return False
    plain = _plain(_ORDINAL.sub("", said))
    found = figures_in(plain)
    outside = (
        digit.group()
        for digit in _DIGIT.finditer(plain)
        if not any(figure.start <= digit.start() < figure.end for figure in found)
    )
    unread = (*outside, *(portion.group() for portion in _PORTION.finditer(plain)))
    if not all(words in support for words in unread):
        return False
    source = _plain(support)
    known: dict[_Worth, list[Figure]] = {}
    for figure in figures_in(source):
        known.setdefault(_worth(figure, source), []).append(figure)
    return all(
        _means_the_same(figure, plain, known.get(_worth(figure, plain), []), source)
        for figure in found
    )


def _worth(figure: Figure, text: str) -> _Worth:
    """What a figure is worth whatever its form; where it is no amount, its very words."""
    ends = {end for end in (figure.lo, figure.hi) if end}
    return frozenset(ends) if ends else text[figure.start : figure.end].strip()


def _beside(figure: Figure, text: str) -> str:
    before = text[max(0, figure.start - _BESIDE) : figure.start].rpartition("\n")[2]
    after = text[figure.end : figure.end + _BESIDE // 2].partition("\n")[0]
    return before + text[figure.start : figure.end] + after


def _means_the_same(figure: Figure, said: str, sources: list[Figure], source: str) -> bool:
    """Whether a figure stands in the source, as the ceiling, the threshold or the sum it is there."""
    if not sources:
        return False
    if all(_CAP.search(_beside(one, source)) for one in sources) and not _CAP.search(said):
        return False
    return _is_floor(figure, said) in {_is_floor(one, source) for one in sources}


def _is_floor(figure: Figure, text: str) -> bool:
    """Whether a figure is what something has to reach: “高于 200 万元”, “30 万元以上”."""
    before = text[max(0, figure.start - _PHRASE) : figure.start]
    if figure.lo and figure.hi is None:
        return True
    return bool(_BEFORE_FLOOR.search(before) or _AFTER_FLOOR.match(text[figure.end :]))


def _plain(text: str) -> str:
    # A blank between a figure and its unit is typography: 50 万元, 50万元.
    return re.sub(r"(?<=\d)\s+(?=[\u3400-\u9fff%])", "", text)
