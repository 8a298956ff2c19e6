"""What a question takes as given: figures to compute with, never facts for the record."""

import re
from collections.abc import Mapping
from datetime import date

from bot.understanding.reading import read_message
from bot.understanding.vocabulary import BOUGHT, PAID
from bot.understanding.wording import normalise
from calculators.facts import Profile, Value

_ASKED = re.compile(
    r"(?:补贴?|补助|奖励?|拿|得|领|享受|申请|申领|获得?|给|报销?|退|返|贷|有|是)(?:到|得|给|贴|助|回来?)?(?:我们)?(?:多少|几个?钱|几万|几多|啥|什么(?=补|奖|政策))[^,，。;；?？!！\n]*"
    r"|(?:补助|补贴|奖励|奖金)(?:金额|资金|额度)?(?:是多少|有多少|怎么算|怎么计算|如何计算|咋算)"
    r"|(?:how much|what (?:would|do|will|can|could|subsidy|grant|award|amount)).*?(?:\?|\Z|(?=\bif\b|\bwhen\b|\bfor\b))"
)
_LEADING_TO_IT = "能够可以会将应该大概约一共总最多高到底还再请问想下我们公司这样那么的是,，、 "
_SUPPOSING = re.compile(
    r"如果说?|假如说?|假设|假定|要是|倘若|若是|比如说?|例如|譬如|的话|\b(?:what if|if|suppose|supposing|assuming|let's say|say we)\b"
)
_SPENT = re.compile(r"花了?|用了|付了?|支付|支出|烧了?|spent|spend|paid|pay|cost")


def figures_given(text: str, profile: Profile, today: date) -> Mapping[str, Value]:
    """The facts that a question of how much states or supposes: `租GPU花了120万能补多少`.

    Doubtful readings are among them, as the answer says what it computed with. Empty for a
    question that does not ask how much.
    """
    stated = read_message(text, pending=None, profile=profile, today=today).facts
    plain = normalise(text)
    parts = _ASKED.split(plain)
    if len(parts) == 1:
        return stated
    told = "。".join(part.rstrip(_LEADING_TO_IT) for part in parts)
    if told.replace("。", "").isascii():
        told = told.replace("?", ".")  # the question was in front: how much would we get if we …?
    told = _SUPPOSING.sub("", told)
    reading = read_message(told, pending=None, profile=profile, today=today)
    given = {**reading.to_confirm, **reading.facts, **stated}
    if BOUGHT in given and PAID not in given and _SPENT.search(told):
        given[PAID] = given[BOUGHT]  # what was spent was both bought and paid for
    return given
