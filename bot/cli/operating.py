"""The operator's commands: `worker`, `migrate` and `outbox`."""

from enum import StrEnum
from typing import Annotated

import typer


class OutboxAction(StrEnum):
    """What can be done with replies that were given up."""

    list = "list"
    retry = "retry"
    drop = "drop"


def register(app: typer.Typer) -> None:
    """Add the operator's commands to the command line."""
    for command in (worker, migrate, outbox):
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
