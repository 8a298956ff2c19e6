"""What a reply is made from: the session after the turn, the day, and what is known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.answering import Answer as PolicyAnswer
from bot.choices import choices_of, is_multiple, years_offered
from bot.dialogue.interview import chosen_rules
from bot.dialogue.reading import Pending, Reading
from bot.dialogue.session import Session
from bot.messages import Document, DocumentFormat, Lang, Reply
from calculators.assess import Assessment, assess_measure
from calculators.evaluate import Box, box_of
from calculators.facts import Fact, Profile, Value
from calculators.rules import Rule
from calculators.saying import say_value
from knowledge.clauses import Policy


@dataclass(frozen=True, slots=True)
class Scene:
    """What a reply is made from. `own` is the person's own session, `session` the active one.

    `read` reads a forwarded text on its own, `export` draws up all that is kept, `template` is the
    table of facts to be filled in.
    """

    session: Session
    own: Session
    today: date
    policy: Policy
    rules: Mapping[int, Rule]
    facts: Mapping[str, Fact]
    answer: Callable[[str, Session, date], PolicyAnswer]
    draft: Callable[[Session, date, DocumentFormat], Document]
    read: Callable[[str, Profile], Reading]
    export: Callable[[], Document]
    retention_days: int
    template: Callable[[Lang], Document]

    @property
    def lang(self) -> Lang:
        """The language of the conversation."""
        return self.session.lang

    def term(self, key: str) -> str:
        """What a fact is called."""
        return self.facts[key].term.to(self.lang)

    def terms(self, keys: Iterable[str]) -> str:
        """What several facts are called, in one line."""
        return ("、" if self.lang == "zh" else ", ").join(self.term(key) for key in keys)

    def say(self, key: str, value: Value) -> str:
        """A value of a fact as people read it."""
        return say_value(self.facts[key], value, self.lang)

    def title(self, number: int) -> str:
        """The title of a measure."""
        described = self.policy.measure(number)
        return described.title if self.lang == "zh" else described.title_en

    @property
    def box(self) -> Box:
        """What the company has stated, as the evaluator reads it."""
        return box_of(self.session.profile, self.facts)

    def assessed(self) -> tuple[Assessment, ...]:
        """The measures that the company wants to know about, as they stand now."""
        box = self.box
        chosen = chosen_rules(self.session, self.rules).values()
        return tuple(assess_measure(rule, box) for rule in chosen)

    def with_choices(self, text: str, pending: Pending) -> Reply:
        """A text with the buttons of what is asked."""
        choices = choices_of(pending, self.facts, self.lang, years_offered(self.today))
        return Reply(text, choices, is_multiple(pending, self.facts))
