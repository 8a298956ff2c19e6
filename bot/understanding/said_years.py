"""Years that are said outright: of the figures (“数据年度改成2024”), and 去年 beside a comparison."""

import re
from collections.abc import Container

_DATA_YEAR = re.compile(
    r"(?:数据(?:所属)?的?年[度份]|data year)(?:也|就|应该|应)?[ :：]*"
    r"(?:改成了?|改为|改到|更正为?|是|为|is|to|=)?[ :：]*(20[0-9]{2})(?![0-9]) ?(?:年度?)?"
)
_COMPARED = re.compile(r"(?:比|较|相比|对比)(?:去年|上年)")
_PRIOR_RD = re.compile(r"上年(?:度)?的?(?=自主研发)")
_RD, _PRIOR = "self_rd_expense_yuan", "self_rd_expense_prior_year_yuan"


def take_data_year(text: str) -> tuple[str, int | None]:
    """The text without the words that name the data year, and that year."""
    found = list(_DATA_YEAR.finditer(text))
    if len(found) != 1:
        return text, None
    return text[: found[0].start()] + text[found[0].end() :], int(found[0][1])


def plain_years(text: str, asked: str | None, known: Container[str]) -> str:
    """Words for the year before as such, where the sentence or the interview settles them.

    `比去年增长40%，去年900万`: the second 去年 is the year compared with. `上年自主研发费用` is our own
    name of the year before's figure, once this year's is known.
    """
    compared = _COMPARED.search(text)
    if compared is not None:
        rest = text[compared.end() :]
        text = text[: compared.end()] + rest.replace("去年", "前一年").replace("上年", "前一年")
    if asked == _PRIOR or _RD in known:
        text = _PRIOR_RD.sub("前一年", text)
    return text
