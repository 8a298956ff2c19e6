"""What a sentence that a model wrote may say: whatever has no source in the policy is not sent."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.answering.figures import supported
from bot.answering.following import Source, follows
from knowledge.clauses import Lang, Measure, Policy

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
_LONGEST = 900
_LEAK = 18


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a sentence is not sent."""

    fault: Fault
    sentence: str


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
        faults = tuple(_faults(sentence, evidence)) or _off_the_clause(sentence, evidence)
        found += (Objection(fault, sentence) for fault in faults)
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
    known = {clause.id for clause in policy.clauses()}
    if not ids:
        yield "no_citation"
    if not known >= set(ids):
        yield "unknown_clause"
        return
    source, said = _source(sentence, evidence), _without_marks(sentence)
    measures = source.measures
    support = "\n".join([*(clause.text for clause in source.clauses), *source.results])
    if not supported(said, support, measures, evidence.figures_in):
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


def _off_the_clause(sentence: str, evidence: Evidence) -> tuple[Fault, ...]:
    followed = follows(_without_marks(sentence), _source(sentence, evidence))
    return () if followed else ("off_the_clause",)


def _source(sentence: str, evidence: Evidence) -> Source:
    """What a sentence may rest on: the clauses that it cites, and what belongs to them."""
    policy, ids = evidence.policy, tuple(dict.fromkeys(_CLAUSE.findall(sentence)))
    cited = [policy.clause(key) for key in ids]
    numbers = dict.fromkeys(clause.measure for clause in cited if clause.measure is not None)
    results: list[str] = []
    if any(mark in sentence for mark in CALCULATED):
        results = [evidence.calculated[n] for n in numbers if n in evidence.calculated]
    topics = [one for one in policy.topics if not numbers and set(ids) <= set(one.clauses)]
    measures = [policy.measure(number) for number in numbers]
    return Source(cited, measures, topics, results, evidence.lang, evidence.figures_in)


def _without_marks(sentence: str) -> str:
    for mark in CALCULATED:
        sentence = sentence.replace(mark, "")
    return _CLAUSE.sub("", sentence)


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


def _leaked(text: str, secret: str) -> str:
    """A stretch of what only the model was told."""
    plain, hidden = re.sub(r"\s+", "", text), re.sub(r"\s+", "", secret)
    stretches = (plain[at : at + _LEAK] for at in range(len(plain) - _LEAK + 1))
    return next((stretch for stretch in stretches if stretch in hidden), "")
