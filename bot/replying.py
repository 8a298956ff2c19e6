"""Each step of a turn as a reply: what the person reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from bot.answering import Answer as PolicyAnswer
from bot.choices import choices_of, is_multiple, years_offered
from bot.contract import total_range
from bot.dialogue.interview import chosen_rules
from bot.dialogue.reading import Pending
from bot.dialogue.session import Session
from bot.dialogue.steps import (
    Answer,
    Ask,
    AskSituations,
    Confirm,
    Draft,
    Greet,
    Report,
    Review,
    Say,
    ShowFacts,
    Step,
    Took,
    Undone,
    Why,
)
from bot.messages import Document, DocumentFormat, Lang, Quote, Reply
from bot.same_type import say_same_type
from calculators.assess import Assessment, assess_measure
from calculators.evaluate import Box, box_of
from calculators.facts import Fact, Kind, Value
from calculators.interview import stakes
from calculators.rules import Rule, keys_of, sources_of
from calculators.saying import say_range, say_value
from knowledge.clauses import Policy
from knowledge.notices import notice
from prompts import render

_LATE_YEAR = 2025
_MANY = 3  # from so many questions on, the person is told how many are left
_SHORT = 60
_WHY_MEASURES = 3
_REFUSALS: Mapping[Kind, str] = {
    Kind.YUAN: "reply/refusal_yuan",
    Kind.FLAG: "reply/refusal_flag",
    Kind.CHOICE: "reply/refusal_choice",
    Kind.CHOICES: "reply/refusal_choice",
    Kind.YEAR: "reply/refusal_year",
    Kind.DATE: "reply/refusal_text",
    Kind.TEXT: "reply/refusal_text",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What a reply is made from: the session after the turn, the day, and what is known."""

    session: Session
    today: date
    policy: Policy
    rules: Mapping[int, Rule]
    facts: Mapping[str, Fact]
    answer: Callable[[str, Session, date], PolicyAnswer]
    draft: Callable[[Session, date, DocumentFormat], Document]

    @property
    def lang(self) -> Lang:
        """The language of the conversation."""
        return self.session.lang

    def term(self, key: str) -> str:
        """What a fact is called."""
        return self.facts[key].term.to(self.lang)

    def say(self, key: str, value: Value) -> str:
        """A value of a fact as people read it."""
        return say_value(self.facts[key], value, self.lang)

    @property
    def box(self) -> Box:
        """What the company has stated, as the evaluator reads it."""
        return box_of(self.session.profile, self.facts)

    def assessed(self) -> tuple[Assessment, ...]:
        """The measures that the company wants to know about, as they stand now."""
        box = self.box
        return tuple(
            assess_measure(r, box) for r in chosen_rules(self.session, self.rules).values()
        )


def reply_to(step: Step, scene: Scene) -> Reply:
    """What is said for one step."""
    lang = scene.lang
    match step:
        case Greet():
            said = notice(scene.policy, scene.today, lang) or ""
            return Reply(render("reply/greeting", lang, notice=said))
        case Took(keys):
            return _took(keys, scene)
        case Ask(fact, again, left):
            return _ask(fact, scene, again=again, left=left)
        case AskSituations(again):
            name = "reply/situations_again" if again else "ask/situations"
            return _with_choices(render(name, lang), Pending("situations"), scene)
        case Confirm():
            return _confirm(step, scene)
        case Answer(question):
            return _answer(question, scene)
        case Why(fact):
            return _why(fact, scene)
        case ShowFacts():
            return _facts(scene)
        case Review(again):
            return _review(scene, again=again)
        case Report():
            return _report(scene)
        case Draft(format_):
            document = scene.draft(scene.session, scene.today, format_)
            return Reply(render("reply/draft", lang), document=document)
        case Undone(keys):
            return _undone(keys, scene)
        case Say(text):
            return Reply(render(f"reply/{text}", lang))
        case _:
            assert_never(step)


