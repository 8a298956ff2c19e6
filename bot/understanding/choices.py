"""The closed choices: category, level of a standard, catalogues, titles of a project, situations."""

import re

from calculators.facts import Fact, Kind

# (fact, option, pattern, what must stand in the message where the fact was not asked for)
OPTIONS: tuple[tuple[str, str, str, str], ...] = (
    ("enterprise_category", "above_scale_software", r"(?:规上|规模以上)(?:的)?(?:人工智能|ai)?软件(?:业|行业|和信息技术服务业)?(?:的)?(?:企业|公司)?|软件(?:业|行业|企业|类)?(?:的)?(?:规上|规模以上)(?:企业)?|above[- ]scale (?:ai )?software(?: enterprise| company| firm)?|software (?:enterprise|company|firm) above (?:designated size|scale)", ""),
    ("enterprise_category", "above_scale_industrial", r"(?:规上|规模以上)(?:的)?(?:工业|制造业)(?:的)?(?:企业|公司)?|(?:工业|制造业)(?:企业)?(?:的)?(?:规上|规模以上)(?:企业)?|above[- ]scale (?:industrial|manufactur\w+)(?: enterprise| company| firm)?|industrial (?:enterprise|company|firm) above (?:designated size|scale)", ""),
    ("standard_level", "international", r"(?:iso|iec|ieee|itu)?国际(?:级)?标准|(?:iso|iec|ieee|itu)标准|international standard", "标准|standard"),
    ("standard_level", "national", r"国家(?:级)?标准|国标|national standard", "标准|国标|standard"),
    ("standard_level", "industry", r"行业标准|行标|industry standard", "标准|行标|standard"),
    ("standard_level", "local", r"地方标准|地标|local standard", "标准|地标|standard"),
    ("standard_level", "group", r"团体标准|团标|(?:association|group) standard", "标准|团标|standard"),
    ("standard_level", "enterprise", r"企业标准|企标|enterprise standard", "标准|企标|standard"),
    ("compute_center_work", "conversion", r"(?:数据中心)(?:的)?(?:转型|改造)|转型|改造|conver(?:sion|ted)", "智算|数据中心|cent(?:er|re)"),
    ("compute_center_work", "expansion", r"扩容(?:升级)?|升级|expan(?:sion|ded)|upgraded?", "智算|cent(?:er|re)"),
    ("compute_center_work", "new", r"新建(?:了)?|newly built|new", "智算|cent(?:er|re)"),
    ("compute_center_work", "none", r"(?:没有?|未)(?:建设?|做)(?:过)?(?:智算中心)?|none", "智算|cent(?:er|re)"),
    ("project_award_levels", "national_challenge_shortlisted", r"(?:国家级?|工信部)?(?:的)?(?:人工智能)?(?:产业创新任务)?(?:揭榜(?:挂帅)?)?(?:的)?入围(?:单位)?|shortlisted(?: in a national task)?", "揭榜|入围|shortlist"),
    ("project_award_levels", "national_challenge_winner", r"(?:国家级?|工信部)(?:的)?(?:人工智能)?(?:产业创新任务)?揭榜(?:挂帅)?(?:的)?(?:优胜|获胜)(?:单位)?|揭榜(?:挂帅)?(?:的)?优胜(?:单位)?|winner of a national challenge(?: task)?|national challenge winner", "揭榜|challenge"),
    ("project_award_levels", "municipal_challenge", r"揭榜挂帅(?:的)?市级(?:科技)?(?:项目)?|(?:厦门)?市(?:级)?(?:的)?[“\"]?揭榜(?:挂帅)?[”\"]?(?:科技)?(?:项目)?|municipal (?:open-)?challenge(?: project)?", "揭榜|challenge"),
    ("project_award_levels", "provincial_key_project", r"(?:福建)?省(?:级)?(?:的)?(?:人工智能领域)?(?:技术创新)?重点(?:技术)?(?:攻关|项目)(?:及产业化)?(?:项目)?|provincial key (?:r&d )?project", "攻关|重点|provincial"),
    ("first_set_catalogues", "miit_national", r"工信部(?:的)?(?:国内)?(?:首台\(?套\)?)?(?:的)?(?:目录)?|miit(?: national)?(?: first-set)?(?: catalogue)?", "首台|工信部(?:的)?(?:国内)?目录|first-set|catalogue"),
    ("first_set_catalogues", "fujian_national_first", r"(?:福建)?省?(?:的)?国内首台\(?套\)?(?:目录)?|福建省?(?:的)?国内目录|fujian (?:list, )?first in the country", "首台|first"),
    ("first_set_catalogues", "fujian_provincial_first", r"(?:福建)?(?:省)?(?:的)?省内首台\(?套\)?(?:目录)?|(?:福建)?省?(?:的)?省内目录|fujian (?:list, )?first in the province", "首台|first"),
)  # fmt: skip
_FOUND = tuple(
    (key, option, re.compile(pattern), re.compile(need)) for key, option, pattern, need in OPTIONS
)
_NEITHER = re.compile(
    r"(?:两个|二者|两者|以上|上面|这些)?(?:都|均|全)?(?:不是|没有|不属于|无)(?:都)?(?:的|这些|过)*|neither(?: of them)?|none(?: of (?:these|them|the above))?|no"
)
_NOT_ABOVE = re.compile(
    r"(?:不是|不算|没有?|未|还没|没到|非|够不上)(?:到|上|进|入|达到?)?(?:规上|规模以上|规|纳统|入统|入库)(?:企业)?|(?:被|已)?退(?:出)?(?:库|规上?|统)了?|规下(?:企业)?|规模以下|(?:not|n't) (?:an? )?above[- ]scale"
)
_DOUBTFUL: dict[str, tuple[tuple[str, str], ...]] = {
    "enterprise_category": (("above_scale_software", "软件|software"), ("above_scale_industrial", "工业|制造|industr|manufactur")),
    "first_set_catalogues": (("fujian_national_first", "国内"), ("fujian_provincial_first", "省内")),
    "project_award_levels": (("national_challenge_winner", "国家|优胜"), ("provincial_key_project", "省"), ("municipal_challenge", "市")),
}  # fmt: skip
_NONE_OPTION = {"enterprise_category": "other", "compute_center_work": "none"}


