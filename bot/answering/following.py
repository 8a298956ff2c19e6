"""Whether a sentence of a model says what its source says: the same parts, of the same place, in order.

A figure can be right and the sentence still a lie: growth over 20 % with the reward for 40 %, a new
company with the ceiling of an old one, a condition left out. So a sentence has to be put together
from whole parts of the clauses and of what the pack says about them; only words that change nothing
may be added or left out.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from knowledge.clauses import Clause, Lang, Measure, Topic
from knowledge.words import fold, has_han, stem

_UNIT = re.compile(r"[。；;!?！？\n]+|(?<=[a-z0-9)”\"])\.(?=\s|\Z)")
_PART = re.compile(r"[，：:]|,(?![0-9]{3}(?![0-9]))")
_RESPECTIVELY = re.compile(
    r"(?P<labels>[^，。；]*、[^，。；]*)，(?:(?P<by>[^，。；]{0,14})，)?分别(?P<gives>[^，。；]*)"
)
_SAME: Sequence[tuple[str, str]] = (
    (r"最高不(?:超过|高于)|最高|不超过|不高于|至多|封顶|上限(?:是|为)?|up to|at most|no more than|a maximum of", "≤"),
    (r"高于|超过|大于|more than|above|over|exceeding", ">"),
    (r"可贷(?:款)?本金", "贷"),
)  # fmt: skip
# Words that neither add nor take away: to give, may, the one spoken to, the clause that says it.
_EMPTY_ZH = re.compile(
    r"按?您(?:所)?说的(?:数字|数|情况)|贵公司|您们?|我们|根据|依据|按照|按|(?:第[一二三四五六七八九十]{1,3}条|条文|原文|本条|文件)(?:里|中)?(?:写明|规定|明确|写|说)?"
    r"|全市|每家企业|每家|每年均|给予|予以|给|补助|补贴|奖励|资助|奖|补|是的|可以|能够|可|能|将|会|对|的|其|均|达到|需要|必须|须|要|元|人民币|[\s“”「」『』（）()《》、。！!\"'·-]|\.(?![0-9])"
)
_EMPTY_EN = frozenset(
    ["yes", "you", "can", "get", "receiv", "subsid", "subsidy", "subsidis", "support", "paid", "pay", "reward", "rmb", "earn", "give", "grant", "measure", "text", "figur", "stat"]
)  # fmt: skip
_FIGURE = re.compile(r"⟨[^⟩]*⟩|[0-9]+(?:\.[0-9]+)?%?")
_TURNS = re.compile(r"[⟨0-9不非无未没免除]|\b(?:no|not|non|without|never)\b")
_SHORTEST_NAME = 2
_LIMIT = re.compile(r"[≤>]")
_WORD = re.compile(r"⟨[^⟩]*⟩|[≤>]|[a-z0-9][a-z0-9&%'-]*")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a source in its bare form, with the text and sentence it stands in and its place.

    `of` tells a clause from what the pack says of it and from a result; `behind` counts the parts of
    its sentence that follow.
    """

    of: Literal["clause", "pack", "result"]
    text: int
    unit: int
    place: int
    behind: int
    bare: str

    @property
    def has_figure(self) -> bool:
        """Whether a quantity stands in it."""
        return _FIGURE.search(self.bare) is not None


@dataclass(frozen=True)
class Source:
    """What a sentence may be put together from, and how quantities are found in it."""

    clauses: Sequence[Clause]
    measures: Sequence[Measure]
    topics: Sequence[Topic]
    results: Sequence[str]
    lang: Lang
    figures_in: Callable[[str], Sequence[Any]]

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Every part of every sentence; the items of a list with 分别 as sentences of their own."""
        found: list[Part] = []
        unit = 0
        for number, (of, text) in enumerate(self._texts()):
            for sentence in (*_units(text), *_one_by_one(text)):
                unit += 1
                bare = self._bare_parts(sentence)
                found += [
                    Part(of, number, unit, place, len(bare) - place - 1, one)
                    for place, one in enumerate(bare)
                ]
        return tuple(found)

    def _texts(self) -> Iterator[tuple[Literal["clause", "pack", "result"], str]]:
        yield from (("clause", clause.text) for clause in self.clauses)
        for one in self.measures:
            yield from (("pack", text[self.lang]) for text in (one.lead, one.check))
        yield from (("pack", topic.answer[self.lang]) for topic in self.topics)
        yield from (("result", result) for result in self.results)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What names a measure as a whole: its title, and sentences that end without a figure."""
        ends = (unit[-1] for unit in self._whole if not _FIGURE.search(unit[-1]))
        return (*ends, *(_EMPTY_ZH.sub("", fold(one.title)) for one in self.measures))

    @cached_property
    def rivals(self) -> frozenset[str]:
        """Every part with a figure that stands anywhere in the measures, cited or not."""
        packed = (part.bare for part in self.parts if part.of == "pack")
        clauses = (part for unit in self._whole for part in unit)
        return frozenset(part for part in (*packed, *clauses) if _FIGURE.search(part))

    @cached_property
    def _whole(self) -> tuple[tuple[str, ...], ...]:
        texts = (clause.text for one in self.measures for clause in one.clauses)
        units = (self._bare_parts(unit) for text in texts for unit in _units(text))
        return tuple(unit for unit in units if unit)

    def _bare_parts(self, sentence: str) -> tuple[str, ...]:
        return tuple(one for piece in _PART.split(sentence) if (one := self.bare(piece)))

    def bare(self, text: str) -> str:
        """A text without what changes nothing: one form for figures, limits and thresholds."""
        plain = fold(text)
        plain = _with_figures(plain, self.figures_in(plain))
        for words, sign in _SAME:
            plain = re.sub(words, sign, plain)
        if self.lang == "zh" or has_han(plain):
            return _EMPTY_ZH.sub("", plain)
        titles = {stem(w) for m in self.measures for w in _WORD.findall(m.title_en.lower())}
        stems = (stem(word) for word in _WORD.findall(plain) if word not in _STOP)
        return " ".join(one for one in stems if one not in _EMPTY_EN | titles)


