"""Input and output of the commands: files, standard input, JSON lines, one clear line of error."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NoReturn

from bot.clock import XIAMEN, now


class BadInputError(Exception):
    """What was given cannot be used: what, where, and what is expected."""


def fail(reason: object) -> NoReturn:
    """End with one line on standard error and the exit code of bad input."""
    sys.stderr.write(f"huiqi: {reason}\n")
    raise SystemExit(2)


def read_text(source: str) -> str:
    """The content of a file, or of standard input for `-`. Raises `BadInputError`."""
    try:
        if source == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return Path(source).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInputError(f"{source}: expected UTF-8 text") from None
    except OSError as error:
        raise BadInputError(f"{source}: {error.strerror}; expected a readable file or -") from None


def lines_of(source: str) -> Iterator[str]:
    """The lines of a file or of standard input, as they come, without empty ones."""
    try:
        if source == "-":
            yield from (raw.decode("utf-8-sig", "replace") for raw in _not_empty(sys.stdin.buffer))
        else:
            with Path(source).open("rb") as file:
                yield from (raw.decode("utf-8-sig", "replace") for raw in _not_empty(file))
    except OSError as error:
        raise BadInputError(f"{source}: {error.strerror}; expected a readable file or -") from None


def _not_empty(file: Any) -> Iterator[bytes]:
    return (line for line in file if line.strip())


def write_json(value: object, *, indent: int | None = None) -> None:
    """One JSON value on a line of standard output (or indented)."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")
    sys.stdout.flush()


def text_of(given: object, key: str, form: str) -> str:
    """The text under a key of a line's object. Raises `BadInputError`."""
    found = given.get(key) if isinstance(given, Mapping) else None
    if not isinstance(found, str):
        raise BadInputError(f"{key}: expected {form} on each line")
    return found


def day_of(as_of: str | None) -> date:
    """The day of the answer: `YYYY-MM-DD`, or today in Xiamen. Raises `BadInputError`."""
    if as_of is None:
        return now().date()
    with suppress(ValueError):
        day = date.fromisoformat(as_of)
        if day.isoformat() == as_of:  # and not 20261123, nor a week
            return day
    raise BadInputError(f"--as-of: got {as_of!r}, expected a date YYYY-MM-DD")


def moment_of(as_of: str | None) -> datetime:
    """The moment of a message: now, or noon of the given day in Xiamen."""
    if as_of is None:
        return now()
    return datetime.combine(day_of(as_of), time(12), XIAMEN)


def is_bad_input(error: Exception) -> bool:
    """Whether an error says that what was given cannot be used, and not that we failed."""
    from bot.storage import UnusableDatabaseError, WrongSchemaError
    from calculators.intake import BadFactError
    from knowledge.clauses import UnknownClauseError, UnknownPolicyError
    from knowledge.contacts import FaultyContactsError

    return isinstance(
        error,
        BadInputError
        | BadFactError
        | UnknownClauseError
        | UnknownPolicyError
        | FaultyContactsError
        | UnusableDatabaseError
        | WrongSchemaError,
    )
