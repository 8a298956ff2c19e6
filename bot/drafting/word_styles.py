"""The styles of a Word summary: paragraphs and looks, each with a Chinese font of its own."""

import io
from functools import cache
from typing import Any, Literal

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

_LATIN, _CHINESE = "Arial", "Microsoft YaHei"
_INK, _SOFT, _ACCENT = (RGBColor.from_string(c) for c in ("1D2429", "5D6A72", "0B5A73"))
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
    "",
    "strong",
    "note",
    "label",
    "accent",
    "clause",
    "figure",
    "topic",
    "total",
    "solid",
    "pale",
    "ground",
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
    "ground": (8, False, RGBColor.from_string("DFEAEE")),
}


def open_styled() -> Document:
    """An empty document in these styles."""
    return docx.Document(io.BytesIO(_blank()))


def id_of(look: Look) -> str:
    """The identifier of the style of a look."""
    return f"Huiqi{look.capitalize()}"


@cache
def _blank() -> bytes:
    document = docx.Document()
    for name, size, bold, colour, before, after in _STYLES:
        style = _style_of(document, name)
        if isinstance(style, ParagraphStyle):
            _shape(style, size, colour, before, after, bold=bold)
    for look in _LOOKS:
        _add_look(document, look)
    _set_language(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _style_of(document: Document, name: str) -> Any:
    if name not in document.styles:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    return document.styles[name]


def _add_look(document: Document, look: Look) -> None:
    size, bold, colour = _LOOKS[look]
    style = document.styles.add_style(id_of(look), WD_STYLE_TYPE.CHARACTER)
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
