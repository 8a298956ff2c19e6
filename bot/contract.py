"""An assessment as the JSON of the contract: the same keys for the command line and the web."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from calculators.assess import Alternative, Assessment, Component, assess_measure
from calculators.evaluate import Box, Range, box_of
from calculators.explain import Line, explain, explain_condition
from calculators.facts import Fact, Profile
from calculators.intake import BadFactError, quantity_to_json, to_json
from calculators.interview import stakes
from calculators.money import as_yuan
from calculators.near_miss import NearMiss, near_misses
from calculators.rules import Rule, Source
from calculators.same_type import Compared, compare
from calculators.xm_2023_10.general_readings import HIGHER_ONCE
from calculators.xm_2023_10.same_type import SAME_TYPES
from knowledge.clauses import Lang, Policy
from knowledge.contacts import related_policy
from knowledge.notices import notice


def assess_profile(
    profile: Profile,
    *,
    rules: Mapping[int, Rule],
    facts: Mapping[str, Fact],
    policy: Policy,
    as_of: date,
    lang: Lang,
) -> dict[str, Any]:
    """The whole assessment of one profile, measures in the order 1 to 19."""
    box = box_of(profile, facts)
    assessed = {number: assess_measure(rule, box) for number, rule in rules.items()}
    ranked = stakes(rules.values(), box)
    return {
        "policy": policy.id,
        "as_of": as_of.isoformat(),
        "in_force": policy.in_force(as_of),
        "notice": notice(policy, as_of, lang),
        "measures": [_measure(assessed[n], rules[n], box, policy, lang) for n in sorted(assessed)],
        **totals(assessed.values()),
        "next_question": _question(ranked[0].fact, ranked[0].grant or ranked[0].loan)
        if ranked
        else None,
    }


def measure_to_json(rule: Rule, box: Box, policy: Policy, lang: Lang) -> dict[str, Any]:
    """One measure, as it stands in the whole assessment."""
    return _measure(assess_measure(rule, box), rule, box, policy, lang)


def facts_in(given: object) -> object:
    """The facts of `{"id": …, "facts": {…}}`, or of an object that is the facts themselves."""
    if isinstance(given, Mapping) and "facts" in given:
        others = given.keys() - {"id", "facts"}
        if others:
            raise BadFactError(
                ", ".join(sorted(others)), given, 'nothing beside "id" and "facts" on a line'
            )
        return given["facts"]
    if isinstance(given, Mapping):
        return {key: value for key, value in given.items() if key != "id"}
    return given


def id_of(given: object) -> object:
    """The id of a line, as it came."""
    found = given.get("id") if isinstance(given, Mapping) else None
    return found if isinstance(found, str | int | None) else str(found)


def totals(assessed: Any) -> dict[str, list[str]]:
    """The range of all grants together, and of the loan's principal apart."""
    return {
        "grants_range_yuan": _yuan_range(total_range(assessed, "grant")),
        "loan_principal_range_yuan": _yuan_range(total_range(assessed, "loan")),
    }


def total_range(assessed: Any, kind: str) -> Range:
    """The sum of the ranges of all measures of one kind, in fen."""
    ranges = [a.range for a in assessed if a.kind == kind and a.range is not None]
    return (sum(low for low, _ in ranges), sum(high for _, high in ranges))


def _question(fact: str, stake: int) -> dict[str, str]:
    return {"fact": fact, "stake_yuan": as_yuan(stake)}


