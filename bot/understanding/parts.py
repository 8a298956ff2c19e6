"""What a message is cut into, and what is collected while it is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from bot.understanding.names import clauses, residue
from bot.understanding.tokens import Name, Quantity, Spanned, Year, between
from calculators.facts import Span, Value

_FLAG_LINKS = re.compile(
    r"(?:做|搞|从事|主营|生产|研发)[^,，。;；0-9不没未非]{1,10}的(?=规上|规模以上)|成立|注册|第|并|无|个|挂牌|挂|上市|获批|批准|认定|评上|评为|获评|入选|打造|通过|办理?|完成|正式|属于|符合|条件|企业类型|类别|类型|国家级|专精特新|级|第一次|首次|这次|本次|今年|目前|现在|暂时|暂|还没有?|没有|没|不是|不算|不|未|尚|从来|从未|过|名单|企业|一家|家|参与|参加|起草|制定|牵头|主导|排名|排|项|目录|进入?|纳入|拿过?|领过?|获得?|任何|其他|项目|应用|业务|软件|开发|科技|股票|标准|入库|在统|纳统|申请|证监局|厦门|福建|省|市|有限公司|新|奖励|政府|统计|库|领域|现在|还"
    r"|\b(?:not|no|yes|yet|never|any|already|listed|recogni[sz]ed|selected|approved|haven't|hasn't|isn't|aren't|don't|didn't|n't|newly|new|also|either|received?|get|got|had|have|has|so far|filed|with)\b"
)


@dataclass(slots=True)
class Stated:
    """What is collected while a message is read."""

    facts: dict[str, Value] = field(default_factory=dict)
    to_confirm: dict[str, Value] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    unnamed: set[str] = field(default_factory=set)  # bound only by what was asked

    def put(self, key: str, value: Value, *, sure: bool) -> None:
        """State a value once; the same fact stated differently twice is to be confirmed."""
        old = self.facts.pop(key, self.to_confirm.pop(key, value))
        certain = sure and old == value and not isinstance(value, Span)
        (self.facts if certain else self.to_confirm)[key] = value

    def __contains__(self, key: object) -> bool:
        """Whether the fact is stated."""
        return key in self.facts or key in self.to_confirm


@dataclass(frozen=True, slots=True)
class Parts:
    """The tokens of a message, none overlapping another of the first four kinds."""

    text: str
    names: list[Name]
    years: list[Year]
    shares: list[Quantity]
    numbers: list[Quantity]
    flags: list[Name]
    options: list[tuple[int, int, str, str]]
    ordered: list[Spanned] = field(default_factory=list)  # all of them, sorted once

    def all(self) -> list[Spanned]:
        """Every token, in no order."""
        marked = [Name(a, b, key) for a, b, key, _ in self.options]
        return [*self.names, *self.years, *self.shares, *self.numbers, *self.flags, *marked]


def clauses_of(parts: Parts) -> Iterator[tuple[int, int, str]]:
    """Every clause with its place."""
    for a, b in clauses(
        parts.text, 0, len(parts.text), [*parts.names, *parts.numbers, *parts.flags]
    ):
        yield a, b, parts.text[a:b]


def leftover(parts: Parts, a: int, b: int) -> str:
    """What a clause says beyond tokens and the usual words: empty when all was read."""
    inside = between(_in_order(parts), a, b)
    return _FLAG_LINKS.sub("", residue(_without_links(parts.text), a, b, inside))


@lru_cache(maxsize=2)
def _without_links(text: str) -> str:
    return _FLAG_LINKS.sub(lambda m: "的" * len(m[0]), text)


def _in_order(parts: Parts) -> list[Spanned]:
    if not parts.ordered:
        parts.ordered.extend(sorted(parts.all(), key=lambda t: t.start))
    return parts.ordered
