"""What a sentence that a model wrote may say: whatever has no source in the policy is not sent."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, Protocol, TypeAlias

from bot.answering.voices import numeral
from knowledge.clauses import Clause, Lang, Measure, Policy
from knowledge.words import fold, terms

Fault = Literal[
    "no_citation",
    "unknown_clause",
    "figure",
    "quote",
    "contact",
    "document",
    "bureau",
    "promise",
    "off_the_clause",
    "prompt",
    "too_long",
]

CALCULATED = ("〔测算〕", "[calculated]")
_CLAUSE = re.compile(r"[\[(（【〔]?\b([MG](?:\d{2})?-\d+)\b[\])）】〕]?")
_SENTENCE = re.compile(r"[^。！？!?;；\n]+(?:[。！？!?;；\n][”」』]?|\Z)|[^\n]+")
_ENGLISH_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])|\n+")
_QUOTE = re.compile(r"“([^”]*)”|「([^」]*)」|『([^』]*)』|\"([^\"]*)\"")
_CONTACT = re.compile(
    r"https?:|www\.|@|\.(?:com|cn|gov|org)\b|\d{3,4}[- ]\d{7,8}|\d{7,}|(?:路|街|大道|巷|广场)\s*\d+|号楼|\d+\s*(?:楼|室|层)"
    r"|热线|微信|公众号|qq|whatsapp|hotline|\b(?:road|street|avenue|floor|phone|tel)\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"[\u3400-\u9fff]{0,8}[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*\d+\s*号|《[^》]*》")
_BODY = re.compile(
    r"局|厅|委员会|管委会|办公室|中心|bureau|commission|department|office|ministry", re.IGNORECASE
)
_PROMISE = re.compile(
    r"保证|保障您|一定[能会可]|肯定|必定|必然|承诺|包过|无条件|自动(?:到账|发放|获得)|无需|不需要|不用(?:申请|申报|审核)|免审|不限|任何企业|所有企业|人人"
    r"|内部|指示|提示词|guarantee|certain(?:ly)? (?:get|receive)|definitely|surely|promise|automatic|no need|any company|every company|unconditional"
    r"|system prompt|instruction",
    re.IGNORECASE,
)
# “最高 50 万元” must not become “50 万元”, nor “30 万元以上” a least amount that is paid.
_CAP = re.compile(
    r"最高|不超过|至多|上限|封顶|以内|不高于|up to|at most|no more than|cap|maximum|ceiling|limit",
    re.IGNORECASE,
)
_BEFORE_FLOOR = re.compile(
    r"(?:达到|达|满|(?:至少|最低|起步|保底)[\u3400-\u9fff]{0,4}|不低于|不少于|(?<!不)(?:高于|超过|大于)"
    r"|at least|minimum(?: of)?|(?<!no )(?:more than|over)|above|exceed(?:s|ing)?|reach(?:es|ing)?|no less than|every|each|per)"
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
_LONGEST = 900
_SHARED = 0.25  # of a sentence's terms stand in what it cites; set by hand
_LEAK = 18


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a sentence is not sent."""

    fault: Fault
    sentence: str


_Worth: TypeAlias = frozenset[Decimal] | str


class Figure(Protocol):
    """A quantity in a text: its place, its unit, its limits."""

    start: int
    end: int
    unit: str
    lo: Decimal
    hi: Decimal | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text may rest on: the policy, what the calculators said, and what must not get out.

    `figures_in` reads the quantities of a text, in whatever form they are written. `calculated` has
    the results alone, by measure: a figure that somebody stated is no source of what is granted.
    """

    policy: Policy
    lang: Lang
    figures_in: Callable[[str], Sequence[Any]]
    calculated: Mapping[int, str] = field(default_factory=dict)
    secret: str = ""


def objections(text: str, evidence: Evidence) -> tuple[Objection, ...]:
    """Everything that speaks against sending the text; nothing when each sentence has its source."""
    if not text.strip() or len(text) > _LONGEST:
        return (Objection("too_long" if text.strip() else "no_citation", text[:80]),)
    found: list[Objection] = []
    if leaked := _leaked(text, evidence.secret):
        found.append(Objection("prompt", leaked))
    for sentence in sentences(text):
        found += (Objection(fault, sentence) for fault in _faults(sentence, evidence))
    return tuple(found)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; a citation behind the full stop belongs to what it follows."""
    joined = re.sub(
        r"([。！？][”」』]?)\s*((?:[\[(（【〔][^\])）】〕\n]*[\])）】〕]\s*)+)", r"\2\1", text
    )
    pieces = (part for line in _ENGLISH_SENTENCE.split(joined) for part in _SENTENCE.findall(line))
    return tuple(piece.strip() for piece in pieces if re.search(r"\w", piece))


