"""`huiqi assess`: facts in, every measure out."""

from typing import Any

from bot.cli.lines import fail, lines_of, read_text, write_json
from bot.contract import assess_profile, facts_in, id_of
from bot.messages import Lang
from calculators.facts import Profile
from calculators.intake import BadFactError, load_json, read_profile
from calculators.xm_2023_10 import RULES
from calculators.xm_2023_10.facts import FACTS, LIST_KEYS
from knowledge.clauses import load


def assess_file(source: str, *, jsonl: bool, policy: str, as_of: Any, lang: Lang) -> None:
    """Assess one object of facts, or one a line; bad lines give an `error` and the rest goes on."""
    known = load(policy)

    def assessed(given: object) -> dict[str, Any]:
        return assess_profile(
            profile_in(facts_in(given)),
            rules=RULES,
            facts=FACTS,
            policy=known,
            as_of=as_of,
            lang=lang,
        )

    if not jsonl:
        try:
            given = load_json(read_text(source))
            write_json({"id": id_of(given), **assessed(given)}, indent=2)
        except BadFactError as error:
            fail(error)
        return
    for line in lines_of(source):
        given = None
        try:
            given = load_json(line)
            write_json({"id": id_of(given), **assessed(given)})
        except BadFactError as error:
            write_json({"id": id_of(given), "error": str(error)})


def profile_in(given: object) -> Profile:
    """The profile in an object of facts. Raises `BadFactError`."""
    return read_profile(given, FACTS, LIST_KEYS)
