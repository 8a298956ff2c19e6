"""Which unknown fact has the most yuan at stake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from calculators.evaluate import Box, range_of
from calculators.facts import Kind
from calculators.missing import missing_in
from calculators.rules import Node, Rule


@dataclass(frozen=True, slots=True)
class Stake:
    """What depends on one fact, in fen: grants, and the principal of loans apart."""

    fact: str
    grant: int
    loan: int


def missing_of(rule: Rule, box: Box) -> tuple[str, ...]:
    """The unknown facts that can still change the measure's result, in the rule's order.

    A fact known within limits may settle one condition wherever another is open (R&D above 2
    million is above last year's 1 million anyway): then each side of every threshold is looked at apart.
    """
    open_keys = {key for node in rule.nodes for key in missing_in(node, box)}
    if any(box.is_limited(key) for key in rule.keys):
        open_keys = {key for key in open_keys if _matters(key, rule, box)}
    return tuple(key for key in rule.keys if key in open_keys)


def _matters(fact: str, rule: Rule, box: Box) -> bool:
    boxes = [box]
    for key, last_below in rule.thresholds:
        if key != fact:
            boxes = [part for each in boxes for part in _cut(each, key, last_below)]
    return any(fact in missing_in(node, part) for part in boxes for node in rule.nodes)


def _cut(box: Box, key: str, last_below: int) -> tuple[Box, ...]:
    low, high = box.range_of(key)
    if not low <= last_below < high:
        return (box,)
    return (box.with_range(key, (low, last_below)), box.with_range(key, (last_below + 1, high)))


def stakes(rules: Iterable[Rule], box: Box) -> tuple[Stake, ...]:
    """The stake of every missing fact, the most yuan first; ties keep the order of the measures.

    The stake of a fact is what the most that can be had loses when only this fact turns out badly.
    """
    found: dict[str, Stake] = {}
    for rule in rules:
        for key in missing_of(rule, box):
            lost = _lost(rule, key, box)
            so_far = found.get(key, Stake(key, 0, 0))
            found[key] = (
                Stake(key, so_far.grant, so_far.loan + lost)
                if rule.kind == "loan"
                else Stake(key, so_far.grant + lost, so_far.loan)
            )
    return tuple(sorted(found.values(), key=lambda s: (-s.grant, -s.loan)))


def _lost(rule: Rule, key: str, box: Box) -> int:
    amounts = [award.amount for award in rule.awards if key in award.keys]
    most, fact = _most(amounts, box), box.facts[key]
    if fact.kind in {Kind.CHOICE, Kind.CHOICES}:
        options = [frozenset({option}) for option in fact.options]
        none = [frozenset[str]()] if fact.kind is Kind.CHOICES else []
        return most - min(
            _most(amounts, box.with_chosen(key, chosen)) for chosen in (*options, *none)
        )
    # A fact helps or hurts everywhere in a measure: where the low end loses, the high one does not.
    return most - _most(amounts, box.at_end(key, 0)) or most - _most(amounts, box.at_end(key, 1))


def _most(amounts: Iterable[Node], box: Box) -> int:
    return sum(range_of(amount, box)[1] for amount in amounts)