def joined(replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Short texts that follow one another as one message, so that a phone rings once."""
    merged: list[Reply] = []
    for reply in replies:
        last = merged[-1] if merged else None
        if last is not None and not (last.choices or last.citations or last.document):
            text = f"{last.text}\n\n{reply.text}"
            merged[-1] = Reply(text, reply.choices, reply.multi, reply.citations, reply.document)
        else:
            merged.append(reply)
    return tuple(merged)


def estimate_of(scene: Scene) -> str:
    """What the grants come to so far, in one sentence."""
    assessed = scene.assessed()
    (low, high), (_, loan) = total_range(assessed, "grant"), total_range(assessed, "loan")
    return render(
        "reply/estimate",
        scene.lang,
        low=say_range((low, low), scene.lang),
        high=say_range((high, high), scene.lang),
        loan=say_range((loan, loan), scene.lang) if loan else "",
    )


def _took(keys: tuple[str, ...], scene: Scene) -> Reply:
    stated = scene.session.stated
    noted = [(scene.term(key), scene.say(key, stated[key].value)) for key in keys]
    estimate = "" if scene.session.situations is None else estimate_of(scene)
    note = _year_note(scene) if "data_year" in keys else ""
    return Reply(render("reply/took", scene.lang, facts=noted, estimate=estimate, note=note))


def _year_note(scene: Scene) -> str:
    year = scene.session.stated["data_year"].value
    covered = range(scene.policy.in_force_from.year, scene.policy.in_force_until.year + 1)
    if year not in covered:
        return render("reply/year_not_covered", scene.lang, year=year)
    if year == _LATE_YEAR and scene.today > scene.policy.in_force_until:
        return render("reply/year_late", scene.lang)
    return ""


def question_of(key: str, scene: Scene) -> str:
    """The question for a fact, with the years that it speaks of."""
    year = scene.session.stated.get("data_year")
    if year is not None and isinstance(year.value, int):
        names = (f"{year.value} 年", f"{year.value - 1} 年")
        english = (str(year.value), str(year.value - 1))
    else:
        names = ("数据年度", "数据年度的上一年")
        english = ("the data year", "the year before it")
    now, before = names if scene.lang == "zh" else english
    return render(f"ask/{key}", scene.lang, year=now, before=before)


def _ask(key: str, scene: Scene, *, again: bool, left: int) -> Reply:
    parts = [question_of(key, scene)]
    if again:
        kind = scene.facts[key].kind
        parts.insert(0, render(_REFUSALS.get(kind, "reply/refusal_number"), scene.lang))
    elif left >= _MANY:
        parts.append(render("reply/left", scene.lang, count=left + 1))
    return _with_choices("\n".join(parts), Pending("fact", key), scene)


def _with_choices(text: str, pending: Pending, scene: Scene) -> Reply:
    years = years_offered(scene.today)
    choices = choices_of(pending, scene.facts, scene.lang, years)
    return Reply(text, choices, is_multiple(pending, scene.facts))


def _confirm(step: Confirm, scene: Scene) -> Reply:
    value, term = scene.say(step.fact, step.value), scene.term(step.fact)
    if step.known is None:
        text = render("reply/confirm", scene.lang, term=term, value=value)
    else:
        known = scene.say(step.fact, step.known)
        text = render("reply/confirm_change", scene.lang, term=term, value=value, known=known)
    return _with_choices(text, Pending("confirm", step.fact, step.value), scene)


def _answer(question: str, scene: Scene) -> Reply:
    given = scene.answer(question, scene.session, scene.today)
    return Reply(
        given.text,
        citations=tuple(Quote(c.clause, c.quote, c.document) for c in given.citations),
    )


def _why(fact: str, scene: Scene) -> Reply:
    """For each measure that the fact decides: the yuan at stake, and every clause they stand in."""
    term, box = scene.term(fact), box_of(scene.session.profile, scene.facts)
    blocks = []
    for number, rule in chosen_rules(scene.session, scene.rules).items():
        stake = next((s.grant or s.loan for s in stakes([rule], box) if s.fact == fact), 0)
        clauses = _clauses_of(rule, fact)
        if clauses and stake:
            measure = scene.policy.measure(number)
            title = measure.title if scene.lang == "zh" else measure.title_en
            quotes = [(clause, scene.policy.clause(clause).text) for clause in clauses]
            blocks.append((stake, number, title, say_range((stake, stake), scene.lang), quotes))
    if not blocks:
        return Reply(render("reply/why_general", scene.lang, term=term))
    blocks.sort(key=lambda block: -block[0])
    shown = [block[1:] for block in blocks[:_WHY_MEASURES]]
    return Reply(render("reply/why", scene.lang, term=term, blocks=shown))


def _clauses_of(rule: Rule, fact: str) -> tuple[str, ...]:
    nodes = [node for node in rule.nodes if fact in keys_of(node)]
    clauses = (source.clause for node in nodes for source in sources_of(node))
    return tuple(dict.fromkeys(clause for clause in clauses if clause.startswith("M")))


def _facts(scene: Scene) -> Reply:
    stated = scene.session.stated
    if not stated:
        return Reply(render("reply/no_facts", scene.lang))
    rows = [(scene.term(k), scene.say(k, s.value), s.words[:_SHORT]) for k, s in stated.items()]
    return Reply(render("reply/facts", scene.lang, facts=rows))


def _review(scene: Scene, *, again: bool) -> Reply:
    if again:
        text = render("reply/review_again", scene.lang)
    else:
        rows = [(scene.term(k), scene.say(k, s.value)) for k, s in scene.session.stated.items()]
        unknown = ("、" if scene.lang == "zh" else ", ").join(
            scene.term(key) for key in scene.facts if key in scene.session.unknown
        )
        text = render("reply/review", scene.lang, facts=rows, unknown=unknown)
    return _with_choices(text, Pending("review"), scene)


def _report(scene: Scene) -> Reply:
    assessed = scene.assessed()
    (low, high), (_, loan) = total_range(assessed, "grant"), total_range(assessed, "loan")
    lines = [_report_line(a, scene) for a in assessed]
    return Reply(
        render(
            "reply/report",
            scene.lang,
            lines=lines,
            low=say_range((low, low), scene.lang),
            high=say_range((high, high), scene.lang),
            loan=say_range((loan, loan), scene.lang) if loan else "",
        )
    )


def _report_line(assessed: Assessment, scene: Scene) -> str:
    described = scene.policy.measure(assessed.measure)
    return render(
        "reply/report_line",
        scene.lang,
        measure=assessed.measure,
        title=described.title if scene.lang == "zh" else described.title_en,
        status=assessed.status,
        amount=say_range(assessed.range, scene.lang) if assessed.range else "",
        ceiling=assessed.is_ceiling,
        loan=assessed.kind == "loan",
        elsewhere=[*say_same_type(assessed, scene.box, scene.lang).values()],
    )


def _undone(keys: tuple[str, ...], scene: Scene) -> Reply:
    if not keys:
        return Reply(render("reply/nothing_to_undo", scene.lang))
    names = ("、" if scene.lang == "zh" else ", ").join(scene.term(key) for key in keys)
    return Reply(render("reply/undone", scene.lang, facts=names))
