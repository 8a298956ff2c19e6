"""What a question is about: measures, topics of the whole policy, or what it does not cover."""

import re
from dataclasses import dataclass
from typing import Literal

from bot.answering.answer import Context
from bot.answering.courtesy import small_talk
from bot.answering.nearness import MIN_NAMED, is_far, meant_by_sense, rather_a_measure
from knowledge.clauses import NotCovered, Policy, Topic
from knowledge.index import contains
from knowledge.retriever import Retriever, Scored
from knowledge.words import fold, has_han, stemmed

# The least score of a question that is answered. The lexical one was lowered after looking at the
# tuning half of the development set; the dense one is higher because its sum has one part more.
FLOOR = {"lexical": 0.30, "dense": 0.45}
# From this score on it is asked back which measure was meant; below, nothing was understood.
_ASKED = {"lexical": 0.2, "dense": 0.4}
_CHOICES = 3
# What most people come for, where a question names nothing at all.
_USUAL = (3, 6, 8)
# A second measure is named as near by from this share of the best score.
_NEAR = 0.5
_PART = re.compile(r"[,，。;；?？!！、]|以及|还有|另外|同时|和|与|跟|及| and | or | plus ")
# “2025年的数据” are figures of a year, not the data of measure 16.
_OF_A_YEAR = re.compile(r"(年度?|去年|前年|上年|当年)的?(?:数据|數據)")
_LETTER = re.compile(r"[a-z\u3400-\u9fff]")
_JOINED = re.compile(r"、|以及|还有|和|与|跟|及| and | or ")
_FOLLOW_UP = re.compile(
    r"^(那|那么|这个|这条|它|其|上限|下限|条件|比例|呢|and |what about|how about|is it|does it|who|"
    r"what is the (cap|limit|rate)|the cap)|呢[?？]?$"
)
_FOLLOW_UP_LENGTH = {"zh": 14, "en": 45}
# Topics that are answered beside a measure; the others only alone.
_BESIDE = frozenset({"validity", "successor", "stacking", "apply", "contacts", "budget", "ceiling"})
# “孩子怎么上学，我是引进人才”: who asks is not asked about.
_WHO_ASKS = re.compile(
    r"\s*(?:我们?|本人|咱们?|公司|我司)?(?:是|作为|属于)|\s*(?:i am|we are|as an?)\b"
)
# Below this share of the topic's score a measure was only touched: “一家企业能同时享受几条”.
_BESIDE_SHARE = 0.4
_WHOLLY_REFUSED = frozenset({"falsify", "other_city"})
# “能拿多少钱”: of what, is not said.
_NOTHING_NAMED = re.compile(
    r"(?:请问|你好|我们?|公司|企业|一共|总共|到底|大概|能不能|可不可以|可以|能|会|有没有|有|拿到?|领|得|给"
    r"|补贴|补助|奖励|奖补|补|奖|金额|钱|多少|最多|最高|几万|上限|封顶|比例|怎么|如何|申请|申报|条件|要求|是|的|呢|吗|啊|呀|[\s,，。?？!！])+"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about, best first; `near` are measures that may have been meant instead."""

    kind: Literal["measures", "general", "ambiguous", "small_talk", "not_covered", "unclear"]
    measures: tuple[int, ...] = ()
    near: tuple[int, ...] = ()
    topics: tuple[Topic, ...] = ()
    limits: tuple[NotCovered, ...] = ()


def find_subject(question: str, retriever: Retriever, context: Context | None = None) -> Subject:
    """Decide what a question is about. The same question gives the same subject."""
    policy = retriever.policy
    question = _OF_A_YEAR.sub(r"\1", question)
    folded = fold(question)
    if talk := small_talk(folded, policy):
        return Subject("small_talk", topics=(talk,))
    if not _LETTER.search(folded):
        return Subject("unclear")
    limits = _limits(folded, policy)
    if limits:
        return _beside_limits(folded, limits, retriever)
    ranked = [one for one in retriever.rank(question) if _counts(one, policy)]
    if (limit := meant_by_sense(ranked)) is not None:
        return Subject("not_covered", limits=(_limit(policy, limit),))
    if _asks_contact_of_a_body(folded, ranked, policy):
        return Subject("general", topics=(_topic(policy, "contacts"),))
    names_nothing = _NOTHING_NAMED.fullmatch(folded) is not None
    if context and context.measures and (names_nothing or _refers_back(folded, ranked)):
        return Subject("measures", context.measures, topics=_beside(ranked, policy))
    if names_nothing and not _is_general(ranked, policy):
        return Subject("ambiguous", near=_USUAL)
    if not ranked or is_far(ranked[0], retriever):
        return Subject("unclear")
    if ranked[0].score < _floor(retriever) and ranked[0].named < MIN_NAMED:
        return _asked_back(ranked, retriever)
    return _from_ranking(folded, ranked, retriever)


def _asks_contact_of_a_body(folded: str, ranked: list[Scored], policy: Policy) -> bool:
    """“数据管理局在哪办公” is about the body, not about data."""
    asked = any(one.target.key == "contacts" and one.named for one in ranked)
    names = (full.removeprefix("厦门市") for full in _full_names(policy))
    return asked and any(name in folded for name in names)


def _full_names(policy: Policy) -> tuple[str, ...]:
    return tuple(body.full_name for body in policy.contacts.values() if body.full_name)


def _is_general(ranked: list[Scored], policy: Policy) -> bool:
    """Whether one of the topics of the whole policy is asked about, such as how to apply."""
    top = next(iter(ranked), None)
    if top is None or top.target.kind != "topic" or not top.named:
        return False
    topic = _topic(policy, top.target.key)
    return topic.kind == "general" and topic.id != "overview"


def _asked_back(ranked: list[Scored], retriever: Retriever) -> Subject:
    """Which measure was meant, where the words point at some of them but not surely at one."""
    least = _ASKED["dense" if retriever.wait(0) else "lexical"]
    if not ranked or ranked[0].target.kind != "measure" or ranked[0].score < least:
        return Subject("unclear")
    near = [int(one.target.key) for one in ranked if one.target.kind == "measure"]
    return Subject("ambiguous", near=tuple(near[:_CHOICES]))


def _from_ranking(folded: str, ranked: list[Scored], retriever: Retriever) -> Subject:
    policy, top = retriever.policy, rather_a_measure(ranked)
    named = [one for one in ranked if one.target.kind == "measure" and one.named >= MIN_NAMED]
    match top.target.kind:
        case "not_covered":
            return Subject("not_covered", limits=(_limit(policy, top.target.key),))
        case "topic":
            topic = _topic(policy, top.target.key)
            if topic.kind == "small_talk":
                return Subject("small_talk", topics=(topic,))
            least = _BESIDE_SHARE if topic.id in _BESIDE else _NEAR
            if not named or named[0].score < least * top.score:
                return Subject("general", topics=(topic,))
            best = named[0]
        case "measure":
            best = top
    return _measures(folded, best, ranked, retriever)


def _measures(folded: str, best: Scored, ranked: list[Scored], retriever: Retriever) -> Subject:
    answered = list(dict.fromkeys([int(best.target.key), *_parts(folded, retriever)]))[:3]
    near = [
        int(one.target.key)
        for one in ranked
        if one.target.kind == "measure"
        and one.score >= _NEAR * best.score
        and int(one.target.key) not in answered
    ]
    beside = _beside(ranked, retriever.policy)
    return Subject("measures", tuple(answered), tuple(near[: 3 - len(answered)]), beside)


def _parts(folded: str, retriever: Retriever) -> list[int]:
    """The measures that the parts of a question name, each part by itself."""
    parts = [part for part in _PART.split(folded) if part and part.strip()]
    if len(parts) < 2:  # noqa: PLR2004 - one part is the question itself
        return []
    return [number for part in parts if (number := _named_in(part, retriever)) is not None]


def _named_in(part: str, retriever: Retriever) -> int | None:
    """The measure that a part of a question names; a part without any name costs no embedding."""
    if not retriever.names(part):
        return None
    top = next((one for one in retriever.rank(part) if one.target.kind == "measure"), None)
    if top is None or top.named < MIN_NAMED or top.score < _floor(retriever):
        return None
    return int(top.target.key)


def _beside(ranked: list[Scored], policy: Policy) -> tuple[Topic, ...]:
    keys = [
        one.target.key
        for one in ranked
        if one.target.kind == "topic" and one.target.key in _BESIDE and one.named >= MIN_NAMED
    ]
    return tuple(_topic(policy, key) for key in keys[:2])


def _beside_limits(folded: str, limits: tuple[NotCovered, ...], retriever: Retriever) -> Subject:
    """Refuse; but where another part of the question names a measure, answer that part as well."""
    if any(limit.id in _WHOLLY_REFUSED for limit in limits):
        return Subject("not_covered", limits=limits)
    free = [
        part
        for part in _PART.split(folded)
        if part and not _limits(part, retriever.policy) and not _WHO_ASKS.match(part)
    ]
    found = [number for part in free if (number := _named_in(part, retriever)) is not None]
    if not found:
        return Subject("not_covered", limits=limits)
    return Subject("measures", tuple(dict.fromkeys(found))[:3], limits=limits)


def _limits(folded: str, policy: Policy) -> tuple[NotCovered, ...]:
    """What of the question is not covered; `unless` counts within the part that has the term."""
    parts = [(part, stemmed(part)) for part in _JOINED.split(folded) if part]
    return tuple(
        limit
        for limit in policy.not_covered
        if any(
            _has(part, words, limit.terms) and not _has(part, words, limit.unless)
            for part, words in parts
        )
    )


def _has(part: str, words: str, terms: tuple[str, ...]) -> bool:
    return any(contains(part, words, term) for term in terms)


def _refers_back(folded: str, ranked: list[Scored]) -> bool:
    longest = _FOLLOW_UP_LENGTH["zh" if has_han(folded) else "en"]
    names_one = any(one.target.kind == "measure" and one.named for one in ranked)
    return len(folded) <= longest and bool(_FOLLOW_UP.search(folded)) and not names_one


def _counts(one: Scored, policy: Policy) -> bool:
    """A single bigram shared with a greeting makes no small talk."""
    if one.target.kind == "topic" and _topic(policy, one.target.key).kind == "small_talk":
        return one.named > 0 or one.lexical > 0.8  # noqa: PLR2004
    return True


def _floor(retriever: Retriever) -> float:
    return FLOOR["dense" if retriever.wait(0) else "lexical"]


def _topic(policy: Policy, key: str) -> Topic:
    return next(topic for topic in policy.topics if topic.id == key)


def _limit(policy: Policy, key: str) -> NotCovered:
    return next(limit for limit in policy.not_covered if limit.id == key)
