"""The computation of one award as steps: text, verdict, clause and quote, each shown once."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from bot.drafting.given import DraftInput
from bot.drafting.tree import Cite, Part, Row, Step
from bot.drafting.wording import cite, is_unlimited, say_amount, write_range
from calculators.assess import Component
from calculators.explain import Line, Outcome, explain
from calculators.facts import Kind, Lang
from calculators.rules import Quoted, Source, Within, sources_of, walk

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
        part = _part(component, _rows(fresh), cited, given, words)
        repeated = len(steps) - len(fresh)
        parts.append(replace(part, repeated=_say_repeated(repeated, words)))
    return tuple(parts)


def list_rows(lines: tuple[Line, ...], given: DraftInput, words: Words) -> tuple[Row, ...]:
    """Lines of an explanation as rows, each once, in their order."""
    return _rows(_list_steps(lines, given, words))


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


def _rows(steps: tuple[Step, ...]) -> tuple[Row, ...]:
    """A figure is a row of its own; conditions that follow one another with one outcome share one."""
    rows: list[Row] = []
    before = ""
    for (item, outcome, verdict, _), same in groupby(enumerate(steps), _row_of):
        rows.append(
            Row(tuple(step for _, step in same), outcome, verdict, "" if item == before else item)
        )
        before = item
    return tuple(rows)


def _row_of(numbered: tuple[int, Step]) -> tuple[str, Outcome, str, int]:
    number, step = numbered
    return step.item, step.outcome, step.verdict, number if step.outcome == "amount" else -1


def _part(
    component: Component,
    rows: tuple[Row, ...],
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
        rows=rows,
        repeated="",
        basis=_basis(component, cited) if pays else (),
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


def _basis(component: Component, shown: set[Cite | None]) -> tuple[Cite, ...]:
    """The words that give the amount itself, where no step has shown them."""
    amount = component.award.amount
    giving = [
        n.source
        for n in walk(amount)
        if isinstance(n, Quoted) and n.kind is Kind.YUAN and n.value == component.range[1]
    ]
    timing = {n.source for n in walk(amount) if isinstance(n, Within)}
    found: Iterator[Source] = (
        source for source in giving or sources_of(amount) if source not in timing
    )
    return tuple(dict.fromkeys(cite(s) for s in found if cite(s) not in shown))