def by_label(fact: Fact, answer: str) -> list[str]:
    """The options whose ids or terms the answer consists of (joined by `、`), or none at all."""
    parts = [part.strip().lower() for part in re.split(r"[、,，;；\n]", answer) if part.strip()]
    found = [_option(fact, part) for part in parts]
    return [o for o in found if o] if all(found) else []


def _option(fact: Fact, part: str) -> str | None:
    for option, words in fact.options.items():
        if part in {option, words.zh.lower(), words.en.lower()}:
            return option
    return None


def find_options(text: str, asked: str | None) -> list[tuple[int, int, str, str]]:
    """Every option that is named: start, end, fact, option; longer ones hide those inside."""
    found = []
    for key, option, pattern, need in _FOUND:
        if asked != key and not need.search(text):
            continue
        found += [(m.start(), m.end(), key, option) for m in pattern.finditer(text) if m[0]]
    found += [
        (m.start(), m.end(), "enterprise_category", "other") for m in _NOT_ABOVE.finditer(text)
    ]
    kept: list[tuple[int, int, str, str]] = []
    for item in sorted(found, key=lambda f: (f[0] - f[1], f[0])):
        if all(item[1] <= k[0] or item[0] >= k[1] for k in kept):
            kept.append(item)
    return sorted(kept)


def neither(fact: Fact, answer: str) -> str | frozenset[str] | None:
    """What `都不是` or `没有` means as the answer to a choice."""
    if not _NEITHER.fullmatch(answer.strip(" .。!！~")):
        return None
    return frozenset() if fact.kind is Kind.CHOICES else _NONE_OPTION.get(fact.key)


def doubtful(fact: Fact, answer: str) -> str | None:
    """An option that a word or two of the answer point to, to be confirmed."""
    hits = [option for option, words in _DOUBTFUL.get(fact.key, ()) if re.search(words, answer)]
    return hits[0] if len(hits) == 1 else None
