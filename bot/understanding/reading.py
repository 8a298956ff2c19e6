"""One message to a `Reading`: commands first, then bare answers, then statements and questions."""
# ruff: noqa: PLR2004 - two of a kind, a place of ten: numbers of the grammar

import re
from dataclasses import replace
from datetime import date
from typing import Literal

from bot.dialogue.reading import Pending, Reading
from bot.understanding import choices, commands, flags, questions
from bot.understanding.another import another
from bot.understanding.asking import without_denied, without_questions
from bot.understanding.bare import bare_answer
from bot.understanding.companies import company_name
from bot.understanding.names import sentences
from bot.understanding.others import without_others
from bot.understanding.parts import Stated
from bot.understanding.said_years import plain_years, take_data_year
from bot.understanding.situations import named_situations, situations
from bot.understanding.statements import read_statements
from bot.understanding.vocabulary import CITY, HIGHEST
from bot.understanding.wording import narrow, normalise
from bot.understanding.yearly import Setting
from calculators.facts import Kind, Profile, Value
from calculators.xm_2023_10.facts import FACTS

_CORRECTS = re.compile(
    r"改成|改为|改到|更正|修改|修正|纠正|不对|说错|搞错|写错|记错|弄错|打错|填错|错了|应为|其实是|不是[^,，。]*[0-9万亿][^,，。]*[,，]\s*(?:而)?是"
    r"|\b(?:actually|correction|i meant|i mean|change|wrong|sorry|should be|make it|set|not [^,.]*[0-9][^,.]*,? but)\b"
)
_FAR = 3  # so many times more or less
_ERRED = re.compile(r"说错|搞错|写错|记错|弄错|打错|填错|错了|不对|更正|纠正")
_HIGHEST_IS_BEFORE = re.compile(
    r"最高(?:的)?(?:一年|年份|那年|营业收入|营收|收入)?(?:也?就?是|为|在|出现在)(?:前年|上上年|再上一年)(?:度|的|那年|了|吧)*(?:[,，。.;；!！ ]|\Z)"
)


def read_message(text: str, *, pending: Pending | None, profile: Profile, today: date) -> Reading:
    """Understand one message; see `bot.understanding.read`."""
    written = narrow(text)
    if command := commands.slash(written):
        return Reading(command=command[0], argument=command[1])
    plain = normalise(text)
    if not plain:
        return Reading()
    naming = pending is not None and pending.kind == "fact" and pending.fact == "company_name"
    if questions.asks_why(plain):
        return Reading(command="why")
    if command := commands.spoken(plain):
        return Reading(command=command[0], argument=command[1])
    if questions.wants_a_person(plain):
        return Reading(question=written)
    answer = bare_answer(plain, pending, profile)
    if answer is not None:
        return answer
    reading = _free(plain, written, pending, profile, today)
    if not reading.understood and _may_choose(pending) and (ids := named_situations(plain)):
        return Reading(situations=ids)
    if reading.question is None and (name := another(plain)):
        reading = replace(reading, another=name)
    if naming and not (reading.question or reading.unknown):
        return Reading(facts={"company_name": written[:200]})
    return reading


def _may_choose(pending: Pending | None) -> bool:
    """Whether a list of topics is a choice of them before it is asked for: until figures are."""
    return pending is not None and (pending.kind == "confirm" or pending.fact == "data_year")


def _free(
    plain: str, written: str, pending: Pending | None, profile: Profile, today: date
) -> Reading:
    """Statements and questions of any kind, in any order."""
    asked = pending.fact if pending and pending.kind in {"fact", "confirm"} else None
    corrects = _CORRECTS.search(plain) is not None
    year = profile.facts.get("data_year")
    setting = Setting(
        asked, year if isinstance(year, int) else None, today, frozenset(profile.facts), corrects
    )
    plain = plain_years(plain, asked, profile.facts)
    plain, data_year = take_data_year(plain)
    if _ERRED.search(plain):
        plain = plain.replace("应该是", "应为")  # no longer a doubt
    own = plain if asked == CITY else without_others(plain)  # 行业平均 is asked for
    said, doubts, asks = without_questions(without_denied(own))
    stated = read_statements(said, setting, doubts, dict(profile.facts))
    if data_year is not None:
        stated.put("data_year", data_year, sure=not asks)
    _same_as_before(said, profile, stated)
    _read_head(said, pending, stated)
    _doubtful_answer(said, pending, stated)
    if (name := company_name(written)) and not asks:
        stated.put("company_name", name, sure=True)
    if corrects:
        _doubt_unnamed(stated, pending)
    _doubt_far(stated, pending)
    reading = Reading(
        facts=stated.facts,
        to_confirm=stated.to_confirm,
        unknown=tuple(stated.unknown),
        corrected=_corrected(stated, pending, profile)
        if corrects or _replaces(pending, stated)
        else frozenset(),
        answer=_head_answer(said, pending, stated),
        situations=situations(said) if pending and pending.kind == "situations" else None,
    )
    if asks or (not reading.understood and pending is None and questions.speaks_of_policy(plain)):
        return replace(reading, question=_question(plain, written))
    return reading


