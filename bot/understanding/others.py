"""Takes out of a message what it says of other companies, of plans and of the policy's demands."""

import re
from itertools import pairwise

from bot.understanding.names import sentences

_A_FIRM = r"|家[^,，。;]{0,8}(?:公司|企业|厂)"
_ABOUT = r"(?:的|去年|前年|今年|上年|一年|每年|全年|20[0-9]{2}年|自己|单位|公司|企业|厂|有|是|也|都|就|据说|听说|大概|大约|差不多)*"
_FIGURE = rf"(?=营收|营业|研发|收入|销售|规模|算力|买|购|花|投|拿|获|得|领|做|有[0-9]|[0-9一二三四五六七八九两几半¥]{_A_FIRM})"
_OTHERS = re.compile(
    rf"(?:竞争对手|竞品|对手|同行(?:业)?|友商|别人|别家|人家|他们|她们|隔壁|对面|某某|某(?:家)?(?:公司|企业)|其[他它](?:公司|企业|家)|另一家|[甲乙丙丁a-d]公司|兄弟公司|朋友|同学|亲戚|老乡|(?:客户|供应商|合作(?:方|伙伴|单位)|甲方|乙方)(?!有|[0-9一二三四五六七八九两几半])|行业(?:平均|龙头|老大|头部)|龙头企业|头部企业|大厂|巨头|全行业|整个行业){_ABOUT}{_FIGURE}"
    rf"|(?:母公司|总公司|集团(?:公司)?|[子分]公司|关联公司){_ABOUT}{_FIGURE}(?=[^。;]*[,，](?:而|但)?(?:我们|我司|本公司)(?!的?(?:[母子分]公司|集团))[^。;]*[0-9一二三四五六七八九])"
    r"|\b(?:a |our |the |my |another )?(?:competitors?|rivals?|clients?|customers?|suppliers?|friend(?:'s)?(?: company)?|another (?:company|firm)|other (?:companies|firms)|someone else|industry average)(?:'s)?(?= (?:had|has|have|got|made|earns?|earned|spent|spends|with|revenue|r&d|is|was|did|said))"
)
_ANYBODY = re.compile(
    r"对手|竞品|同行|友商|别人|别家|人家|[他她]们?|隔壁|对面|某|其[他它]|另一家|兄弟公司|朋友|同学|亲戚|客户|供应商|合作|行业|听说|据说|[母子分总]公司|集团"
    r"|\b(?:they|their|he|she|his|her|competitors?|rivals?|clients?|customers?|suppliers?|friends?|another|others?|industry)\b"
)
_OWN = re.compile(
    r"我们(?!的?(?:客户|竞争|同行|朋友|供应|合作))|我司|本公司|本企业|我公司|咱们?|我厂|我家|自己|\b(?:we|our|ours|us)\b(?! (?:clients?|customers?|competitors?|suppliers?))"
)
_PLANS = re.compile(
    r"今年[^,，。;0-9]{0,4}(?:预计|预估|估计|有望|将|应该(?:能|会|可以)|能做到)|(?<![决有])预算(?!执行|内|外)[^,，。;]*[0-9一二三四五六七八九两几半百千万亿]|(?:计划|打算|规划|目标|力争|争取|希望|拟|准备|(?:想|要)(?=在?(?:今|明)年))(?!的?(?:完成|达成|实现|超额|书|经费|项目))[^,，。;]*[0-9一二三四五六七八九两几半百千万亿]|明年|后年|下一?(?:个)?(?:年度|财年|年)(?!之)|未来"
    r"|\b(?:plan(?:s|ned|ning)?|aim(?:s|ing)?|hop(?:e|ing)|intend(?:s|ing)?|want|target(?:s|ed)?|next year|going to|will)\b[^,.;]*[0-9]|\bnext year\b"
)
_UNFINISHED = re.compile(
    r"今年[^,，。;]*(?:到现在|到目前|至今|目前|截[至止])|(?:so far|to date) this year|this year so far"
)
_PART = re.compile(
    r"[上下]半年|季度|[1-4]季|\bq[1-4]\b|前[0-9一二三四五六七八九十]+个?月|(?:first|second) half|quarter"
)
_MONTHLY = re.compile(
    r"月均|每个?月|一个月(?!内)|(?<![第前])[一二三四1-4]季度|q[1-4]\b|\b(?:a|per|each|every) month\b|\bmonthly\b"
)
_WHOLE = re.compile(r"全年|整年|全年度|full[- ]year|whole year")
_LAST = re.compile(r"去年|上年|前年|last year")
_DONE = re.compile(r"(?:完成|达成|实现|超额|达到)了|已经?(?:完成|达成|实现)")
_CLAUSE = re.compile(r"[，、]|,(?! ?[0-9]{3}(?![0-9]))|但是|但|不过|而(?=我)|\bbut\b|\bwhile\b")


def without_others(text: str) -> str:
    """The text in which every clause about another company, until one about our own, is blank."""
    others = [m.start() for m in _OTHERS.finditer(text)]
    if not others:
        return text
    for start, end in sentences(text):
        of_others = False
        for a, b in _clauses(text, start, end):
            here = [at for at in others if a <= at < b]
            of_others = bool(here) or (of_others and not _OWN.search(text, a, b))
            if of_others:
                blank = here[0] if here else a
                text = text[:blank] + "。" * (b - blank) + text[b:]
    return text


def names_others(text: str) -> bool:
    """Whether anybody but the company is named at all."""
    return _ANYBODY.search(text) is not None


def planned(text: str) -> list[tuple[int, int]]:
    """The stretches that speak of plans: their amounts are of no year that has been."""
    found = []
    for start, end in sentences(text):
        for a, b in _clauses(text, start, end):
            if _MONTHLY.search(text, a, b):
                found.append((a, b))
                continue
            unfinished = _UNFINISHED.search(text, a, b) and _LAST.search(text)
            unfinished = unfinished or (_PART.search(text, a, b) and _WHOLE.search(text))
            if unfinished or (_PLANS.search(text, a, b) and not _DONE.search(text, a, b)):
                found.append((a, b))
    return found


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(m.end() for m in _CLAUSE.finditer(text, start, end)), end]
    return [(a, b) for a, b in pairwise(cuts) if a < b]
