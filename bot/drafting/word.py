"""The summary as a Word document: headings, tables and fields that can be edited."""

import io
from collections.abc import Iterable

import docx
from docx.document import Document

from bot.drafting.tree import Cite, Contact, Part, SameType, Section, Step, Summary, Unfigured
from bot.drafting.word_sheet import (
    WIDTH,
    Look,
    Run,
    Words,
    add,
    add_box,
    add_heading,
    add_table,
    set_up,
)

_BLOCKS = 24  # the length of the longest bar
_LOOKS: dict[str, Look] = {"fails": "strong", "open": "note"}
_SUM = 3.8  # the column of amounts, in centimetres


def render_word(summary: Summary) -> bytes:
    """The file, for Word and whatever else opens `.docx`."""
    document = docx.Document()
    set_up(document, summary)
    _write_opening(document, summary)
    _write_result(document, summary)
    _write_rules(document, summary)
    add_heading(document, summary.words["measures_title"], 1)
    for section in summary.sections:
        _write_section(document, section, summary)
    _write_named(document, summary.without_figure, "no_amount", summary)
    _write_named(document, summary.not_asked, "not_asked", summary)
    _write_facts(document, summary)
    _write_contacts(document, summary)
    _write_closing(document, summary)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _write_opening(document: Document, s: Summary) -> None:
    add(document, s.title, "Title")
    add(document, s.company, "Subtitle")
    add(document, f"{s.policy} · {s.words['as_of']} {s.as_of}", "Caption")
    lines: list[Words] = [[Run(s.words["validity_title"], "figure")], s.notice]
    if s.successor is not None:
        lines += [[Run(s.words["now_title"], "label")], _related(s.successor, s)]
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
            [_bar(b.label, b.low, b.high, b.amount, b.mark) for b in result.bars],
            (5.6, 7, 4.2),
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


def _bar(label: str, low: int, high: int, amount: str, mark: str) -> tuple[Words, Words, Words]:
    sure = low * _BLOCKS // 1000
    rest = max(high * _BLOCKS // 1000, 1) - sure
    bar = [Run("█" * sure, "accent"), Run("█" * rest, "pale")]
    return label, bar, [Run(amount, "strong"), Run(f" {mark}", "note")]


def _write_rules(document: Document, s: Summary) -> None:
    add_heading(document, s.words["rules_title"], 3)
    for rule in s.payment:
        note = [Run(rule.note, "note", after_break=True)] if rule.note else []
        add(document, [Run(f"{rule.label}　", "strong"), *_cited(rule.cite), *note])
    add(document, s.decision)


def _write_section(document: Document, m: Section, s: Summary) -> None:
    w = s.words
    add_heading(document, f"{m.label} · {m.status_word}", 2)
    facts = [Run(m.amount, "figure"), Run(f" {m.mark}", "note")]
    if m.is_loan:
        facts.append(Run(f"　{w['loans']}", "note"))
    facts.append(Run(f"　{w['bureaus']} {w['list_mark'].join(m.bureaus)}", "note"))
    add(document, facts, kept=True)
    if m.gate:
        add_heading(document, w["conditions"], 3)
        add_table(document, map(_step, m.gate), (WIDTH - _SUM, _SUM), right=1)
    for part in m.parts:
        _write_part(document, part, s)
    if m.missing:
        add_heading(document, w["missing"], 3)
        add(document, w["list_mark"].join(m.missing))
    if m.higher_of:
        add(document, [Run(f"{w['higher_of']}　"), Run(m.higher_of, "strong")])
    _write_others(document, m, s)
    _list(
        document,
        w["near"],
        ([Run(f"{n.fact}　", "strong"), Run(n.text)] for n in m.near),
        w["near_note"],
    )
    _list(document, w["assumptions"], m.assumptions)
    _list(document, w["same_type"], (_related(p, s) for p in m.same_type), w["same_type_note"])


def _write_part(document: Document, part: Part, s: Summary) -> None:
    add_heading(document, f"{part.id} {part.title}", 3)
    rows = [*map(_step, part.steps)]
    if part.repeated:
        rows.append(([Run(part.repeated, "note")], ""))
    label = [Run(s.words["amount_yuan"], "strong"), Run(f" {part.mark}", "note")]
    basis = [run for cite in part.basis for run in (Run("　"), *_cited(cite))]
    rows.append(([*label, *basis], [Run(part.amount, "strong")]))
    add_table(document, rows, (WIDTH - _SUM, _SUM), right=1)


def _write_others(document: Document, m: Section, s: Summary) -> None:
    if not m.others:
        return
    add_heading(document, s.words["others"], 3)
    rows = [
        ([Run(f"{o.id}　", "strong"), Run(o.text), Run("　"), *_cited(o.cite)], o.amount)
        for o in m.others
    ]
    titles = ("", s.words["other_amount"])
    add_table(document, rows, (WIDTH - _SUM, _SUM), titles=titles, right=1)
    add(document, s.others_note, "Caption")


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
                for run in _cited(cite, after_break=number > 0)
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
    add_heading(document, w["shared_title"], 1)
    for text in s.shared:
        add(document, text, "List Bullet")


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


def _list(document: Document, title: str, items: Iterable[Words], note: str = "") -> None:
    lines = [*items]
    if not lines:
        return
    add_heading(document, title, 3)
    for words in lines:
        add(document, words, "List Bullet")
    _add_some(document, note, "Caption")


def _add_some(document: Document, text: str, style: str) -> None:
    if text:
        add(document, text, style)


def _step(step: Step) -> tuple[Words, Words]:
    cited = [Run("　"), *_cited(step.cite)] if step.cite is not None else []
    look: Look = _LOOKS.get(step.outcome, "accent")
    return [Run(step.text), *cited], [Run(step.verdict, look)]


def _cited(cite: Cite, *, after_break: bool = False) -> list[Run]:
    return [Run(cite.clause, "clause", after_break), Run(f" 「{cite.quote}」", "note")]


def _related(p: SameType, s: Summary) -> list[Run]:
    source = f"{s.words['source']} {p.source} · " if p.source else ""
    note = f"{p.source_note} · " if p.source_note else ""
    return [
        Run(p.name, "strong"),
        Run(f"（{p.date}）" if s.lang == "zh" else f" ({p.date})", "note"),
        Run(p.known, after_break=True),
        Run(f"{source}{note}{p.seen}", "note", after_break=True),
    ]


def _reach(c: Contact, s: Summary) -> list[Run]:
    runs = [Run("　".join(f"{label} {value}" for label, value in c.lines))]
    if c.note:
        runs.append(Run(c.note, "note", after_break=True))
    if c.source:
        runs.append(Run(f"{s.words['source']} {c.source}", "note", after_break=True))
    return runs


def _exact(amount: str, s: Summary) -> str:
    return f"{amount} 元" if s.lang == "zh" else f"RMB {amount}"
