"""Expressions as many different people write them: what is certain, what is asked back, what is not there."""

import pytest

from tests.understanding.expressions import Expression, expressions, plain, reading_of

ALL = list(expressions())


def name_of(expression: Expression) -> str:
    return f"{expression.text}|{expression.asked or ''}"


@pytest.mark.parametrize("expression", ALL, ids=name_of)
def test_an_expression_is_read_as_it_was_meant(expression: Expression) -> None:
    reading = reading_of(expression)
    assert reading["facts"] == {k: plain(v) for k, v in expression.facts.items()}
    assert reading["to_confirm"] == {k: plain(v) for k, v in expression.confirm.items()}
    assert reading["unknown"] == expression.unknown
    if expression.command != "any":  # a greeting, or a why: whatever it is, it states nothing
        assert (reading["question"] is not None) == expression.question
        assert reading["command"] == expression.command


def test_there_are_enough_expressions_of_enough_kinds() -> None:
    assert len(ALL) >= 1_300
    assert len({expression.kind for expression in ALL}) >= 20
