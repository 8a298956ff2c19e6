"""Takes questions and suppositions out of a message, so that only its statements are read."""
# ruff: noqa: PLR2004 - two of a kind, a place of ten: numbers of the grammar

import re
from itertools import pairwise

from bot.understanding import questions
from bot.understanding.names import sentences

_JUDGES = re.compile(
    r"^[,，]?(?:对吧|是吧|对不对|是不是|对吗|是吗|没错吧)$|^[,，]?(?:这样|那|这)?(?:够|行|可以|算|符合|满足|能|可|达标|合格)[^0-9多少什么哪]{0,8}[吗么?]*$|^(?:is|would) (?:that|this|it) (?:enough|ok|eligible)"
)
_OWN = re.compile(r"我们|我司|我公司|本公司|咱|我厂|\b(?:our|we|my)\b|去年|前年|上年|20[0-9]{2}年")
_CLAUSE = re.compile(r"[，、]|,(?! ?[0-9]{3}(?![0-9]))")


def without_questions(plain: str) -> tuple[str, list[tuple[int, int]], bool]:
    """The text with questions and suppositions blanked out, doubtful stretches, and whether it asks."""
    doubts: list[tuple[int, int]] = []
    kept, asks = plain, False
    for start, end in sentences(plain):
        end_mark = min(len(plain), end + 1)
        sentence = plain[start:end_mark].rstrip("。;；\n")
        if questions.sort_of(sentence) == "supposed":
            asks = asks or questions.asks(sentence)
            kept = _blank(kept, start, end)
            continue
        if questions.sort_of(sentence) == "question":
            asks = True
            kept = _statement_part(plain, kept, start, end, doubts)
        elif questions.is_rule(sentence):
            kept = _blank(kept, start, end)
    return kept, doubts, asks


def _statement_part(
    plain: str, kept: str, start: int, end: int, doubts: list[tuple[int, int]]
) -> str:
    """Of a sentence that asks, the clauses before the question, when they do state something."""
    cuts = [start, *(m.end() for m in _CLAUSE.finditer(plain, start, end)), end]
    parts = list(pairwise(cuts))
    asking = [i for i, (a, b) in enumerate(parts) if questions.sort_of(plain[a:b]) == "question"]
    asking = asking or [len(parts) - 1]
    if questions.is_rule(plain[start:end]) and not questions.how_much_in(plain[start:end]):
        return _blank(kept, start, end)
    for index, (a, b) in enumerate(parts):
        if index in asking:
            tail = questions.how_much_at(plain[a:b])
            if (
                tail
                and questions.sort_of(plain[a : a + tail]) == "statement"
                and _states(plain[a : a + tail])
            ):
                kept = _blank(kept, a + tail, b)
                if not _pair_of_years(plain[a : a + tail]):
                    doubts.append((a, a + tail))
            else:
                kept = _blank(kept, a, b)
        elif any(
            i > index and _JUDGES.search(plain[parts[i][0] : parts[i][1]].strip(" ?"))
            for i in asking
        ):
            doubts.append((a, b))
    return kept


def _states(head: str) -> bool:
    return _OWN.search(head) is not None or _pair_of_years(head)


def _pair_of_years(head: str) -> bool:
    return (
        len(re.findall(r"[0-9一二三四五六七八九十百千][万亿]|million|[0-9]m\b", head)) >= 2
        and re.search(r"去年|前年|上年|同比|last year", head) is not None
    )


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "。" * (end - start) + text[end:]
