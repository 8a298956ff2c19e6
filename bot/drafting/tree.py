"""All that stands in a summary (`Summary`), ready to lay out."""

from collections.abc import Mapping
from dataclasses import dataclass

from calculators.assess import Status
from calculators.explain import Outcome
from calculators.facts import Lang


@dataclass(frozen=True, slots=True)
class Cite:
    """A clause and its verbatim words."""

    clause: str
    quote: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a computation; `verdict` is a word, or an amount in yuan.

    `item` names the object of a list that it is about, where that changes: `项目 2`.
    """

    text: str
    outcome: Outcome
    verdict: str
    cite: Cite | None
    item: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One award of a measure; `repeated` counts the conditions already shown above."""

    id: str
    title: str
    status: Status
    amount: str
    mark: str
    steps: tuple[Step, ...]
    repeated: str
    basis: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Another reading of the policy, and what it comes to."""

    id: str
    text: str
    amount: str
    cite: Cite


@dataclass(frozen=True, slots=True)
class SharedReading:
    """Another reading that comes to the same amount for several measures."""

    reading: OtherReading
    measures: str


@dataclass(frozen=True, slots=True)
class Distance:
    """A near miss in words."""

    fact: str
    text: str


@dataclass(frozen=True, slots=True)
class SameType:
    """A related policy, what is known of it, and where that was read."""

    name: str
    date: str
    known: str
    source: str
    source_note: str
    seen: str
    measures: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A body: `lines` are label and value of each contact that was found."""

    name: str
    full_name: str
    lines: tuple[tuple[str, str], ...]
    note: str
    printed: str
    source: str


@dataclass(frozen=True, slots=True)
class Section:
    """One measure that was computed; `terms` are its words that no figure is computed with."""

    number: int
    label: str
    status: Status
    status_word: str
    amount: str
    exact: str
    mark: str
    is_loan: bool
    gate: tuple[Step, ...]
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    terms: tuple[Cite, ...]
    higher_of: str
    others: tuple[OtherReading, ...]
    others_shared: str
    near: tuple[Distance, ...]
    assumptions: tuple[str, ...]
    bureaus: tuple[str, ...]
    same_type: str


@dataclass(frozen=True, slots=True)
class Total:
    """An amount or its range as people read it, and exactly in yuan."""

    text: str
    exact: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart: `low`, `high` and `top` in thousandths of the longest.

    `top` is the most that the measure can ever give, `most` says it.
    """

    label: str
    low: int
    high: int
    top: int
    amount: str
    most: str


@dataclass(frozen=True, slots=True)
class CertainAmount:
    """A decided amount of one measure."""

    label: str
    amount: str
    mark: str


@dataclass(frozen=True, slots=True)
class Dependence:
    """A missing fact, the measures it concerns, and the most yuan that depend on it."""

    fact: str
    measures: str
    stake: str


@dataclass(frozen=True, slots=True)
class Result:
    """The first page: totals, what is certain, what depends on what, the chart."""

    grants_label: str
    grants: Total
    certain_total: Total | None
    loans: Total | None
    certain: tuple[CertainAmount, ...]
    depends: tuple[Dependence, ...]
    depends_more: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Unfigured:
    """A measure that is only named: what it offers and whom to ask."""

    label: str
    offers: tuple[Cite, ...]
    bureaus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatedFact:
    """One fact as the company stated it."""

    term: str
    value: str
    at: str


@dataclass(frozen=True, slots=True)
class RuleOfPayment:
    """A closing clause of the policy, quoted whole."""

    label: str
    cite: Cite
    note: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole summary in one language; `words` are the labels of the layouts."""

    lang: Lang
    words: Mapping[str, str]
    title: str
    company: str
    policy: str
    as_of: str
    day: str
    version: str
    digest: str
    in_force: bool
    notice: str
    successor: SameType | None
    result: Result
    payment: tuple[RuleOfPayment, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    without_figure: tuple[Unfigured, ...]
    not_asked: tuple[Unfigured, ...]
    facts: tuple[StatedFact, ...]
    dated: bool
    unknown: tuple[str, ...]
    shared: tuple[str, ...]
    shared_others: tuple[SharedReading, ...]
    same_type: tuple[SameType, ...]
    contacts: tuple[Contact, ...]
    without_contact: tuple[str, ...]
    decision: str
    code: str
    check: str
    address: str
