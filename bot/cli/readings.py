"""`huiqi readings`: every ambiguity of the policy, what decides here, what else could, and who does."""

from typing import Any

import typer

from bot.cli.lines import write_json
from bot.contract import deciders
from bot.messages import Lang
from calculators.ambiguity import Ambiguity
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.ambiguities import AMBIGUITIES
from knowledge.clauses import Policy, load
from prompts import render


def list_readings(lang: Lang, *, as_json: bool) -> None:
    """All ambiguities in the order of the policy, the general ones first."""
    policy = load()
    rows = [_row(measure, ambiguity, policy, lang) for measure, ambiguity in AMBIGUITIES]
    if as_json:
        write_json(rows, indent=2)
        return
    for row in rows:
        typer.echo(render("readings/entry", lang, **row) + "\n")


def _row(measure: int | None, ambiguity: Ambiguity, policy: Policy, lang: Lang) -> dict[str, Any]:
    source = ambiguity.source
    figures = _figures(ambiguity)
    described = None if measure is None else policy.measure(measure)
    return {
        "id": ambiguity.id,
        "measure": measure,
        "title": described and (described.title if lang == "zh" else described.title_en),
        "question": ambiguity.question.to(lang),
        "default": ambiguity.default.to(lang),
        "alternatives": [
            {"reading": ambiguity.name_of(letter), "text": text.to(lang)}
            for letter, text in ambiguity.others.items()
        ],
        "clause": source and source.clause,
        "quote": source and source.words,
        "silent": source is None,
        "decided_by": deciders(policy, measure),
        "carried": _carried(ambiguity, figures),
        "figures": figures,
    }


def _carried(ambiguity: Ambiguity, figures: list[str]) -> str:
    if figures:
        return "figure"
    return "note" if ambiguity.printed == "never" else "assumption"


def _figures(ambiguity: Ambiguity) -> list[str]:
    """The readings under which an assessment shows what else the result could be."""
    ids = {ambiguity.id, *ambiguity.see}
    carried = (reading.id for rule in RULES.values() for reading in rule.readings)
    return [*dict.fromkeys(name for name in carried if name.partition("(")[0] in ids)]
