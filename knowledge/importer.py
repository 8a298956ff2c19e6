"""How a pack's files become a `Policy`, and the checks that a pack must pass at load."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.clauses import Clause, Lang, Measure, NotCovered, Policy, Topic
from knowledge.contacts import bureaus, read_yaml, read_yaml_text

_ID = re.compile(r"^## (?P<id>M\d\d-\d+|G-\d+)$")
_LANGS: tuple[Lang, Lang] = ("zh", "en")


class FaultyPackError(ValueError):
    """A file of the pack is not in the form that the product relies on."""


@dataclass(frozen=True, slots=True)
class _Page:
    front: Mapping[str, Any]
    headings: tuple[str, ...]
    clauses: tuple[tuple[str, str], ...]


def read_pack(folder: Path) -> Policy:
    """The policy of a pack's folder; raises `FaultyPackError` with the file and the fault."""
    head = read_yaml(folder / "policy.yaml")
    general = _read_page(folder / "general.md")
    policy = Policy(
        **{key: head[key] for key in _HEAD},
        measures=tuple(_read_measure(path) for path in sorted(folder.glob("m[0-9][0-9].md"))),
        general=tuple(Clause(key, None, text) for key, text in general.clauses),
        measures_after=general.front["measures_after"],
        topics=tuple(_read_topic(raw) for raw in read_yaml(folder / "topics.yaml")),
        not_covered=tuple(_read_limit(raw) for raw in read_yaml(folder / "not_covered.yaml")),
        contacts=bureaus(),
    )
    _check(policy, head["measures"], folder)
    return policy


def official_words(text: str) -> str:
    """A text without blanks, page breaks and markdown marks, for comparing it word by word."""
    return re.sub(r"\s+|^#+|\*\*|^-{3,}$", "", text, flags=re.MULTILINE)


def joined(policy: Policy) -> str:
    """All clauses and headings in order: the official text, but for blanks and page breaks."""
    headings = {
        measure.clauses[0].id: [measure.chapter or "", measure.heading]
        for measure in policy.measures
    }
    parts: list[str] = []
    for clause in policy.clauses():
        parts += [*headings.get(clause.id, []), clause.text]
    return "\n".join(part for part in parts if part)


_HEAD = [
    "id",
    "number",
    "title",
    "title_en",
    "document",
    "issuer",
    "issuer_en",
    "issued",
    "printed",
    "in_force_from",
    "in_force_until",
    "interpreter",
    "successor",
    "notices",
]


def _read_page(path: Path) -> _Page:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    headings: list[str] = []
    clauses: list[tuple[str, str]] = []
    pending: str | None = None
    for line in filter(None, body.splitlines()):
        if match := _ID.match(line):
            pending = match["id"]
        elif line.startswith("# "):
            headings.append(line.removeprefix("# "))
        elif pending is None:
            raise FaultyPackError(f"{path.name}: text without a clause id: {line[:30]}")
        else:
            clauses.append((pending, line))
            pending = None
    return _Page(read_yaml_text(front), tuple(headings), tuple(clauses))


def _read_measure(path: Path) -> Measure:
    page = _read_page(path)
    front, number = page.front, int(page.front["number"])
    return Measure(
        number=number,
        title=front["title"],
        title_en=front["title_en"],
        chapter=page.headings[0] if len(page.headings) > 1 else None,
        heading=page.headings[-1],
        bureaus=tuple(front["bureaus"]),
        clauses=tuple(Clause(key, number, text) for key, text in page.clauses),
        questions=_words(front["questions"]),
        aliases=_words(front["aliases"]),
        lead=front["lead"],
        lead_clauses=tuple(front["lead_clauses"]),
        check=front["check"],
    )


def _read_topic(raw: Mapping[str, Any]) -> Topic:
    return Topic(
        id=raw["id"],
        kind=raw.get("kind", "general"),
        clauses=tuple(raw["clauses"]),
        carries=frozenset(raw.get("with", ())),
        contacts=tuple(raw.get("contacts", ())),
        related=raw.get("related"),
        answer=raw["answer"],
        questions=_words(raw["questions"]),
        aliases=_words(raw["aliases"]),
    )


def _read_limit(raw: Mapping[str, Any]) -> NotCovered:
    return NotCovered(
        id=raw["id"],
        name=raw["name"],
        where=raw.get("where"),
        bureau=raw.get("bureau"),
        terms=tuple(raw["terms"]),
        unless=tuple(raw.get("unless", ())),
        questions=_words(raw["questions"]),
    )


def _words(raw: Mapping[Lang, list[Any]]) -> dict[Lang, tuple[str, ...]]:
    return {lang: tuple(str(word) for word in raw.get(lang, ())) for lang in _LANGS}


def _check(policy: Policy, measures: int, folder: Path) -> None:
    numbers = [measure.number for measure in policy.measures]
    if numbers != list(range(1, measures + 1)):
        raise FaultyPackError(f"{folder.name}: measures 1 to {measures} expected, found {numbers}")
    clauses = policy.clauses()
    ids = {clause.id for clause in clauses}
    if len(ids) != len(clauses):
        raise FaultyPackError(f"{folder.name}: a clause id stands twice")
    for clause in clauses:
        if not clause.text.strip():
            raise FaultyPackError(f"{folder.name}: {clause.id} is empty")
        if clause.measure is not None and not clause.id.startswith(f"M{clause.measure:02}-"):
            raise FaultyPackError(f"{folder.name}: {clause.id} stands in m{clause.measure:02}.md")
    cited = [key for measure in policy.measures for key in measure.lead_clauses]
    cited += [key for topic in policy.topics for key in topic.clauses]
    if unknown := sorted(set(cited) - ids):
        raise FaultyPackError(f"{folder.name}: cited and not there: {', '.join(unknown)}")
