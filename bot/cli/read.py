"""`huiqi read`: what is understood from one message, without keeping anything."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from bot.choices import select, years_offered
from bot.cli.lines import BadInputError, lines_of, text_of, write_json
from bot.contract import id_of
from bot.dialogue.reading import Pending, Reading
from bot.settings import Settings
from bot.understanding import read
from bot.understanding.proposing import Reader
from calculators.facts import Profile
from calculators.intake import BadFactError, load_json, to_json
from calculators.xm_2023_10.facts import FACTS


def read_message(text: str, asked: Any, today: date, name: object = None) -> dict[str, Any]:
    """The reading of one message as the contract writes it. Raises `BadInputError`."""
    if asked is not None and (not isinstance(asked, str) or asked not in FACTS):
        raise BadInputError(f"asked: got {asked!r}, expected a fact key")
    pending = Pending("fact", asked) if asked else None
    chosen = select(text, pending, FACTS, years_offered(today)) if pending else None
    reading = chosen or _reader()(text, pending=pending, profile=Profile(), today=today)
    return {"id": name, **reading_to_json(reading)}


@cache
def _reader() -> Reader:
    """The rules alone, unless a model is configured."""
    settings = Settings()
    if not settings.model:
        return read
    from bot.bootstrap import build_reader

    return build_reader(settings)


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """A reading as JSON."""
    return {
        "facts": {key: to_json(FACTS[key], value) for key, value in reading.facts.items()},
        "to_confirm": {k: to_json(FACTS[k], v) for k, v in reading.to_confirm.items()},
        "unknown": [*reading.unknown],
        "question": reading.question,
        "command": reading.command,
        "understood": reading.understood,
    }


def read_lines(source: str, today: date) -> None:
    """Read one `{"id", "text", "asked"?}` a line; a bad line gives an `error`, the rest goes on."""
    for line in lines_of(source):
        name: object = None
        try:
            given = load_json(line)
            name = id_of(given)
            text = text_of(given, "text", '{"id", "text", "asked"?}')
            asked = given.get("asked") if isinstance(given, Mapping) else None
            write_json(read_message(text, asked, today, name))
        except (BadInputError, BadFactError) as error:
            write_json({"id": name, "error": str(error)})
