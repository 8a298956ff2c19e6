"""Which unknown fact has the most yuan at stake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calculators.evaluate import Box, range_of
from calculators.facts import Kind
from calculators.missing import missing_in
from calculators.rules import Node, Rule, keys_of


@dataclass(frozen=True, slots=True)
class Stake:
    """What depends on one fact, in fen: grants, and the principal of loans apart."""

    fact: str
    grant: int
    loan: int


def missing_of(rule: Rule, box: Box) -> tuple[str, ...]:
    """The unknown facts that can still change the measure's result, in the rule's order."""
    keys: dict[str, None] = {}
    for award in rule.awards:
        keys |= missing_in(award.amount, box)
    if rule.gate is not None:
        keys |= missing_in(rule.gate, box)
    return tuple(keys)


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
    most = [_most(rule, other, key) for other in _extremes(key, box)]
    return max(most) - min(most)


def _most(rule: Rule, box: Box, key: str) -> int:
    return sum(
        range_of(award.amount, box)[1] for award in rule.awards if key in _keys(award.amount)
    )


def _extremes(key: str, box: Box) -> list[Box]:
    fact = box.facts[key]
    if fact.kind in {Kind.CHOICE, Kind.CHOICES}:
        alone = [box.with_chosen(key, frozenset({option})) for option in fact.options]
        every = box.with_chosen(key, frozenset(fact.options))
        none = box.with_chosen(key, frozenset())
        return [*alone, every, none] if fact.kind is Kind.CHOICES else alone
    low, high = box.range_of(key)
    return [box.with_range(key, (low, low)), box.with_range(key, (high, high))]


_KEYS: dict[int, tuple[Node, frozenset[str]]] = {}


def _keys(node: Node) -> frozenset[str]:
    known = _KEYS.get(id(node))
    if known is None or known[0] is not node:
        known = _KEYS[id(node)] = (node, frozenset(keys_of(node)))
    return known[1]


def order_of(rules: Mapping[int, Rule]) -> tuple[str, ...]:
    """All facts of the measures in the order in which the rules speak of them."""
    return tuple(
        dict.fromkeys(
            key
            for rule in rules.values()
            for node in (*(a.amount for a in rule.awards), *([rule.gate] if rule.gate else []))
            for key in keys_of(node)
        )
    )
