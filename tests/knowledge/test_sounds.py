"""Names that are only heard: slips of an input method lead where the right characters do."""

import pytest

from knowledge.clauses import load
from knowledge.retriever import open_retriever
from knowledge.sounds import Sounds

RETRIEVER = open_retriever(load())


@pytest.mark.parametrize(
    ("slip", "measure"),
    [
        ("算立券怎么用", 3),
        ("接榜挂帅补多少", 4),
        ("研发投如补助", 6),
        ("专精特心小巨人奖励", 8),
        ("守台套奖励", 10),
        ("公共数剧开放", 16),
        ("帖息贷款利率", 17),
    ],
)
def test_a_slip_that_sounds_the_same_finds_the_measure(slip: str, measure: int) -> None:
    assert RETRIEVER.search(slip)[0].measure == measure


def test_a_name_is_heard_at_its_place() -> None:
    heard = Sounds(["算力券", "研发", "gpu租赁"])
    assert heard.find("请问ai算立券呢") == ((4, "算力券"),)
    assert heard.find("沿发") == ()  # two syllables are too often another word
    assert heard.find("") == ()


def test_a_name_that_is_written_needs_no_hearing() -> None:
    named = [name.alias for name in RETRIEVER.names("算力券怎么用")]
    assert "算力券" in named
    assert len(named) == len(set(named))
