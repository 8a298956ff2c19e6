"""The bodies of a summary with the contacts that were found, each with its page and its date."""

import re
from collections.abc import Iterable, Mapping

from bot.drafting.given import DraftInput
from bot.drafting.tree import Contact
from calculators.facts import Lang
from knowledge.contacts import Bureau

_WITH_DIVISION = re.compile(r"(?P<body>.+)（(?P<division>.+)）")
_FIELDS = ("phone", "email", "address", "site")


def list_contacts(
    names: Iterable[str], given: DraftInput, words: Mapping[str, str]
) -> tuple[Contact, ...]:
    """Each body once; one of which no contact was found has no `lines`."""
    known = [_find(name, given.bureaus) for name in names]
    bodies = dict.fromkeys(body.name for found in known for body in found)
    return tuple(
        _describe(given.bureaus.get(name) or Bureau(name), words, given.lang) for name in bodies
    )


def _find(name: str, bureaus: Mapping[str, Bureau]) -> tuple[Bureau, ...]:
    """The body, or both of `市工信局（大数据局）`."""
    match = _WITH_DIVISION.fullmatch(name)
    if name in bureaus or match is None:
        return (bureaus.get(name) or Bureau(name),)
    parts = (match["body"], match["division"], f"市{match['division']}")
    return tuple(bureaus[part] for part in parts if part in bureaus) or (Bureau(name),)


def _describe(bureau: Bureau, words: Mapping[str, str], lang: Lang) -> Contact:
    lines = [(words[name], str(getattr(bureau, name))) for name in _FIELDS if getattr(bureau, name)]
    found = bool(lines)
    does = bureau.does[lang] if bureau.does else ""
    note = bureau.note[lang] if bureau.note else ""
    full = bureau.full_name if lang == "zh" else bureau.en
    return Contact(
        name=bureau.name,
        full_name="" if full is None or full == bureau.name else full,
        lines=tuple(lines),
        note="；".join(filter(None, (does, note)))
        if lang == "zh"
        else "; ".join(filter(None, (does, note))),
        printed=(bureau.printed or "") if found else "",
        source=(bureau.source or "") if found else "",
    )
