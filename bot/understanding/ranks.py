"""The rank among the drafting units of a standard, as the answer to the question for it."""

import re

from bot.understanding.english_numbers import ordinal
from bot.understanding.flags import is_hedged
from bot.understanding.numerals import parse
from calculators.facts import Span

_FIRST = re.compile(r"首位|首个|头名|榜首|排头|排最前|最前面|\bfirst\b|\btop\b")
_LEADS = re.compile(r"主编|牵头|主导|主要?起草|领衔|\blead(?:ing|er)?\b|\bmain\b|\bchief\b")
_AMONG = re.compile(r"前([一二两三四五六七八九十]|[0-9]{1,2})(?![0-9年个月])|top ([0-9]{1,2})\b")
_SHORT = 12  # a longer answer may speak of more than the rank
_NOT = re.compile(r"不|没|未|倒数|最后|\b(?:not|no|last)\b(?!\.| ?[0-9])")


def rank_said(answer: str) -> tuple[int | Span, bool] | None:
    """The rank and whether it is beyond doubt; `前五` is any of the first five."""
    if _NOT.search(answer):
        return None
    if among := _AMONG.search(answer):
        last = parse(among[1] or among[2])
        return (Span(1, int(last.lo)), False) if last and last.lo >= 1 else None
    if _FIRST.search(answer) and not re.search(r"[0-9二三四五六七八九]", answer):
        return 1, not is_hedged(answer) and len(answer) <= _SHORT
    if place := ordinal(answer):
        return place, not is_hedged(answer) and "or" not in answer.split()
    return (1, False) if _LEADS.search(answer) else None
