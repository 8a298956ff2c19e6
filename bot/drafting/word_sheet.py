"""The sheet a Word summary is written on: styles, header and footer, and the few forms of a line."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Cm
from docx.table import Table
from docx.text.paragraph import Paragraph

from bot.drafting.tree import Summary
from bot.drafting.word_styles import Look, id_of, open_styled

_LINE, _TINT = "D9DFE3", "EEF5F7"
_FIELD = re.compile(r"\{(page|pages)\}")
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
_W = f"{{{nsmap['w']}}}"
_SPACE = qn("xml:space")
WIDTH = 16.8  # of the text, in centimetres


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look; `after_break` begins it on a line of its own."""

    text: str
    look: Look = ""
    after_break: bool = False


Words: TypeAlias = "str | Sequence[Run]"


def open_sheet(summary: Summary) -> Document:
    """An empty document with its styles, page, header, footer and properties."""
    document = open_styled()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2)
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.text = f"{summary.policy} · {summary.as_of}"
    _number_pages(foot, summary)
    properties = document.core_properties
    properties.title = f"{summary.title} · {summary.company}"[:255]
    properties.author = properties.last_modified_by = summary.words["brand"]
    properties.subject = summary.policy[:255]
    properties.keywords, properties.comments = summary.code, ""
    properties.language = "zh-CN" if summary.lang == "zh" else "en"
    return document


def write(
    paragraph: CT_P,
    words: Words,
    style: str = "",
    *,
    kept: bool = False,
    right: bool = False,
    on_new_page: bool = False,
) -> None:
    """Fill an empty paragraph with text in its looks, never read as markup.

    `kept` keeps it with the next one, `right` sets it flush right, `on_new_page` begins a page.
    """
    # Plain elements, and not the library's own properties: these look for the place of each element anew.
    if style or kept or right or on_new_page:
        form = _child(paragraph, "pPr")
        if style:
            _child(form, "pStyle", style.replace(" ", ""))
        if kept:
            _child(form, "keepNext")
        if on_new_page:
            _child(form, "pageBreakBefore")
        if right:
            _child(form, "jc", "right")
    for run in [Run(words)] if isinstance(words, str) else words:
        made = _child(paragraph, "r")
        if run.look:
            _child(_child(made, "rPr"), "rStyle", id_of(run.look))
        if run.after_break:
            _child(made, "br")
        text = _child(made, "t")
        text.text = run.text
        text.set(_SPACE, "preserve")


def _child(parent: Any, name: str, value: str = "") -> Any:
    made = parent.makeelement(_W + name)
    parent.append(made)
    if value:
        made.set(_W + "val", value)
    return made


def add(document: Document, words: Words, style: str = "Normal", *, kept: bool = False) -> None:
    """A paragraph."""
    write(document.add_paragraph()._p, words, style, kept=kept)  # noqa: SLF001


def add_heading(document: Document, text: str, level: int, *, on_new_page: bool = False) -> None:
    """A heading, which stays with what follows."""
    made = document.add_paragraph()._p  # noqa: SLF001
    write(made, text, f"Heading {level}", on_new_page=on_new_page)


def add_table(
    document: Document,
    rows: Iterable[Sequence[Words]],
    widths: Sequence[float],
    *,
    titles: Sequence[str] = (),
    right: int | None = None,
) -> None:
    """A table of hairlines, `widths` in centimetres; its titles come again on every page."""
    lines = [*([[[Run(t, "label")] for t in titles]] if titles else []), *rows]
    if not lines:
        return
    table = document.add_table(len(lines), len(widths))
    table.autofit = False
    _frame(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for number, (row, line) in enumerate(zip(table._tbl.tr_lst, lines, strict=True)):  # noqa: SLF001
        is_title = bool(titles) and number == 0
        _mark(row, "w:cantSplit", *(["w:tblHeader"] if is_title else []))
        for place, (cell, words) in enumerate(zip(row.iterchildren(_W + "tc"), line, strict=True)):
            cell[0][0].set(_W + "w", str(Cm(widths[place]).twips))
            # The first rows stay together, so that no title stands alone at the foot of a page.
            kept = number == 0 and len(lines) > 1
            write(cell[-1], words, "Table", kept=kept, right=place == right)


def add_box(document: Document, lines: Iterable[Words]) -> None:
    """Paragraphs on a tinted ground: what is to be read first."""
    cell = document.add_table(1, 1).cell(0, 0)
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), _TINT)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001
    for number, words in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        write(paragraph._p, words)  # noqa: SLF001


def _number_pages(paragraph: Paragraph, summary: Summary) -> None:
    """`brand · title` and the page of how many, counted by Word."""
    write(paragraph._p, f"{summary.words['brand']} · {summary.title}　")  # noqa: SLF001
    for piece in _FIELD.split(summary.words["page"]):
        if piece in _FIELDS:
            _add_field(paragraph, _FIELDS[piece])
        else:
            write(paragraph._p, piece)  # noqa: SLF001


def _add_field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - the library has no word for a field


def _frame(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - the library has no word for borders


def _mark(row: Any, *names: str) -> None:
    row.get_or_add_trPr().extend(OxmlElement(name) for name in names)
