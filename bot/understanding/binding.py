"""Binds each amount to what it was said of, and to the year; what cannot be bound is left out."""
# ruff: noqa: PLR2004 - two of a kind, a place of ten: numbers of the grammar

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.understanding.bound import Bound, all_paid_in, grows, names_near, narrowed, years_of
from bot.understanding.flags import is_hedged, is_unknown
from bot.understanding.names import clauses, residue, sentences
from bot.understanding.tokens import Name, Quantity, Spanned, Year, between
from bot.understanding.vocabulary import BOUGHT, FAMILIES, HIGHEST, OTHER, PAID, REVENUE

_DELTA = re.compile(
    r"(?:增长|增加|(?<![不最至顶])多|上涨|涨|减少|(?<![至多不最])少|下降|降|提高|提升|新增|增量|净增|grew by|up by|down by|increased by|rose by|fell by)"
    r"(?:了|[约有出 ])*\Z"
    r"|(?:(?:还|尚)(?:差|欠|剩)(?:下|余)?|剩下|剩余|余款|尾款|未付|待付|欠款)(?:了|[约有是 ])*\Z"
)
_NOT = re.compile(r"(?:不是|并非|而非|\bnot|(?:写|说|填|打|报|录|记)成了?)[ 的]*\Z")
_AGAIN = re.compile(
    r"\A(?:不+|no)\Z|不对|说错|搞错|写错|记错|弄错|打错|更正|纠正|哦不|sorry|i mean|correction|actually"
)
_BARE_NO = re.compile(r"(?:不+|no)\Z")
_IN_TURN = re.compile(r"分别|依次|respectively")
_AGAINST = re.compile(
    r"(?:vs\.?|versus|against|compared (?:to|with)|up from|down from|相比|对比|同比|比|(?<![不是绝])对)[ 是的]*(?:(?:去|前|上)年|20[0-9]{2}年)?度?[ 是的]*\Z"
)
_HIGHEST = re.compile(r"最高|highest|record|peak")
_QUALIFIES = re.compile(
    r"合并|集团|[子母分]公司|预计|预估|估[算的计]|不(?:太|一定|是很)?准|未审|没审|(?<!不)含税|税[前后]|口径|上半年|下半年|季度|累计|目标|计划|不太?确定|记不[太大]?[清准得]|左右|大概"
    r"|unaudited|preliminary|provisional|consolidated|group|forecast|projected|estimate|not sure|roughly|first half|quarter"
)
_PART_OF_A_YEAR = re.compile(
    r"[0-9一二三四五六七八九十] ?个?月|月[均份]|每个?月|季度|半年|[1-4]季|q[1-4]|平均|每年|\b(?:monthly|quarter|half[- ]year|average|january|october|september)\b"
)
_SUPPOSED = re.compile(r" ?的话|元?(?:是|都)?(?:[写说填打报记搞弄输]?错|有误|不准确)了?")
_SHAKY = re.compile(
    r"除去|除开|扣除|剔除|刨去|不含(?!税)|不包[括含]|加上|算上|模拟|excluding|including|pro forma"
)


@dataclass(slots=True)
class _Walk:
    """Where the walk through the message stands: what is spoken of, and what is bound already."""

    text: str
    asked: str | None
    topic: str | None
    topic_sure: bool = True
    fresh: bool = True  # no amount was said of the topic yet
    named: bool = False
    doubtful: bool = False
    heading: tuple[Year, bool] | None = None  # the year that a sentence opens with, and if for all
    shaky: bool = False  # the sentence speaks of a figure made for the occasion
    awaited: Year | None = None  # the year that a clause without an amount spoke of
    retold: bool = False  # the next amount replaces one said a moment ago
    bound: list[Bound] = field(default_factory=list)

    def turn_to(self, name: Name) -> None:
        if name.of == PAID and not name.sure and self.topic not in (BOUGHT, PAID):
            return
        self.fresh = self.named = True
        self.topic = name.of
        self.topic_sure = name.sure or name.of in (PAID, topic_of(self.asked))


def topic_of(key: str | None) -> str | None:
    """The family of a key, or the key itself."""
    return next((family for family, keys in FAMILIES.items() if key in keys), key)


