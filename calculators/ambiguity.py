"""An ambiguity of the policy: the question, how it is settled here, and how else it could be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from calculators.facts import Words
from calculators.rules import Award, PolicyReading, Source

Printed: TypeAlias = Literal["always", "when_it_matters", "never"]


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """One question that the text leaves open: `6-A`.

    `default` decides; `others` are the other readings by their letter. `source` holds the policy's
    words about it, None where the text is silent. `printed` is when the default stands among the
    assumptions of a result; `see` names the ambiguities whose readings carry the figures of this one.
    """

    id: str
    question: Words
    default: Words
    others: Mapping[str, Words] = field(default_factory=dict)
    source: Source | None = None
    printed: Printed = "always"
    see: tuple[str, ...] = ()

    def name_of(self, letter: str) -> str:
        """What a reading is called: `6-A(c)`."""
        return f"{self.id}({letter})"

    def read_as(self, letter: str, *awards: Award) -> PolicyReading:
        """The measure read the other way: the awards as they would be then."""
        if self.source is None:
            raise ValueError(f"{self.id}: a reading that carries a figure needs the policy's words")
        return PolicyReading(self.name_of(letter), self.others[letter], self.source, awards)

    @property
    def assumption(self) -> Words:
        """The default as it is printed, with its id."""
        return Words(f"{self.default.zh}（{self.id}）", f"{self.default.en} ({self.id})")


def printed(ambiguities: Iterable[Ambiguity]) -> tuple[Words, ...]:
    """The defaults that are always said beside a result, in their order."""
    return tuple(each.assumption for each in ambiguities if each.printed == "always")
