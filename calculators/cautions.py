"""What is said beside a result only because of the facts: a claim too late, more paid than bought."""

from calculators.evaluate import YES, Box, range_of
from calculators.facts import Words
from calculators.rules import Rule


def cautions_of(rule: Rule, box: Box) -> tuple[Words, ...]:
    """The cautions whose condition is known to hold, in the rule's order."""
    return tuple(c.words for c in rule.cautions if range_of(c.when, box) == YES)
