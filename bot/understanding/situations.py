"""What a company wants to know about: free words, or ids of buttons, to numbers of measures."""

import re

from bot.understanding.flags import negations

_IDS = re.compile(r"(?:[1-9]|1[0-9])(?:[+、,， ]+(?:[1-9]|1[0-9]))*")
_ALL = re.compile(
    r"全部|所有|都(?:要|看看?|想|可以|行|有|问|了解|涉及|算)?(?:看|了解|知道)?|都看看|全都|全看|一起看|随便|不知道|不清楚|跳过|all(?: of (?:them|it|the above))?|everything|skip|not sure|any"
)
_NOTHING = re.compile(
    r"(?:都|以上|全)?(?:没有|不是|不要|不需要)(?:了)?|none(?: of (?:them|these|the above))?"
)
_WORDS: tuple[tuple[str, str], ...] = (
    ("2", r"智算中心|算力中心|compute[- ]cent(?:er|re)"),
    ("3", r"算力(?!中心)|gpu|云服务|compute(?![- ]cent)|computing"),
    ("4", r"揭榜|攻关|关键(?:核心)?技术|challenge|breakthrough|key technolog"),
    ("5", r"重点实验室|公共服务平台|创新平台|lab(?:oratory)?\b|public[- ]service platform"),
    ("6", r"(?<!上年)研发(?!贷|投入融资|融资|投入贴息)|r ?& ?d|research"),
    ("7", r"标准|standards?"),
    ("8", r"营收|营业收入|收入增长|做大|做强|上台阶|规上|小巨人|增产|revenue|growth|little giant"),
    ("9", r"上市|挂牌|新三板|ipo|listing|listed|neeq"),
    ("10", r"首台|首购|首用|高端装备|装备|first[- ]set|equipment"),
    ("11", r"maas|模型即服务|大模型服务|model[- ]as[- ]a"),
    ("12", r"场景|标杆应用|scenario|benchmark app"),
    ("13", r"供需|对接|matchmaking"),
    ("14", r"产业园|园区|\bpark\b"),
    ("15", r"人才|talent"),
    ("16", r"数据要素|数据开放|公共数据|open data|data elements?"),
    ("17", r"贷款|贴息|融资|金融|loans?\b|financing"),
)  # fmt: skip


_WISH = re.compile(
    r"^(?:我们?|主要|先|就|只|想|要|看看?|了解一?下?|关注|算算?|申请|申报|办|做|关于)+|(?:这?[几两]个?(?:方面|块)?|的|吧|方面|这块|相关|政策|补[贴助]|奖励|情况)+$"
)


def named_situations(text: str) -> tuple[str, ...] | None:
    """The choice of a message that is nothing but a list of topics: `算力、研发、做大做强`."""
    parts = [_WISH.sub("", part) for part in re.split(r"[、，,\s]+|和|及|与|\band\b", text.strip())]
    numbers = [
        next(
            (n for n, words in _WORDS if re.fullmatch(f"(?:购买)?(?:{words})(?:券|投入)?", p)), None
        )
        for p in parts
        if p
    ]
    return tuple(n for n in numbers if n) if numbers and all(numbers) else None


def situations(text: str) -> tuple[str, ...] | None:
    """Numbers of measures, `("all",)`, an empty tuple for none of them, or nothing understood."""
    plain = text.strip(" .。!！~?？")
    if _IDS.fullmatch(plain):
        return tuple(dict.fromkeys(re.findall(r"[0-9]+", plain)))
    if _ALL.fullmatch(plain):
        return ("all",)
    if _NOTHING.fullmatch(plain):
        return ()
    clauses = [
        c for c in re.split(r"[，,。;；\n]|但是|但|不过|\bbut\b", plain) if c and not negations(c)
    ]
    found = [number for number, words in _WORDS if any(re.search(words, c) for c in clauses)]
    if found:
        return tuple(found)
    return (
        ("all",) if re.search(r"全部|所有|都(?:想)?(?:看看|了解|要|问)|everything", plain) else None
    )
