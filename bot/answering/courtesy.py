"""Small talk: a greeting or thanks that is nothing else, said with or without a particle."""

import re
from functools import lru_cache

from knowledge.clauses import Policy, Topic
from knowledge.words import fold


def small_talk(folded: str, policy: Policy) -> Topic | None:
    """The topic of a folded text that is small talk and nothing else."""
    bare = _bare(folded)
    talk = (topic for topic in policy.topics if topic.kind == "small_talk")
    return next(
        (topic for topic in talk if bare in _said(topic.questions["zh"] + topic.questions["en"])),
        None,
    )


@lru_cache
def _said(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_bare(fold(text)) for text in texts)


def _bare(folded: str) -> str:
    # 你好呀, 谢谢啦: a particle at the end makes no other greeting.
    return re.sub(
        r"(?<=.)[呀啊哦哈啦嘛呢哟喔哒吧～~]+\Z", "", re.sub(r"[^\w ]+", "", folded).strip()
    )
