"""The table of facts that people fill in: a workbook with a fact a row, read back by `sheet`."""

from collections.abc import Mapping
from io import BytesIO

import xlsxwriter

from bot.messages import Document, Lang
from calculators.facts import Fact, Kind
from prompts import labels, render

_COLUMNS = ("key", "term", "value", "unit", "hint")
_WIDTHS = (34, 30, 24, 8, 80)
_VALUE = _COLUMNS.index("value")


def template(facts: Mapping[str, Fact], lang: Lang) -> Document:
    """The empty table; choices can be picked from a list."""
    words = labels("template", lang)
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(words["sheet"])
        head = book.add_format({"bold": True, "bg_color": "#E4F0EC", "border": 1})
        free = book.add_format({"bg_color": "#FFF8E1", "border": 1, "num_format": "@"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for column, (name, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width, wrapped)
            sheet.write(0, column, words[name], head)
        for row, fact in enumerate(facts.values(), start=1):
            unit = words.get(f"unit_{fact.kind}", "")
            texts = (fact.key, fact.term.to(lang), "", unit, hint_of(fact, lang))
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text, free if column == _VALUE else wrapped)
            if options := _options(fact, lang):
                sheet.data_validation(
                    row, _VALUE, row, _VALUE, {"validate": "list", "source": options}
                )
        sheet.freeze_panes(1, 0)
    return Document(f"{words['file']}.xlsx", "xlsx", made.getvalue())


def hint_of(fact: Fact, lang: Lang) -> str:
    """The question for a fact as the conversation asks it, and how its value is written."""
    words = labels("template", lang)
    question = render(f"ask/{fact.key}", lang, year=words["now"], before=words["before"])
    match fact.kind:
        case Kind.YUAN:
            how = words["amount"]
        case Kind.CHOICES:
            names = "; ".join(term.to(lang) for term in fact.options.values())
            how = f"{words['several']}: {names}"
        case _:
            how = " / ".join(_options(fact, lang))
    return "\n".join(filter(None, (question, how)))


def _options(fact: Fact, lang: Lang) -> list[str]:
    match fact.kind:
        case Kind.FLAG:
            buttons = labels("buttons", lang)
            return [buttons["yes"], buttons["no"]]
        case Kind.CHOICE:
            return [term.to(lang) for term in fact.options.values()]
        case _:
            return []