def _question(plain: str, written: str) -> str:
    """The whole message, or of a long one the sentences that ask."""
    if len(written) <= 120:
        return written
    asking = [
        plain[a:b].strip()
        for a, b in sentences(plain)
        if questions.sort_of(plain[a:b]) != "statement"
    ]
    return "？".join(asking)[:400] or written[:400]


def _same_as_before(said: str, profile: Profile, stated: Stated) -> None:
    """`历史最高就是前年`: the figure of that year, to be confirmed."""
    before = profile.facts.get("revenue_year_before_yuan")
    if before is not None and HIGHEST not in stated and _HIGHEST_IS_BEFORE.search(said):
        stated.put(HIGHEST, before, sure=False)


def _read_head(said: str, pending: Pending | None, stated: Stated) -> None:
    """`是的，营收6800万`: a yes or no in front answers the pending flag."""
    if pending is None or pending.kind != "fact" or pending.fact in stated:
        return
    head = re.split(r"[，,。.;；!！\n ]", said.strip(), maxsplit=1)[0]
    fact = FACTS.get(pending.fact or "")
    if fact is None or fact.kind is not Kind.FLAG or fact.key in stated.unknown:
        return
    value = flags.yes_or_no(head)
    rest = said.strip()[len(head) :].strip(" ，,。.;；!！\n")
    repeats = {flags.yes_or_no(rest), flags.did_or_not(rest)} - {None}
    if value is not None and (
        stated.facts or stated.to_confirm or "。。" in said or repeats == {value}
    ):
        stated.put(fact.key, value, sure=True)
    elif value is not None:
        stated.put(fact.key, value, sure=False)


def _head_answer(said: str, pending: Pending | None, stated: Stated) -> Literal["yes", "no"] | None:
    """`对，研发900万`: a yes or no in front of something else answers what was to be confirmed."""
    if pending is None or pending.kind != "confirm" or pending.fact in stated:
        return None
    value = flags.agrees(re.split(r"[，,。.;；!！\n ]", said.strip(), maxsplit=1)[0])
    return None if value is None else "yes" if value else "no"


def _doubtful_answer(said: str, pending: Pending | None, stated: Stated) -> None:
    fact = FACTS.get(pending.fact or "") if pending and pending.kind == "fact" else None
    if fact is None or fact.key in stated or stated.unknown:
        return
    if fact.kind is Kind.FLAG:
        hedged = flags.hedged_yes_or_no(said)
        if hedged is None and fact.key == "is_ai_enterprise" and flags.sounds_like_ai(said):
            hedged = True
        if hedged is not None:
            stated.put(fact.key, hedged, sure=False)
    elif fact.kind in (Kind.CHOICE, Kind.CHOICES) and (option := choices.doubtful(fact, said)):
        value: Value = frozenset({option}) if fact.kind is Kind.CHOICES else option
        stated.put(fact.key, value, sure=False)


def _doubt_unnamed(stated: Stated, pending: Pending | None) -> None:
    """`不对，是8000万` after another question may speak of an earlier answer: ask back."""
    if pending is not None and pending.kind == "fact":
        for key in stated.unnamed & set(stated.facts):
            stated.to_confirm[key] = stated.facts.pop(key)


def _doubt_far(stated: Stated, pending: Pending | None) -> None:
    """A bare number at a confirmation puts the figure right; a far one may be of something else."""
    if pending is None or pending.kind != "confirm" or not isinstance(pending.value, int):
        return
    for key in stated.unnamed & set(stated.facts) & {str(pending.fact)}:
        value = stated.facts[key]
        if isinstance(value, int) and not _near(value, pending.value):
            stated.to_confirm[key] = stated.facts.pop(key)


def _near(one: int, other: int) -> bool:
    return one <= _FAR * other and other <= _FAR * one


def _replaces(pending: Pending | None, stated: Stated) -> bool:
    return pending is not None and pending.kind == "confirm" and pending.fact in stated


def _corrected(stated: Stated, pending: Pending | None, profile: Profile) -> frozenset[str]:
    keys = {*stated.facts, *stated.to_confirm}
    known = {
        k
        for k in keys
        if k in profile or (pending and pending.kind == "confirm" and pending.fact == k)
    }
    return frozenset(known or keys)