def follows(sentence: str, source: Source) -> bool:
    """Whether the sentence is put together from whole parts of its source, each in its place."""
    said = [
        bare for piece in _PART.split(sentence.strip(" 。.;；!！")) if (bare := source.bare(piece))
    ]
    if not said:
        return False
    reached = {part for part in _meant(said[0], source) if _may_begin(part, source)}
    for piece in said[1:]:
        reached = {
            part
            for part in _meant(piece, source)
            if any(_goes_on(before, part) for before in reached)
        }
    return bool(reached)


def _meant(piece: str, source: Source) -> Iterator[Part]:
    for part in source.parts:
        lead = piece.removesuffix(part.bare).strip()
        if piece == part.bare or (lead != piece and part.has_figure and _names(lead, part, source)):
            yield part


def _names(lead: str, part: Part, source: Source) -> bool:
    """Whether what stands before a part only names it and could name no other of the measure."""
    if len(lead) < _SHORTEST_NAME or _TURNS.search(lead):
        return False
    figured = {one.unit for one in source.parts if one.has_figure and one.of == "clause"}
    holders = {one.unit for one in source.parts if lead in one.bare and one.of == "clause"}
    its_own = part.of == "clause" and part.unit in holders
    return its_own or figured <= holders or any(lead in name for name in source.names)


def _may_begin(part: Part, source: Source) -> bool:
    """Whether a sentence may begin with the part: it is the first, or says alone what it is of.

    “单个项目最高不超过 1000 万元” does not where another clause of the measure has 300.
    """
    if part.place == 0 or not part.has_figure:
        return True
    rivals = (other for other in source.rivals if _words(other) == _words(part.bare))
    return all(other == part.bare for other in rivals)


def _goes_on(before: Part, after: Part) -> bool:
    """Whether a part comes right behind another, or begins anew where a sentence was complete."""
    if before.unit == after.unit:
        return after.place == before.place + 1
    return before.behind == 0 and after.place == 0


def _words(bare: str) -> str:
    """What a part says beside its figures."""
    return _LIMIT.sub("", _FIGURE.sub("", bare)).strip()


def _units(text: str) -> Iterator[str]:
    yield from (unit for unit in _UNIT.split(text) if unit.strip())


def _one_by_one(text: str) -> Iterator[str]:
    """`国际标准、国家标准，分别给予 100 万元、50 万元` as a sentence for each."""
    for found in _RESPECTIVELY.finditer(text):
        labels, gives = found["labels"].split("、"), found["gives"].split("、")
        labels = labels[-len(gives) :]
        if len(labels) < len(gives) or len(gives) == 1:
            continue
        first, last = re.split(r"制定的?|且", labels[0])[-1], re.split(r"的|且", labels[-1])[0]
        to_figure = r"[^0-9]*"
        opens, gives_what = (re.match(to_figure, one)[0] for one in (first, gives[0]))  # type: ignore[index]
        tail = re.sub(r"^[^元]*元", "", gives[-1])
        for label, amount in zip([first, *labels[1:-1], last], gives, strict=True):
            what = label if first in {label, opens} else opens + label
            paid = gives_what + amount.removeprefix(gives_what).removesuffix(tail) + tail
            yield f"{what}，{paid}"
            yield f"{what}{paid}"
        yield f"{'、'.join([first, *labels[1:-1], last])}，分别{found['gives']}"


def _with_figures(text: str, found: Sequence[Any]) -> str:
    for one in sorted(found, key=lambda figure: -figure.start):
        ends = sorted({end for end in (one.lo, one.hi) if end})
        worth = "-".join(f"{end.normalize():f}" for end in ends)
        if worth:
            more = "+" if "以上" in text[one.start : one.end] else ""
            text = f"{text[: one.start]}⟨{worth}{more}⟩{text[one.end :]}"
    return text


_STOP = frozenset(
    ["a", "an", "the", "is", "are", "of", "for", "to", "in", "on", "at", "by", "it", "this", "that", "and", "as", "with", "if"]
)  # fmt: skip