def _measure(
    assessed: Assessment, rule: Rule, box: Box, policy: Policy, lang: Lang
) -> dict[str, Any]:
    described = policy.measure(assessed.measure)
    lines = explain_condition(rule.gate, box) if rule.gate is not None else ()
    return {
        "measure": assessed.measure,
        "title": described.title if lang == "zh" else described.title_en,
        "status": assessed.status,
        "amount_yuan": _yuan(assessed.amount),
        "range_yuan": None if assessed.range is None else _yuan_range(assessed.range),
        "is_ceiling": assessed.is_ceiling,
        "kind": assessed.kind,
        "missing": [*assessed.missing],
        "components": [_component(c, box, lang) for c in assessed.components],
        "trace": [_line(line, lang) for line in lines],
        "total_after_higher_of_yuan": _yuan(assessed.higher_of),
        "same_type": [_same_type(c, lang) for c in compare(SAME_TYPES, assessed, box)],
        "alternatives": [
            _alternative(a, assessed.measure, policy, lang) for a in assessed.alternatives
        ],
        "near_misses": [_near_miss(m, box.facts) for m in near_misses(rule, box)],
        "assumptions": [words.to(lang) for words in assessed.assumptions],
        "citations": [_citation(source) for source in assessed.sources],
        "bureaus": [*described.bureaus],
    }


def _component(component: Component, box: Box, lang: Lang) -> dict[str, Any]:
    low, high = component.range
    return {
        "id": component.award.id,
        "title": component.award.title.to(lang),
        "status": component.status,
        "amount_yuan": as_yuan(low) if low == high else None,
        "range_yuan": _yuan_range(component.range),
        "is_ceiling": component.award.ceiling,
        "trace": [_line(line, lang) for line in explain(component.award, box)],
    }


def _line(line: Line, lang: Lang) -> dict[str, Any]:
    return {
        "step": line.step,
        "facts": [*line.facts],
        "parameters": [quantity_to_json(kind, value) for kind, value in line.parameters],
        "text": line.say(lang),
        "outcome": line.outcome,
        "range_yuan": None if line.amount is None else _yuan_range(line.amount),
        "clause": line.source.clause if line.source else None,
        "quote": line.source.words if line.source else None,
    }


def _alternative(
    alternative: Alternative, measure: int, policy: Policy, lang: Lang
) -> dict[str, Any]:
    low, high = alternative.range
    reading = alternative.reading
    return {
        "reading": reading.id,
        "amount_yuan": as_yuan(low) if low == high else None,
        "range_yuan": _yuan_range(alternative.range),
        "text": reading.text.to(lang),
        "clause": reading.source.clause,
        "quote": reading.source.words,
        "decided_by": deciders(policy, measure),
    }


def deciders(policy: Policy, measure: int | None) -> list[str]:
    """Who can settle how a measure is read: the interpreter, beside the measure's own bureaus."""
    bureaus = () if measure is None else policy.measure(measure).bureaus
    return [*dict.fromkeys((policy.interpreter, *bureaus))]


def _same_type(compared: Compared, lang: Lang) -> dict[str, Any]:
    """A same-type policy's figure for the same facts, with the clause that lets the higher count."""
    other, (low, high) = related_policy(compared.same_type.policy), compared.other
    return {
        "policy": other.number or other.title,
        "title": other.title if lang == "zh" else other.title_en,
        "award": compared.same_type.award,
        "amount_yuan": as_yuan(low) if low == high else None,
        "range_yuan": _yuan_range(compared.other),
        "own_range_yuan": _yuan_range(compared.own),
        "higher": compared.higher,
        "note": compared.same_type.note.to(lang),
        "source": other.source,
        "source_note": other.source_note,
        "seen": other.seen,
        **_citation(HIGHER_ONCE),
    }


def _near_miss(miss: NearMiss, facts: Mapping[str, Fact]) -> dict[str, Any]:
    fact = facts[miss.fact]
    return {
        "fact": miss.fact,
        "now": to_json(fact, miss.now),
        "needed": to_json(fact, miss.needed),
        "short_by": to_json(fact, miss.short_by),
        "gain_yuan": as_yuan(miss.gain),
        **({} if miss.place is None else {"list": miss.place[0], "number": miss.place[1]}),
    }


def _citation(source: Source) -> dict[str, str]:
    return {"clause": source.clause, "quote": source.words}


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else as_yuan(fen)


def _yuan_range(ends: Range) -> list[str]:
    return [as_yuan(ends[0]), as_yuan(ends[1])]
