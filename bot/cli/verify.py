"""`huiqi verify`: whether a summary is one that was made here, and what belongs to its code."""

from datetime import date

import typer

from bot.bootstrap import Assistant, build_app, build_assistant
from bot.cli.assess import profile_in
from bot.cli.lines import BadInputError, read_text
from bot.contract import facts_in
from bot.drafting.copies import code_of, is_issued, lines_of, record_of, tidy_code
from bot.messages import Lang
from bot.secret import key_of
from bot.settings import Settings
from calculators.intake import load_json


def verify_code(code: str, file: str | None, *, policy: str, as_of: date, lang: Lang) -> None:
    """Print what belongs to a code, line by line. Raises `BadInputError` where it is not ours."""
    assistant = build_assistant(Settings(embedding="none"), policy)
    secret = key_of(assistant.settings)
    typed = tidy_code(code)
    if not is_issued(typed, secret):
        raise BadInputError(f"code: {typed} was never issued here; expected one of our summaries")
    record = _kept(assistant, typed) if file is None else _drawn(assistant, file, as_of, lang)
    if code_of(record, secret) != typed:
        raise BadInputError(
            f"code: {typed} is ours but not that of these facts, day and version;"
            " expected the facts and the --as-of of the summary"
        )
    for label, value in lines_of(typed, record, assistant.policy, lang):
        typer.echo(f"{label}\t{value}")


def _kept(assistant: Assistant, code: str) -> dict[str, object]:
    app = build_app(assistant, deliver=False)
    record = app.store.copies.find(code)
    app.store.close()
    if record is None:
        raise BadInputError(
            f"code: {code} is ours, but its record was deleted or never kept; expected the facts"
        )
    return record


def _drawn(assistant: Assistant, file: str, as_of: date, lang: Lang) -> dict[str, object]:
    profile = profile_in(facts_in(load_json(read_text(file))))
    return record_of(assistant.given(profile, as_of, lang))
