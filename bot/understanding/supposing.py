"""What a question takes as given: figures to compute with, never facts for the record."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from bot.understanding.amounts import find_quantities
from bot.understanding.reading import read_message
from bot.understanding.vocabulary import BOUGHT, FAMILIES, PAID
from bot.understanding.wording import normalise
from calculators.facts import Kind, Profile, Span, Value
from calculators.xm_2023_10.facts import FACTS

_ASKED = re.compile(
    r"最[多高]多少|(?:补贴?|补助|奖励?|拿|得|领|享受|申请|申领|获得?|给|报销?|退|返|贷|借|有|是)(?:到|得|给|贴|助|回来?)?(?:我们)?(?:多少|几个?钱|几万|几多|啥|什么(?=补|奖|政策))[^,，。;；?？!！\n]*"
    r"|(?:补助|补贴|奖励|奖金)(?:金额|资金|额度)?(?:是多少|有多少|怎么算|怎么计算|如何计算|咋算)"
    r"|(?:正好|刚好|这样|那)?(?:够不够|够吗|够格吗?|算不算|算吗|行不行|行吗|能不能[补奖报]|[能给有]?[补奖报]吗|能[补奖拿领报]?[^,，。?？0-9]{0,6}吗|有[^,，。?？0-9]{0,6}[吗没]|符合[^,，。?？0-9]{0,4}吗|达标吗)[^,，。;；?？!！\n]*"
    r"|(?:how much|what (?:would|do|will|can|could|subsidy|grant|award|amount)|is there|do we (?:get|qualify)|can we (?:get|claim)|does (?:that|this|it) (?:count|qualify)).*?(?:\?|\Z|(?=\bif\b|\bwhen\b|\bfor\b))"
)
_LEADING_TO_IT = "能够可以会将应该大概约一共总最多高到底还再请问想下我们公司这样那么的是,，、 "
_SUPPOSING = re.compile(
    r"如果说?|假如说?|假设|假定|要是|倘若|若是|比如说?|例如|譬如|的话|\b(?:what if|if|suppose|supposing|assuming|let's say|say we)\b"
)
# What the policy demands or gives is no figure of the company: “每满200万”, “最高50万”.
_OF_THE_POLICY = re.compile(
    r"每满|最高|最多|上限|封顶|以上|以下|门槛|起步|[万亿]元?的?(?:算力券|补|奖|总额|资金)|\b(?:each|every|at most|up to|cap|at least|minimum|threshold)\b"
)
_CLOUD = re.compile(
    r"(?:在)?(?:阿里云|腾讯云|华为云|天翼云|百度云|移动云|联通云|火山引擎|云端?(?:gpu|显卡|算力)|云(?:服务器?|主机|资源|平台|计算))(?:上|那边|里)?(?:的)?"
    r"|(?:租用?|租赁)(?:了|的)?(?:卡|显卡|服务器|gpu|机器|a100|h100|h800|4090)|(?:cloud|gpu|server)s? (?:bill|rental|services?)"
)
# The one amount of a measure, and the words about it without which an amount may be any other.
_MONEY_OF: Mapping[int, tuple[str, re.Pattern[str]]] = {
    3: (BOUGHT, re.compile(r"花|付|用了|买|租|云|算力|支出|开支|spen[dt]|paid|pay|bill|rent|bought|buy|compute")),
    4: ("project_rd_investment_yuan", re.compile(r"投|研发|项目|invest|r&d|project|spen[dt]")),
    10: ("equipment_unit_price_yuan", re.compile(r"卖|价|一台|每台|price|sold|sell|each|unit")),
    11: ("maas_revenue_yuan", re.compile(r"收入|营收|做了|revenue|income|earn|sales")),
    12: ("app_local_sales_yuan", re.compile(r"卖|销售|收入|sales|sold|revenue")),
    17: ("rd_expense_last_year_yuan", re.compile(r"研发|r&d|research")),
}  # fmt: skip
# A month's bill is not the year's total, and what doubled from what is not said.
_NOT_A_YEAR = re.compile(
    r"每个?月|一个月|月均|按月|/月|翻[了一]?[倍番]|per month|monthly|a month|doubled"
)
_GROWN = re.compile(
    r"(?:增长率?|增速|增幅|涨幅?|提高|增加)[^0-9,，。%]{0,6}([0-9]+(?:\.[0-9]+)?)%|(?:grew|grown|up|growth of|rose)[^0-9%.,]{0,8}([0-9]+(?:\.[0-9]+)?)%"
)
_LEVELS = re.compile(
    r"国际|国家|国标|行业|行标|团体|团标|地方标准|iso|international|national|industry"
)
_MAY_BE_NO = frozenset({"is_ai_enterprise", "is_newly_registered_enterprise"})
# A word of the event itself; IPO alone is only a plan, and 外地 is not the bureau of Xiamen.
_ONLY_WITH = {
    "exchange_accepted": re.compile(r"受理|accepted"),
    "tutoring_filed_xiamen_csrc": re.compile(
        r"^(?!.*(?:外地|外省|其他|别的|异地)).*(?:备案|filed|filing)"
    ),
}
_LEAST = 100_000  # fen
_WHOLE = 1_000_000  # 100 % in 1/10,000 percent
_ANOTHER = re.compile(
    r"注册资[本金]|利润|融资|估值|资产|税|工资|社保|订单|贷款?(?=[0-9一二三四五六七八九十])|借|补[了过]|已[获领]|奖了|拿[了过]|预算|capital|profit|funding|tax|salar|loan of|borrow"
)


def figures_given(
    text: str, profile: Profile, today: date, measures: Sequence[int] = ()
) -> Mapping[str, Value]:
    """The facts that a question states or supposes: `租GPU花了120万能补多少`.

    Doubtful readings are among them, as the answer says what it computed with. `measures` are those
    that the question was found to be about: the one amount in it is then the one they speak of.
    """
    plain = normalise(text)
    if _NOT_A_YEAR.search(plain):
        return {}
    stated = read_message(text, pending=None, profile=profile, today=today).facts
    told = _without_question(plain)
    if not _OF_THE_POLICY.search(told):
        reading = read_message(told, pending=None, profile=profile, today=today)
        stated = {**reading.to_confirm, **reading.facts, **stated}
        if len(measures) == 1:
            stated = _with_its_amount(stated, measures[0], told)
        stated = _with_year_before(stated, told)
    meant = {key: value for key, value in stated.items() if _is_meant(key, value, told)}
    return _paid_as_bought(meant, profile)


def _is_meant(key: str, value: Value, told: str) -> bool:
    """Whether a value is surely one to compute with: what is left out costs a line, not a wrong one."""
    fact = FACTS[key]
    if isinstance(value, Span):
        return value.hi < fact.highest
    match fact.kind:
        case Kind.FLAG:
            word = _ONLY_WITH.get(key)
            return (value is True or key in _MAY_BE_NO) and (not word or bool(word.search(told)))
        case Kind.YUAN:
            return int(value) >= _LEAST  # type: ignore[arg-type]  # 这两块 is no 2 yuan
        case _:
            return key != "standard_level" or len(set(_LEVELS.findall(told))) <= 1


def _with_year_before(given: Mapping[str, Value], told: str) -> Mapping[str, Value]:
    """With the figure of the year before that a stated growth comes from, rounded up to the fen.

    Rounded up, a growth that only equals a threshold does not exceed it.
    """
    grown = _GROWN.search(told)
    for now, before in FAMILIES.values():
        figure = given.get(now)
        if grown and before not in given and isinstance(figure, int):
            rate = int(Decimal(grown[1] or grown[2]) * 10_000)
            return {**given, before: -(-figure * _WHOLE // (_WHOLE + rate))}
    return given


def _without_question(plain: str) -> str:
    """The text without what asks and supposes, and with compute by its own name."""
    parts = _ASKED.split(plain)
    told = "。".join(part.strip("?").rstrip(_LEADING_TO_IT) for part in parts)
    if len(parts) > 1 and told.replace("。", "").isascii():
        told = told.replace("?", ".")  # the question was in front: how much would we get if we …?
    return _CLOUD.sub("算力" if not told.isascii() else "compute", _SUPPOSING.sub("", told))


def _with_its_amount(stated: Mapping[str, Value], measure: int, told: str) -> Mapping[str, Value]:
    """With the one amount of money as the one that the measure speaks of, if it has none yet."""
    key, about = _MONEY_OF.get(measure, ("", re.compile(r"\Z")))
    amounts = [one for one in find_quantities(told) if one.unit == "yuan"]
    unread = key and key not in stated and PAID not in stated and about.search(told)
    if not unread or len(amounts) != 1 or _ANOTHER.search(told):
        return stated
    low, high = amounts[0].lo, amounts[0].hi
    if low != high:
        return stated
    others = {k: v for k, v in stated.items() if v != int(low * 100)}  # the same amount, misread
    return {**others, key: int(low * 100)}


def _paid_as_bought(given: Mapping[str, Value], profile: Profile) -> Mapping[str, Value]:
    """Where only one of the two is known, what was bought was paid for: the answer says so."""
    known = {key for key in (BOUGHT, PAID) if key in given or key in profile.facts}
    for one, other in ((BOUGHT, PAID), (PAID, BOUGHT)):
        if one in given and known == {one}:
            return {**given, other: given[one]}
    return given
