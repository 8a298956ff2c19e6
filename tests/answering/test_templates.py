"""Every answer template stands in both languages and declares the same variables."""

from pathlib import Path

PROMPTS = Path(__file__).parents[2] / "prompts"


def test_every_answer_template_stands_in_both_languages_with_the_same_variables() -> None:
    sides = {
        lang: {
            path.name: path.read_text(encoding="utf-8").splitlines()[0]
            for path in (PROMPTS / lang / "answer").glob("*.md.j2")
        }
        for lang in ("zh", "en")
    }
    assert sides["zh"]
    assert sides["zh"] == sides["en"]