def bind(
    text: str,
    quantities: Sequence[Quantity],
    names: Sequence[Name],
    years: Sequence[Year],
    asked: str | None,
) -> list[Bound]:
    """Every amount of `text` that was said of something, in the order in which they stand."""
    walk = _Walk(text, asked, topic_of(asked))
    tokens: list[Spanned] = sorted([*quantities, *names, *years], key=lambda t: t.start)
    for start, end in sentences(text):
        inside = between(tokens, start, end)
        walk.heading = _heading(text, inside)
        walk.shaky = _SHAKY.search(text, start, end) is not None
        if _IN_TURN.search(text, start, end) and _bind_in_turn(walk, inside, start, end):
            continue
        for a, b in clauses(text, start, end, inside):
            if _AGAIN.search(text[a:b].strip()) and quantities and quantities[-1].start >= a:
                _start_again(walk, certain=not _BARE_NO.match(text[a:b].strip()))
            _bind_clause(walk, between(inside, a, b), a, b)
    return walk.bound


def _heading(text: str, inside: list[Spanned]) -> tuple[Year, bool] | None:
    """`前年：营收…，研发…`: the one year of a sentence, said before all else; with a colon for certain."""
    years = [t for t in inside if isinstance(t, Year)]
    if len({(y.word, y.year) for y in years}) != 1 or inside[0] is not years[0]:
        return None
    colon = re.match(r" ?(?:度|的)?(?:数据|情况)?[:：]", text[years[0].end :]) is not None
    return years[0], colon or years[0].word == "last"


def _start_again(walk: _Walk, *, certain: bool) -> None:
    """After 不对 the next amount replaces the last one of the same topic."""
    walk.fresh = True
    if walk.bound and walk.bound[-1].of == walk.topic:
        walk.bound.pop()
        walk.retold = not certain


def _bind_in_turn(walk: _Walk, inside: list[Spanned], start: int, end: int) -> bool:
    """`营收和研发分别是6800万和900万`: names, or years, one by one with the amounts."""
    amounts = [t for t in inside if isinstance(t, Quantity)]
    names = [t for t in inside if isinstance(t, Name)]
    years = [t for t in inside if isinstance(t, Year)]
    clean = not residue(walk.text, start, end, inside)
    if len(amounts) < 2 or any(q.unit not in ("yuan", "bare") for q in amounts):
        return False
    if len(names) == len(amounts) and len({n.of for n in names}) == len(names) and len(years) <= 1:
        year = years[0] if years else None
        walk.bound += [
            Bound(n.of, q, year, n.sure and clean) for n, q in zip(names, amounts, strict=True)
        ]
        return True
    topic = names[0].of if len(names) == 1 else walk.topic if not names else None
    if topic in FAMILIES and len(years) == len(amounts):
        walk.bound += [Bound(topic, q, y, clean) for y, q in zip(years, amounts, strict=True)]
        walk.topic, walk.fresh = topic, False
        return True
    return False


def _bind_clause(walk: _Walk, inside: list[Spanned], start: int, end: int) -> None:
    main = [
        t
        for t in inside
        if isinstance(t, Name) or (isinstance(t, Quantity) and t.unit in ("yuan", "bare", "other"))
    ]
    amounts = [t for t in main if isinstance(t, Quantity)]
    all_paid = all_paid_in(walk.text, start, end, amounts)
    if all_paid:
        main = [t for t in main if not isinstance(t, Name) or t.end <= all_paid.start()]
        inside = [*(t for t in inside if t.end <= all_paid.start()), Name(*all_paid.span(), PAID)]
    names = [t for t in main if isinstance(t, Name)]
    clean = not residue(walk.text, start, end, inside) and not _PART_OF_A_YEAR.search(
        walk.text, start, end
    )
    if not amounts:
        _bind_nothing(walk, names, start, end, [t for t in inside if isinstance(t, Year)])
        return
    behind = isinstance(main[0], Quantity) and isinstance(main[-1], Name) and main[-1].of != HIGHEST
    said_highest = isinstance(main[-1], Name) and main[-1].of == HIGHEST and len(names) <= 2
    crowded = len({n.of for n in names}) > len(amounts) + (1 if said_highest else 0)
    years = years_of(inside)
    if grows(walk.text, amounts):
        years = {amounts[0].start: Year(start, start, None, "prior")}
        walk.doubtful = True
    for index, amount in enumerate(amounts):
        walk.fresh = walk.fresh or (walk.doubtful and index == 1)
        _turn(walk, names, amounts, index, behind=behind)
        year, known = years.get(amount.start), True
        if year is None and walk.heading and walk.fresh and walk.topic != HIGHEST:
            year, known = walk.heading
        if walk.awaited and year is None and not names:
            year, known, walk.fresh = walk.awaited, False, True  # 前年少点，五千来万
        walk.awaited = None
        sure = known and clean and not crowded and not walk.doubtful
        _bind_one(walk, amount, year, sure=sure)
    walk.doubtful = False
    if said_highest:
        _mark_highest(walk)
    if all_paid:
        _pay_all(walk)


