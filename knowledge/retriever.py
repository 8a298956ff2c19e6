"""Finding what a question is about: words and names at once, meaning as soon as it is loaded."""

import logging
import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.clauses import Policy, digest
from knowledge.dense import Dense, open_dense
from knowledge.embedders import Embedder
from knowledge.index import Chunk, Lexicon, Named, Names, Target, chunks
from knowledge.words import fold

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

_log = logging.getLogger(__name__)

# Weights of the sum: set by hand and not swept; `huiqi evaluate` shows what a change does.
_NAME_WEIGHT = 0.55
_DENSE_WEIGHT = 0.6
# multilingual-e5 gives unrelated texts a cosine near .80 and the same question one near .95.
_COSINE_FLOOR = 0.80
_COSINE_SPAN = 0.15


@dataclass(frozen=True, slots=True)
class Scored:
    """A target with its score and the parts of it; `clause` is its best clause where one hit."""

    target: Target
    score: float
    lexical: float
    named: float
    dense: float
    clause: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A measure that a question is about, with the clause that says most of it."""

    measure: int
    clause: str
    score: float
    lexical: float
    dense: float


class Retriever:
    """Ranks a policy's targets for a question. Usable at once; `wait` for the dense part."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.chunks: tuple[Chunk, ...] = chunks(policy)
        self._names = Names(policy)
        self._lexicon = Lexicon(chunk.text for chunk in self.chunks)
        self._dense: Dense | None = None
        self._settled = threading.Event()
        self._settled.set()

    def load_dense(self, home: Path, embedder: Embedder) -> None:
        """Open or build the dense index in a thread of its own."""
        self._settled.clear()
        threading.Thread(target=self._open, args=(home, embedder), daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Wait until the dense part is loaded or has failed; whether it is in use."""
        self._settled.wait(seconds)
        return self._dense is not None

    def is_settled(self) -> bool:
        """Whether the dense part is loaded, has failed, or was never asked for."""
        return self._settled.is_set()

    def names(self, question: str) -> tuple[Named, ...]:
        """The names of targets that stand in the question."""
        return self._names.find(fold(question))

    def rank(self, question: str) -> list[Scored]:
        """All targets that the question touches, best first; equal scores in a fixed order."""
        folded = fold(question)
        lexical = self._lexicon.score(folded)
        dense = self._nearness(folded)
        named = _weigh(self._names.find(folded))
        pooled, clauses = self._pool(lexical)
        meant, _ = self._pool(dense)
        scored = [
            Scored(
                target,
                pooled.get(target, 0.0)
                + _NAME_WEIGHT * named.get(target, 0.0)
                + _DENSE_WEIGHT * meant.get(target, 0.0),
                pooled.get(target, 0.0),
                named.get(target, 0.0),
                meant.get(target, 0.0),
                clauses.get(target),
            )
            for target in pooled.keys() | named.keys() | meant.keys()
        ]
        return sorted(scored, key=lambda one: (-one.score, one.target))

    def search(self, query: str, k: int = 3) -> list[Hit]:
        """The `k` best measures for a query, best first."""
        found = [one for one in self.rank(query) if one.target.kind == "measure"][:k]
        return [
            Hit(
                int(one.target.key),
                one.clause or self.policy.measure(int(one.target.key)).lead_clauses[0],
                one.score,
                one.lexical,
                one.dense,
            )
            for one in found
        ]

    def _open(self, home: Path, embedder: Embedder) -> None:
        texts = [chunk.text for chunk in self.chunks]
        try:
            dense = open_dense(home, digest(self.policy), texts, embedder)
            dense.score("算力")
            self._dense = dense
        except Exception:  # noqa: BLE001 - the product answers without the dense part, and says so in its log
            _log.exception("The dense index could not be loaded; search stays lexical")
        finally:
            self._settled.set()

    def _nearness(self, folded: str) -> Mapping[int, float]:
        if self._dense is None or not folded:
            return {}
        try:
            cosines = self._dense.score(folded)
        except Exception:  # noqa: BLE001 - an endpoint that is away must not cost the answer
            _log.exception("The dense index did not answer; this search is lexical")
            return {}
        return {
            place: min(1.0, max(0.0, (cosine - _COSINE_FLOOR) / _COSINE_SPAN))
            for place, cosine in cosines.items()
        }

    def _pool(self, scores: Mapping[int, float]) -> tuple[dict[Target, float], dict[Target, str]]:
        best: dict[Target, float] = {}
        clause: dict[Target, tuple[float, str]] = {}
        for place, score in scores.items():
            chunk = self.chunks[place]
            best[chunk.target] = max(best.get(chunk.target, 0.0), score)
            if chunk.clause and (score, chunk.clause) > clause.get(chunk.target, (0.0, "")):
                clause[chunk.target] = (score, chunk.clause)
        return best, {target: key for target, (_, key) in clause.items()}


def open_retriever(
    policy: Policy, home: Path | None = None, embedder: Embedder | None = None
) -> Retriever:
    """A retriever that answers at once; with `home` and `embedder` the dense part loads behind."""
    retriever = Retriever(policy)
    if home is not None and embedder is not None:
        retriever.load_dense(home, embedder)
    return retriever


def as_langchain(retriever: Retriever, k: int = 3) -> "BaseRetriever":
    """The same search as a LangChain retriever of clauses as documents."""
    from knowledge.chain import ClauseRetriever

    return ClauseRetriever(retriever=retriever, k=k)


def _weigh(found: tuple[Named, ...]) -> dict[Target, float]:
    """A longer name says more, a shared one less; together at most 1."""
    total: dict[Target, float] = defaultdict(float)
    for name in found:
        han = name.start < 1000  # noqa: PLR2004 - see Names.find
        length = len(name.alias) if han else len(name.alias.strip()) / 2.5
        for target in name.targets:
            total[target] += min(0.8, 0.15 + 0.13 * length) / len(name.targets)
    return {target: min(1.0, weight) for target, weight in total.items()}
