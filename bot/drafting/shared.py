"""What several measures have in common, said once: assumptions, other readings, same-type policies."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.drafting.given import DraftInput
from bot.drafting.section import list_others, say_assumptions
from bot.drafting.tree import SameType, SharedReading
from bot.drafting.wording import describe_related
from calculators.assess import Assessment

Words = Mapping[str, str]


def share_assumptions(
    computed: tuple[Assessment, ...], given: DraftInput, words: Words
) -> dict[str, str]:
    """Each assumption of several measures, with the measures that it belongs to."""
    said = {a.measure: say_assumptions(a, given.lang) for a in computed}
    often = Counter(text for texts in said.values() for text in texts)
    return {
        text: text
        + words["shared_of"].format(
            measures=_list_measures((n for n in said if text in said[n]), words)
        )
        for text, times in often.items()
        if times > 1
    }


def share_readings(
    computed: tuple[Assessment, ...], given: DraftInput, words: Words
) -> tuple[SharedReading, ...]:
    """Each other reading that comes to the same amount for several measures."""
    said = {a.measure: list_others(a, words, given.lang) for a in computed}
    often = Counter(other for others in said.values() for other in others)
    return tuple(
        SharedReading(other, _list_measures((n for n in said if other in said[n]), words))
        for other, times in often.items()
        if times > 1
    )


def list_same_type(
    computed: tuple[Assessment, ...], given: DraftInput, words: Words
) -> tuple[SameType, ...]:
    """The policies of the same type as the computed measures, each once."""
    numbers = {a.measure for a in computed}
    return tuple(
        replace(
            describe_related(policy, words, given.lang),
            measures=_list_measures(numbers.intersection(policy.same_type_measures), words),
        )
        for policy in given.related
        if numbers.intersection(policy.same_type_measures)
    )


def _list_measures(numbers: Iterable[int], words: Words) -> str:
    return words["list_mark"].join(f"M{number:02}" for number in sorted(numbers))