def _turn(
    walk: _Walk, names: list[Name], amounts: list[Quantity], index: int, *, behind: bool
) -> None:
    """Turn to the name before the amount, or behind it where names follow amounts."""
    near = names_near(names, amounts, index, behind=behind)
    if not (near or index or behind) and walk.topic is None:  # 买了100万算力
        near = [n for n in names if 0 <= n.start - amounts[0].end <= 1 and n.of != HIGHEST]
    if len(amounts) == 1 and [n.of for n in names] == [PAID, BOUGHT] and near == names[:1]:
        walk.topic = BOUGHT  # 付了100万买算力
    for name in near:
        walk.turn_to(name)


def _bind_one(walk: _Walk, amount: Quantity, year: Year | None, *, sure: bool) -> None:
    head = walk.text[max(0, amount.start - 16) : amount.start]
    if walk.topic == HIGHEST and year is not None and not walk.fresh:
        walk.topic = REVENUE  # 历史最高7200万，去年6800万
    if amount.unit == "other" or walk.topic in (None, OTHER):
        walk.fresh = walk.fresh and amount.unit != "other"
        return
    if _DELTA.search(head) or _NOT.search(head) or _SUPPOSED.match(walk.text, amount.end):
        return
    if _AGAINST.search(head) and year is None and not walk.fresh:
        year = Year(amount.start, amount.start, None, "prior")
    elif _AGAINST.search(head) and year is not None and year.word == "ago":
        year, sure = Year(year.start, year.end, None, "prior"), False  # 比前年的5000万涨了三成
    if not walk.fresh and (year is None or walk.topic not in (*FAMILIES, HIGHEST)):
        if (
            not walk.bound or walk.bound[-1].quantity.limits != amount.limits
        ):  # 7200万（柒仟贰佰万元整）
            _doubt_last(walk, amount)
        return
    certain = sure and walk.topic_sure and not (walk.retold or walk.shaky)
    lone = Bound(str(walk.topic), amount, year, certain, named=walk.named)
    walk.bound.append(lone)
    walk.fresh = walk.retold = False


def _doubt_last(walk: _Walk, other: Quantity | None = None) -> None:
    """Two amounts for one name, and nothing to tell them apart, unless one is the other put exactly."""
    if walk.bound and walk.bound[-1].of == walk.topic:
        last = walk.bound[-1]
        walk.bound[-1] = replace(last, sure=False, quantity=narrowed(last.quantity, other))


def _bind_nothing(walk: _Walk, names: list[Name], start: int, end: int, years: list[Year]) -> None:
    """A clause without an amount: it may name the next topic, or say that all is paid or highest."""
    if walk.bound and _HIGHEST.search(walk.text, start, end) and len(names) <= 1:
        _mark_highest(walk, years)
        return
    if all_paid_in(walk.text, start, end, []):
        _pay_all(walk)
        return
    clause = walk.text[start:end]
    if _QUALIFIES.search(clause) or (not names and (is_unknown(clause) or is_hedged(clause))):
        _doubt_last(walk)
    walk.awaited = years[0] if len(years) == 1 and not names and walk.topic in FAMILIES else None
    for name in names:
        walk.turn_to(name)


def _mark_highest(walk: _Walk, years: Sequence[Year] = ()) -> None:
    """Mark the last revenue, or that of the year which is named."""
    for index in range(len(walk.bound) - 1, -1, -1):
        item = walk.bound[index]
        same = not years or (item.year is not None and item.year.year == years[0].year)
        if item.of == REVENUE and same:
            walk.bound[index] = replace(item, highest=True)
            return


def _pay_all(walk: _Walk) -> None:
    if walk.bound and walk.bound[-1].of == BOUGHT:
        walk.bound.append(replace(walk.bound[-1], of=PAID))
