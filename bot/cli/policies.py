"""`huiqi policies`, `huiqi clause`: what stands in the packs."""

import typer

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
