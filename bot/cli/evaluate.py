"""`huiqi evaluate`: recall, refusals and latency of the answers on a file of questions."""

import json
from dataclasses import astuple, fields
from datetime import date
from pathlib import Path

import typer

from bot.answering.evaluate import FaultyQuestionsError, Figures, measure, read_questions, run
from bot.answering.evaluate import misses as find_misses
from bot.bootstrap import build_assistant
from bot.cli.ask import settle
from bot.cli.lines import BadInputError
from bot.settings import Settings


def evaluate_file(path: Path, misses: Path | None, today: date) -> None:
    """Print a line of figures for each group of questions; write the misses where asked."""
    try:
        questions = read_questions(path)
    except (OSError, FaultyQuestionsError) as error:
        raise BadInputError(f"{path}: {error}") from None
    assistant = build_assistant(Settings())
    settle(assistant)  # figures of a search that is only half loaded would be those of another one
    dense = assistant.retriever.wait(0)
    typer.echo(f"search: {'words, names and vectors' if dense else 'words and names'}", err=True)
    outcomes = run(questions, assistant.retriever, today)
    typer.echo("\t".join(field.name for field in fields(Figures)))
    for figures in measure(outcomes):
        typer.echo("\t".join(_shown(value) for value in astuple(figures)))
    if misses is not None:
        lines = (json.dumps(miss, ensure_ascii=False) for miss in find_misses(outcomes))
        misses.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _shown(value: object) -> str:
    return "–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
