"""What a helpdesk sees: a forwarded message answered for pasting back, and its cases."""

from collections.abc import Iterable
from dataclasses import replace

from bot.answering import Answer as PolicyAnswer
from bot.dialogue.session import Session
from bot.language import lang_of
from bot.messages import Quote, Reply
from bot.replying.scene import Scene
from bot.replying.showing import line_of
from bot.script import in_script, script_of
from bot.standing import case_choices, open_choice
from calculators.assess import Assessment, assess_measure
from calculators.evaluate import Box, box_of
from calculators.facts import Profile, Value
from knowledge.notices import banner
from prompts import render

_QUESTIONS = 3
_MEASURES = 4
# Facts that many measures ask for: they tell nothing of which one is meant.
_GENERAL = frozenset({"data_year", "company_name", "is_ai_enterprise", "enterprise_category"})


def answer_query(words: str, scene: Scene) -> Reply:
    """A forwarded text answered as it can be pasted back, in the language in which it was written."""
    asking = Session("query", lang_of(words), script=script_of(words, "simplified"))
    seen = replace(scene, session=asking)
    facts, doubtful, questions = _read(words, scene)
    answers = [scene.answer(each, asking, scene.today) for each in questions[:_QUESTIONS]]
    box = box_of(Profile(facts), scene.facts)
    results = _results(box, frozenset(facts), seen)
    said = _say_answers(answers, {each.measure for each in results}, seen)
    document = scene.policy.document
    quotes = dict.fromkeys(
        Quote(c.clause, c.quote, c.document) for answer in answers for c in answer.citations
    )
    text = render(
        "reply/paste",
        seen.lang,
        facts=[(seen.term(key), seen.say(key, value)) for key, value in facts.items()],
        doubtful=[(seen.term(key), seen.say(key, value)) for key, value in doubtful.items()],
        results=[_say_result(each, box, seen) for each in results],
        answers=said,
        banner=banner(scene.policy, scene.today, seen.lang) or "",
        document="" if any(document in each for each in said) else document,
    )
    return Reply(in_script(text, asking.script), citations=tuple(quotes))


def _say_answers(answers: list[PolicyAnswer], told: set[int], scene: Scene) -> list[str]:
    """The answers in short: of each measure what it provides, its clauses and its bureaus."""
    said: dict[str, None] = {}
    for answer in answers:
        if answer.kind != "measures":
            said[answer.text] = None
        for number in answer.answered if answer.kind == "measures" else ():
            if number not in told:
                said[_say_measure(number, answer, scene)] = None
    return list(said)


def _say_measure(number: int, answer: PolicyAnswer, scene: Scene) -> str:
    measure = scene.policy.measure(number)
    cited = [c.clause for c in answer.citations if c.clause.startswith(f"M{number:02}")]
    return render(
        "reply/paste_measure",
        scene.lang,
        measure=number,
        title=scene.title(number),
        lead=measure.lead[scene.lang],
        clauses=_listed(cited, scene),
        bureaus=_listed(measure.bureaus, scene),
    )


def _read(words: str, scene: Scene) -> tuple[dict[str, Value], dict[str, Value], tuple[str, ...]]:
    """The facts, the doubtful ones and the questions of a text, each of its lines read in turn."""
    facts: dict[str, Value] = {}
    doubtful: dict[str, Value] = {}
    questions: dict[str, None] = {}
    for line in filter(None, map(str.strip, words.splitlines())):
        reading = scene.read(line, Profile(facts))
        facts |= reading.facts
        doubtful |= reading.to_confirm
        if reading.question is not None:
            questions[reading.question] = None
    if not (facts or doubtful or questions):
        questions[words.strip()] = None
    return facts, {k: v for k, v in doubtful.items() if k not in facts}, tuple(questions)


def _results(box: Box, stated: frozenset[str], scene: Scene) -> list[Assessment]:
    """The measures that the facts speak of, those first of which most is known."""
    special = stated - _GENERAL or stated - {"data_year", "company_name"}
    known = {n: len(stated & set(r.keys)) for n, r in scene.rules.items() if special & set(r.keys)}
    ranked = sorted(known, key=lambda number: -known[number])[:_MEASURES]
    return [assess_measure(scene.rules[number], box) for number in ranked]


def _say_result(assessed: Assessment, box: Box, scene: Scene) -> tuple[str, str, str, str]:
    """The line of a measure, its clauses, its bureaus, and what is missing."""
    clauses = dict.fromkeys(s.clause for s in assessed.sources if s.clause.startswith("M"))
    bureaus = scene.policy.measure(assessed.measure).bureaus
    missing = scene.terms(assessed.missing)
    return line_of(assessed, box, scene), _listed(clauses, scene), _listed(bureaus, scene), missing


def _listed(names: Iterable[str], scene: Scene) -> str:
    return ("、" if scene.lang == "zh" else ", ").join(names)


def offer_case(scene: Scene) -> Reply:
    """The button that opens a case from what was forwarded."""
    return Reply(render("reply/offer_case", scene.lang), (open_choice(scene.lang),))


def cases(scene: Scene) -> Reply:
    """The cases, each with its button."""
    names = scene.own.cases
    if not names:
        return Reply(render("reply/no_cases", scene.lang))
    active = names[scene.own.active - 1] if scene.own.active else ""
    text = render("reply/cases", scene.lang, names=names, active=active)
    return Reply(text, case_choices(names, scene.lang))
