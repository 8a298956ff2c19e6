"""The answer without a model: templates around verbatim clauses, every figure from the pack."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import assert_never

from bot.answering.answer import Answer, Choice, Citation, Computed, Context
from bot.answering.subject import Subject, find_subject
from bot.answering.voices import contacts_text, limits_text, measure_label, topic_text
from bot.answering.writing import Brief
from knowledge.clauses import Lang, Measure, Policy
from knowledge.notices import banner, notice
from knowledge.retriever import Retriever
from prompts import render

# What the calculators say to the figures of a question about these measures.
Assess = Callable[[str, Sequence[int]], tuple[Computed, ...]]

# A text of a model every sentence of which was checked; None where there is none.
Write = Callable[[Brief], str | None]

_ASKS_WHO = re.compile(
    r"哪个局|哪个部门|哪个单位|哪些部门|什么部门|找谁|归谁|谁管|谁负责|责任单位|电话|联系|"
    r"which (bureau|office|department|body)|who (handles|is in charge|is responsible)|whom|contact|phone"
)
_QUOTES = 4


def answer(
    question: str,
    *,
    policy: Policy,
    retriever: Retriever,
    as_of: date,
    lang: Lang = "zh",
    context: Context | None = None,
    assess: Assess | None = None,
    write: Write | None = None,
) -> Answer:
    """Answer one question from the clauses; what the question says is only searched, never obeyed.

    `as_of` is the day of the answer; `context` lets "那上限呢" mean the measure of the answer
    before; `assess` puts the calculators' result for the figures of the question under the lead.
    `write` may put a checked text of a model in the place of the leads; all else stays.
    """
    subject = find_subject(question, retriever, context)
    match subject.kind:
        case "measures":
            computed = assess(question, subject.measures) if assess else ()
            results = {one.measure: one.result for one in computed}
            brief = Brief(question, lang, _all_clauses(subject, policy), results)
            text = write(brief) if write else None
            return _of_measures(
                question, subject, policy, as_of, lang=lang, computed=computed, written=text
            )
        case "general":
            return _of_topic(question, subject, policy, as_of, lang)
        case "ambiguous":
            return _asking_back(question, subject, policy, as_of, lang)
        case "small_talk":
            text = subject.topics[0].answer[lang]
            return Answer(question, in_scope=False, text=text, kind="small_talk")
        case "not_covered" | "unclear":
            text = render("answer/refusal", lang, limits=limits_text(subject.limits, policy, lang))
            bureaus = tuple(limit.bureau for limit in subject.limits if limit.bureau)
            return Answer(question, in_scope=False, text=text, kind=subject.kind, bureaus=bureaus)
        case _:
            assert_never(subject.kind)


def _all_clauses(subject: Subject, policy: Policy) -> tuple[str, ...]:
    measures = (policy.measure(number) for number in subject.measures)
    return tuple(clause.id for measure in measures for clause in measure.clauses)


def cite(policy: Policy, clause_ids: Sequence[str]) -> tuple[Citation, ...]:
    """Citations of these clauses, each once, verbatim."""
    return tuple(
        Citation(key, policy.clause(key).text, policy.document) for key in dict.fromkeys(clause_ids)
    )


def _of_measures(
    question: str,
    subject: Subject,
    policy: Policy,
    as_of: date,
    *,
    lang: Lang,
    computed: Sequence[Computed],
    written: str | None,
) -> Answer:
    measures = [policy.measure(number) for number in subject.measures]
    asks_who = bool(_ASKS_WHO.search(question.lower()))
    in_force = policy.in_force(as_of)
    made = {one.measure: one for one in computed}
    blocks = [
        _block(one, policy, lang, asks_who, in_force=in_force, computed=made.get(one.number))
        for one in measures
    ]
    notes = [topic_text(topic, policy, as_of, lang, measures=measures) for topic in subject.topics]
    text = render(
        "answer/measures",
        lang,
        banner=banner(policy, as_of, lang),
        written=_as_of(written, in_force=in_force) if written else None,
        blocks=blocks,
        document=policy.document,
        notes=notes,
        limits=limits_text(subject.limits, policy, lang),
        near=[choice.label for choice in _choices(subject.near, policy, lang)],
    )
    cited = [key for one in measures for key in _clauses(one, asks_who)]
    cited += [key for topic in subject.topics for key in topic.clauses]
    return Answer(
        question,
        in_scope=True,
        text=text,
        kind="measures",
        measures=(*subject.measures, *subject.near),
        answered=subject.measures,
        citations=cite(policy, cited),
        bureaus=tuple(dict.fromkeys(name for measure in measures for name in measure.bureaus)),
        notice=notice(policy, as_of, lang),
        choices=_choices(subject.near, policy, lang),
        answered_by="extract" if written is None else "model",
    )


def _asking_back(
    question: str, subject: Subject, policy: Policy, as_of: date, lang: Lang
) -> Answer:
    """Which of some measures was meant; nothing is claimed of any."""
    choices = _choices(subject.near, policy, lang)
    return Answer(
        question,
        in_scope=True,
        text=render("answer/which", lang, names=[choice.label for choice in choices]),
        kind="ambiguous",
        measures=subject.near,
        notice=notice(policy, as_of, lang),
        choices=choices,
    )


def _choices(numbers: Sequence[int], policy: Policy, lang: Lang) -> tuple[Choice, ...]:
    return tuple(Choice(str(n), measure_label(policy.measure(n), lang)) for n in numbers)


def _of_topic(question: str, subject: Subject, policy: Policy, as_of: date, lang: Lang) -> Answer:
    topic = subject.topics[0]
    citations = cite(policy, topic.clauses)
    text = render(
        "answer/general",
        lang,
        text=topic_text(topic, policy, as_of, lang, question=question),
        citations=citations,
        document=policy.document,
    )
    return Answer(
        question,
        in_scope=True,
        text=text,
        kind="general",
        citations=citations,
        bureaus=topic.contacts,
        notice=notice(policy, as_of, lang),
    )


def _clauses(measure: Measure, asks_who: bool) -> list[str]:
    keys = list(measure.lead_clauses[:_QUOTES])
    return [*keys, measure.clauses[-1].id] if asks_who else keys


def _as_of(lead: str, *, in_force: bool) -> str:
    """A text without its opening “yes” when the policy no longer gives anything."""
    if in_force:
        return lead
    what = lead.removeprefix("可以，").removeprefix("Yes, ")
    return what[:1].upper() + what[1:]


def _block(
    measure: Measure,
    policy: Policy,
    lang: Lang,
    asks_who: bool,
    *,
    in_force: bool,
    computed: Computed | None,
) -> dict[str, object]:
    # What was computed from all of the measure says more than its lead, and a phone is small.
    lead = "" if computed and computed.whole else _as_of(measure.lead[lang], in_force=in_force)
    return {
        "title": measure_label(measure, lang),
        "computed": computed.line if computed else "",
        "lead": lead,
        "citations": cite(policy, _clauses(measure, asks_who)),
        "bureaus": measure.bureaus,
        "contacts": contacts_text(measure.bureaus, policy, lang) if asks_who else "",
        "who_first": asks_who,
        "check": measure.check[lang],
    }
