"""The form of one measure: its facts as fields, and what was entered read back as a profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.app import App
from bot.choices import CHANGE, change_of, options_of, years_offered
from bot.dialogue.reading import Pending
from bot.messages import Choice, Lang
from calculators.facts import Fact, Kind, Profile, Span, Value
from calculators.rules import Rule
from calculators.saying import say_value
from prompts import render
from prompts.pages import labels

Entered = Mapping[str, Sequence[str]]  # each field of the form with its values

LONGEST = 60
_JOIN = "、"
_OTHER, _DAY = "other_same_type_award_yuan", "reference_date"


@dataclass(frozen=True, slots=True)
class Field:
    """One fact to fill in; `options` where it is chosen, `error` where it could not be read."""

    key: str
    term: str
    hint: str
    kind: Kind
    options: tuple[Choice, ...]
    entered: tuple[str, ...]
    error: str


def keys_asked(rule: Rule) -> tuple[str, ...]:
    """The facts that the form of a measure asks for, the date of the event last."""
    stated = [key for key in rule.keys if key != _DAY]
    other = [_OTHER] if rule.kind == "grant" else []
    return (*stated, *other, _DAY) if stated else ()


def read_entered(app: App, keys: Sequence[str], given: Entered, today: date) -> Profile:
    """The facts that could be read from a form."""
    read = {key: _read(app, app.facts[key], given.get(key, ()), today) for key in keys}
    return Profile({key: value for key, value in read.items() if value is not None})


def enter(profile: Profile, keys: Sequence[str], facts: Mapping[str, Fact], lang: Lang) -> Entered:
    """A profile as somebody would enter it, so that `read_entered` gives it back."""
    return {
        key: _written(facts[key], profile.facts[key], lang) for key in keys if key in profile.facts
    }


def fields_of(
    app: App, keys: Sequence[str], given: Entered, today: date, lang: Lang
) -> tuple[Field, ...]:
    """The fields with what was entered, and what is wrong with it."""
    return tuple(_field(app, app.facts[key], given.get(key, ()), today, lang) for key in keys)


def _field(app: App, fact: Fact, entered: Sequence[str], today: date, lang: Lang) -> Field:
    filled = tuple(text for text in entered if text.strip())
    wrong = bool(filled) and _read(app, fact, filled, today) is None
    words = labels("web/measures", lang)
    name = f"wrong_{fact.kind}" if f"wrong_{fact.kind}" in words else "wrong"
    options = (
        tuple(Choice(str(year), str(year)) for year in years_offered(today))
        if fact.kind is Kind.YEAR
        else options_of(fact, lang)
    )
    return Field(
        fact.key,
        fact.term.to(lang),
        _hint(fact.key, lang),
        fact.kind,
        options,
        filled,
        words[name] if wrong else "",
    )


def _hint(key: str, lang: Lang) -> str:
    """What the question for the fact explains in brackets."""
    names = ("该年度", "上一年度") if lang == "zh" else ("the year", "the year before")
    asked = render(f"ask/{key}", lang, year=names[0], before=names[1]).splitlines()[1:]
    return " ".join(line.strip("（）()") for line in asked)


def _read(app: App, fact: Fact, entered: Sequence[str], today: date) -> Value | None:
    texts = [text.strip()[:LONGEST] for text in entered if text.strip()]
    if not texts:
        return None
    if fact.kind in {Kind.FLAG, Kind.CHOICE, Kind.CHOICES}:
        chosen = change_of(f"{CHANGE}:{fact.key}:{_JOIN.join(texts)}", app.facts)
        return chosen.facts[fact.key] if chosen else None
    return _in_words(app, fact, texts[0], today)


def _in_words(app: App, fact: Fact, text: str, today: date) -> Value | None:
    """A figure or date as it is said in a chat; a figure of which the unit is in doubt is none."""
    pending = Pending("fact", fact.key)
    reading = app.read(text, pending=pending, profile=Profile(), today=today)
    found = {**reading.facts, **reading.to_confirm}
    value = found.get(fact.key) if len(found) == 1 else None
    return value if fact.key in reading.facts or isinstance(value, Span) else None


def _written(fact: Fact, value: Value, lang: Lang) -> tuple[str, ...]:
    match value:
        case bool():
            return ("yes" if value else "no",)
        case frozenset():
            return tuple(option for option in fact.options if option in value) or ("none",)
        case date() | str():
            return (str(value),)
        case _:
            return (say_value(fact, value, lang),)
