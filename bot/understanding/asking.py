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
_DENIED = re.compile(
    r"(?:并)?不是(?![吗么])(?P<denied>[^,，。;；不]{1,16})[,，;；。 ]\s*(?:而|应该|应当)?是"
)
_KINDS = (
    re.compile(r"[0-9一二三四五六七八九十百千][0-9.]*[十百千万亿w元%家]"),
    re.compile(r"规上|规模以上|工业|软件"),
    re.compile(r"[今去前]年|上年|20[0-9]{2}"),
    re.compile(r"[国行地团企]标|标准"),
    re.compile(r"第[0-9一二三四五六七八九十]|排"),
)
_CLAUSE = re.compile(r"[，、]|,(?! ?[0-9]{3}(?![0-9]))")


def without_denied(text: str) -> str:
    """`不是规上工业，是规上软件`: what is denied only to be put right is taken out."""
    return _DENIED.sub(lambda m: _put(m, text), text)


def _put(m: re.Match[str], text: str) -> str:
    meant = text[m.end() : m.end() + 16]
    alike = any(kind.search(m["denied"]) and kind.search(meant) for kind in _KINDS)
    return "。" * (len(m[0]) - 1) + "是" if alike else m[0]


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
    ruled = questions.is_rule(plain[start:end]) and not questions.how_much_in(plain[start:end])
    for index, (a, b) in enumerate(parts):
        part = plain[a:b]
        if (
            ruled
            and index not in asking
            and not (_OWN.search(part) and not questions.is_rule(part))
        ):
            kept = _blank(kept, a, b)
            continue
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
