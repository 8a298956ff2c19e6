"""Plain text with its links: web addresses, and the ids of clauses."""

import re
from dataclasses import dataclass

from knowledge.clauses import Clause, Policy, UnknownClauseError

_LINK = re.compile(r"https?://[!-~]+|(?<![\w-])(?:M\d{2}|G)-\d{1,2}(?![\w-])")
_TRAILING = ".,;:!?)\"'>"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text; `href` where it leads somewhere."""

    text: str
    href: str = ""

    @property
    def outside(self) -> bool:
        """Whether the link leaves this site."""
        return self.href.startswith("http")


def parts_of(text: str, policy: Policy) -> tuple[Part, ...]:
    """The text in pieces; joined they are the text again."""
    parts: list[Part] = []
    at = 0
    for found in _LINK.finditer(text):
        shown = found[0].rstrip(_TRAILING)
        href = shown if shown.startswith("http") else _clause_path(shown, policy)
        if href:
            parts += [Part(text[at : found.start()]), Part(shown, href)]
            at = found.start() + len(shown)
    return tuple(part for part in (*parts, Part(text[at:])) if part.text)


def path_of(clause: Clause) -> str:
    """Where a clause stands: on the page of its measure, or of the policy."""
    page = "/policies" if clause.measure is None else f"/measures/M{clause.measure:02}"
    return f"{page}#{clause.id}"


def _clause_path(clause: str, policy: Policy) -> str:
    try:
        return path_of(policy.clause(clause))
    except UnknownClauseError:
        return ""
