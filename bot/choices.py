"""The buttons under a question, and which of them a line selects."""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.dialogue.interview import SITUATIONS, offered_years, situation_id
from bot.dialogue.reading import Pending, Reading
from bot.messages import Choice, Lang
from bot.script import simplified
from calculators.facts import Fact, Kind, Value
from prompts import labels

UNKNOWN, NONE, ALL, KEEP = "unknown", "none", "all", "keep"
CHANGE = "change"
_LANGS: tuple[Lang, Lang] = ("zh", "en")
# How people say it who write rather than press.
_FILE_WORDS = {
    **dict.fromkeys(
        ("都对", "全对", "全都对", "都正确", "全部正确", "all correct", "all right"), ALL
    ),
    **dict.fromkeys(("都不用", "都不要", "none of them"), NONE),
}
_SEPARATORS = ("、", "，", ",", ";", "；")


def choices_of(
    pending: Pending, facts: Mapping[str, Fact], lang: Lang, years: tuple[int, ...]
) -> tuple[Choice, ...]:
    """The buttons of what is asked; “不清楚” stands under every fact."""
    buttons = labels("buttons", lang)
    match pending.kind:
        case "situations":
            names = labels("situations", lang)
            each = (Choice(i, names[i]) for i in map(situation_id, SITUATIONS))
            return (*each, Choice(ALL, names[ALL]))
        case "confirm":
            plain = tuple(Choice(i, buttons[i]) for i in ("yes", "no", UNKNOWN))
            return plain if pending.found is None else (*plain, *_of_file(pending, lang))
        case "review":
            return (Choice("confirm", buttons["confirm"]), Choice("change", buttons["change"]))
        case "forget":
            return tuple(Choice(i, buttons[i]) for i in ("forget_yes", "forget_no"))
        case _:
            fact = facts[str(pending.fact)]
            known = () if pending.value is None else (Choice(KEEP, buttons[KEEP]),)
            return (*_of_fact(fact, lang, years), Choice(UNKNOWN, buttons[UNKNOWN]), *known)


def _of_file(pending: Pending, lang: Lang) -> tuple[Choice, ...]:
    """The buttons that settle everything of a file in one go."""
    buttons = labels("buttons", lang)
    every = Choice(ALL, buttons["file_all"].format(count=pending.together))
    return (*((every,) if pending.together > 1 else ()), Choice(NONE, buttons["file_none"]))


def options_of(fact: Fact, lang: Lang) -> tuple[Choice, ...]:
    """The choices that a fact may be set to; none for one that is stated in words."""
    return _of_fact(fact, lang, ())


def _of_fact(fact: Fact, lang: Lang, years: tuple[int, ...]) -> tuple[Choice, ...]:
    buttons = labels("buttons", lang)
    match fact.kind:
        case Kind.FLAG:
            return tuple(Choice(i, buttons[i]) for i in ("yes", "no"))
        case Kind.CHOICE:
            return tuple(Choice(o, words.to(lang)) for o, words in fact.options.items())
        case Kind.CHOICES:
            each = (Choice(o, words.to(lang)) for o, words in fact.options.items())
            return (*each, Choice(NONE, buttons[NONE]))
        case Kind.YEAR:
            return tuple(Choice(str(year), str(year)) for year in years)
        case _:
            return ()


def is_multiple(pending: Pending, facts: Mapping[str, Fact]) -> bool:
    """Whether several of the choices may be taken."""
    if pending.kind == "situations":
        return True
    return pending.kind == "fact" and facts[str(pending.fact)].kind is Kind.CHOICES


def select(
    text: str, pending: Pending, facts: Mapping[str, Fact], years: tuple[int, ...]
) -> Reading | None:
    """What a line says that is nothing but labels or ids of the choices; None for any other."""
    known = {
        name.casefold(): choice.id
        for lang in _LANGS
        for choice in choices_of(pending, facts, lang, years)
        for name in (choice.label, choice.id)
    }
    if pending.kind == "forget":
        known |= {name: f"forget_{i}" for name, i in _plain_answers()}
    if pending.found is not None:
        known |= _FILE_WORDS
    parts = [simplified(text)]
    if is_multiple(pending, facts):
        for mark in _SEPARATORS:
            parts = [piece for part in parts for piece in part.split(mark)]
    ids = [known.get(part.strip().casefold()) for part in parts if part.strip()]
    if not ids or None in ids:
        return None
    return _reading(pending, tuple(dict.fromkeys(i for i in ids if i)), facts)


def _plain_answers() -> Iterator[tuple[str, str]]:
    """A bare yes or no in either language; nothing vaguer than that deletes anything."""
    for lang in _LANGS:
        words = labels("buttons", lang)
        yield from ((words[i].casefold(), i) for i in ("yes", "no"))


def widen(text: str, facts: Mapping[str, Fact], years: tuple[int, ...]) -> Reading | None:
    """A later choice of situations, by their labels alone: a bare number may be an answer."""
    if any(part.strip().isascii() and part.strip().isdigit() for part in text.split("、")):
        return None
    return select(text, Pending("situations"), facts, years)


def change_of(choice: str, facts: Mapping[str, Fact]) -> Reading | None:
    """A fact set anew to some of its choices: `change:<fact key>:<ids joined by 、>`."""
    mark, _, named = choice.partition(":")
    key, _, chosen = named.partition(":")
    if mark != CHANGE or key not in facts:
        return None
    ids = tuple(chosen.split("、"))
    offered = {offer.id for offer in _of_fact(facts[key], "zh", ())}
    value = _value(facts[key], ids) if offered.issuperset(ids) else None
    return None if value is None else Reading(facts={key: value}, corrected=frozenset({key}))


def _reading(pending: Pending, ids: tuple[str, ...], facts: Mapping[str, Fact]) -> Reading | None:
    match pending.kind:
        case "situations":
            return Reading(situations=ids)
        case "confirm" if ids in {(ALL,), (NONE,)}:
            return Reading(answer="all" if ids == (ALL,) else "none")
        case "confirm" if ids == (UNKNOWN,):
            return Reading(unknown=(str(pending.fact),))
        case "confirm" | "review" | "forget":
            return Reading(answer="yes" if ids[0] in {"yes", "confirm", "forget_yes"} else "no")
        case _ if ids == (KEEP,):
            return Reading(command="cancel")
        case _:
            key = str(pending.fact)
            if ids == (UNKNOWN,):
                return Reading(unknown=(key,))
            value = _value(facts[key], ids)
            return None if value is None else Reading(facts={key: value})


def _value(fact: Fact, ids: tuple[str, ...]) -> Value | None:
    match fact.kind:
        case Kind.FLAG:
            return ids[0] == "yes"
        case Kind.CHOICE:
            return ids[0]
        case Kind.CHOICES if not {UNKNOWN, KEEP} & set(ids):
            return frozenset(ids) - {NONE}
        case Kind.YEAR:
            return int(ids[0])
        case _:
            return None


def years_offered(today: date) -> tuple[int, ...]:
    """The years that the policy covers and that have ended, the latest first."""
    from calculators.xm_2023_10.validity import IN_FORCE_FROM, IN_FORCE_UNTIL

    return offered_years(today, IN_FORCE_UNTIL.year, IN_FORCE_FROM.year)
