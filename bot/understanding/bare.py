"""A message that is nothing but the answer to what was asked."""

import re

from bot.dialogue.reading import Pending, Reading
from bot.understanding import choices, flags
from bot.understanding.situations import situations
from bot.understanding.vocabulary import EARLIER, HIGHEST
from calculators.facts import Fact, Kind, Profile, Value
from calculators.xm_2023_10.facts import FACTS

_YEAR_BEFORE = re.compile(
    r"(?:也?就?是)?(?:前年|上上年|再上一年度?)(?:的|那个|那年|那个数|最高|是最高的)*|(?:和|跟|与)前年(?:的)?(?:一样|相同)|the year before"
)


def bare_answer(plain: str, pending: Pending | None, profile: Profile) -> Reading | None:
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
