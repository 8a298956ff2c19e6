"""What the pages of measures and policies show, as plain values for their layouts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.app import App
from bot.drafting.contacts import list_contacts
from bot.drafting.given import DraftInput
from bot.drafting.section import describe_measure
from bot.drafting.tree import Contact, SameType, Section
from bot.drafting.wording import describe_related, label_of, say_amount
from bot.messages import Lang
from bot.web.linked import Part, parts_of, path_of
from calculators.assess import assess_measure
from calculators.evaluate import Box, box_of
from calculators.facts import Profile
from calculators.rules import Each, Rule
from calculators.saying import say_range
from knowledge.clauses import Clause, Measure, related
from prompts.pages import labels

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure: its name, its words, and the most that it can give."""

    number: int
    id: str
    label: str
    chapter: str
    clauses: tuple[Clause, ...]
    bureaus: tuple[str, ...]
    most: str


@dataclass(frozen=True, slots=True)
class Result:
    """What one measure comes to for the facts that were entered."""

    section: Section
    amount: str
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A related policy, with the measures of which it is a same-type policy."""

    told: SameType
    known: tuple[Part, ...]
    measures: tuple[MeasureView, ...]
    is_current: bool


def measures_of(app: App, lang: Lang) -> tuple[MeasureView, ...]:
    """Every measure, in the order of the policy."""
    return tuple(measure_view(app, measure, lang) for measure in app.policy.measures)


def measure_view(app: App, measure: Measure, lang: Lang) -> MeasureView:
    """One measure."""
    return MeasureView(
        measure.number,
        f"M{measure.number:02}",
        label_of(measure, lang),
        (measure.chapter or "") if lang == "zh" else "",
        measure.clauses,
        measure.bureaus,
        _most(app.rules[measure.number], box_of(Profile(), app.facts), lang),
    )


def _most(rule: Rule, nothing_known: Box, lang: Lang) -> str:
    """What it can give at most, in words; of an award for each item, for one of them."""
    words = labels("web/measures", lang)
    ends = assess_measure(rule, nothing_known).range
    if rule.kind == "none" or ends is None:
        return words["no_figure"]
    each = any(isinstance(award.amount, Each) for award in rule.awards)
    name = "most_loan" if rule.kind == "loan" else "most_each" if each else "most"
    return words[name].format(amount=say_range((ends[1], ends[1]), lang))


def result_of(app: App, number: int, profile: Profile, today: date, lang: Lang) -> Result:
    """The computation of one measure, generated from its rule."""
    given = _input(app, profile, today, lang)
    assessed = assess_measure(app.rules[number], given.box)
    section = describe_measure(assessed, frozenset(), given, labels("summary/words", lang))
    amount = "" if assessed.range is None else say_amount(assessed.range, lang)
    links = {clause.id: path_of(clause) for clause in app.policy.clauses()}
    return Result(section, amount, links)


def contacts_of(app: App, measure: Measure, today: date, lang: Lang) -> tuple[Contact, ...]:
    """The bureaus of a measure with the contacts that were found."""
    given = _input(app, Profile(), today, lang)
    return list_contacts(measure.bureaus, given, labels("summary/words", lang))


def same_type_of(number: int, lang: Lang) -> tuple[SameType, ...]:
    """The policies of the same type as a measure."""
    words = labels("summary/words", lang)
    found = (each for each in related() if number in each.same_type_measures)
    return tuple(describe_related(each, words, lang) for each in found)


def policies_of(app: App, lang: Lang) -> tuple[PolicyView, ...]:
    """The successor and the related policies, with their sources."""
    words, policy = labels("summary/words", lang), app.policy
    return tuple(
        PolicyView(
            describe_related(each, words, lang),
            parts_of(each.known[lang], policy),
            tuple(
                measure_view(app, policy.measure(number), lang)
                for number in each.same_type_measures
            ),
            each.id == policy.successor,
        )
        for each in related()
    )


def _input(app: App, profile: Profile, today: date, lang: Lang) -> DraftInput:
    return DraftInput(
        profile=profile,
        box=box_of(profile, app.facts),
        rules=app.rules,
        assessments=(),
        policy=app.policy,
        bureaus=app.policy.contacts,
        related=related(),
        as_of=today,
        lang=lang,
        version="",
    )
