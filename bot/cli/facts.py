"""`huiqi facts`: every key that a set of facts or the header of a register may hold."""

from typing import Any

import typer

from bot.cli.lines import write_json
from bot.messages import Lang
from calculators.facts import Fact
from calculators.intake import expected
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS


def list_facts(lang: Lang, *, as_json: bool) -> None:
    """A fact a line: key, term, what its value may be, the measures that speak of it."""
    rows = [_row(fact, lang) for fact in FACTS.values()]
    if as_json:
        write_json({"facts": rows, "lists": {k: [*v] for k, v in LIST_KEYS.items()}}, indent=2)
        return
    for row in rows:
        measures = ",".join(map(str, row["measures"])) or "-"
        typer.echo(f"{row['key']}\t{row['term']}\t{row['value']}\t{measures}")
    for name, keys in LIST_KEYS.items():
        typer.echo(f"{name}\t[{{{', '.join(keys)}}}, …]")


def _row(fact: Fact, lang: Lang) -> dict[str, Any]:
    return {
        "key": fact.key,
        "term": fact.term.to(lang),
        "kind": fact.kind.value,
        "value": expected(fact),
        "options": {option: words.to(lang) for option, words in fact.options.items()},
        "measures": [number for number, rule in RULES.items() if fact.key in rule.keys],
    }
