"""Questions that a reader of the whole found answered wrongly."""

from datetime import date

import pytest

from bot.answering import Answer, answer
from knowledge.clauses import load
from knowledge.retriever import open_retriever

RETRIEVER = open_retriever(load())


def ask(question: str, as_of: date = date(2026, 11, 23)) -> Answer:
    return answer(question, policy=load(), retriever=RETRIEVER, as_of=as_of)


@pytest.mark.parametrize(
    "question",
    ["2025年的数据2026年还能申报吗", "去年的数据今年还能报吗", "2025年度数据现在还可以申请吗"],
)
def test_claiming_for_a_year_that_is_over_is_a_question_of_validity(question: str) -> None:
    given = ask(question)
    assert given.measures == ()
    assert [c.clause for c in given.citations] == ["G-13"]
    assert "厦府办规〔2026〕3号" in given.text


@pytest.mark.parametrize("question", ["算力券怎么申请？", "贷款2000万会算在补助里吗"])
def test_an_expired_policy_is_never_answered_with_yes(question: str) -> None:
    text = ask(question).text
    assert "可以，" not in text
    assert "厦府办规〔2026〕3号" in text.split("\n")[0]
    assert "可以，" in ask(question, date(2024, 5, 1)).text
