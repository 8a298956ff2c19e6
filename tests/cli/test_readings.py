"""`huiqi readings`: every ambiguity, in both languages, as text and as JSON."""

import json
import subprocess
from collections.abc import Callable

import pytest

from calculators.xm_2023_10.ambiguities import AMBIGUITIES

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_every_ambiguity_is_listed_with_what_decides_and_who(huiqi: Run) -> None:
    rows = json.loads(huiqi("readings", "--json").stdout)
    assert [row["id"] for row in rows] == [ambiguity.id for _, ambiguity in AMBIGUITIES]
    by_id = {row["id"]: row for row in rows}
    ceiling = by_id["6-A"]
    assert (ceiling["measure"], ceiling["carried"]) == (6, "figure")
    assert ceiling["figures"] == ["6-A(b)", "6-A(c)"]
    assert [other["reading"] for other in ceiling["alternatives"]] == ["6-A(b)", "6-A(c)"]
    assert (ceiling["clause"], ceiling["quote"]) == ("M06-2", "每家企业最高不超过 500 万元")
    assert ceiling["decided_by"] == ["市工信局", "市科技局", "市财政局"]
    assert by_id["V1"]["decided_by"] == ["市工信局"]
    assert by_id["6-G"]["carried"] == "assumption"
    assert by_id["6-H"]["carried"] == "note"


def test_where_the_text_is_silent_the_list_says_so(huiqi: Run) -> None:
    rows = {row["id"]: row for row in json.loads(huiqi("readings", "--json").stdout)}
    assert rows["3-D"]["silent"] is True
    assert (rows["3-D"]["clause"], rows["3-D"]["quote"]) == (None, None)
    assert rows["3-A"]["silent"] is False


def test_an_ambiguity_of_several_measures_names_the_readings_that_carry_it(huiqi: Run) -> None:
    rows = {row["id"]: row for row in json.loads(huiqi("readings", "--json").stdout)}
    assert rows["S4"]["figures"] == ["4-B(b)", "10-A(b)"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("另解：6-A(c)", "原文：没有写", "由谁决定：市工信局", "（6）鼓励加大研发投入")),
        ("en", ("otherwise: 6-A(c)", "text: silent", "decided by: 市工信局", "M6 Higher R&D")),
    ],
)
def test_the_list_can_be_read_in_both_languages(
    huiqi: Run, lang: str, words: tuple[str, ...]
) -> None:
    text = huiqi("readings", "--lang", lang).stdout
    assert all(each in text for each in words)
    blocks = text.strip().split("\n\n")
    assert [block.split()[0] for block in blocks] == [a.id for _, a in AMBIGUITIES]
