"""The measures of a summary in Word: a heading, the computation as tables, then what is to be known."""

from collections.abc import Iterator

from docx.document import Document

from bot.drafting.tree import Cite, OtherReading, Part, SameType, Section, Step, Summary
from bot.drafting.word_sheet import WIDTH, Run, Words, add, add_heading, add_table
from bot.drafting.word_styles import Look

_LOOKS: dict[str, Look] = {"fails": "strong", "open": "note"}
_SUM = 3.8  # the column of amounts, in centimetres
_LINE = (WIDTH - 6.2 - 2.9, 6.2, 2.9)  # what is computed, the clause, what it comes to
_ROWS_OF_A_RESULT = 12  # with more it takes a page and a part, which the measures go on


def write_measures(document: Document, s: Summary) -> None:
    """Every computed measure."""
    result = s.result
    rows = len(result.bars) + len(result.certain) + len(result.depends)
    add_heading(document, s.words["measures_title"], 1, on_new_page=rows <= _ROWS_OF_A_RESULT)
    if s.notes:
        add(document, " ".join(s.notes), "Caption", kept=True)
    for section in s.sections:
        _write_section(document, section, s)


def write_shared(document: Document, s: Summary) -> None:
    """What several measures have in common: assumptions, other readings, same-type policies."""
    w = s.words
    add_heading(document, w["shared_title"], 1)
    for text in s.shared:
        add(document, text, "List Bullet")
    if s.shared_others:
        add_heading(document, w["shared_others_title"], 3)
        rows = [(_reading(o.reading), o.measures, o.reading.amount) for o in s.shared_others]
        titles = (w["others"], w["depends_measures"], w["other_amount"])
        add_table(document, rows, (7.8, 5.2, _SUM), titles=titles, right=2)
    if s.same_type:
        add_heading(document, w["same_type"], 1)
        for policy in s.same_type:
            add(document, _related(policy, s), "List Bullet")


def cited(cite: Cite, *, after_break: bool = False) -> list[Run]:
    """A clause and its words."""
    return [Run(cite.clause, "clause", after_break), Run(f" 「{cite.quote}」", "note")]


def _write_section(document: Document, m: Section, s: Summary) -> None:
    w = s.words
    add_heading(document, f"{m.label} · {m.status_word}", 2)
    facts = [Run(m.amount, "figure"), Run(f" {m.mark}", "note")]
    if m.is_loan:
        facts.append(Run(f"　{w['loans']}", "note"))
    facts.append(Run(f"　{w['bureaus']} {w['list_mark'].join(m.bureaus)}", "note"))
    add(document, facts, kept=True)
    if m.gate:
        add_table(document, (_line(step) for step in m.gate), _LINE, right=2)
    for part in m.parts:
        _write_part(document, part, s)
    if m.others:
        rows = [(_reading(other), other.amount) for other in m.others]
        titles = (w["others"], w["other_amount"])
        add_table(document, rows, (WIDTH - _SUM, _SUM), titles=titles, right=1)
    for label, words in _remarks(m, s):
        add(document, [Run(f"{label}　", "topic"), *words])


def _write_part(document: Document, part: Part, s: Summary) -> None:
    add_heading(document, f"{part.id} {part.title}", 3)
    rows = [_line(step) for step in part.steps]
    if part.repeated:
        rows.append(([Run(part.repeated, "note")], "", ""))
    label = [Run(s.words["amount_yuan"], "strong"), Run(f" {part.mark}", "note")]
    basis = [
        run for number, cite in enumerate(part.basis) for run in cited(cite, after_break=number > 0)
    ]
    rows.append((label, basis, [Run(part.amount, "strong")]))
    add_table(document, rows, _LINE, right=2)


def _remarks(m: Section, s: Summary) -> Iterator[tuple[str, list[Run]]]:
    """Each label with what it says, in the order of the page; without the other readings' table."""
    w = s.words
    if m.missing:
        yield w["missing"], [Run(w["list_mark"].join(m.missing))]
    if m.terms:
        yield w["terms"], [run for cite in m.terms for run in (*cited(cite), Run(" "))]
    if m.higher_of:
        yield w["higher_of"], [Run(m.higher_of, "strong")]
    if m.others_shared:
        yield w["others"], [Run(w["others_shared"].format(ids=m.others_shared), "note")]
    for near in m.near:
        yield w["near"], [Run(f"{near.fact}　", "strong"), Run(near.text)]
    if m.assumptions:
        yield w["assumptions"], [Run(w["clause_mark"].join(m.assumptions), "note")]
    if m.same_type:
        yield w["same_type"], [Run(m.same_type, "note")]


def _line(step: Step) -> tuple[Words, Words, Words]:
    item = [Run(f"{step.item}　", "strong")] if step.item else []
    clause = cited(step.cite) if step.cite else ""
    return [*item, Run(step.text)], clause, [Run(step.verdict, _LOOKS.get(step.outcome, "accent"))]


def _reading(other: OtherReading) -> list[Run]:
    return [Run(f"{other.id}　", "strong"), Run(f"{other.text} "), *cited(other.cite)]


def _related(p: SameType, s: Summary) -> list[Run]:
    w = s.words
    source = f"{w['source']} {p.source} · " if p.source else ""
    note = f"{p.source_note} · " if p.source_note else ""
    of = f" · {w['depends_measures']} {p.measures}"
    return [
        Run(p.name, "strong"),
        Run(f"（{p.date}）" if s.lang == "zh" else f" ({p.date})", "note"),
        Run(p.known, after_break=True),
        Run(f"{source}{note}{p.seen}{of}", "note", after_break=True),
    ]
