"""The computation of one award as steps: text, verdict, clause and quote, each shown once."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.drafting.given import DraftInput
from bot.drafting.tree import Cite, Part, Step
from bot.drafting.wording import cite, is_unlimited, say_amount, write_range
from calculators.assess import Component
from calculators.evaluate import NO, YES, Box, range_of
from calculators.explain import Line, explain
from calculators.facts import Kind, Lang
from calculators.rules import (
    Each,
    Figure,
    Given,
    Node,
    Quoted,
    Source,
    Within,
    children,
    sources_of,
    walk,
)

Words = Mapping[str, str]


def list_parts(
    components: tuple[Component, ...], given: DraftInput, words: Words
) -> tuple[Part, ...]:
    """The awards of a measure; a condition that holds and was shown above is only counted."""
    shown: set[Step] = set()
    parts: list[Part] = []
    for component in components:
        steps = _list_steps(explain(component.award, given.box)[:-1], given, words)
        fresh = tuple(s for s in steps if s not in shown or s.outcome != "holds")
        shown.update(steps)
        cited = {step.cite for step in shown} | {c for part in parts for c in part.basis}
        part = _part(component, _say_items(fresh), cited, given, words)
        repeated = len(steps) - len(fresh)
        parts.append(replace(part, repeated=_say_repeated(repeated, words)))
    return tuple(parts)


def list_steps(lines: tuple[Line, ...], given: DraftInput, words: Words) -> tuple[Step, ...]:
    """Lines of an explanation, each once, in their order."""
    return _say_items(_list_steps(lines, given, words))


def _list_steps(lines: tuple[Line, ...], given: DraftInput, words: Words) -> tuple[Step, ...]:
    items = {
        id(box): words[f"items_{name}"].format(number=number)
        for name, boxes in given.box.items.items()
        for number, box in enumerate(boxes, start=1)
        if len(boxes) > 1
    }
    return tuple(
        dict.fromkeys(
            replace(_step(line, words, given.lang), item=items.get(id(line.box), ""))
            for line in lines
        )
    )


def _say_items(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The same, the object of a list named only where it changes."""
    before = ("", *(step.item for step in steps))
    return tuple(
        replace(step, item="") if step.item == last else step
        for step, last in zip(steps, before, strict=False)
    )


def _part(
    component: Component,
    steps: tuple[Step, ...],
    cited: set[Cite | None],
    given: DraftInput,
    words: Words,
) -> Part:
    award = component.award
    pays = component.range[1] > 0
    return Part(
        id=award.id,
        title=award.title.to(given.lang),
        status=component.status,
        amount=write_range(component.range),
        mark=(words["ceiling"] if award.ceiling else words["fixed"]) if pays else "",
        steps=steps,
        repeated="",
        basis=_basis(component, cited, given.box) if pays else (),
    )


def _say_repeated(count: int, words: Words) -> str:
    return words["same_as_above"].format(count=count) if count else ""


def _step(line: Line, words: Words, lang: Lang) -> Step:
    text = line.say(lang)
    if line.source is not None:
        for mark in ("；", "; "):
            text = text.replace(f"{mark}「{line.source.words}」", "")
    if line.amount is None:
        text = _before_verdict(text)
        verdict = words[line.outcome] if line.outcome != "amount" else ""
    elif is_unlimited(line.amount):
        # The end of this range is only that of the number's type: it says nothing.
        text, verdict = text.rsplit(" = ", 1)[0], words["open"]
    else:
        verdict = write_range(line.amount)
        text = text.removesuffix(f" = {say_amount(line.amount, lang)}")
    return Step(text, line.outcome, verdict, cite(line.source) if line.source else None)


def _before_verdict(text: str) -> str:
    for verdict in ("：满足", "：不满足", "：尚不能确定", ": met", ": not met", ": not yet known"):
        if text.endswith(verdict):
            return text.removesuffix(verdict)
    return text


def _basis(component: Component, shown: set[Cite | None], box: Box) -> tuple[Cite, ...]:
    """The words that give the amount itself, where no step has shown them."""
    amount = component.award.amount
    elsewhere = {source for branch in _unreached(amount, box) for source in sources_of(branch)}
    giving = [
        n.source
        for n in walk(amount)
        if isinstance(n, Quoted) and n.kind is Kind.YUAN and n.value == component.range[1]
    ]
    timing = {n.source for n in walk(amount) if isinstance(n, Within)}
    found: Iterator[Source] = (
        source for source in giving or sources_of(amount) if source not in timing | elsewhere
    )
    return tuple(dict.fromkeys(cite(s) for s in found if cite(s) not in shown))


def _unreached(node: Node, box: Box) -> Iterator[Figure]:
    """What is computed only under conditions that do not hold, for no object of a list."""
    if isinstance(node, Given):
        holds = range_of(node.when, box)
        if holds == NO:
            yield node.then
        if holds == YES:
            yield node.otherwise
        live = (() if holds == NO else (node.then,)) + (() if holds == YES else (node.otherwise,))
        for branch in live:
            yield from _unreached(branch, box)
    elif isinstance(node, Each) and box.items.get(node.items):
        never = [set(_unreached(node.of, item)) for item in box.items[node.items]]
        yield from set.intersection(*never)
    else:
        for child in children(node):
            yield from _unreached(child, box)
