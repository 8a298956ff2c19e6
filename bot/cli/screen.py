"""`huiqi screen`: a register of enterprises in, a row of results for each out, and the totals."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import typer

from bot.cli.lines import BadInputError, write_json
from bot.messages import Lang
from calculators.evaluate import Range
from calculators.money import as_yuan, say_money
from calculators.screening.register import RegisterError
from calculators.screening.screen import screen
from calculators.screening.totals import Demand, Totals, demands
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS
from knowledge.clauses import Policy, load
from knowledge.notices import notice
from prompts import render


def screen_register(
    register: Path,
    out: Path,
    rejects: Path | None,
    *,
    policy: str,
    as_of: date,
    lang: Lang,
    as_json: bool,
) -> None:
    """Screen a register; the totals go to standard output. Raises `BadInputError`."""
    known, rejected = load(policy), rejects or out.with_name(f"{out.stem}.rejects.csv")
    try:
        with _progress() as advance:
            totals = screen(
                register, result=out, rejects=rejected, rules=RULES, facts=FACTS, advance=advance
            )
    except RegisterError as error:
        raise BadInputError(str(error)) from None
    if as_json:
        write_json(_as_json(totals, rejected, known, as_of, lang), indent=2)
    else:
        typer.echo(_as_text(totals, rejected, known, as_of, lang))


@contextmanager
def _progress() -> Iterator[Callable[[int, int | None], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, rows: progress.update(task, advance=done, total=rows)


def _as_json(
    totals: Totals, rejects: Path, policy: Policy, as_of: date, lang: Lang
) -> dict[str, Any]:
    return {
        "policy": policy.id,
        "as_of": as_of.isoformat(),
        "in_force": policy.in_force(as_of),
        "notice": notice(policy, as_of, lang),
        "rows": totals.rows,
        "rejected": totals.rejected,
        "rejects": str(rejects),
        "measures": [
            {
                "measure": number,
                "title": _title(policy, number, lang),
                "enterprises": dict(sorted(part.statuses.items())),
                "range_yuan": None if part.range is None else _yuan(part.range),
            }
            for number, part in totals.measures.items()
        ],
        "grants_range_yuan": _yuan(totals.grants),
        "loan_principal_range_yuan": _yuan(totals.loans),
        "pools": [
            {
                "measure": number,
                "pool_yuan": as_yuan(demand.pool.value),
                "demand_range_yuan": _yuan(demand.asked),
                "clause": demand.pool.source.clause,
                "quote": demand.pool.source.words,
            }
            for number, demand in demands(totals, RULES).items()
        ],
    }


def _as_text(totals: Totals, rejects: Path, policy: Policy, as_of: date, lang: Lang) -> str:
    return render(
        "screen/totals",
        lang,
        notice=notice(policy, as_of, lang),
        rows=f"{totals.rows:,}",
        rejected=totals.rejected,
        rejects=rejects,
        measures=[
            {
                "measure": number,
                "title": _title(policy, number, lang),
                "loan": RULES[number].kind == "loan",
                **{
                    status: f"{part.statuses.get(status, 0):,}"
                    for status in ("eligible", "ineligible", "undetermined")
                },
                **_said(part.range, lang),
            }
            for number, part in totals.measures.items()
            if part.range is not None
        ],
        tested=[
            {
                "measure": number,
                "title": _title(policy, number, lang),
                **{
                    status: f"{totals.measures[number].statuses.get(status, 0):,}"
                    for status in ("no_amount", "ineligible", "undetermined")
                },
            }
            for number, rule in RULES.items()
            if rule.gate is not None
        ],
        grants=_said(totals.grants, lang),
        loans=_said(totals.loans, lang),
        pools=[_pool(n, demand, lang) for n, demand in demands(totals, RULES).items()],
    )


def _pool(number: int, demand: Demand, lang: Lang) -> dict[str, Any]:
    low, high = demand.asked
    pool = demand.pool.value
    return {
        "measure": number,
        "pool": say_money(pool, lang),
        "clause": demand.pool.source.clause,
        "quote": demand.pool.source.words,
        "above": "yes" if low > pool else "no" if high <= pool else "perhaps",
        **_said(demand.asked, lang),
    }


def _title(policy: Policy, number: int, lang: Lang) -> str:
    measure = policy.measure(number)
    return measure.title if lang == "zh" else measure.title_en


def _said(ends: Range, lang: Lang) -> dict[str, str]:
    return {"low": say_money(ends[0], lang), "high": say_money(ends[1], lang)}


def _yuan(ends: Range) -> list[str]:
    return [as_yuan(end) for end in ends]
