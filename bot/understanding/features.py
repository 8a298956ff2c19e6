"""Reads what a company is or has: flags, choices, counts, said in words beside the amounts."""
# ruff: noqa: PLR2004 - two of a kind, a place of ten: numbers of the grammar

import re
from dataclasses import replace

from bot.understanding.denials import clauses_with_denials
from bot.understanding.flags import is_hedged, is_unknown
from bot.understanding.parts import Parts, Stated, clauses_of, leftover
from bot.understanding.ranks import rank_said
from bot.understanding.tokens import Quantity, between
from bot.understanding.values import value_of
from bot.understanding.yearly import Setting
from calculators.facts import Kind
from calculators.xm_2023_10.facts import FACTS

SERVED, RANK, CAPACITY = "platform_enterprises_served", "drafting_rank", "compute_center_capacity_p"
_PLATFORM = re.compile(r"平台|服务|platform|serv")
_DRAFTING = re.compile(r"起草|排名|排第|排在|标准|国标|行标|drafting|standard|rank")
_COMPUTE = re.compile(r"智算|算力|新建|扩容|capacity|comput|pflops")
_LEAD = re.compile(r"牵头|第一起草|主要?起草单位|lead drafter|leading drafter")
_GROWN = re.compile(
    r"(?:扩|增|升|涨)[^,，。;0-9]{0,3}[到至成]|\b(?:up |expanded |grew |increased )?to\b"
)
_EVER = re.compile(r"累计|历年|以来|in total|so far|ever")
_BEING = {
    "is_ai_enterprise",
    "standard_is_ai_field",
    "is_ai_high_end_equipment",
    "is_ai_public_service_platform",
    "is_newly_registered_enterprise",
}
_FLAGS = {key for key, fact in FACTS.items() if fact.kind is Kind.FLAG}
_UNDONE = re.compile(r"摘牌|退市|撤回|撤销|终止|取消|withdr[ae]w|delisted|revoked|复核|复审")
_RENEWED = re.compile(r"复核|复审|复评|renew")
_ELSEWHERE = re.compile(
    r"(?:北京|上海|深圳|广东|福建|浙江|江苏|四川|湖南|湖北|山东|安徽|江西|宁波|青岛|大连|天津|重庆|外地|其他)证监局"
)
_NOT_YET = re.compile(
    r"准备|计划|打算|正在|在办|申请中|即将|筹备|争取|将要|planning|preparing|about to|in progress"
)


def read_flags(
    parts: Parts, setting: Setting, doubts: list[tuple[int, int]], stated: Stated
) -> None:
    """State what the company is or has, yes or no."""
    for each in clauses_with_denials(parts):
        a, b, clause, denied = each.start, each.end, each.text, each.denied
        named = between(parts.flags, a, b)
        if not named or is_unknown(clause):
            continue
        clean = not leftover(parts, a, b) and not is_hedged(clause) and denied < 2
        clean = clean and not _UNDONE.search(parts.text) and not any(x <= a < y for x, y in doubts)
        # 不是AI规上软件企业: which of the two is not so?
        clean = clean and not (denied and any(a <= o[0] < b for o in parts.options))
        for flag in named:
            if flag.of == "standard_is_ai_field" and (denied or not _DRAFTING.search(parts.text)):
                continue
            said = denied == 0 and not _NOT_YET.search(clause)
            elsewhere = setting.asked in _FLAGS and setting.asked != flag.of
            if elsewhere and each.taken_back == "deed":
                pass  # 有标杆应用，但没入选: an answer to what was asked
            elif each.taken_back == "being" or (each.taken_back and flag.of not in _BEING):
                stated.put(flag.of, False, sure=False)
                continue
            if flag.of == "little_giant_first_recognised" and _RENEWED.search(clause):
                said = False
            if flag.of == "tutoring_filed_xiamen_csrc" and _ELSEWHERE.search(clause):
                said = False
            certain = flag.sure or not said or setting.asked == flag.of
            if (
                flag.of == "is_newly_registered_enterprise"
                and said
                and re.search("老|存量|existing|established", clause)
            ):
                said = False
            stated.put(flag.of, said, sure=clean and certain)


