"""The name of a company, when somebody says it."""

import re

_NAME = re.compile(
    r"(?:(?:我们|我|本|咱们)?(?:的)?(?:公司|企业|单位)(?:的)?(?:名称|名字|全称|全名|名稱)?(?:叫做?|是|为|為|[:：])|(?:企业|公司|單位|单位|企業)?(?:名称|名稱|全称|全名)[:：是为]?|我们是|我們是|我们叫|我司是|我司为|这里是)"
    r"[\s“\"「《]*(?P<name>[\u4e00-\u9fffA-Za-z0-9（）()·&\- ]{2,40}?(?:有限责任公司|股份有限公司|有限公司|股份公司|集团公司|有限責任公司|股份有限公司|集团|集團))"
)
_ENGLISH = re.compile(
    r"(?:our company(?:'s name)? is|company name(?: is|:)|we are|the name is|company:) (?P<name>[A-Z][\w&.,' -]{1,80}?(?:Co\.,? ?Ltd\.?|Ltd\.?|Inc\.?|Limited|Corp\.?|LLC))"
)


def company_name(written: str) -> str | None:
    """The name as it was written, or none."""
    found = _NAME.search(written) or _ENGLISH.search(written)
    return found["name"].strip() if found else None
