"""A policy as its measures and clauses: the types, and `load`, which reads one pack."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from knowledge.contacts import Bureau, Related, bureaus, related

__all__ = [
    "Bureau",
    "Clause",
    "Lang",
    "Measure",
    "NotCovered",
    "Policy",
    "Related",
    "Topic",
    "UnknownClauseError",
    "UnknownPolicyError",
    "bureaus",
    "digest",
    "load",
    "pack_ids",
    "related",
]

Lang = Literal["zh", "en"]
Bilingual = Mapping[Lang, str]
Words = Mapping[Lang, tuple[str, ...]]
POLICIES = Path(__file__).parent / "policies"


class UnknownPolicyError(LookupError):
    """There is no pack of that id."""


class UnknownClauseError(LookupError):
    """The policy has no clause of that id."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest citable paragraph: one sentence of the official text, verbatim."""

    id: str
    measure: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A numbered part of the policy, with what its users ask and call it."""

    number: int
    title: str
    title_en: str
    chapter: str | None
    heading: str
    bureaus: tuple[str, ...]
    clauses: tuple[Clause, ...]
    questions: Words
    aliases: Words
    lead: Bilingual
    lead_clauses: tuple[str, ...]
    check: Bilingual


@dataclass(frozen=True, slots=True)
class Topic:
    """A question about the policy as a whole, or small talk, with its answer and its clauses."""

    id: str
    kind: Literal["general", "small_talk"]
    clauses: tuple[str, ...]
    carries: frozenset[str]
    contacts: tuple[str, ...]
    related: str | None
    answer: Bilingual
    questions: Words
    aliases: Words


@dataclass(frozen=True, slots=True)
class NotCovered:
    """Something that people ask near the policy and that it does not hold."""

    id: str
    name: Bilingual
    where: Bilingual | None
    bureau: str | None
    terms: tuple[str, ...]
    unless: tuple[str, ...]
    questions: Words


@dataclass(frozen=True, slots=True)
class Policy:
    """One numbered document. Dates are inclusive."""

    id: str
    number: str
    title: str
    title_en: str
    document: str
    issuer: str
    issuer_en: str
    issued: date
    printed: date
    in_force_from: date
    in_force_until: date
    interpreter: str
    successor: str | None
    notices: Mapping[str, Bilingual]
    measures: tuple[Measure, ...]
    general: tuple[Clause, ...]
    measures_after: str
    topics: tuple[Topic, ...]
    not_covered: tuple[NotCovered, ...]
    contacts: Mapping[str, Bureau]

    def with_contacts(self, file: Path) -> "Policy":
        """The same policy with the operator's own contacts, which win (see `bureaus`)."""
        return replace(self, contacts=bureaus(file))

    def clause(self, clause_id: str) -> Clause:
        """The clause of that id (`M06-1`, `G-13`, in either case), or `UnknownClauseError`."""
        wanted = clause_id.strip().upper()
        for clause in self.clauses():
            if clause.id == wanted:
                return clause
        raise UnknownClauseError(
            f"{self.id} has no clause {clause_id!r}; ids look like M06-1 (measures 1 to "
            f"{len(self.measures)}) or G-1 to G-{len(self.general)}"
        )

    def measure(self, number: int) -> Measure:
        """The measure of that number, counted from 1."""
        if not 1 <= number <= len(self.measures):
            raise UnknownClauseError(f"{self.id} has measures 1 to {len(self.measures)}")
        return self.measures[number - 1]

    def clauses(self) -> tuple[Clause, ...]:
        """Every clause in the order of the official text."""
        split = [clause.id for clause in self.general].index(self.measures_after) + 1
        inside = (clause for measure in self.measures for clause in measure.clauses)
        return (*self.general[:split], *inside, *self.general[split:])

    def in_force(self, as_of: date) -> bool:
        """Whether the policy holds on that day."""
        return self.in_force_from <= as_of <= self.in_force_until


def pack_ids() -> tuple[str, ...]:
    """The ids of the packs that are installed."""
    return tuple(sorted(path.parent.name for path in POLICIES.glob("*/policy.yaml")))


@cache
def load(policy_id: str = "xm-2023-10") -> Policy:
    """Read and check one pack; raises `UnknownPolicyError`, or names the fault in a pack."""
    from knowledge.importer import read_pack

    if policy_id not in pack_ids():
        raise UnknownPolicyError(f"no policy {policy_id!r}; there are: {', '.join(pack_ids())}")
    return read_pack(POLICIES / policy_id)


def digest(policy: Policy) -> str:
    """The sha256 of everything in the policy's pack: an index built for another one is stale."""
    total = hashlib.sha256()
    for path in sorted((POLICIES / policy.id).iterdir()):
        if path.is_file():
            total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