def read_options(parts: Parts, doubts: list[tuple[int, int]], stated: Stated) -> None:
    """State the options of closed choices that are named."""
    lists: dict[str, tuple[set[str], bool]] = {}
    for each in clauses_with_denials(parts):
        a, b, clause = each.start, each.end, each.text
        for start, _, key, option in parts.options:
            if not a <= start < b:
                continue
            back = each.taken_back is not None and option not in ("other", "none")
            denied = (each.denied > 0 or back) and option not in ("other", "none")
            clean = (
                not (leftover(parts, a, b) or back)
                and not is_hedged(clause)
                and not any(x <= a < y for x, y in doubts)
            )
            if FACTS[key].kind is Kind.CHOICES:
                options, sure = lists.get(key, (set(), True))
                lists[key] = (options if denied else options | {option}, sure and clean)
            elif denied and key == "enterprise_category":
                stated.put(key, "other", sure=False)
            elif not denied:
                stated.put(key, option, sure=clean)
    for key, (options, sure) in lists.items():
        stated.put(key, frozenset(options), sure=sure and bool(options))


def read_counts(
    parts: Parts, setting: Setting, doubts: list[tuple[int, int]], stated: Stated
) -> None:
    """State counts, ranks and capacities by their units."""
    if setting.asked == RANK and (rank := rank_said(parts.text)) is not None:
        stated.put(RANK, rank[0], sure=rank[1])
        return
    grown = _added_capacity(parts)
    if grown is not None:
        stated.put(CAPACITY, grown, sure=False)
    several = sum(q.unit == "enterprises" for q in parts.numbers) > 1
    for a, b, clause in clauses_of(parts):
        if parts.text[:a].endswith("其中") and SERVED in stated:
            continue  # 服务52家，其中厦门的30家
        for q in between(parts.numbers, a, b):
            key, certain = _counted(q, clause, parts.text, setting.asked)
            if key is None or (key == CAPACITY and grown is not None):
                continue
            found = value_of(FACTS[key], q, parts.text)
            doubt = any(x <= a < y for x, y in doubts) or is_hedged(clause)
            doubt = doubt or (q.unit == "bare" and bool(leftover(parts, a, b)))
            # 累计服务200家，去年60家: which of them is meant?
            doubt = doubt or (key == SERVED and (several or _EVER.search(clause) is not None))
            if found is not None:
                stated.put(key, found[0], sure=found[1] and certain and not doubt)
    said = parts.text
    if (
        RANK not in stated
        and _LEAD.search(said)
        and (setting.asked == RANK or _DRAFTING.search(said))
    ):
        stated.put(RANK, 1, sure=False)


def _added_capacity(parts: Parts) -> int | None:
    """`从100P扩到180P` adds 80 P: what is asked for is the capacity added."""
    sizes = [q for q in parts.numbers if q.unit == "p"]
    if len(sizes) != 2 or any(q.lo != q.hi for q in sizes):
        return None
    before, after = sizes
    if before.lo >= after.lo or not _GROWN.search(parts.text[before.end : after.start]):
        return None
    added = replace(after, lo=after.lo - before.lo, hi=after.lo - before.lo)
    found = value_of(FACTS[CAPACITY], added, parts.text)
    return found[0] if found and isinstance(found[0], int) else None


def _counted(q: Quantity, clause: str, text: str, asked: str | None) -> tuple[str | None, bool]:
    """Which count a number with its unit is, and whether for certain."""
    match q.unit:
        case "enterprises":
            return (
                (SERVED, True)
                if asked == SERVED
                else (SERVED if _PLATFORM.search(clause) else None, "服务" in clause)
            )
        case "rank":
            return (
                (RANK, True)
                if asked == RANK
                else (
                    RANK if _DRAFTING.search(clause) else None,
                    "排" in clause or "起草" in clause,
                )
            )
        case "p":
            return (
                (CAPACITY, True)
                if asked == CAPACITY
                else (CAPACITY if _COMPUTE.search(text) else None, True)
            )
        case "bare" if asked in (SERVED, RANK, CAPACITY):
            return asked, True
        case _:
            return None, False
