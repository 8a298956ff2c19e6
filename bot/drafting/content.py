"""The whole content of a summary: `build` says everything that the layouts then only lay out."""

import re
from collections.abc import Iterable, Mapping

from bot.drafting.contacts import list_contacts
from bot.drafting.facts import describe_facts
from bot.drafting.given import DraftInput
from bot.drafting.result import describe_result
from bot.drafting.section import describe_measure
from bot.drafting.shared import list_same_type, share_assumptions, share_readings
from bot.drafting.tree import (
    Cite,
    Contact,
    OtherReading,
    RuleOfPayment,
    SameType,
    Section,
    Summary,
    Unfigured,
)
from bot.drafting.wording import cite, clean_text, describe_related, label_of
from calculators.assess import Assessment
from calculators.facts import Kind
from calculators.rules import Quoted, Rule, walk
from knowledge.clauses import digest
from knowledge.notices import notice, spoken
from prompts.pages import labels

Words = Mapping[str, str]
_DIGEST_LENGTH = 12
_GIVES = re.compile("最高|给予|奖励|补助|放款")
_ORDER = {"eligible": 0, "undetermined": 1, "no_amount": 2, "ineligible": 3}
# The closing clauses that every payment rests on, found by the words that make them so.
_PAYMENT = (
    ("rule_stacking", "就高不重复", "stacking_note"),
    ("rule_budget", "根据预算安排", None),
    ("rule_validity", "有效期至", None),
)


def build(given: DraftInput) -> Summary:
    """The summary of one company, in `given.lang`."""
    words = labels("summary/words", given.lang)
    computed, unfigured, not_asked = _sort(given)
    shared = share_assumptions(computed, given, words)
    readings = share_readings(computed, given, words)
    elsewhere = frozenset[str | OtherReading]({*shared, *(r.reading for r in readings)})
    sections = tuple(describe_measure(a, elsewhere, given, words) for a in computed)
    without_figure = tuple(_describe_unfigured(a, given) for a in unfigured)
    facts = describe_facts(given, words)
    others = () if given.asked is not None else without_figure
    contacts = list_contacts(_bodies(sections, others, given), given, words)
    return Summary(
        lang=given.lang,
        words=words,
        title=words["title"],
        company=_company(given, words),
        policy=_policy(given),
        as_of=spoken(given.as_of, given.lang),
        day=given.as_of.isoformat(),
        version=given.version,
        digest=digest(given.policy)[:_DIGEST_LENGTH],
        in_force=given.policy.in_force(given.as_of),
        notice=_notice(given, words),
        successor=_successor(given, words),
        result=describe_result(computed, given, words),
        payment=_payment(given, words),
        sections=sections,
        notes=_notes(sections, given, words),
        without_figure=without_figure,
        not_asked=tuple(_describe_unfigured(a, given) for a in not_asked),
        facts=facts,
        dated=any(fact.at for fact in facts),
        unknown=_terms(given),
        shared=(*shared.values(), words["registered"]),
        shared_others=readings,
        same_type=list_same_type(computed, given, words),
        contacts=tuple(contact for contact in contacts if contact.lines),
        without_contact=tuple(_name(contact) for contact in contacts if not contact.lines),
        decision=words["decision"].format(interpreter=given.policy.interpreter),
        code=given.code,
        check=words["check_page" if given.address else "check_command"] if given.code else "",
        address=given.address,
    )


def _sort(
    given: DraftInput,
) -> tuple[tuple[Assessment, ...], tuple[Assessment, ...], tuple[Assessment, ...]]:
    """Computed measures (what can be had first), those without a figure, those not asked for."""
    figured = [
        a for a in given.assessments if a.components or given.rules[a.measure].gate is not None
    ]
    computed = [a for a in figured if given.asked is None or a.measure in given.asked]
    return (
        tuple(sorted(computed, key=lambda a: _ORDER[a.status])),
        tuple(a for a in given.assessments if a not in figured),
        tuple(a for a in figured if a not in computed),
    )


def _notes(sections: tuple[Section, ...], given: DraftInput, words: Words) -> tuple[str, ...]:
    """What is to be known of other readings, near misses and same-type policies, where there are any."""
    others = any(section.others or section.others_shared for section in sections)
    near = any(section.near for section in sections)
    same_type = any(section.same_type for section in sections)
    said = (
        words["others_note"].format(interpreter=given.policy.interpreter) if others else "",
        words["near_note"] if near else "",
        words["same_type_note"] if same_type else "",
    )
    return tuple(filter(None, said))


def _describe_unfigured(assessment: Assessment, given: DraftInput) -> Unfigured:
    measure = given.policy.measure(assessment.measure)
    return Unfigured(
        label_of(measure, given.lang), _offers(given.rules[assessment.measure]), measure.bureaus
    )


def _offers(rule: Rule) -> tuple[Cite, ...]:
    """One line of the text: the words that give the most, or the first of the measure's own."""
    giving = [
        node
        for award in rule.awards
        for node in walk(award.amount)
        if isinstance(node, Quoted) and node.kind is Kind.YUAN and _GIVES.search(node.source.words)
    ]
    if giving:
        return (cite(max(giving, key=lambda node: node.value).source),)
    return tuple(cite(source) for source in rule.sources if source.clause.startswith("M"))[:1]


def _company(given: DraftInput, words: Words) -> str:
    name = clean_text(str(given.profile.facts.get("company_name", "")))
    return name or words["company_missing"]


def _policy(given: DraftInput) -> str:
    policy = given.policy
    return policy.document if given.lang == "zh" else f"{policy.number} {policy.title_en}"


def _notice(given: DraftInput, words: Words) -> str:
    policy, lang = given.policy, given.lang
    return notice(policy, given.as_of, lang) or words["in_force"].format(
        first=spoken(policy.in_force_from, lang), last=spoken(policy.in_force_until, lang)
    )


def _successor(given: DraftInput, words: Words) -> SameType | None:
    if given.as_of <= given.policy.in_force_until:
        return None
    now = next((p for p in given.related if p.id == given.policy.successor), None)
    return describe_related(now, words, given.lang) if now else None


def _payment(given: DraftInput, words: Words) -> tuple[RuleOfPayment, ...]:
    return tuple(
        RuleOfPayment(words[label], Cite(clause.id, clause.text), words[note] if note else "")
        for label, telling, note in _PAYMENT
        for clause in given.policy.general
        if telling in clause.text
    )


def _terms(given: DraftInput) -> tuple[str, ...]:
    facts = given.box.facts
    return tuple(facts[key].term.to(given.lang) for key in facts if key in given.unknown)


def _name(contact: Contact) -> str:
    return f"{contact.name} ({contact.full_name})" if contact.full_name else contact.name


def _bodies(
    sections: tuple[Section, ...], unfigured: tuple[Unfigured, ...], given: DraftInput
) -> Iterable[str]:
    listed = (*(s.bureaus for s in sections), *(u.bureaus for u in unfigured))
    return dict.fromkeys((given.policy.interpreter, *(name for names in listed for name in names)))
