"""How good the answers are on a file of questions: recall, refusals and latency, with the misses."""

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any, Literal

from bot.answering.answer import Answer
from bot.answering.extract import answer
from knowledge.clauses import Lang
from knowledge.retriever import Retriever


class FaultyQuestionsError(ValueError):
    """A line of the questions is not in the form {id, q, lang, measures, in_scope, kind, split}."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with the measures that answer it; none for general and out-of-scope ones."""

    id: str
    q: str
    lang: Lang
    measures: tuple[int, ...]
    in_scope: bool
    kind: str
    split: Literal["tune", "validate"] = "validate"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question with what was answered and how long it took, in milliseconds."""

    question: Question
    given: Answer
    took_ms: float

    def rank(self) -> int:
        """The place of the first right measure counted from 1, or 0."""
        places = [n for n, m in enumerate(self.given.measures, 1) if m in self.question.measures]
        return places[0] if places else 0

    def complete(self) -> bool:
        """Whether every measure asked about is answered in full."""
        return set(self.question.measures) <= set(self.given.answered)

    def missed(self) -> bool:
        """Whether the first measure or the decision to answer is wrong."""
        if not self.question.in_scope:
            return self.given.in_scope
        if not self.question.measures:
            return not self.given.in_scope or bool(self.given.answered)
        return self.rank() != 1


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares (0..1) over one group of questions; None where the group has none of that sort."""

    group: str
    questions: int
    recall_at_1: float | None
    recall_at_3: float | None
    mrr: float | None
    complete: float | None
    answered: float | None
    refused: float | None
    p50_ms: float


def read_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a JSON Lines file; raises `FaultyQuestionsError` with the line's number."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return tuple(_question(line, number) for number, line in lines if line.strip())


def run(questions: Iterable[Question], retriever: Retriever, as_of: date) -> list[Outcome]:
    """Answer every question with what is loaded of the retriever now."""
    outcomes = []
    for question in questions:
        start = time.perf_counter()
        given = answer(
            question.q,
            policy=retriever.policy,
            retriever=retriever,
            as_of=as_of,
            lang=question.lang,
        )
        outcomes.append(Outcome(question, given, (time.perf_counter() - start) * 1000))
    return outcomes


def measure(outcomes: Sequence[Outcome]) -> list[Figures]:
    """The figures of all, and of each split, language and kind."""
    groups: dict[str, list[Outcome]] = {"all": list(outcomes)}
    for one in outcomes:
        q = one.question
        for name in (q.split, f"{q.split} {q.lang}", f"{q.split} {q.lang} {q.kind}"):
            groups.setdefault(name, []).append(one)
    return [_figures(name, group) for name, group in groups.items()]


def misses(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """What went wrong, as data: the question, and the measures and kind that were answered."""
    return [
        {
            **asdict(one.question),
            "got": list(one.given.measures),
            "got_kind": one.given.kind,
        }
        for one in outcomes
        if one.missed()
    ]


def _figures(name: str, group: Sequence[Outcome]) -> Figures:
    asked = [one for one in group if one.question.measures]
    inside = [one for one in group if one.question.in_scope]
    outside = [one for one in group if not one.question.in_scope]
    return Figures(
        group=name,
        questions=len(group),
        recall_at_1=_share([one.rank() == 1 for one in asked]),
        recall_at_3=_share([1 <= one.rank() <= 3 for one in asked]),  # noqa: PLR2004
        mrr=_share([1 / one.rank() if one.rank() else 0 for one in asked]),
        complete=_share([one.complete() for one in asked]),
        answered=_share([one.given.in_scope for one in inside]),
        refused=_share([not one.given.in_scope for one in outside]),
        p50_ms=round(median(one.took_ms for one in group), 2),
    )


def _share(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 3) if values else None


def _question(line: str, number: int) -> Question:
    try:
        raw = json.loads(line)
        raw["measures"] = tuple(raw["measures"])
        return Question(**raw)
    except (ValueError, TypeError, KeyError) as error:
        raise FaultyQuestionsError(f"line {number}: {error}") from error
