"""Buttons that mean the same whatever is asked: change a fact, add to a list, open a case."""

from collections.abc import Iterator, Mapping

from bot.answering import Answer
from bot.answering.voices import measure_label
from bot.dialogue.reading import Reading
from bot.dialogue.session import Session
from bot.messages import Choice, Lang
from bot.script import simplified
from calculators.facts import Fact
from calculators.xm_2023_10.facts import LIST_KEYS
from knowledge.clauses import Policy
from prompts import labels

_ABOUT = "about"
_LANGS: tuple[Lang, Lang] = ("zh", "en")


def change_choices(session: Session, facts: Mapping[str, Fact], lang: Lang) -> tuple[Choice, ...]:
    """A button for each stated fact, and one for each further object of a list."""
    flat = (_change_fact(facts[key], lang) for key in session.stated)
    items = (
        _change_item(name, place, lang)
        for name, kept in session.items.items()
        for place in range(len(kept))
    )
    return (*flat, *items)


def another_choice(name: str, lang: Lang) -> Choice:
    """The button that begins a further object of a list."""
    return Choice(f"another:{name}", labels("lists", lang)[f"another_{name}"])


def open_choice(lang: Lang) -> Choice:
    """The button that opens a case from what was forwarded."""
    return Choice("case:new", labels("buttons", lang)["open_case"])


def about_choices(answer: Answer) -> tuple[Choice, ...]:
    """A button for each measure that a question may have been about."""
    return tuple(Choice(f"{_ABOUT}:{choice.id}", choice.label) for choice in answer.choices)


def about(choice: str, policy: Policy, lang: Lang) -> Reading | None:
    """The question that such a button asks: what is said of this measure."""
    kind, _, number = choice.partition(":")
    known = {str(measure.number): measure for measure in policy.measures}
    if kind != _ABOUT or number not in known:
        return None
    return Reading(question=measure_label(known[number], lang))


def case_choices(cases: tuple[str, ...], lang: Lang) -> tuple[Choice, ...]:
    """A button for each case, and one for the person's own profile."""
    words = labels("buttons", lang)
    named = (
        Choice(f"case:{number}", words["switch"].format(name=name))
        for number, name in enumerate(cases, start=1)
    )
    return (*named, Choice("case:0", words["own_profile"]))


def item_name(name: str, place: int, lang: Lang) -> str:
    """What an object of a list is called, counted from 1."""
    return labels("lists", lang)[name].format(number=place + 1)


def select_standing(
    text: str, own: Session, active: Session, facts: Mapping[str, Fact]
) -> Reading | None:
    """What a line says that is the label or the id of one of these buttons."""
    said = simplified(text).strip().casefold()
    for choice in _all(own, active, facts):
        if said in {choice.id, choice.label.casefold()}:
            return _reading(choice.id)
    return None


def _all(own: Session, active: Session, facts: Mapping[str, Fact]) -> Iterator[Choice]:
    for lang in _LANGS:
        yield from change_choices(active, facts, lang)
        yield from (another_choice(name, lang) for name in LIST_KEYS)
        yield from case_choices(own.cases, lang)
        if own.query is not None:
            yield open_choice(lang)


def _reading(chosen: str) -> Reading:
    kind, _, rest = chosen.partition(":")
    match kind:
        case "change":
            return Reading(change=rest)
        case "another":
            return Reading(another=rest)
        case _:
            return Reading(command="case", argument=chosen)


def _change_fact(fact: Fact, lang: Lang) -> Choice:
    words = labels("buttons", lang)["change_fact"]
    return Choice(f"change:{fact.key}", words.format(term=fact.term.to(lang)))


def _change_item(name: str, place: int, lang: Lang) -> Choice:
    words = labels("buttons", lang)["change_fact"]
    return Choice(f"change:{name}:{place}", words.format(term=item_name(name, place, lang)))
