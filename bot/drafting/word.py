"""The summary as a Word document: headings, tables and fields that can be edited."""

import io

from docx.document import Document
from docx.opc.part import XmlPart

from bot.drafting.tree import Bar, Contact, Summary, Unfigured
from bot.drafting.word_measures import cited, write_measures, write_shared
from bot.drafting.word_sheet import (
    WIDTH,
    Run,
    Words,
    add,
    add_box,
    add_heading,
    add_table,
    open_sheet,
)
from bot.drafting.word_styles import Look

_BLOCKS = 18  # the length of the longest bar: what fits its column in the widest of fonts


def render_word(summary: Summary) -> bytes:
    """The file, for Word and whatever else opens `.docx`."""
    document = open_sheet(summary)
    _write_opening(document, summary)
    _write_result(document, summary)
    _write_rules(document, summary)
    write_measures(document, summary)
    _write_named(document, summary.without_figure, "no_amount", summary)
    _write_named(document, summary.not_asked, "not_asked", summary)
    _write_facts(document, summary)
    write_shared(document, summary)
    _write_contacts(document, summary)
    _write_closing(document, summary)
    made = io.BytesIO()
    document.save(made)
    # The library's parts refer to one another: what they hold would stay until a full collection.
    # They let go of it whole: to clear a tree takes time that grows with its square.
    for part in tuple(document.part.package.iter_parts()):
        if isinstance(part, XmlPart):
            del part._element  # noqa: SLF001 - the library has no word for it
    return made.getvalue()


def _write_opening(document: Document, s: Summary) -> None:
    add(document, s.title, "Title")
    add(document, s.company, "Subtitle")
    code = f" · {s.words['code']} {s.code}" if s.code else ""
    add(document, f"{s.policy} · {s.words['as_of']} {s.as_of}{code}", "Caption")
    lines: list[Words] = [[Run(s.words["validity_title"], "figure")], s.notice]
    if s.successor is not None:
        lines.append([Run(s.successor.known), Run(f" {s.successor.seen}", "note")])
    add_box(document, lines)


def _write_result(document: Document, s: Summary) -> None:
    w, result = s.words, s.result
    add_heading(document, w["result_title"], 1)
    add(document, result.grants_label, "Caption")
    add(document, [Run(result.grants.text, "total")])
    add(document, _exact(result.grants.exact, s), "Caption")
    if result.certain_total is not None:
        add(document, [Run(f"{w['certain_of']} "), Run(result.certain_total.text, "strong")])
    if result.loans is not None:
        exact = _exact(result.loans.exact, s)
        add(
            document,
            [Run(f"{w['loans']} "), Run(result.loans.text, "strong"), Run(f" {exact}", "note")],
        )
    add(document, w["upper_note"], "Caption")
    if result.bars:
        add_heading(document, w["chart_title"], 3)
        add_table(
            document,
            [_bar(bar) for bar in result.bars],
            (4.8, 5.6, 6.4),
            right=2,
        )
        add(document, w["chart_note"], "Caption")
    add_heading(document, w["certain_title"], 3)
    if not result.certain:
        add(document, w["certain_none"])
    add_table(
        document,
        [(c.label, [Run(c.amount, "strong"), Run(f" {c.mark}", "note")]) for c in result.certain],
        (WIDTH - 6, 6),
        titles=(w["measure"], w["amount_yuan"]) if result.certain else (),
        right=1,
    )
    if result.depends:
        add_heading(document, w["depends_title"], 3)
        titles = (w["depends_fact"], w["depends_measures"], w["depends_stake"])
        rows = [(d.fact, d.measures, d.stake) for d in result.depends]
        add_table(document, rows, (7.4, 4.4, 5), titles=titles, right=2)
        _add_some(document, result.depends_more, "Caption")


