"""Whether a message begins a further project, standard, product or application."""

import re

_NOUNS: tuple[tuple[str, str], ...] = (
    ("projects", r"项目|揭榜|攻关|projects?"),
    ("standards", r"标准|国标|行标|地标|团标|standards?"),
    ("products", r"产品|装备|设备|首台|products?|equipment"),
    ("applications", r"应用|场景|applications?|scenarios?"),
)
# A further one is only meant where it is counted: "另外项目投入2000万" still speaks of the same.
_FURTHER = re.compile(
    r"(?:还有|另外(?:还有|有)?|另有|还(?:做|参与|主导|牵头)了?|再(?:加|来|说|填)|加|新增|添加|补充)(?:我们|我司|还有|上)?[^，,。;；0-9]{0,6}?"
    r"(?:(?:[一1另两几]|另外?一)?(?:个|项|款|种)|别的|其他)(?P<what>[^，,。;；]{0,14})"
    r"|第[二三四五六七八九十2-9](?:个|项|款|种)(?P<nth>[^，,。;；]{0,14})"
    r"|\b(?:another|one more|a (?:second|third|fourth)|add an?(?:other)?)\b(?P<en>[^,.;]{0,40})"
)


def another(plain: str) -> str | None:
    """The list (`projects`, …) to which a (normalised) message adds an object."""
    found = _FURTHER.search(plain)
    if found is None:
        return None
    said = found["what"] or found["nth"] or found["en"] or ""
    hits = [(m.start(), name) for name, noun in _NOUNS if (m := re.search(noun, said))]
    return min(hits)[1] if hits else None
