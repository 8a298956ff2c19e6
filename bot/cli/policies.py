"""`huiqi policies`, `huiqi clause`, `huiqi readings`: what stands in the packs."""

import typer

from bot.cli.lines import write_json
from bot.messages import Lang
from calculators.xm_2023_10 import RULES
from knowledge.clauses import load, pack_ids


def list_policies() -> None:
    """One line a pack: id, number, title, validity."""
    for name in pack_ids():
        policy = load(name)
        typer.echo(
            f"{policy.id}\t{policy.number}\t{policy.title}\t"
            f"{policy.in_force_from} – {policy.in_force_until}"
        )


def print_clause(clause_id: str, policy_id: str) -> None:
    """The text of one clause, and nothing else. Raises `UnknownClauseError`."""
    typer.echo(load(policy_id).clause(clause_id).text)


def list_readings(lang: Lang, *, as_json: bool) -> None:
    """Every reading that can change a figure, with the policy's words and who decides."""
    rows = [
        {
            "measure": rule.measure,
            "reading": reading.id,
            "text": reading.text.to(lang),
            "clause": reading.source.clause,
            "quote": reading.source.words,
            "decided_by": load().interpreter,
        }
        for rule in RULES.values()
        for reading in rule.readings
    ]
    if as_json:
        write_json(rows, indent=2)
        return
    for row in rows:
        typer.echo(f"{row['reading']}\t{row['text']}\t{row['clause']}「{row['quote']}」")
