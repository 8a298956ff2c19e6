"""The facts of a summary as the company stated them, with the time of each statement."""

from collections.abc import Mapping
from datetime import datetime

from bot.drafting.given import DraftInput
from bot.drafting.tree import StatedFact
from bot.drafting.wording import clean_text
from calculators.facts import Value
from calculators.saying import say_value

_IN_THE_HEADER = "company_name"


def describe_facts(given: DraftInput, words: Mapping[str, str]) -> tuple[StatedFact, ...]:
    """Every stated fact but the name, in the order of the policy; then the objects of lists."""
    flat = tuple(
        _describe(key, given.profile.facts[key], given)
        for key in given.box.facts
        if key in given.profile and key != _IN_THE_HEADER
    )
    return (*flat, *_describe_lists(given, words))


def _describe(key: str, value: Value, given: DraftInput) -> StatedFact:
    fact = given.box.facts[key]
    said = clean_text(say_value(fact, value, given.lang))
    return StatedFact(fact.term.to(given.lang), said, _say_time(given.stated.get(key, "")))


def _describe_lists(given: DraftInput, words: Mapping[str, str]) -> tuple[StatedFact, ...]:
    facts, lang, mark = given.box.facts, given.lang, words["list_mark"]
    return tuple(
        StatedFact(
            words[f"items_{name}"].format(number=number),
            mark.join(
                f"{facts[key].term.to(lang)} {say_value(facts[key], value, lang)}"
                for key, value in item.items()
            ),
            _say_time(given.stated.get(name, "")),
        )
        for name, items in given.profile.lists.items()
        for number, item in enumerate(items, start=1)
    )


def _say_time(stated: str) -> str:
    try:
        return f"{datetime.fromisoformat(stated):%Y-%m-%d %H:%M}" if stated else ""
    except ValueError:
        return clean_text(stated)
