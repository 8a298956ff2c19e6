"""The operator's commands: `worker`, `migrate` and `outbox`; and `template`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class OutboxAction(StrEnum):
    """What can be done with replies that were given up."""

    list = "list"
    retry = "retry"
    drop = "drop"


def register(app: typer.Typer) -> None:
    """Add the operator's commands to the command line."""
    for command in (worker, migrate, outbox, template):
        app.command()(command)


def worker() -> None:
    """Take turns and send replies beside `serve --web-only`; any number of processes."""
    from bot.cli.serve import work

    work()


def migrate() -> None:
    """Bring the tables of the database up to date (SQLite also does so when it is opened)."""
    from bot.cli.migrate import migrate_database

    migrate_database()


def outbox(
    action: Annotated[
        OutboxAction, typer.Argument(help="list, retry or drop.")
    ] = OutboxAction.list,
    ids: Annotated[list[int] | None, typer.Argument(help="Numbers from the list.")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="All dead letters.")] = False,
) -> None:
    """List replies that could not be delivered, try them again, or delete them."""
    from bot.cli.outbox import tend_outbox

    tend_outbox(action.value, ids or [], every=every)


class Lang(StrEnum):
    """The two languages."""

    zh = "zh"
    en = "en"


def template(
    *,
    out: Annotated[Path, typer.Option("-o", "--out", help="The workbook to write (.xlsx).")],
    lang: Annotated[Lang, typer.Option(help="The language of its words.")] = Lang.zh,
) -> None:
    """Write the table of facts that a company fills in and sends back."""
    from bot.cli.lines import BadInputError
    from bot.intake.template import template as draw
    from calculators.xm_2023_10.facts import FACTS

    try:
        out.write_bytes(draw(FACTS, lang.value).content)
    except OSError as error:
        raise BadInputError(f"{out}: {error.strerror}; expected a file to write") from None
