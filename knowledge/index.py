"""The lexical index: what each target says, is asked and is called, under BM25 and by name."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from knowledge.clauses import Policy
from knowledge.sounds import Sounds
from knowledge.words import fold, has_han, stemmed, terms

# The usual constants of BM25. Its 40 lines stand here because importing bm25s (with numpy) takes
# longer than building this whole index, and a query over 1,500 short chunks needs neither.
_K1 = 1.2
_B = 0.6

# Pairs of characters that only frame a question: they say little about what it is about.
_FRAME = frozenset(
    term
    for words in [
        "找哪个局",
        "哪个部门",
        "多少钱",
        "多少",
        "怎么",
        "怎么算",
        "能不能",
        "有没有",
        "可以吗",
        "能补吗",
        "补贴",
        "补助",
        "奖励",
        "给多少",
        "能拿",
        "我们",
        "公司",
        "企业",
        "政府",
        "什么",
        "是什么",
        "最高",
        "一年",
        "去年",
        "今年",
        "申请",
        "行不行",
        "算不算",
        "支持",
        "政策",
        "有吗",
        "给不给",
        "能补多少",
        "拿多少",
        "多少万",
        "可以",
        "我们公司",
        "吗",
        "封顶是多少",
        "上限是多少",
        "怎么申领",
        "怎么领",
        "有没有奖",
        "奖多少",
        "给多少钱",
    ]
    for term in terms(words)
)
_FRAME_WEIGHT = 0.35

_HEARD_BESIDE = 4  # characters: 模型及服务 is 模型即服务, though 服务收入 is written beside it
# Any capacity of a computing centre, 60P or 180P, names it as 100P does.
_CAPACITY = re.compile(r" [0-9]{1,5}p(?:flop)? ")


class Target(NamedTuple):
    """What a question can be about: a measure ("6"), a topic or something not covered."""

    kind: Literal["measure", "topic", "not_covered"]
    key: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A text that leads to a target; `clause` where the text is that clause."""

    target: Target
    text: str
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a question: where it stands, and the targets it is a name of."""

    start: int
    end: int
    alias: str
    targets: frozenset[Target]


def chunks(policy: Policy) -> tuple[Chunk, ...]:
    """Clauses, whole measures, and the questions people ask, each with its target."""
    found: list[Chunk] = []
    for measure in policy.measures:
        target = Target("measure", str(measure.number))
        whole = measure.title + "".join(clause.text for clause in measure.clauses)
        found += [Chunk(target, clause.text, clause.id) for clause in measure.clauses[:-1]]
        found += [
            Chunk(target, whole),
            Chunk(target, measure.title),
            Chunk(target, measure.title_en),
        ]
        found += [Chunk(target, text) for text in measure.lead.values()]
        found += [Chunk(target, text) for text in _all(measure.questions)]
        found += [Chunk(target, " ".join(words)) for words in measure.aliases.values()]
    for topic in policy.topics:
        target = Target("topic", topic.id)
        found += [Chunk(target, policy.clause(key).text, key) for key in topic.clauses[:1]]
        found += [Chunk(target, text) for text in _all(topic.questions)]
    for limit in policy.not_covered:
        target = Target("not_covered", limit.id)
        found += [Chunk(target, text) for text in _all(limit.questions)]
    return tuple(found)


class Names:
    """The names that users give to targets, and where they stand in a question."""

    def __init__(self, policy: Policy) -> None:
        owners: dict[str, set[Target]] = defaultdict(set)
        for measure in policy.measures:
            for alias in _all(measure.aliases):
                owners[_key(alias)].add(Target("measure", str(measure.number)))
        for topic in policy.topics:
            for alias in _all(topic.aliases):
                owners[_key(alias)].add(Target("topic", topic.id))
        self._han = _Spelt({key: frozenset(who) for key, who in owners.items() if has_han(key)})
        latin = {key: frozenset(who) for key, who in owners.items() if not has_han(key)}
        self._latin = _Spelt(latin)
        self._sounds = Sounds(self._han.targets)

    def find(self, folded: str) -> tuple[Named, ...]:
        """The names in a folded question; one inside a longer one does not count.

        Names that are only heard count as well; beside a longer one that is written, long ones.
        """
        words = _CAPACITY.sub(" 100p ", stemmed(folded))
        hits = [*self._han.find(folded), *self._latin.find(words, offset=1000)]
        if has_han(folded):
            written = any(has_han(hit.alias) and len(hit.alias) > 2 for hit in hits)  # noqa: PLR2004
            hits += [
                Named(start, start + len(name), name, self._han.targets[name])
                for start, name in self._sounds.find(folded)
                if len(name) >= _HEARD_BESIDE or not written
            ]
        return tuple(
            hit
            for hit in hits
            if not any(
                other.start <= hit.start and hit.end <= other.end and other.alias != hit.alias
                for other in hits
            )
        )


def contains(folded: str, words: str, term: str) -> bool:
    """Whether a folded question has the term: Chinese anywhere, Latin as whole words."""
    key, han = _keyed(term)
    return key in (folded if han else words)


class Lexicon:
    """BM25 over the chunks, as a share (0..1) of what a chunk of the question's own words gets."""

    def __init__(self, texts: Iterable[str]) -> None:
        counted = [Counter(terms(fold(text))) for text in texts]
        lengths = [max(1, sum(counts.values())) for counts in counted]
        mean = sum(lengths) / len(lengths)
        holders = Counter(term for counts in counted for term in counts)
        size = len(counted)
        self._idf = {
            t: math.log(1 + (size - n + 0.5) / (n + 0.5)) * (_FRAME_WEIGHT if t in _FRAME else 1)
            for t, n in holders.items()
        }
        self._unseen = math.log(1 + (size + 0.5) / 0.5)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, (counts, length) in enumerate(zip(counted, lengths, strict=True)):
            norm = _K1 * (1 - _B + _B * length / mean)
            for term, n in counts.items():
                weight = self._idf[term] * n * (_K1 + 1) / (n + norm)
                self._postings[term].append((place, weight))

    def score(self, folded: str) -> Mapping[int, float]:
        """The chunks that share a term with the question, by their place, with their share."""
        asked = set(terms(folded))
        best = sum(self._idf.get(term, self._unseen) for term in asked) or 1.0
        total: dict[int, float] = defaultdict(float)
        for term in asked:
            for place, weight in self._postings.get(term, ()):
                total[place] += weight
        return {place: min(1.0, value / best) for place, value in total.items()}


class _Spelt:
    """Names as they are written, found in one walk along the question."""

    def __init__(self, targets: Mapping[str, frozenset[Target]]) -> None:
        self.targets = targets
        self._by_head: dict[str, list[str]] = defaultdict(list)
        for name in targets:
            self._by_head[name[:2]].append(name)

    def find(self, text: str, offset: int = 0) -> list[Named]:
        """Each name at the first place where it stands."""
        found: dict[str, int] = {}
        for at in range(len(text)):
            for head in {text[at], text[at : at + 2]}:
                for name in self._by_head.get(head, ()):
                    if text.startswith(name, at):
                        found.setdefault(name, at)
        return [
            Named(offset + at, offset + at + len(name), name, self.targets[name])
            for name, at in found.items()
        ]


@lru_cache(maxsize=8192)
def _key(alias: str) -> str:
    folded = fold(alias)
    return folded if has_han(folded) else stemmed(folded)


@lru_cache(maxsize=8192)
def _keyed(term: str) -> tuple[str, bool]:
    key = _key(term)
    return key, has_han(key)


def _all(words: Mapping[Literal["zh", "en"], tuple[str, ...]]) -> tuple[str, ...]:
    return (*words["zh"], *words["en"])
