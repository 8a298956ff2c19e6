"""A measure beside its same-type policies in one line each, where it is known which is higher."""

from calculators.assess import Assessment
from calculators.evaluate import Box
from calculators.facts import Lang
from calculators.same_type import compare
from calculators.saying import say_range
from calculators.xm_2023_10.same_type import SAME_TYPES
from knowledge.contacts import related_policy
from prompts import render


def say_same_type(assessed: Assessment, box: Box, lang: Lang) -> dict[str, str]:
    """The line of each same-type policy, by its id; none for what is not decided."""
    lines = {}
    for compared in compare(SAME_TYPES, assessed, box):
        if compared.higher != "undetermined":
            policy = related_policy(compared.same_type.policy)
            title = f"《{policy.title}》" if lang == "zh" else policy.title_en
            lines[policy.id] = render(
                "reply/same_type",
                lang,
                policy=policy.number or title,
                own=say_range(compared.own, lang),
                other=say_range(compared.other, lang),
                higher=compared.higher,
            )
    return lines
