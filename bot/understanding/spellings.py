"""Common slips of pen, ear and keyboard, and idioms for numbers, put into their plain words."""

import re
from collections.abc import Callable

# What a hurried writer, a speech recogniser or another region writes, and what is meant.
_SLIPS: tuple[tuple[str, str], ...] = (
    (r"软[体休建]", "软件"),
    (r"[营赢盈影][收受售手](?!卡|术|机)|营销收入", "营收"),
    (r"营业收人|[营盈]业受入", "营业收入"),
    (r"[颜妍严言沿眼]发|研法|研发(?:费佣|废用|飞用|非用|费甪)", "研发"),
    (r"[归龟]上|规尚", "规上"),
    (r"小[巨聚]仁|小聚人", "小巨人"),
    (r"人工(?:只能|职能|治能|智慧)", "人工智能"),
    (r"[算蒜][利里立](?!息)", "算力"),
    (r"算力[卷劵]", "算力券"),
    (r"新(?:三版|3[板版])", "新三板"),
    (r"挂排", "挂牌"),
    (r"接榜挂帅", "揭榜挂帅"),
    (r"[木冇]有|冇", "没有"),
    (r"圆整", "元整"),
    (r"(?<=[0-9十百千万亿])[园圆](?!区)", "元"),
    (r"(?:[多少](?:打|写|填|输)?|(?:打|写|填|输)[多少])了?一?个(?:零|0(?![0-9]))", "写错了"),
    (r"[这那]一?块儿?(?!钱)", "这块"),
    (r"好(?=几[十百千万亿个])", ""),
    (r"(?<=[十百千万])把(?=[万亿块元个])", "来"),
    (r"([一二两三四五六七八九十0-9]+)个小目标", r"约\1亿"),
    (r"(?<!年过)半百", "约50"),
    (r"年?1月?份? ?(?:-|~|到|至|—) ?12月份?", "年全年"),
    (
        r"(?:不对(?!称)|说错了?|哦不|哎?不是不是)(?=是|应该|应为|[0-9一二三四五六七八九])",
        "，不对，",
    ),
    (r"(?<=[万亿元块])(?:/|一|每)(?=[台套件款辆])", " 每"),
    (r"[(（](20[0-9]{2})(?:年度?)?[)）]", r" \1年 "),
    (r"[(（](去年|前年|上年)度?[)）]", r"\1"),
    (r"(?<=[万亿元])(?=(?:20)?[12][0-9]年度?)", "，"),
    (r"[—–…-]+(?=(?:哦不|噢不|不对|不是|说错|更正))", "，"),
    (r"(?:如果|要是)?我?(?:没有?|不)记错(?:的话)?|如果我?记得(?:没错|对)的话", "大概"),
    (
        r"\bif i(?: remember| recall|'m not mistaken| am not mistaken)(?: correctly| right)?",
        "i think",
    ),
    (r"(?<=[0-9])['’](?=[0-9]{3}(?![0-9]))", ","),
    (r"’", "'"),
    (r"(?<=[0-9]) ?[千仟]元", "k元"),
    (r"(?<=[0-9]) ?[百佰]万元", "m元"),
    (r"(?<![0-9.。])([0-9]+)。([0-9]+)(?= ?[千百]?[万亿])", r"约\1.\2"),
    (r"\*{2,}|`", ""),
)
_COMPILED = tuple((re.compile(wrong), right) for wrong, right in _SLIPS)
_ROW = "一二三四五六七八九"
_NEIGHBOURS = re.compile(r"([一二两三四五六七八])、([二两三四五六七八九])(?=[十百千万亿])")
_ARABIC_NEIGHBOURS = re.compile(r"(?<![0-9.])([1-8])、([2-9])(?=[十百千]?[万亿])")
_LETTER_O = re.compile(r"(?<![a-z])[0-9][0-9o]*o[0-9o]*(?= ?[万亿元w])")
_W = re.compile(r"(?:(?<=[0-9十百千几来多余])|(?<=多个))( ?)w(?![a-z0-9])")
_BY_BLANKS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3}){2,}(?= ?(?:元|yuan|rmb|cny))")
_ONE_BY_ONE = re.compile(r"(?<![0-9.,] )(?<![0-9.,])[0-9](?: [0-9]){2,}(?= ?[万亿])")
_LISTED = re.compile(
    r"(?:(?<=\A)|(?<=[\s;；。]))(?:[(（][0-9]{1,2}[)）]|[0-9]{1,2}[)）.、](?!\s*[0-9])|[①-⑳])\s*(?=[^\W\d_])"
)


def put_right(text: str) -> str:
    """The (narrow, simplified, lower-case) text with slips and idioms in their plain words."""
    for wrong, right in _COMPILED:
        text = wrong.sub(right, text)
    text = _NEIGHBOURS.sub(_side_by_side(""), text)
    text = _ARABIC_NEIGHBOURS.sub(_side_by_side("-"), text)
    # An O for a zero is most likely a slip: taken so, and asked back.
    text = _LETTER_O.sub(lambda m: "约" + m[0].replace("o", "0"), text)
    text = _ONE_BY_ONE.sub(lambda m: "约" + m[0].replace(" ", ""), text)
    text = _BY_BLANKS.sub(lambda m: "约" + m[0].replace(" ", ""), text)
    return _LISTED.sub(" ", _W.sub(r"\1万", text))


def _side_by_side(joint: str) -> Callable[[re.Match[str]], str]:
    """`八、九百万` is 八九百万; `三、五百万` stays a list."""

    def join(m: re.Match[str]) -> str:
        one, two = (_place(c) for c in m.groups())
        return f"{m[1]}{joint}{m[2]}" if two - one == 1 else m[0]

    return join


def _place(digit: str) -> int:
    return (
        int(digit)
        if digit.isdigit() and digit.isascii()
        else _ROW.index("二" if digit == "两" else digit) + 1
    )
