"""Which clauses deny what is named in them, and which are taken back by what follows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.understanding.flags import negations
from bot.understanding.parts import Parts, clauses_of
from bot.understanding.tokens import between

Afterthought = Literal["being", "deed"]  # 其实不算 denies what one is, 还没批 what was done

_ALL = re.compile(r"都|均|全|皆|neither|none")
_BARE = re.compile(
    r"(?:(?:其实|实际上?|但是?|不过|可是|哦|噢|现在|目前|暂时|都|也|均|全部?|还|并|又|就|我们|它|这些|以上|上面|后来|最近) ?)*"
    r"(?P<no>不是|不算|算不上|够不上|不属于|不对|没有|没能|没|未|不)(?:能|被|有|再|做|办|批|挂牌?|上|过|成功?|下来|到|拿|评|入选|受理|通过|完成|认定|备案|是|算|新[批建]?|首次|的|了|呢|吧|呀|啦|真正|严格|不够|格)*"
    r"|(?:but |actually |no |so far )*(?P<en>not really|not yet|not any ?more|(?:it is|it's|we are|we're|they are) not|we aren't|it isn't)"
)
_DEED = re.compile(r"没|未|not yet")
_ENOUGH = re.compile(r"没有?了|不[是对]?[吧吗]|不过")
_BLANK = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its place, how often it denies, and how a later one takes it back."""

    start: int
    end: int
    text: str
    denied: int
    taken_back: Afterthought | None = None


def clauses_with_denials(parts: Parts) -> list[Clause]:
    """Every clause in order; read from behind, as `新三板、辅导备案都没有` denies both at its end."""
    found: list[Clause] = []
    spread, after, limit = 0, None, len(parts.text)
    for a, b in reversed(list(_pieces(parts))):
        text = parts.text[a:b]
        denied, taken = negations(text), None
        listed = parts.text[b:limit].strip() == "、"
        if _names(parts, a, b):
            if not denied and spread and listed:
                denied = spread
            elif not denied:
                taken = after
            spread = denied if denied and (listed or _ALL.search(text)) else 0
            after = None
        else:
            after, spread = _afterthought(parts, a, b) or after, 0
            after = None if _tells(parts, a, b) else after
        found.append(Clause(a, b, text, denied, taken))
        limit = a
    return found[::-1]


def _pieces(parts: Parts) -> Iterator[tuple[int, int]]:
    """Clauses, cut at blanks, too, where both sides name something: `新三板挂了 辅导没做`."""
    for a, b, text in clauses_of(parts):
        at = a
        for blank in _BLANK.finditer(text):
            cut = a + blank.end()
            if _names(parts, at, cut) and _names(parts, cut, b):
                yield at, a + blank.start()
                at = cut
        yield at, b


def _names(parts: Parts, a: int, b: int) -> bool:
    return bool(between(parts.flags, a, b)) or any(a <= o[0] < b for o in parts.options)


def _tells(parts: Parts, a: int, b: int) -> bool:
    """Whether a clause speaks of figures."""
    return any(between(part, a, b) for part in (parts.names, parts.numbers, parts.shares))


def _afterthought(parts: Parts, a: int, b: int) -> Afterthought | None:
    """What a clause denies that names nothing: it speaks of what stood before it."""
    text = parts.text[a:b].strip(" .。!！~…-—")
    found = _BARE.fullmatch(text)
    if found is None or _ENOUGH.fullmatch(text):
        return None
    return "deed" if _DEED.search(text) else "being"
