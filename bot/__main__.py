"""The command line: `huiqi`, or `python -m bot`."""

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.operating import register

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="惠企 Huiqi: what the government policy 厦府办规〔2023〕10号 gives an enterprise.",
)


class Lang(StrEnum):
    """The two languages."""

    zh = "zh"
    en = "en"


class Format(StrEnum):
    """The forms of a summary."""

    html = "html"
    pdf = "pdf"
    docx = "docx"
    md = "md"


AsOf = Annotated[
    str | None, typer.Option(help="The day of the answer, YYYY-MM-DD (default: today in Xiamen).")
]
PolicyId = Annotated[str, typer.Option(help="The policy pack.")]
Language = Annotated[Lang, typer.Option(help="The language of the answer.")]
JsonLines = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line, in and out.")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]
_PACK = "xm-2023-10"


@app.callback(invoke_without_command=True)
def command(context: typer.Context) -> None:
    """惠企 Huiqi: what the government policy 厦府办规〔2023〕10号 gives an enterprise."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


@app.command()
def assess(
    file: Annotated[
        str, typer.Argument(help="A JSON file of facts, or - for standard input.")
    ] = "-",
    *,
    jsonl: JsonLines = False,
    json: Json = True,  # noqa: ARG001 - the only form there is; accepted because scripts say it
    policy: PolicyId = _PACK,
    as_of: AsOf = None,
    lang: Language = Lang.zh,
) -> None:
    """Assess every measure from a set of facts.

    Several projects, standards, products or applications stand in a list of objects; what an object
    leaves out is what the facts beside the list say, and where both say something the object counts.
    `huiqi facts` lists the keys.
    """
    from bot.cli.assess import assess_file
    from bot.cli.lines import day_of

    assess_file(file, jsonl=jsonl, policy=policy, as_of=day_of(as_of), lang=lang.value)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question; with --jsonl a file or -.")] = "-",
    *,
    json: Json = False,
    jsonl: JsonLines = False,
    policy: PolicyId = _PACK,
    as_of: AsOf = None,
    lang: Annotated[Lang | None, typer.Option(help="Default: that of the question.")] = None,
) -> None:
    """Answer a question about the policy, quoting its clauses."""
    from bot.answering import to_json
    from bot.bootstrap import build_assistant
    from bot.cli.ask import answer_lines, answer_question, as_text, settle
    from bot.cli.lines import day_of, read_text, write_json
    from bot.settings import Settings

    assistant = build_assistant(Settings(), policy)
    settle(assistant)
    if jsonl:
        answer_lines(assistant, question, day_of(as_of), lang.value if lang else None)
        return
    text = read_text("-") if question == "-" else question
    answer = answer_question(assistant, text.strip(), day_of(as_of), lang.value if lang else None)
    if json:
        write_json({"id": None, **to_json(answer)}, indent=2)
    else:
        typer.echo(as_text(answer))


@app.command()
def chat(
    *,
    plain: Annotated[bool, typer.Option(help="Replies as sent, each turn ended by ---.")] = False,
    json: Annotated[bool, typer.Option(help="One JSON object a turn.")] = False,
    state: Annotated[Path | None, typer.Option(help="Keep the session in this file.")] = None,
    policy: PolicyId = _PACK,
    as_of: AsOf = None,
    lang: Annotated[Lang | None, typer.Option(help="The language to begin with.")] = None,
) -> None:
    """Hold the interview in the terminal."""
    from tempfile import TemporaryDirectory

    from bot.bootstrap import build_app, build_assistant, summaries
    from bot.cli.chat import Terminal
    from bot.cli.lines import moment_of
    from bot.settings import Settings

    settings = Settings()
    moment_of(as_of)
    assistant = build_assistant(settings, policy)
    with TemporaryDirectory() as passing:
        kept = state.resolve() if state else Path(passing) / "chat.sqlite3"
        app_ = build_app(assistant, database=f"sqlite:///{kept}", deliver=False)
        terminal = Terminal(
            app_,
            lambda: moment_of(as_of),
            summaries(settings),
            lang.value if lang else None,
            assistant.files,
        )
        terminal.run("json" if json else "plain" if plain else "person")


@app.command()
def read(
    text: Annotated[str, typer.Argument(help="The message; with --jsonl a file or -.")] = "-",
    *,
    asked: Annotated[str | None, typer.Option(help="The fact that was just asked for.")] = None,
    json: Json = True,  # noqa: ARG001 - the only form there is
    jsonl: JsonLines = False,
    as_of: AsOf = None,
) -> None:
    """Show what is understood from one message, keeping nothing."""
    from bot.cli.lines import day_of, read_text, write_json
    from bot.cli.read import read_lines, read_message

    if jsonl:
        read_lines(text, day_of(as_of))
        return
    message = read_text("-").strip() if text == "-" else text
    write_json(read_message(message, asked, day_of(as_of)), indent=2)


@app.command()
def draft(
    file: Annotated[str, typer.Argument(help="A JSON file of facts, or - for standard input.")],
    *,
    format: Annotated[Format, typer.Option(help="The form of the summary.")] = Format.pdf,  # noqa: A002
    out: Annotated[Path, typer.Option("-o", "--out", help="The file to write.")],
    policy: PolicyId = _PACK,
    as_of: AsOf = None,
    lang: Language = Lang.zh,
) -> None:
    """Draft the personalised eligibility summary for a set of facts."""
    from bot.bootstrap import build_assistant
    from bot.cli.assess import profile_in
    from bot.cli.lines import BadInputError, day_of, read_text
    from bot.contract import facts_in
    from bot.settings import Settings
    from calculators.intake import load_json

    profile = profile_in(facts_in(load_json(read_text(file))))
    assistant = build_assistant(Settings(embedding="none"), policy)
    document = assistant.draft_profile(profile, day_of(as_of), format.value, lang.value)
    try:
        out.write_bytes(document.content)
    except OSError as error:
        raise BadInputError(f"{out}: {error.strerror}; expected a file to write") from None


@app.command()
def screen(
    register: Annotated[Path, typer.Argument(help="A CSV, XLSX or Parquet file: a column a fact.")],
    *,
    out: Annotated[Path, typer.Option("-o", "--out", help="The result: .csv, .xlsx or .parquet.")],
    rejects: Annotated[
        Path | None, typer.Option(help="Cells that cannot be read (default: RESULT.rejects.csv).")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The totals as JSON.")] = False,
    policy: PolicyId = _PACK,
    as_of: AsOf = None,
    lang: Language = Lang.zh,
) -> None:
    """Screen a whole register of enterprises; an empty cell is unknown."""
    from bot.cli.lines import day_of
    from bot.cli.screen import screen_register

    screen_register(
        register, out, rejects, policy=policy, as_of=day_of(as_of), lang=lang.value, as_json=json
    )


@app.command()
def verify(
    code: Annotated[str, typer.Argument(help="The code printed on a summary.")],
    file: Annotated[str | None, typer.Argument(help="The facts it was drafted from.")] = None,
    *,
    policy: PolicyId = _PACK,
    as_of: AsOf = None,
    lang: Language = Lang.zh,
) -> None:
    """Check the code of a summary: against its facts, or against the records kept here."""
    from bot.cli.lines import day_of
    from bot.cli.verify import verify_code

    verify_code(code, file, policy=policy, as_of=day_of(as_of), lang=lang.value)


@app.command()
def policies() -> None:
    """List the policy packs."""
    from bot.cli.policies import list_policies

    list_policies()


@app.command()
def clause(
    clause_id: Annotated[str, typer.Argument(help="A clause id such as M06-1 or G-13.")],
    policy: PolicyId = _PACK,
) -> None:
    """Print one clause, verbatim."""
    from bot.cli.policies import print_clause

    print_clause(clause_id, policy)


@app.command()
def facts(*, json: Json = False, lang: Language = Lang.zh) -> None:
    """List the facts: their keys, what their values may be, the measures that speak of them."""
    from bot.cli.facts import list_facts

    list_facts(lang.value, as_json=json)


@app.command()
def readings(*, json: Json = False, lang: Language = Lang.zh) -> None:
    """List every ambiguity of the policy: what decides here, how else it could be read, who decides."""
    from bot.cli.readings import list_readings

    list_readings(lang.value, as_json=json)


@app.command()
def evaluate(
    questions: Annotated[
        Path, typer.Argument(help="JSON Lines: id, q, lang, measures, in_scope, kind, split.")
    ],
    *,
    misses: Annotated[Path | None, typer.Option(help="Write what went wrong to this file.")] = None,
    as_of: AsOf = None,
) -> None:
    """Measure the answers on a file of questions."""
    from bot.cli.evaluate import evaluate_file
    from bot.cli.lines import day_of

    evaluate_file(questions, misses, day_of(as_of))


@app.command()
def telegram() -> None:
    """Serve Telegram by long polling (HUIQI_TELEGRAM_TOKEN)."""
    from bot.cli.serve import serve_telegram

    serve_telegram()


@app.command()
def serve(
    *,
    web_only: Annotated[
        bool, typer.Option(help="Leave turns and replies of platforms to `huiqi worker`.")
    ] = False,
) -> None:
    """Serve the chat page, and Telegram where a token is configured."""
    from bot.cli.serve import serve_all

    serve_all(web_only=web_only)


@app.command()
def doctor() -> None:
    """Check the settings and say what is wrong."""
    from bot.cli.doctor import examine

    raise typer.Exit(examine())


register(app)


def main() -> None:
    """Run a command; bad input ends with one line and exit code 2."""
    try:
        sys.exit(app(standalone_mode=False))
    except typer.exceptions.TyperException as error:
        from bot.cli.lines import fail

        fail(_misused(error))
    except typer.Abort:
        sys.exit(1)
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing more is to be flushed into it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        from bot.cli.lines import fail, is_bad_input

        if is_bad_input(error):
            fail(error)
        raise


def _misused(error: typer.exceptions.TyperException) -> str:
    """What is wrong with an option or argument, in one line, and where the right ones stand."""
    said = getattr(error, "format_message", lambda: str(error))().replace("Value error, ", "")
    context = getattr(error, "ctx", None)
    return f"{said.rstrip('.')}; see {context.command_path if context else 'huiqi'} --help"


if __name__ == "__main__":
    main()
