"""What the figures of a question come to: the award asked about, as a ceiling, a sum or a reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.answering import Computed
from bot.understanding.supposing import figures_given
from calculators.assess import Assessment, assess_measure
from calculators.evaluate import Box, box_of
from calculators.explain import explain
from calculators.facts import Lang, Profile, Value
from calculators.rules import Rule
from calculators.saying import say_range, say_value
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS
from prompts import render

# What many awards ask for: alone it points at none of them.
_COMMON = frozenset(
    {"is_ai_enterprise", "enterprise_category", "data_year", "reference_date", "company_name"}
)


def compute(
    text: str, measures: Sequence[int], profile: Profile, today: date, lang: Lang
) -> tuple[Computed, ...]:
    """What the figures in a question come to, a line a measure; nothing where it states none.

    Only the awards that the figures speak of are computed: who asks about a listing is not told
    what a laboratory would bring.
    """
    given = figures_given(text, profile, today, measures)
    box = box_of(profile.with_facts(given), FACTS)
    return tuple(_lines(given, measures, box, lang))


def _lines(
    given: Mapping[str, Value], measures: Sequence[int], box: Box, lang: Lang
) -> Iterator[Computed]:
    for number in measures:
        rule = _spoken_of(RULES[number], given)
        if not rule.awards:
            continue
        found = assess_measure(rule, box)
        used = {key: value for key, value in given.items() if key in rule.keys}
        result = _say_result(found, box, rule, lang)
        line = render(
            "reply/computed",
            lang,
            given=[_say_given(key, value, lang) for key, value in used.items()],
            amount=result,
            missing=[FACTS[key].term.to(lang) for key in found.missing],
        )
        whole = len(rule.awards) == len(RULES[number].awards)
        yield Computed(number, line, result, whole)


def _say_given(key: str, value: Value, lang: Lang) -> str:
    term = FACTS[key].term.to(lang)
    return term if value is True else f"{term} {say_value(FACTS[key], value, lang)}"


def _spoken_of(rule: Rule, given: Mapping[str, Value]) -> Rule:
    """The rule with the awards that the given facts speak of."""
    own = given.keys() - _COMMON
    return replace(rule, awards=tuple(award for award in rule.awards if award.keys & own))


def _say_result(found: Assessment, box: Box, rule: Rule, lang: Lang) -> str:
    """The amount in words that show whether it is a ceiling, a sum, a range, or nothing and why."""
    low, high = found.range or (0, 0)
    return render(
        "model/result",
        lang,
        least=say_range((low, low), lang) if low != high else "",
        most=say_range((high, high), lang),
        nothing=high == 0,
        from_nothing=low == 0,
        ceiling=found.is_ceiling,
        loan=rule.kind == "loan",
        unmet=_unmet(rule, box) if high == 0 else "",
    )


def _unmet(rule: Rule, box: Box) -> str:
    """The words of the first condition that the figures do not meet."""
    lines = (line for award in rule.awards for line in explain(award, box))
    failed = (line.source for line in lines if line.outcome == "fails" and line.source)
    return next((source.words for source in failed), "")
