"""What is asked: questions, confirmations, and why a question is asked."""

from collections.abc import Mapping

from bot.dialogue.doubts import Doubt
from bot.dialogue.interview import chosen_rules
from bot.dialogue.reading import Pending
from bot.dialogue.steps import Ask, Confirm
from bot.messages import Quote, Reply
from bot.replying import filing
from bot.replying.scene import Scene
from calculators.evaluate import box_of
from calculators.facts import Kind
from calculators.interview import stakes
from calculators.rules import Rule, keys_of, sources_of
from calculators.saying import say_range
from prompts import render

_MANY = 3  # from so many questions on, the person is told how many are left
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


def ask(step: Ask, scene: Scene) -> Reply:
    """The question for a fact, with help when the answer could not be read."""
    parts = [_question(step.fact, scene)]
    if step.known is not None:
        known = scene.say(step.fact, step.known)
        parts.insert(0, render("reply/was", scene.lang, term=scene.term(step.fact), value=known))
    if step.again:
        kind = scene.facts[step.fact].kind
        parts.insert(0, render(_REFUSALS.get(kind, "reply/refusal_number"), scene.lang))
    elif step.left + 1 >= _MANY:
        parts.append(render("reply/left", scene.lang, count=step.left + 1))
    return scene.with_choices("\n".join(parts), Pending("fact", step.fact, step.known))


def _question(key: str, scene: Scene) -> str:
    """The question for a fact, with the years that it speaks of."""
    year = scene.session.stated.get("data_year")
    if year is not None and isinstance(year.value, int):
        names = (f"{year.value} 年", f"{year.value - 1} 年")
        english = (str(year.value), str(year.value - 1))
    else:
        names = ("最近一个年度", "再上一个年度")
        english = ("the latest year", "the year before it")
    now, before = names if scene.lang == "zh" else english
    return render(f"ask/{key}", scene.lang, year=now, before=before)


def confirm(step: Confirm, scene: Scene) -> Reply:
    """Whether a value is right, beside what it replaces or clashes with."""
    if step.filed is not None:
        return filing.confirm(step, step.filed, scene)
    value, term = scene.say(step.fact, step.value), scene.term(step.fact)
    if step.known is not None:
        known = scene.say(step.fact, step.known)
        text = render("reply/confirm_change", scene.lang, term=term, value=value, known=known)
    elif step.doubt is not None:
        text = _confirm_doubt(step.doubt, term, value, scene)
    else:
        text = render("reply/confirm", scene.lang, term=term, value=value)
    if step.again:
        text = render("reply/confirm_again", scene.lang) + "\n" + text
    if step.waiting:
        text += "\n" + render("reply/confirm_waiting", scene.lang, facts=scene.terms(step.waiting))
    return scene.with_choices(text, Pending("confirm", step.fact, step.value))


def _confirm_doubt(doubt: Doubt, term: str, value: str, scene: Scene) -> str:
    other = doubt.other
    if other is None:
        return render("reply/confirm_unusual", scene.lang, term=term, value=value)
    beside = scene.say(other, scene.session.stated[other].value)
    return render(
        "reply/confirm_beside",
        scene.lang,
        term=term,
        value=value,
        other=scene.term(other),
        beside=beside,
    )


def why(fact: str, scene: Scene) -> Reply:
    """For each measure that the fact decides: the yuan at stake, and every clause they stand in."""
    term, box = scene.term(fact), box_of(scene.session.flat_profile, scene.facts)
    blocks = []
    for number, rule in chosen_rules(scene.session, scene.rules).items():
        stake = next((s.grant or s.loan for s in stakes([rule], box) if s.fact == fact), 0)
        clauses = _clauses_of(rule, fact)
        if clauses and stake:
            quotes = [(clause, scene.policy.clause(clause).text) for clause in clauses]
            most = say_range((stake, stake), scene.lang)
            blocks.append((stake, number, scene.title(number), most, quotes))
    if not blocks:
        return Reply(render("reply/why_general", scene.lang, term=term))
    blocks.sort(key=lambda block: -block[0])
    shown = [block[1:] for block in blocks[:_WHY_MEASURES]]
    cited = {clause: words for block in shown for clause, words in block[3]}
    return Reply(
        render("reply/why", scene.lang, term=term, blocks=shown),
        citations=tuple(Quote(c, words, scene.policy.document) for c, words in cited.items()),
    )


def _clauses_of(rule: Rule, fact: str) -> tuple[str, ...]:
    nodes = [node for node in rule.nodes if fact in keys_of(node)]
    clauses = (source.clause for node in nodes for source in sources_of(node))
    return tuple(dict.fromkeys(clause for clause in clauses if clause.startswith("M")))