def _bar(bar: Bar) -> tuple[Words, Words, Words]:
    # Whole blocks, rounded up: what is certain never looks as if it depended on something.
    sure, most, top = (-(-end * _BLOCKS // 1000) for end in (bar.low, bar.high, bar.top))
    looks: tuple[tuple[int, Look], ...] = (
        (sure, "solid"),
        (most - sure, "pale"),
        (top - most, "ground"),
    )
    drawn = [Run("█" * count, look) for count, look in looks]
    return bar.label, drawn, [Run(bar.amount, "strong"), Run(f" {bar.most}", "note")]


def _write_rules(document: Document, s: Summary) -> None:
    add_heading(document, s.words["rules_title"], 3)
    for rule in s.payment:
        note = [Run(rule.note, "note", after_break=True)] if rule.note else []
        add(document, [Run(f"{rule.label}　", "strong"), *cited(rule.cite), *note])
    add(document, s.decision)


def _write_named(document: Document, named: tuple[Unfigured, ...], name: str, s: Summary) -> None:
    if not named:
        return
    w = s.words
    add_heading(document, w[f"{name}_title"], 1)
    add(document, w[f"{name}_note"], "Caption", kept=True)
    rows = [
        (
            u.label,
            [
                run
                for number, cite in enumerate(u.offers)
                for run in cited(cite, after_break=number > 0)
            ],
            [Run(w["list_mark"].join(u.bureaus), "note")],
        )
        for u in named
    ]
    add_table(document, rows, (4.8, 8, 4), titles=(w["measure"], w["offers"], w["ask_whom"]))


def _write_facts(document: Document, s: Summary) -> None:
    w = s.words
    add_heading(document, w["facts_title"], 1)
    add(document, w["facts_note"] if s.facts else w["facts_none"], "Caption", kept=bool(s.facts))
    rows = [(f.term, f.value, [Run(f.at, "note")]) for f in s.facts]
    if s.facts:
        titles = (w["fact"], w["value"], w["stated"] if s.dated else "")
        add_table(document, rows, (6.4, 7, 3.4), titles=titles)
    if s.unknown:
        add_heading(document, w["unknown_title"], 3)
        add(document, w["list_mark"].join(s.unknown))


def _write_contacts(document: Document, s: Summary) -> None:
    w = s.words
    add_heading(document, w["contacts_title"], 1)
    add(document, w["contacts_note"], "Caption", kept=True)
    rows = [
        (
            [Run(c.name, "strong"), Run(c.full_name, "note", after_break=True)],
            _reach(c, s),
            [Run(c.printed, "note")],
        )
        for c in s.contacts
    ]
    add_table(document, rows, (4.8, 9.6, 2.4), titles=(w["body"], w["contact"], w["printed"]))
    if s.without_contact:
        names = w["list_mark"].join(s.without_contact)
        add(document, [Run(f"{w['without_contact']}　", "label"), Run(names, "note")])


def _write_closing(document: Document, s: Summary) -> None:
    w = s.words
    add_heading(document, w["closing_title"], 1)
    add(document, s.decision)
    add(document, w["quote_note"])
    if s.code:
        where = [Run(s.address, "accent", after_break=True)] if s.address else []
        add(
            document,
            [Run(f"{w['code']}　"), Run(s.code, "strong"), Run(f"　{s.check}", "note"), *where],
        )
    add(
        document,
        f"{w['version']} {s.version} · {w['as_of']} {s.as_of} · {w['digest']} {s.digest}",
        "Caption",
    )


def _add_some(document: Document, text: str, style: str) -> None:
    if text:
        add(document, text, style)


def _reach(c: Contact, s: Summary) -> list[Run]:
    runs = [Run("　".join(f"{label} {value}" for label, value in c.lines))]
    if c.note:
        runs.append(Run(c.note, "note", after_break=True))
    if c.source:
        runs.append(Run(f"{s.words['source']} {c.source}", "note", after_break=True))
    return runs


def _exact(amount: str, s: Summary) -> str:
    return f"{amount} 元" if s.lang == "zh" else f"RMB {amount}"
