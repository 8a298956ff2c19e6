"""Reads percents: the city's average growth, and a company's own from which a figure follows."""
# ruff: noqa: PLR2004 - two of a kind, a place of ten: numbers of the grammar

import re
from decimal import Decimal

from bot.understanding.binding import topic_of
from bot.understanding.flags import is_hedged
from bot.understanding.parts import Parts, Stated, clauses_of, leftover
from bot.understanding.tokens import between
from bot.understanding.values import value_of
from bot.understanding.vocabulary import CITY, FAMILIES
from bot.understanding.yearly import Setting
from calculators.facts import Value
from calculators.xm_2023_10.facts import FACTS


def read_shares(
    parts: Parts,
    setting: Setting,
    doubts: list[tuple[int, int]],
    stated: Stated,
    profile: dict[str, Value],
) -> None:
    """State the city's average growth, and propose figures that follow from a growth."""
    for a, b, clause in clauses_of(parts):
        for q in [s for s in between(parts.shares, a, b) if s.unit != "other"]:
            named = [n.of for n in parts.names if n.start < q.start and n.of in (*FAMILIES, CITY)]
            only = {n.of for n in parts.names if n.of in FAMILIES}
            if not named and len(only) == 1 and setting.asked is None:
                named = [*only]  # 同比增长两成，营收4320万
            city = any(n.of == CITY for n in between(parts.names, a, b)) or (
                bool(named) and named[-1] == CITY
            )
            if city or (setting.asked == CITY and not named):
                found = value_of(FACTS[CITY], q, parts.text)
                doubt = any(x <= a < y for x, y in doubts) or is_hedged(clause)
                if found is not None and CITY not in stated:
                    stated.put(
                        CITY,
                        found[0],
                        sure=found[1] and not doubt and not _leftover_share(parts, a, b),
                    )
            elif q.unit == "growth" and (named or topic_of(setting.asked) in FAMILIES):
                _derive(
                    FAMILIES[named[-1] if named else str(topic_of(setting.asked))],
                    q.lo,
                    stated,
                    profile,
                )
        if setting.asked == CITY and CITY not in stated and not parts.shares:
            _bare_percent(parts, a, b, stated)


def _leftover_share(parts: Parts, a: int, b: int) -> str:
    words = r"增速|增长率|增长|增幅|规上|软件业|软件|行业|同比|全市|厦门|市|平均|统计局|局|公布|发布|官方|网站|查到?|下降|负|growth|rate|average|grew|about|per|cent"
    return re.sub(words, "", leftover(parts, a, b))


def _bare_percent(parts: Parts, a: int, b: int, stated: Stated) -> None:
    bare = [q for q in between(parts.numbers, a, b) if q.unit == "bare"]
    if len(bare) == 1 and (found := value_of(FACTS[CITY], bare[0], parts.text)) is not None:
        small = Decimal(0) < bare[0].lo < 1
        stated.put(CITY, found[0], sure=found[1] and not small and not _leftover_share(parts, a, b))


def _derive(
    keys: tuple[str, str], growth: Decimal, stated: Stated, profile: dict[str, Value]
) -> None:
    """A figure from the other year's and the growth between them; always to be confirmed."""
    known = {**profile, **stated.to_confirm, **stated.facts}
    now, before = known.get(keys[0]), known.get(keys[1])
    if growth <= -100 or growth != growth.quantize(Decimal("0.0001")):
        return
    per_mille = int((100 + growth) * 10**4)
    if isinstance(before, int) and keys[0] not in known and before * per_mille % 10**6 == 0:
        stated.put(keys[0], before * per_mille // 10**6, sure=False)
    elif isinstance(now, int) and keys[1] not in known and now * 10**6 % per_mille == 0:
        stated.put(keys[1], now * 10**6 // per_mille, sure=False)
