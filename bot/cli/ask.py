"""`huiqi ask`: one question, or one a line, answered from the clauses."""

from datetime import date

import typer

from bot.answering import Answer, to_json
from bot.bootstrap import Assistant
from bot.cli.lines import BadInputError, lines_of, text_of, write_json
from bot.contract import id_of
from bot.language import lang_of
from bot.messages import Lang
from calculators.facts import Profile
from calculators.intake import BadFactError, load_json

_SETTLE_SECONDS = 900
_SILENT_SECONDS = 3


def answer_question(assistant: Assistant, question: str, today: date, lang: Lang | None) -> Answer:
    """The answer outside a conversation, in the question's language unless one is asked for."""
    if not question.strip():
        raise BadInputError("the question is empty; expected some words")
    return assistant.answer_with(question, Profile(), today, lang or lang_of(question))


def settle(assistant: Assistant) -> None:
    """Wait for the dense part of the search: the same question must get the same answer.

    Its index is built once after an installation; a process that gave up would leave none behind.
    """
    search = assistant.retriever
    search.wait(_SILENT_SECONDS)
    if not search.is_settled():
        typer.echo("building the search index, once; up to a minute or two", err=True)
        search.wait(_SETTLE_SECONDS)


def answer_lines(assistant: Assistant, source: str, today: date, lang: Lang | None) -> None:
    """Answer one `{"id", "q"}` a line; a bad line gives an `error`, the rest goes on."""
    for line in lines_of(source):
        name: object = None
        try:
            given = load_json(line)
            name = id_of(given)
            answer = answer_question(assistant, text_of(given, "q", '{"id", "q"}'), today, lang)
            write_json({"id": name, **to_json(answer)})
        except (BadInputError, BadFactError) as error:
            write_json({"id": name, "error": str(error)})


def as_text(answer: Answer) -> str:
    """An answer for the terminal: the text, then each clause verbatim."""
    quotes = [f"《{c.clause}》“{c.quote}”（{c.document}）" for c in answer.citations]
    shown = [
        quote
        for c, quote in zip(answer.citations, quotes, strict=True)
        if c.quote not in answer.text
    ]
    return "\n\n".join([answer.text, *shown])
