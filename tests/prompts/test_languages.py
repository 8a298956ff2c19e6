"""Every word stands in both languages, and each template declares the same values in both."""

from pathlib import Path

import pytest

PROMPTS = Path(__file__).parents[2] / "prompts"


def files_of(lang: str) -> dict[str, str]:
    root = PROMPTS / lang
    return {
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_every_file_stands_in_both_languages() -> None:
    assert files_of("zh").keys() == files_of("en").keys()
    assert len(files_of("zh")) > 100


def test_every_template_declares_the_same_values_in_both() -> None:
    english = files_of("en")
    templates = {n: t for n, t in files_of("zh").items() if n.endswith(".j2")}
    assert {n: t.splitlines()[0] for n, t in templates.items()} == {
        n: english[n].splitlines()[0] for n in templates
    }


@pytest.mark.parametrize("name", ["buttons", "commands", "lists", "situations"])
def test_every_label_stands_in_both_languages(name: str) -> None:
    def ids(lang: str) -> list[str]:
        lines = files_of(lang)[f"labels/{name}.txt"].splitlines()
        return [line.split(" = ")[0] for line in lines]

    assert ids("zh") == ids("en")


def test_no_chinese_is_left_in_english_words() -> None:
    allowed = set("厦府办规〔〕号中文万亿元")
    for name, text in files_of("en").items():
        if not name.startswith(("ask/", "reply/", "labels/lists", "labels/buttons")):
            continue
        chinese = {sign for sign in text if "\u4e00" <= sign <= "\u9fff"} - allowed
        assert not chinese, f"{name}: {chinese}"
