"""What a summary is drawn from: the company, what was computed of it, and the policy's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from calculators.assess import Assessment
from calculators.evaluate import Box
from calculators.facts import Lang, Profile
from calculators.rules import Rule
from knowledge.clauses import Policy
from knowledge.contacts import Bureau, Related

Format: TypeAlias = Literal["pdf", "html", "md", "docx"]


@dataclass(frozen=True, slots=True)
class DraftInput:
    """Everything that a summary is drawn from.

    `asked` are the measures that the company chose, None for all; `stated` gives for a fact the
    time (ISO) at which it was stated; `unknown` are facts that the company cannot tell. `code` is that
    of the copy, `address` the page that checks it (empty where no public address is set).
    """

    profile: Profile
    box: Box
    rules: Mapping[int, Rule]
    assessments: tuple[Assessment, ...]
    policy: Policy
    bureaus: Mapping[str, Bureau]
    related: tuple[Related, ...]
    as_of: date
    lang: Lang
    version: str
    asked: frozenset[int] | None = None
    stated: Mapping[str, str] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    code: str = ""
    address: str = ""
