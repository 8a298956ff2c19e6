"""`huiqi outbox`: replies that could not be delivered, listed, tried again or deleted."""

import sys
from collections.abc import Callable, Sequence
from typing import Literal

from bot.cli.lines import BadInputError
from bot.clock import now
from bot.settings import Settings
from bot.storage import Outbox
from bot.storage.database import open_database

Action = Literal["list", "retry", "drop"]
_SHOWN = 40


def tend_outbox(action: Action, ids: Sequence[int], *, every: bool) -> None:
    """Do it, a line for each reply. Raises `BadInputError` for a number that is not on the list."""
    outbox = Outbox(open_database(Settings().database), now)
    if action == "list":
        for letter in outbox.dead_letters():
            words = letter.text.replace("\n", " ")[:_SHOWN]
            _write(letter.id, letter.conversation, letter.attempts, letter.error, words)
        return
    if not ids and not every:
        raise BadInputError(f"outbox {action}: expected numbers from `huiqi outbox list`, or --all")
    chosen = [letter.id for letter in outbox.dead_letters()] if every else ids
    tend: Callable[[int], bool] = outbox.revive if action == "retry" else outbox.drop
    for number in chosen:
        if not tend(number):
            raise BadInputError(f"outbox {action}: {number} is not on the list of dead letters")
        _write(number, "will be tried again" if action == "retry" else "deleted")


def _write(*fields: object) -> None:
    sys.stdout.write("\t".join(map(str, fields)) + "\n")
