"""An answer that a model writes from the clauses: checked sentence by sentence, or not used at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from bot.answering.checking import Evidence, Objection, objections
from knowledge.clauses import Lang, Policy
from prompts import render

_TRIES = 2


@dataclass(frozen=True, slots=True)
class Brief:
    """What a model is told: the question, the clauses that were found, what the calculators said.

    `calculated` has what our own calculators made of what the person stated, by measure: a call of
    theirs with figures that the model made up shows it a result, and is no source of a sentence.
    `objections` are those to its first text.
    """

    question: str
    lang: Lang
    clauses: tuple[str, ...]
    calculated: Mapping[int, str] = field(default_factory=dict)
    objections: tuple[Objection, ...] = ()


class Writer(Protocol):
    """Somebody who writes an answer from clauses."""

    def write(self, brief: Brief, told: str) -> str | None:
        """A text; None when there is none, for whatever reason."""
        ...


def write(
    brief: Brief, writer: Writer, policy: Policy, figures_in: Callable[[str], Sequence[Any]]
) -> str | None:
    """A text every sentence of which has its source; None where the model gave none in two tries."""
    for _ in range(_TRIES):
        text = writer.write(brief, instructions(brief, policy))
        if text is None:
            return None
        rules = render("model/answer_rules", brief.lang)
        evidence = Evidence(policy, brief.lang, figures_in, brief.calculated, rules)
        found = objections(text, evidence)
        if not found:
            return text.strip()
        brief = replace(brief, objections=found)
    return None


def instructions(brief: Brief, policy: Policy) -> str:
    """The system message: the rules, the clauses verbatim, the calculators' lines, the objections."""
    return render(
        "model/answer",
        brief.lang,
        rules=render("model/answer_rules", brief.lang),
        clauses=[policy.clause(key) for key in brief.clauses],
        points=_points(brief, policy),
        calculated=[f"M{n:02}: {result}" for n, result in brief.calculated.items()],
        objections=_said(brief.objections),
    )


def _points(brief: Brief, policy: Policy) -> list[dict[str, str]]:
    """What the pack says of the measures in short; a sentence of a model may be taken from it."""
    numbers = dict.fromkeys(policy.clause(key).measure for key in brief.clauses)
    measures = [policy.measure(number) for number in numbers if number is not None]
    return [
        {"id": f"M{one.number:02}", "text": f"{one.lead[brief.lang]} {one.check[brief.lang]}"}
        for one in measures
    ]


def _said(found: Sequence[Objection]) -> list[dict[str, str]]:
    return [{"fault": one.fault, "sentence": one.sentence[:120]} for one in found[:6]]
