"""The personalised eligibility summary: `draft` writes it as PDF, Word, HTML or Markdown."""

import re
from datetime import date
from typing import assert_never

from bot.drafting.given import DraftInput, Format
from bot.drafting.wording import clean_text
from calculators.facts import Lang
from prompts.pages import labels

__all__ = ["DraftInput", "Format", "draft", "file_name"]

_LONGEST_NAME = 40
_UNSAFE = re.compile(r"[^\w]+|_+")


def draft(given: DraftInput, form: Format) -> bytes:
    """The summary as a file: PDF, Word, or UTF-8 text."""
    from bot.drafting.content import build

    match form:
        case "pdf":
            from bot.drafting.pdf import render_pdf

            return render_pdf(build(given))
        case "docx":
            from bot.drafting.word import render_word

            return render_word(build(given))
        case "html":
            from bot.drafting.pages import render_html

            return render_html(build(given)).encode()
        case "md":
            from bot.drafting.pages import render_markdown

            return render_markdown(build(given)).encode()
        case _:
            assert_never(form)


def file_name(company: str, as_of: date, form: str, lang: Lang) -> str:
    """`惠企-某某公司-2026-11-23.pdf`: letters, digits and hyphens only, whatever the name holds."""
    words = labels("summary/words", lang)
    company = _UNSAFE.sub("", clean_text(company))[:_LONGEST_NAME] or words["file_title"]
    return f"{words['brand']}-{company}-{as_of.isoformat()}.{form}"
