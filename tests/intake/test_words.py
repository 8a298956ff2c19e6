"""Everything that can be said about a file has its line in both languages."""

import re
from pathlib import Path

import pytest

from bot.messages import Lang
from prompts import labels

ROOT = Path(__file__).parents[2] / "bot"
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("intake", "dialogue", "channels", "cli")
    for path in sorted((ROOT / folder).rglob("*.py"))
)
REFUSALS = {*re.findall(r'RefusedError\("(\w+)"', SOURCE), *re.findall(r'refusal="(\w+)"', SOURCE)}
NOTES = {*re.findall(r'notes=\(\("(\w+)", ', SOURCE), *re.findall(r'notes\["(\w+)"', SOURCE)}
CAUTIONS = {"not_self_rd", "ledger_total", "december", "faint", "beside", "unusual"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_reason_note_and_caution_has_its_line(lang: Lang) -> None:
    words = labels("files", lang)
    assert {"encrypted", "macros", "too_slow", "no_ocr", "not_fetched"} <= REFUSALS
    assert {"units", "columns", "part_year", "twice", "other_year"} <= NOTES
    assert {f"refusal_{each}" for each in REFUSALS} <= words.keys()
    assert {f"note_{each}" for each in NOTES} <= words.keys()
    assert {f"caution_{each}" for each in CAUTIONS} <= words.keys()


def test_both_languages_have_the_same_lines() -> None:
    for name in ("files", "template"):
        assert [*labels(name, "zh")] == [*labels(name, "en")]
