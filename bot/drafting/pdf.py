"""The summary as PDF, set by Typst in a font that travels in a package: no system fonts, no network."""

import json
import re
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.drafting.glyphs import spell_out
from bot.drafting.tree import Summary

_LAYOUT = Path(__file__).with_name("summary.typ")
_UNBROKEN = re.compile(r"[!-~]{24,}")
_BREAK = "\u200b"  # a zero-width space, where a line may end


def render_pdf(summary: Summary) -> bytes:
    """A4 pages; the company's data go in as JSON and are never read as markup.

    Raises `typst.TypstError` when the layout itself is at fault.
    """
    day = datetime.fromisoformat(summary.day).replace(tzinfo=UTC)
    return set_pages(_as_json(summary), int(day.timestamp()))


def set_pages(data: str, timestamp: int, **options: Any) -> bytes:
    """The layout filled with a summary as JSON; `options` are Typst's own."""
    import typst

    made = typst.compile(
        _LAYOUT.read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        timestamp=timestamp,
        **options,
    )
    return bytes(made)


def _as_json(summary: Summary) -> str:
    breakable = replace(
        summary,
        words=dict(summary.words),
        company=_UNBROKEN.sub(lambda run: _BREAK.join(run[0]), summary.company),
    )
    return spell_out(json.dumps(asdict(breakable), ensure_ascii=False))


@cache
def _fonts() -> Any:
    import manimgx_fonts_cjk
    import typst

    folder = Path(manimgx_fonts_cjk.__file__).parent
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)]
    )
