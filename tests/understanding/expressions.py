"""The expressions with the reading that is right, and what a reading of ours makes of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml

from bot.cli.read import read_message

TODAY = date(2026, 11, 23)
Verdict = Literal["right", "asked back", "missed", "wrong"]


@dataclass(frozen=True, slots=True)
class Expression:
    """What somebody wrote, after what was asked, and the reading that is right."""

    kind: str
    text: str
    asked: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    confirm: dict[str, Any] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    question: bool = False
    command: str | None = None


def expressions() -> Iterator[Expression]:
    """Every expression of the table."""
    table = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    for kind, cases in table.items():
        yield from (Expression(kind, **case) for case in cases)


def reading_of(expression: Expression) -> dict[str, Any]:
    """What `huiqi read` says of it, every value as text."""
    found = read_message(expression.text, expression.asked, TODAY)
    for part in ("facts", "to_confirm"):
        found[part] = {key: plain(value) for key, value in found[part].items()}
    return found


def plain(value: Any) -> Any:
    """A value as it compares: limits and numbers as text, choices in order."""
    match value:
        case dict():
            return {end: str(limit) for end, limit in value.items()}
        case list():
            return sorted(value)
        case bool():
            return value
        case _:
            return str(value)


def verdict(expression: Expression, reading: dict[str, Any]) -> Verdict:
    """`wrong` is a fact taken silently that nobody stated so; `missed` is one neither read nor asked back."""
    stated = {key: plain(value) for key, value in expression.facts.items()}
    doubted = {key: plain(value) for key, value in expression.confirm.items()}
    facts, asked_back = reading["facts"], reading["to_confirm"]
    if any(stated.get(key) != value for key, value in facts.items()):
        return "wrong"
    if (stated.keys() | doubted.keys()) - facts.keys() - asked_back.keys():
        return "missed"
    return "right" if (facts, asked_back) == (stated, doubted) else "asked back"
