"""How many questions the interview asks, against a questionnaire that asks everything.

Fifty enterprises (`profiles.yaml`) are interviewed through the whole application; each must end with
the result of a questionnaire that asks for every fact of the measures it chose.
"""

import json
import statistics
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from bot.app import App
from bot.bootstrap import build_app, build_assistant
from bot.clock import XIAMEN
from bot.dialogue.reading import Pending
from bot.dialogue.session import Session
from bot.messages import Message
from bot.settings import Settings
from calculators.assess import assess
from calculators.evaluate import box_of
from calculators.facts import Kind, Profile
from calculators.intake import read_profile
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS

NOW = datetime(2026, 11, 24, 12, tzinfo=XIAMEN)
YEAR = 2025
# The questionnaire asks the year of the figures and what the company wants to know about, too.
FIRST = 2
_NOT_ASKED = {"reference_date", "compute_voucher_qualified", "data_year"}
_LIMIT = 80


@dataclass(frozen=True)
class Enterprise:
    """One enterprise: the measures it wants to know about, and its facts; None: it does not know."""

    who: str
    wants: tuple[int, ...]
    facts: Mapping[str, Any]

    @property
    def profile(self) -> Profile:
        """Every fact that it knows."""
        known = {k: v for k, v in self.facts.items() if v is not None} | {"data_year": YEAR}
        return read_profile(json.loads(json.dumps(known), parse_float=Decimal), FACTS, LIST_KEYS)

    @property
    def questionnaire(self) -> int:
        """How many questions it is asked when everything is asked."""
        keys = {key for number in self.wants for key in RULES[number].keys}
        return FIRST + len(keys - _NOT_ASKED)

    def answers(self, pending: Pending) -> str:
        """What it says when it is asked."""
        match pending.kind:
            case "situations":
                return "、".join(str(number) for number in self.wants)
            case "confirm":
                return "是"
            case _:
                return self._tells(str(pending.fact))

    def _tells(self, key: str) -> str:
        value = YEAR if key == "data_year" else self.facts.get(key)
        match FACTS[key].kind:
            case _ if value is None:
                return "不清楚"
            case Kind.FLAG:
                return "是" if value else "否"
            case Kind.CHOICES:
                return "、".join(value) or "none"
            case Kind.YUAN:
                return f"{value}元"
            case Kind.PERCENT:
                return f"{value}%"
            case _:
                return str(value)


def enterprises() -> list[Enterprise]:
    """The fifty of `profiles.yaml`."""
    listed = yaml.safe_load(Path(__file__).with_name("profiles.yaml").read_text("utf-8"))
    return [Enterprise(each["who"], tuple(each["wants"]), each["facts"]) for each in listed]


def interview(app: App, conversation: str, enterprise: Enterprise) -> tuple[int, Session]:
    """How many questions it took, and the session at the review."""
    session = app.take(Message(conversation, "0", "你好", NOW)).session
    for asked in range(_LIMIT):
        if session.pending is None or session.pending.kind == "review":
            return asked, session
        said = enterprise.answers(session.pending)
        session = app.take(Message(conversation, str(asked + 1), said, NOW)).session
    raise AssertionError(f"{enterprise.who}: no end after {_LIMIT} questions")


def results(enterprise: Enterprise, profile: Profile) -> dict[int, Any]:
    """Status and range of each chosen measure."""
    chosen = {number: RULES[number] for number in enterprise.wants}
    return {a.measure: (a.status, a.range) for a in assess(chosen, box_of(profile, FACTS))}


def main() -> None:
    """Print how many questions were asked."""
    path = Path(tempfile.mkdtemp()) / "interview.sqlite3"
    assistant = build_assistant(Settings(embedding="none"))
    app = build_app(assistant, clock=lambda: NOW, database=f"sqlite:///{path}", deliver=False)
    asked, full, different = [], [], []
    for number, enterprise in enumerate(enterprises()):
        questions, session = interview(app, f"e{number}", enterprise)
        asked.append(questions)
        full.append(enterprise.questionnaire)
        if results(enterprise, session.profile) != results(enterprise, enterprise.profile):
            different.append(enterprise.who)
    app.store.close()
    print(
        f"questions of the interview, {len(asked)} enterprises: median {statistics.median(asked):g}"
        f" (goal 10), mean {statistics.mean(asked):.1f}, most {max(asked)}"
    )
    print(
        f"  a questionnaire that asks everything: median {statistics.median(full):g},"
        f" most {max(full)}; its questions over ours {sum(full) / sum(asked):.2f}"
    )
    print(f"  results that differ from the questionnaire's: {len(different)} {different or ''}")


if __name__ == "__main__":
    main()
