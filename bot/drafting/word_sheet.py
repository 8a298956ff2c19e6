"""The sheet a Word summary is written on: styles, header and footer, and the few forms of a line."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from bot.drafting.tree import Summary

_LATIN, _CHINESE = "Arial", "Microsoft YaHei"
_INK, _SOFT, _ACCENT = (RGBColor.from_string(c) for c in ("1D2429", "5D6A72", "0B5A73"))
_LINE, _TINT = "D9DFE3", "EEF5F7"
_FIELD = re.compile(r"\{(page|pages)\}")
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
WIDTH = 16.8  # of the text, in centimetres
# name, size, bold, colour, space before, space after (points)
_STYLES = (
    ("Normal", 9.5, False, _INK, 2, 3),
    ("Title", 21, True, _INK, 0, 4),
    ("Subtitle", 13, True, _INK, 0, 2),
    ("Heading 1", 14, True, _ACCENT, 16, 5),
    ("Heading 2", 11.5, True, _INK, 13, 2),
    ("Heading 3", 9.5, True, _ACCENT, 8, 2),
    ("Caption", 8, False, _SOFT, 1, 3),
    ("Table", 9.5, False, _INK, 0, 1),
    ("List Bullet", 9.5, False, _INK, 1, 2),
    ("Header", 8, False, _SOFT, 0, 0),
    ("Footer", 8, False, _SOFT, 0, 0),
)


Look = Literal[
    "", "strong", "note", "label", "accent", "clause", "figure", "topic", "total", "solid", "pale"
]
# size, bold, colour
_LOOKS: dict[Look, tuple[float | None, bool, RGBColor | None]] = {
    "strong": (None, True, None),
    "note": (8, False, _SOFT),
    "label": (8, True, _SOFT),
    "accent": (None, False, _ACCENT),
    "clause": (8, False, _ACCENT),
    "figure": (None, True, _ACCENT),
    "total": (22, True, _ACCENT),
    "topic": (8.5, True, _ACCENT),
    "solid": (8, False, _ACCENT),
    "pale": (8, False, RGBColor.from_string("A9CDD8")),
}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look; `after_break` begins it on a line of its own."""

    text: str
    look: Look = ""
    after_break: bool = False


Words: TypeAlias = "str | Sequence[Run]"


def set_up(document: Document, summary: Summary) -> None:
    """Page, styles with a Chinese font of their own, header, footer and properties."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2)
    for name, size, bold, colour, before, after in _STYLES:
        style = _style_of(document, name)
        if isinstance(style, ParagraphStyle):
            _shape(style, size, colour, before, after, bold=bold)
    for look in _LOOKS:
        _add_look(document, look)
    _set_language(document)
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.text = f"{summary.policy} · {summary.as_of}"
    _number_pages(foot, summary)
    properties = document.core_properties
    properties.title = f"{summary.title} · {summary.company}"[:255]
    properties.author = properties.last_modified_by = summary.words["brand"]
    properties.subject = summary.policy[:255]
    properties.keywords, properties.comments = summary.code, ""
    properties.language = "zh-CN" if summary.lang == "zh" else "en"


def write(paragraph: CT_P, words: Words, style: str = "", *, kept: bool = False) -> None:
    """Fill a paragraph with text in its looks, never read as markup; `kept` with the next one."""
    # Elements, and not the library's own properties: these search all styles for each use.
    if style:
        paragraph.style = style.replace(" ", "")
    if kept:
        paragraph.get_or_add_pPr().append(OxmlElement("w:keepNext"))
    for run in [Run(words)] if isinstance(words, str) else words:
        made = paragraph.add_r()
        if run.look:
            made.style = _id_of(run.look)
        if run.after_break:
            made.append(OxmlElement("w:br"))
        text = made.add_t(run.text)
        text.set(qn("xml:space"), "preserve")


def add(document: Document, words: Words, style: str = "Normal", *, kept: bool = False) -> None:
    """A paragraph."""
    write(document.add_paragraph()._p, words, style, kept=kept)  # noqa: SLF001


def add_heading(document: Document, text: str, level: int) -> None:
    """A heading, which stays with what follows."""
    add(document, text, f"Heading {level}")


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
        for place, (cell, words) in enumerate(zip(row.tc_lst, line, strict=True)):
            cell.width = Cm(widths[place])
            (paragraph,) = cell.p_lst
            # The first rows stay together, so that no title stands alone at the foot of a page.
            write(paragraph, words, "Table", kept=number == 0 and len(lines) > 1)
            if place == right:
                paragraph.get_or_add_pPr().jc_val = WD_ALIGN_PARAGRAPH.RIGHT


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


def _style_of(document: Document, name: str) -> Any:
    if name not in document.styles:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    return document.styles[name]


def _id_of(look: Look) -> str:
    return f"Huiqi{look.capitalize()}"


def _add_look(document: Document, look: Look) -> None:
    size, bold, colour = _LOOKS[look]
    style = document.styles.add_style(_id_of(look), WD_STYLE_TYPE.CHARACTER)
    font = style.font
    font.bold, font.size = bold or None, None if size is None else Pt(size)
    if colour is not None:
        font.color.rgb = colour


def _shape(
    style: ParagraphStyle, size: float, colour: RGBColor, before: int, after: int, *, bold: bool
) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = _LATIN, Pt(size), bold, False
    font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), _CHINESE)
    spacing = style.element.rPr.find(qn("w:spacing"))
    if spacing is not None:
        style.element.rPr.remove(spacing)
    border = style.element.pPr.find(qn("w:pBdr")) if style.element.pPr is not None else None
    if border is not None:
        style.element.pPr.remove(border)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.15


def _set_language(document: Document) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties = document.styles["Normal"].element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)


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
