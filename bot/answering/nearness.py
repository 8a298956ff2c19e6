"""How near a question is to what it may be about, and when that is not near enough to be meant."""

from knowledge.retriever import Retriever, Scored

# From this share of a name on a target counts as named.
MIN_NAMED = 0.27
# Shares of the cosine's span at which something not covered is what was meant; set by hand.
_FAR, _SAME_WORDS, _NEARLY = 0.31, 0.75, 0.8
_SAME_SENSE, _SENSE_LEAD, _SOME_SENSE, _FEW_WORDS = 0.9, 0.1, 0.5, 0.35


def meant_by_sense(ranked: list[Scored]) -> str | None:
    """What is not covered and is nearer in meaning than anything else, where nothing is named.

    Only a meaning that is nearly the question's own outweighs a name: 研发费用想多报点.
    """
    limits = [one for one in ranked if one.target.kind == "not_covered"]
    others = [one for one in ranked if one.target.kind != "not_covered"]
    if not limits or not others:
        return None
    nearest = max(limits, key=lambda one: one.dense)
    rival = max(one.dense for one in others)
    named = any(one.named >= MIN_NAMED for one in others if one.target.key != "overview")
    if nearest.dense >= _SAME_SENSE and nearest.dense - rival >= _SENSE_LEAD:
        return nearest.target.key
    clear = nearest.dense > rival and others[0].lexical < _FEW_WORDS
    return nearest.target.key if clear and not named and nearest.dense >= _SOME_SENSE else None


def is_far(top: Scored, retriever: Retriever) -> bool:
    """Whether the best target shares but a few characters: 光速是多少, and 增速是多少."""
    return retriever.wait(0) and not top.named and top.dense < _FAR and top.lexical < _SAME_WORDS


def rather_a_measure(ranked: list[Scored]) -> Scored:
    """The best target; where it is the overview, named by 补贴 alone, a measure that is nearer."""
    top = ranked[0]
    best = next((one for one in ranked if one.target.kind == "measure"), None)
    if top.target.key != "overview" or best is None:
        return top
    return best if best.dense > top.dense and best.score >= _NEARLY * top.score else top
