"""The pieces of an answer that are put together from the pack: topics, contacts, limits, titles."""

from collections.abc import Iterable, Sequence
from datetime import date

from knowledge.clauses import (
    Bureau,
    Lang,
    Measure,
    NotCovered,
    Policy,
    Topic,
    related,
)
from knowledge.notices import notice
from prompts import render

_NUMERALS = "〇一二三四五六七八九十"


def measure_label(measure: Measure, lang: Lang) -> str:
    """A measure as one speaks of it: 第六条“鼓励加大研发投入”, Measure 6 "Higher R&D spending"."""
    if lang == "en":
        return f'Measure {measure.number} "{measure.title_en}"'
    return f"第{numeral(measure.number)}条“{measure.title}”"


def topic_text(
    topic: Topic,
    policy: Policy,
    as_of: date,
    lang: Lang,
    *,
    measures: Sequence[Measure] = (),
    question: str = "",
) -> str:
    """A topic's answer with what it carries: the notice, the related policy, the contacts."""
    named = _bureaus_in(question, policy) if "contacts" in topic.carries else ()
    if topic.id == "contacts" and named:
        return contacts_text(named, policy, lang)
    parts = [topic.answer[lang]]
    if "notice" in topic.carries and (said := notice(policy, as_of, lang)):
        parts.append(said)
    if "successor" in topic.carries and policy.successor:
        parts.append(_related_text(policy.successor, lang, figures=False))
    if topic.related:
        parts.append(_related_text(topic.related, lang, figures=True))
    if "contacts" in topic.carries:
        asked = tuple(name for measure in measures for name in measure.bureaus)
        names = asked or named or topic.contacts
        parts.append(contacts_text(names, policy, lang))
    return "\n".join(part for part in parts if part)


def contacts_text(names: Iterable[str], policy: Policy, lang: Lang) -> str:
    """What was found of each body, with source and printed date; the bare name where nothing."""
    known = policy.contacts
    entries = [
        known.get(key, Bureau(key)) for name in dict.fromkeys(names) for key in bureau_keys(name)
    ]
    return render("answer/contacts", lang, bureaus=entries)


def bureau_keys(name: str) -> tuple[str, ...]:
    """The bodies behind a name of the policy: 市工信局（大数据局） is two of them."""
    if name == "市工信局（大数据局）":
        return ("市工信局", "市大数据局")
    return (name,)


def limits_text(limits: Sequence[NotCovered], policy: Policy, lang: Lang) -> list[dict[str, str]]:
    """What is not covered and where to turn, where that is known."""
    return [
        {
            "name": limit.name[lang],
            "where": limit.where[lang] if limit.where else "",
            "contact": contacts_text([limit.bureau], policy, lang) if limit.bureau else "",
        }
        for limit in limits
    ]


def _related_text(key: str, lang: Lang, *, figures: bool) -> str:
    entry = next(one for one in related() if one.id == key)
    return render("answer/related", lang, entry=entry, known=entry.known[lang] if figures else "")


def _bureaus_in(question: str, policy: Policy) -> tuple[str, ...]:
    found = []
    for name, bureau in policy.contacts.items():
        spoken = (name, name.removeprefix("市"), bureau.full_name or name)
        if any(word in question for word in spoken if len(word) > 2):  # noqa: PLR2004
            found.append(name)
    return tuple(found)


def numeral(number: int) -> str:
    """The number of a measure as the policy writes it: 六, 十二."""
    if number <= 10:  # noqa: PLR2004
        return _NUMERALS[number]
    return "十" + (_NUMERALS[number - 10])
