"""One measure that was computed, from its assessment to the words on the page."""

from collections.abc import Mapping

from bot.drafting.given import DraftInput
from bot.drafting.steps import list_parts, list_steps
from bot.drafting.tree import Distance, OtherReading, Section
from bot.drafting.wording import cite, label_of, name_related, say_amount, write_open, write_range
from bot.same_type import say_same_type
from calculators.assess import Assessment
from calculators.explain import explain_condition
from calculators.facts import Lang
from calculators.money import say_money
from calculators.near_miss import NearMiss, near_misses
from calculators.rules import Rule, Source
from calculators.saying import say_quantity

Words = Mapping[str, str]


def describe_measure(
    assessment: Assessment,
    shared: frozenset[str | OtherReading],
    given: DraftInput,
    words: Words,
) -> Section:
    """The section of one measure; the assumptions and other readings in `shared` stand elsewhere."""
    rule, lang = given.rules[assessment.measure], given.lang
    measure = given.policy.measure(assessment.measure)
    gate = explain_condition(rule.gate, given.box) if rule.gate is not None else ()
    others = list_others(assessment, words, lang)
    pays = assessment.range is not None and assessment.range[1] > 0
    return Section(
        number=assessment.measure,
        label=label_of(measure, lang),
        status=assessment.status,
        status_word=words[f"status_{assessment.status}"],
        amount=_say(assessment, words, lang),
        exact=write_range(assessment.range) if pays and assessment.range else "",
        mark=(words["ceiling"] if assessment.is_ceiling else words["fixed"]) if pays else "",
        is_loan=assessment.kind == "loan",
        gate=list_steps(gate, given, words),
        parts=list_parts(assessment.components, given, words),
        missing=tuple(given.box.facts[key].term.to(lang) for key in assessment.missing),
        terms=tuple(cite(source) for source in _terms(rule)),
        higher_of="" if assessment.higher_of is None else say_money(assessment.higher_of, lang),
        others=tuple(other for other in others if other not in shared),
        others_shared=words["list_mark"].join(other.id for other in others if other in shared),
        near=tuple(_distance(miss, given, words) for miss in near_misses(rule, given.box)),
        assumptions=tuple(said for said in say_assumptions(assessment, lang) if said not in shared),
        bureaus=measure.bureaus,
        same_type=_same_type(assessment, given, words),
    )


def _terms(rule: Rule) -> tuple[Source, ...]:
    """What the text adds to the amount: the pool of the city, the time and interest of a loan."""
    return (*(() if rule.pool is None else (rule.pool.source,)), *rule.quotes)


def say_assumptions(assessment: Assessment, lang: Lang) -> tuple[str, ...]:
    """What the assessment takes for granted, in words."""
    return tuple(words.to(lang) for words in assessment.assumptions)


def _say(assessment: Assessment, words: Words, lang: Lang) -> str:
    if assessment.range is None:
        return words["no_figure"]
    return say_amount(assessment.range, lang)


def list_others(assessment: Assessment, words: Words, lang: Lang) -> tuple[OtherReading, ...]:
    """The other readings of the policy, and what each comes to."""
    return tuple(
        OtherReading(
            other.reading.id,
            other.reading.text.to(lang),
            write_open(other.range, words),
            cite(other.reading.source),
        )
        for other in assessment.alternatives
    )


def _distance(miss: NearMiss, given: DraftInput, words: Words) -> Distance:
    fact, lang = given.box.facts[miss.fact], given.lang
    now, needed, short = (
        say_quantity(fact.kind, value, lang) for value in (miss.now, miss.needed, miss.short_by)
    )
    gain = say_money(miss.gain, lang)
    text = words["near_text"].format(now=now, needed=needed, short=short, gain=gain)
    return Distance(fact.term.to(lang), text)


def _same_type(assessment: Assessment, given: DraftInput, words: Words) -> str:
    """The related policies by name; where both figures are known, which of the two is higher."""
    found = [p for p in given.related if assessment.measure in p.same_type_measures]
    if not found:
        return ""
    compared = say_same_type(assessment, given.box, given.lang)
    names = words["list_mark"].join(name_related(policy, given.lang) for policy in found)
    lines = (compared[policy.id] for policy in found if policy.id in compared)
    return " ".join((words["same_type_see"].format(names=names), *lines))
