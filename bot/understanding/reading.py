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
from bot.understanding.companies import company_name
from bot.understanding.names import sentences
from bot.understanding.others import without_others
from bot.understanding.parts import Stated
from bot.understanding.said_years import plain_years, take_data_year
from bot.understanding.situations import situations
from bot.understanding.statements import read_statements
from bot.understanding.vocabulary import CITY, EARLIER, HIGHEST
from bot.understanding.wording import narrow, normalise
from bot.understanding.yearly import Setting
from calculators.facts import Fact, Kind, Profile, Value
from calculators.xm_2023_10.facts import FACTS

_CORRECTS = re.compile(
    r"改成|改为|改到|更正|修改|修正|纠正|不对|说错|搞错|写错|记错|弄错|打错|填错|错了|应为|其实是|不是[^,，。]*[0-9万亿][^,，。]*[,，]\s*(?:而)?是"
    r"|\b(?:actually|correction|i meant|i mean|change|wrong|sorry|should be|make it|set|not [^,.]*[0-9][^,.]*,? but)\b"
)
_ERRED = re.compile(r"说错|搞错|写错|记错|弄错|打错|填错|错了|不对|更正|纠正")
_YEAR_BEFORE = re.compile(
    r"(?:也?就?是)?(?:前年|上上年|再上一年度?)(?:的|那个|那年|那个数|最高|是最高的)*|(?:和|跟|与)前年(?:的)?(?:一样|相同)|the year before"
)
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
    answer = _bare_answer(plain, pending, profile)
    if answer is not None:
        return answer
    reading = _free(plain, written, pending, profile, today)
    if reading.question is None and (name := another(plain)):
        reading = replace(reading, another=name)
    if naming and not (reading.question or reading.unknown):
        return Reading(facts={"company_name": written[:200]})
    return reading


def _bare_answer(plain: str, pending: Pending | None, profile: Profile) -> Reading | None:
    """A message that is nothing but the answer to what was asked."""
    if pending is None:
        return None
    fact = FACTS.get(pending.fact or "")
    match pending.kind:
        case "confirm" | "review":
            said = flags.agrees(plain)
            return None if said is None else Reading(answer="yes" if said else "no")
        case "situations":
            said_ids = situations(plain)
            whole = said_ids is not None and not re.search(r"[0-9].*万|[?？吗]|多少|什么", plain)
            short = whole and not re.search(r"[0-9一二三四五六七八九十][万亿]|元|million", plain)
            return None if not short else _situations(plain, said_ids)
        case "fact" if fact is not None:
            return _answer_to(fact, plain, profile)
    return None


def _situations(plain: str, ids: tuple[str, ...] | None) -> Reading | None:
    """A bare choice; where facts may stand beside it the message is read further."""
    beside = any(True for _ in flags.find_flags(plain)) or choices.find_options(plain, None)
    return None if beside or ids is None else Reading(situations=ids)


def _answer_to(fact: Fact, plain: str, profile: Profile) -> Reading | None:
    value: Value | None = None
    match fact.kind:
        case Kind.FLAG:
            value = flags.yes_or_no(plain)
            if value is None and fact.key in {"is_ai_enterprise", "standard_is_ai_field"}:
                value = flags.of_ai(plain)
            if value is None:
                value = flags.did_or_not(plain)
            if value is None and fact.key == "little_giant_first_recognised":
                value = flags.first_time(plain)
        case Kind.CHOICE | Kind.CHOICES:
            found = choices.by_label(fact, plain)
            none = choices.neither(fact, plain)
            if fact.kind is Kind.CHOICES:
                value = frozenset(found) if found else none
            else:
                value = found[0] if len(found) == 1 else none
        case Kind.YUAN if flags.is_zero(plain):
            # A new company has no year before: none is not the same as nothing.
            if fact.key in EARLIER and not re.search("[0零]", plain):
                return Reading(to_confirm={fact.key: 0})
            value = 0
        case Kind.YUAN if fact.key == "compute_paid_yuan" and flags.all_of_it(plain):
            value = profile.facts.get("compute_purchase_total_yuan")
            value = value if isinstance(value, int) else None
        case Kind.YUAN if fact.key == HIGHEST and _YEAR_BEFORE.fullmatch(plain.strip(" .。!！")):
            before = profile.facts.get("revenue_year_before_yuan")
            return Reading(to_confirm={fact.key: before}) if before is not None else None
        case Kind.YUAN if re.fullmatch(r"20[0-9]{6}", plain.strip()):
            # It may be a day (20241231) as well as an amount: asked back, not passed over.
            return Reading(to_confirm={fact.key: int(plain) * 100})
        case Kind.COUNT if fact.lowest == 0 and flags.is_zero(plain):
            value = 0
    if value is not None:
        return Reading(facts={fact.key: value})
    if flags.only_unknown(plain):
        return Reading(unknown=(fact.key,))
    return None


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
