"""Every quote stands verbatim in its clause and contains the number that it is attached to."""

import re
from datetime import date
from fractions import Fraction

import pytest

from calculators.facts import Kind
from calculators.rules import Among, Given, Quoted, Rate, Source, Within
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.m07_standards import by_level
from calculators.xm_2023_10.m08_growth import tiers
from knowledge.clauses import load
from tests.calculators.sources import quotes_in

POLICY = load()
FOUND = {number: set(quotes_in(rule)) for number, rule in RULES.items()}
SOURCES = sorted(
    {
        (number, q.clause, q.words)
        for number, qs in FOUND.items()
        for q in qs
        if isinstance(q, Source)
    }
)
FIGURES = sorted({q for qs in FOUND.values() for q in qs if isinstance(q, Quoted)}, key=repr)
RATES = sorted({q for qs in FOUND.values() for q in qs if isinstance(q, Rate)}, key=repr)
TERMS = sorted({q for qs in FOUND.values() for q in qs if isinstance(q, Within)}, key=repr)

_UNIT = {"万": 10**6, "亿": 10**10}  # in fen
_MONEY = re.compile(r"(\d+(?:\.\d+)?) ?([万亿])元")
_SHARE = re.compile(r"(\d+(?:\.\d+)?) ?%")
_THING = {Kind.COUNT: re.compile(r"(\d+) ?[名家]"), Kind.NUMBER: re.compile(r"(\d+) ?P")}
_SCALE = {Kind.COUNT: 1, Kind.NUMBER: 10_000, Kind.PERCENT: 10_000}


def _amounts(words: str) -> list[int]:
    return [int(Fraction(number) * _UNIT[unit]) for number, unit in _MONEY.findall(words)]


def _figures(quoted: Quoted) -> list[int]:
    words = quoted.source.words
    if quoted.kind is Kind.YUAN:
        return _amounts(words)
    pattern = _SHARE if quoted.kind is Kind.PERCENT else _THING[quoted.kind]
    return [int(Fraction(n) * _SCALE[quoted.kind]) for n in pattern.findall(words)]


@pytest.mark.parametrize(("measure", "clause", "words"), SOURCES)
def test_the_quote_stands_verbatim_in_its_clause(measure: int, clause: str, words: str) -> None:
    assert words in POLICY.clause(clause).text


@pytest.mark.parametrize(("measure", "clause", "words"), SOURCES)
def test_a_measure_quotes_itself_or_the_general_clauses(
    measure: int, clause: str, words: str
) -> None:
    assert POLICY.clause(clause).measure in {measure, None}
    assert clause.startswith((f"M{measure:02}-", "G-"))


@pytest.mark.parametrize("quoted", FIGURES, ids=lambda q: f"{q.value}-{q.source.words}")
def test_the_quote_contains_its_number(quoted: Quoted) -> None:
    assert quoted.value in _figures(quoted)


@pytest.mark.parametrize("rate", RATES, ids=lambda r: r.source.words)
def test_the_quote_contains_its_rate(rate: Rate) -> None:
    assert [Fraction(rate.numerator, rate.denominator)] == [
        Fraction(n) / 100 for n in _SHARE.findall(rate.source.words)
    ]


@pytest.mark.parametrize("term", TERMS, ids=lambda t: f"{t.key}-{t.first}")
def test_the_term_is_that_of_the_quote(term: Within) -> None:
    if term.key == "other_same_type_award_yuan":
        assert (term.first, term.last) == (0, 0)
        assert "不重复" in term.source.words
        return
    if term.key == "is_ai_enterprise":
        assert (term.first, term.last) == (1, 1)
        assert "符合条件的企业" in term.source.words  # 3-C: which, the text does not say
        return
    numbers = re.findall(r"(\d+) 年 (\d+) 月 (\d+) 日", term.source.words)
    first, last = (date(int(y), int(m), int(d)) for y, m, d in numbers)
    if term.key == "reference_date":
        assert (term.first, term.last) == (first.toordinal(), last.toordinal())
    else:
        # 上一年度 of a claim in the first year is the year before it (八).
        assert term.first in {first.year, first.year - 1}
        # The figures of the last year can only be claimed after it (V1(b)).
        assert term.last in {last.year, last.year - 1}


def test_the_levels_of_revenue_and_their_awards_come_in_the_order_of_the_text() -> None:
    above, awards = tiers[0][0].source.words, tiers[0][1].source.words
    assert [t.value for t, _ in tiers] == _amounts(above)
    assert [a.value for _, a in tiers] == _amounts(awards)


def test_the_levels_of_standards_and_their_awards_come_in_the_order_of_the_text() -> None:
    named = {"international": "国际标准", "national": "国家标准", "industry": "行业标准"}
    rows = [part for part in by_level.parts if isinstance(part, Given)]
    levels = [next(iter(row.when.options)) for row in rows if isinstance(row.when, Among)]
    gives = [row.then for row in rows if isinstance(row.then, Quoted)]
    assert [given.value for given in gives] == _amounts(gives[0].source.words)
    order = "、".join(named[level] for level in levels)
    assert order in POLICY.clause(gives[0].source.clause).text
    assert len(levels) == len(gives) == len(named)


@pytest.mark.parametrize("number", RULES)
def test_every_measure_quotes_its_text(number: int) -> None:
    assert any(isinstance(found, Source) for found in FOUND[number])