def _faults(sentence: str, evidence: Evidence) -> Iterator[Fault]:
    policy, ids = evidence.policy, tuple(dict.fromkeys(_CLAUSE.findall(sentence)))
    known = {clause.id: clause for clause in policy.clauses()}
    if not ids:
        yield "no_citation"
    if not known.keys() >= set(ids):
        yield "unknown_clause"
        return
    cited = [known[key] for key in ids]
    numbers = dict.fromkeys(clause.measure for clause in cited if clause.measure is not None)
    results: list[str] = []
    if any(mark in sentence for mark in CALCULATED):
        results = [evidence.calculated[n] for n in numbers if n in evidence.calculated]
    support = "\n".join([*(clause.text for clause in cited), *results])
    said = _without_marks(sentence)
    measures = [policy.measure(number) for number in numbers]
    if not _supported(said, support, measures, evidence):
        yield "figure"
    quotes = ("".join(groups) for groups in _QUOTE.findall(said))
    if said.count("“") != said.count("”") or not all(quote in support for quote in quotes):
        yield "quote"
    if _CONTACT.search(said):
        yield "contact"
    if any(document not in _documents(policy) for document in _DOCUMENT.findall(said)):
        yield "document"
    if _names_another_body(said, support, measures, policy):
        yield "bureau"
    if any(word not in support for word in _PROMISE.findall(said)):
        yield "promise"
    if cited and not _speaks_of(said, cited, measures, evidence.lang):
        yield "off_the_clause"


def _without_marks(sentence: str) -> str:
    for mark in CALCULATED:
        sentence = sentence.replace(mark, "")
    return _CLAUSE.sub("", sentence)


def _supported(said: str, support: str, measures: Sequence[Measure], evidence: Evidence) -> bool:
    """Whether every figure, in digits or in words, stands in what is cited."""
    numbers = {numeral(measure.number) for measure in measures}
    if any(number not in numbers for number in _ORDINAL.findall(said)):
        return False
    plain = _plain(_ORDINAL.sub("", said))
    found = evidence.figures_in(plain)
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
    for figure in evidence.figures_in(source):
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


def _documents(policy: Policy) -> frozenset[str]:
    return frozenset({policy.number, f"《{policy.title}》"})


def _names_another_body(
    said: str, support: str, measures: Sequence[Measure], policy: Policy
) -> bool:
    names = {name for measure in measures for name in measure.bureaus} | {policy.interpreter}
    return any(
        not said[: found.end()].endswith(tuple(names)) and _around(said, found) not in support
        for found in _BODY.finditer(said)
    )


def _around(said: str, found: re.Match[str]) -> str:
    return said[max(0, found.start() - 2) : found.end()]


def _speaks_of(said: str, cited: Sequence[Clause], measures: Sequence[Measure], lang: Lang) -> bool:
    """Whether enough of the words stand in what is cited, in its title, or in its lead."""
    about = [clause.text for clause in cited]
    about += [text for m in measures for text in (m.title, m.title_en, m.lead[lang])]
    asked, there = set(terms(fold(said))), set(terms(_fold_all(about)))
    return len(asked & there) >= _SHARED * len(asked)


def _fold_all(texts: Sequence[str]) -> str:
    """Several texts folded, each of them whole."""
    return " | ".join(fold(text) for text in texts)


def _leaked(text: str, secret: str) -> str:
    """A stretch of what only the model was told."""
    plain, hidden = re.sub(r"\s+", "", text), re.sub(r"\s+", "", secret)
    stretches = (plain[at : at + _LEAK] for at in range(len(plain) - _LEAK + 1))
    return next((stretch for stretch in stretches if stretch in hidden), "")
