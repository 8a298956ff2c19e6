"""Yes, no, don't know, and the things a company is or has: flags, and how sure they were said."""
# ruff: noqa: PLR2004 - two of a kind, a place of ten: numbers of the grammar

import re
from collections.abc import Iterator
from functools import cache

from bot.understanding.tokens import Name

_TAIL = r"(?:的|哒|哟|嘛|呀|呢|吧|哈|啦|了|哦|喔|嘞|滴|\s)*"
_LEAD = r"(?:我们公司|我们|我司|公司|那|确实|真的?|肯定|绝对|当然|其实|目前|现在|暂时|没问题|ok|[,，、 ])*"
_YES = re.compile(
    rf"{_LEAD}(?:(?:嗯+|对+|是+|是的|对的|对头|算|算的|必须|肯定|[✅👍✔👌]+|有的?|有过|没错|正确|属于|符合|当然|确实|满足|具备|是这样|就是|系(?:的)?|已经有|都有|都是|yes|yeah|yep|yup|y|true|correct|right|sure|of course|we are|we do|we have|it is|i do|absolutely|definitely|indeed|certainly|for sure|1)[,，、! ]*)+{_TAIL}"
)
_NO = re.compile(
    rf"(?:嗯+[,， ]?)?{_LEAD}(?:(?:不是|还不是|非也|不对|否|没有?过?|无|还没有?|尚未|尚无|暂无|暂时没有|目前没有|目前还没有?|不属于|不符合|不满足|不具备|不|没得|从来没有?|从未|都没有|都不是|也没有|也不是|未|并没有|并不是|没有没有|不是不是|不算|算不上|谈不上|没打算|不|no|nope|nah|n|(?:definitely |certainly |absolutely |of course |really )?not|not yet|none|false|never|(?:(?:we're|we are|it's|it is|they are) )not|we aren't|we don't|we do not|we haven't|not really|not at all|neither|[❌✗✘]+)[,，、! ]*)+{_TAIL}"
)
_AGREES = re.compile(
    rf"(?:(?:确认|确定|没问题|没有问题|没有错|没错|无误|就这样|就是这样|就这些|可以|好+的?|行|ok|okay|okey|同意|准确|都对|全对|核对无误|没有(?:要|需要)(?:改|修改)的?|不用改了?|不改了?|正确|confirm(?:ed)?|that's right|that is right|correct|all good|looks good|fine|good|exactly)[,，、 ]*)+{_TAIL}"
)
_DENIES = re.compile(
    rf"(?:(?:不对|不正确|不准确|有误|错了?|有错|不行|不可以|要改|需要改|需要修改|要修改|不确认|wrong|incorrect|that's wrong|not (?:right|correct))[,，、 ]*)+{_TAIL}"
)
_ZERO = re.compile(
    r"(?:嗯[,， ]?)?(?:都|从来?|目前|暂时|还|一直|我们|也|今年|去年|当年)*(?:0(?:\.0+)?(?: ?(?:元|万元?|yuan))?|零(?:元)?|没有?(?:产生|形成|实现|取得)?(?:任何)?(?:营业|销售)?(?:过|拿过|营收|获得过?|花|花过|花钱|花过钱|发生|产生|买|买过|投入|收入|得到过?|领过|做)?|无|暂无|一(?:分|毛|块|元|家|户|个|项|次)(?:钱)?(?:也|都)?没(?:有|拿|花|付|买|用)?(?:有|过)?(?:款)?|分文未.|(?:款|钱|费用)?(?:都|还|一直|目前|也)*没(?:有)?(?:付|支付|给|结)(?:过|款|钱|清)*|没有?(?:拿|获得|领|得|享受)?过?(?:任何|其他|其它|同类|政府|相关|这类|这种|该|的)*(?:奖励|补贴|补助|奖补|奖金|资金)|未发生|未获得|(?:we )?(?:have |had |got )?(?:none|nothing|zero|nil|no|not? (?:a )?(?:single )?(?:one|yuan|cent))(?: at all| so far| yet)?|not yet|never)(?:的|了|过|呢|哦|\s)*"
)
_UNKNOWN = re.compile(
    r"不(?:太|大|是很|是太|怎么|一定)?(?:清楚|知道|了解|晓得|确定|记得|懂|好说|方便(?:说|透露|回答|讲)?)|\A不一定\Z|说不(?:清|准|好)|记不(?:清|得|住)|没记[住清得]|忘(?:了|记)|[哪谁]记得|想不起|拿不准|不掌握"
    r"|没(?:有)?(?:数(?!据[要中])|概念|统计|印象|算过|查到|找到|看到|留意|关注)|(?:手[上头边里]|身边|这个数|这数|我)(?:这|也|都)?(?:边|里)?没有\Z|没有?[^,，。;]{0,6}数据|未知"
    r"|(?:要|得|需要?|去|先|再|我|回头|等我|让我|等|帮你)*(?:问|找|咨询|请教)(?:一?下|问)?(?:我们?|公司)?(?:的)?(?:财务|会计|同事|老板|领导|总监|负责人|他们|出纳)|(?:等|让|容|我)+(?:我)?(?:先|去|再)?(?:问|查|看)(?:问|查|看|一?下)\Z"
    r"|(?:我|得|要|去|需要?|让我|等我)+(?:回去|再|先)?(?:查|翻|核实|核对|看)(?:一?下|一查|翻|查)?(?:再|看|账|报表|资料|才|\Z)|财务(?:才|那边|部)?(?:才)?(?:知道|清楚|有数)"
    r"|(?:回头|回来|晚[点些]|稍后|明天|改天|下次|过后|之后|以后|待会儿?|等[^,，。;]{1,6})(?:再)(?:给|告诉|说|发|补|答|填|报|回复)|(?:回头|晚[点些]|稍后)(?:给|告诉|发|补|回复)|稍后"
    r"|跳过|略过|先?不填|先?不(?:回答|说)|下一(?:个|题|问)|(?:\A|先|就)过\Z|(?:先|就|暂时)?(?:空着|留空|放着|放一放|待定)|\A略\Z|换(?:一)?[个道](?:问题|题)?|不适用|不涉及|待(?:确认|定|查)|(?:审计|年报|财报|报表|决算|汇算)(?:报告)?(?:都)?还?(?:没|未)(?:出|有|做|完|编)"
    r"|保密|机密|不想(?:回答|说|填|讲)|不便|不能(?:说|透露)"
    r"|pass\b|skip|\Anext\Z|move on|rather not|n/?a\b|not applicable|\b(?:do not|don't|dont|can't|cannot|can not) (?:know|remember|recall|say|tell|have (?:it|that|the))|haven't got (?:it|that|the)|not sure|no (?:idea|clue)|unknown|unsure|dunno|idk\b|\b(?:have to|need to|must|will|let me|i'll|should|going to) (?:ask|check|look (?:it|that) up|find out)|\bask (?:my |our |the )?(?:finance|accountant|colleague|cfo|boss)|get back to you|later\b|confidential|can't disclose|prefer not"
)
_HEDGE = re.compile(
    r"猜|印象中|拍脑袋|随口|不保证|没核[实对]|应该|可能|大概|好像|勉强|也许|似乎|估计|算是吧|是吧|吧\Z|感觉|说不定|不太像|不像|勉强|might|could be|possibly|maybe|probably|perhaps|i think|i guess|kind of|sort of|准备|计划|打算|正在|在办|申请中|快了?|即将|筹备|争取|拟|马上|将要|明年|planning|preparing|about to|will be|in progress"
)
_NEGATION = re.compile(
    r"不(?!仅|但|光|只|过|断|超|足|低|少|到|同)|没(?!错|问题)|未|非(?!常)|否|无(?!论|锡|人)|\b(?:not|no|never|without|haven't|hasn't|isn't|aren't|don't|didn't|wasn't|none|neither)\b|n't\b"
)
FLAGS: tuple[tuple[str, bool, str], ...] = (
    ("little_giant_first_recognised", True, r"(?:首次|新|刚|刚刚|第一次|今年|本年|去年|当年|这次)(?:被)?(?:获评|获得|认定|评上|评为|入选|拿到)*(?:为|的|了|是|成)*(?:国家级)?(?:专精特新)?[“\"]?小巨人[”\"]?(?:企业)?|(?:国家级)?(?:专精特新)?[“\"]?小巨人[”\"]?(?:企业)?(?:是|也是)?(?:首次|新|刚|刚刚|第一次|今年|去年)(?:获评|获得|认定|评上|拿到)(?:的|了)?|(?:newly|first|just)(?: recogni[sz]ed)?(?: as)?(?: an?| as a)? (?:national )?little giant|new little giant"),
    ("little_giant_first_recognised", False, r"(?:国家级)?(?:专精特新)?[“\"]?小巨人[”\"]?(?:企业)?|little giant"),
    ("standard_is_ai_field", True, r"(?:人工智能|ai)(?:领域|方面|方向|相关)?(?:的)?(?=(?:国际|国家|行业|地方|团体|企业)?标准|国标|行标|团标|企标|地标)(?:标准)?|ai[- ](?:field )?standard"),
    ("standard_is_ai_field", True, r"(?:属于|是|都是)(?:人工智能|ai)(?:领域|方向|方面|相关)的?(?!企业|公司|标准|核心)"),
    ("is_ai_high_end_equipment", True, r"(?:人工智能|ai)?高端装备|high-end equipment"),
    ("is_ai_public_service_platform", True, r"(?:人工智能|ai)?公共服务平台|public[- ]service platform"),
    ("selected_fujian_typical_scenario", True, r"(?:福建省?|省级?)?(?:的)?(?:人工智能|ai)?典型(?:应用)?场景|typical (?:application )?scenario"),
    ("benchmark_app_in_xiamen", True, r"(?:在厦门?|厦门)?(?:打造)?(?:了)?标杆应用|benchmark app(?:lication)?"),
    ("new_state_key_lab_approved", True, r"(?:新?获批|新建|新批|批准|获准)(?:建设)?(?:了)?(?:的)?(?:国家|全国)重点实验室|(?:国家|全国)重点实验室(?:是)?(?:去年|今年|前年)?(?:新|刚)?(?:获批|批了|批下来|获准)(?:建设)?(?:了|的)?|new state key lab(?:oratory)?"),
    ("new_state_key_lab_approved", False, r"(?:国家|全国)重点实验室|state key lab(?:oratory)?"),
    ("neeq_listed", True, r"新三板(?:已经?|都)?(?:上?)(?:挂牌|挂了|上了)?(?:企业|公司)?|neeq"),
    ("tutoring_filed_xiamen_csrc", True, r"(?:厦门)(?:证监局)(?:的)?(?:上市)?(?:辅导)?备案|(?:在|向)厦门证监局(?:做|办|完成)?(?:了|过)?(?:上市)?(?:辅导)?备案|tutoring filed with xiamen csrc|xiamen csrc"),
    ("tutoring_filed_xiamen_csrc", False, r"(?:上市)?辅导(?:备案)?|证监局备案|tutoring"),
    ("exchange_accepted", True, r"(?:证券)?交易所(?:的)?(?:已经?|都|也)?(?:正式)?受理(?:了)?|(?:深|上|北)交所(?:已经?|都|也|还|暂)?(?:没有?|未)?(?:正式)?受理(?:了)?|(?:ipo|上市)(?:的)?(?:申请|申报|材料)?(?:已经?|已被|被|都)?(?:正式)?受理(?:了)?|(?:stock )?exchange (?:has |had )?(?:not |already )?(?:yet )?(?:formally )?accepted|accepted by (?:an?|the) (?:stock )?exchange|exchange accept(?:ed|ance)"),
    ("exchange_accepted", False, r"(?:正式)?受理了?|交易所|ipo"),
    ("is_newly_registered_enterprise", True, r"新注册(?:的)?(?:企业|公司)?|新(?:成立|设立)的?(?:企业|公司)|新公司|(?:存量|老|成立多年的)(?:企业|公司)|(?:existing|established) (?:company|enterprise)|newly registered(?: (?:company|enterprise))?"),
    ("compute_center_policy_compliant", True, r"(?:智算中心)?(?:也|都)?符合国家(?:的)?(?:产业)?政策|compl(?:y|ies|iant) with (?:national )?polic(?:y|ies)"),
    ("compute_voucher_qualified", True, r"符合算力券(?:的)?(?:申领)?(?:条件|要求)?|qualif(?:y|ied|ies) for (?:the |compute )*vouchers?"),
    ("is_ai_enterprise", True, r"(?:人工智能|ai)(?:领域|行业|类)?(?:的)?(?=规上|规模以上)|(?:人工智能|ai)(?=[ -](?:above|software (?:enterprise|company|firm)))|(?:人工智能|ai)(?:核心|领域|行业|领军|龙头|软件|科技|技术)*(?:的)?(?:企业|公司|厂商)|(?:搞|做|从事)(?:人工智能|ai)(?:领域|行业|这块|业务)?(?:的)?(?:企业|公司)?|(?:artificial intelligence|ai)[ -](?:enterprise|company|firm|business|startup)"),
)  # fmt: skip


def yes_or_no(text: str) -> bool | None:
    """A bare yes or no to a question of fact."""
    plain = text.strip(" .。!！~,，")
    if plain.endswith("吧"):
        return None  # 是吧, 不是吧: not quite certain
    if _NO.fullmatch(plain):
        return False
    return True if _YES.fullmatch(plain) else None


def agrees(text: str) -> bool | None:
    """A bare yes or no to something shown for confirmation."""
    plain = text.strip(" .。!！~,，")
    if _AGREES.fullmatch(plain) or _YES.fullmatch(plain):
        return True
    return False if _NO.fullmatch(plain) or _DENIES.fullmatch(plain) else None


def is_zero(text: str) -> bool:
    """Whether the whole answer says that the amount is nothing."""
    return _ZERO.fullmatch(text.strip(" .。!！~,，")) is not None


def is_unknown(clause: str) -> bool:
    """Whether a clause says that the person cannot or will not tell."""
    return _UNKNOWN.search(clause) is not None


def is_hedged(clause: str) -> bool:
    """Whether a clause is said with a doubt or of the future."""
    return _HEDGE.search(clause) is not None


def negations(clause: str) -> int:
    """How many words of denial stand in a clause."""
    return len(_NEGATION.findall(clause))


def find_flags(text: str) -> Iterator[Name]:
    """Every flag that is named, in order."""
    for m in _flags().finditer(text):
        key, sure, _ = FLAGS[int(str(m.lastgroup)[1:])]
        yield Name(m.start(), m.end(), key, sure)


@cache
def _flags() -> re.Pattern[str]:
    groups = (
        rf"(?P<f{i}>(?<![a-z])(?:{pattern})(?![a-z](?<=[a-z][a-z])))"
        for i, (_, _, pattern) in enumerate(FLAGS)
    )
    return re.compile("|".join(groups))


_VERB = r"(?:挂牌?|上(?:市|了)?|做|获批|批|认定|备案|受理|入选|申请|申报|注册|打造|完成|拿到?|评上?|办|建|纳统|通过|买)"
_DEED = r"(?:listed|filed|accepted|approved|recogni[sz]ed|selected|certified)"
_DID_NOT = re.compile(
    rf"(?:我们|公司)?(?:目前|暂时)?(?:还|也|都|暂)?(?:没有?|尚未|未|从未|从来没有?)(?:被)?{_VERB}(?:过|到|上|呢|的|成功)*|(?:我们|暂时|目前)*(?:不|没)(?:打算|准备|考虑|想)(?:{_VERB})?(?:了)?"
    rf"|(?:we are |we're |it is |it's |was )?not (?:yet )?{_DEED}(?: yet)?"
)
_DID = re.compile(
    rf"(?:我们|公司)?(?:都|也)?(?:早就|已经?|已被|(?:去|今|前)年(?:刚|就|已经?)?|刚刚?)(?:成功)?(?:挂牌?|上市|获批|批|认定|备案|受理|入选|评上|拿到|通过|完成)(?:过|到|上|好)?(?:的|了|呢|哦)*|"
    rf"(?:我们|公司)?(?:都|也|早就|已经?|去年|今年|前年|20[0-9]{{2}}年)?(?:就)?(?:被|成功)?{_VERB}(?:过|到|上|好|成|牌)?(?:了|过|的)+(?:牌|的|呢|哦)?"
    rf"|(?:we are |we're |it is |it's |already |was )*{_DEED}(?: already| last year| in 20[0-9]{{2}})?"
)
_ALL_OF_IT = re.compile(
    r"(?:都|全部?|全都|均|已经?|已全部|全额)*(?:付|支付|结|付款|结清|付清)(?:清|完|款|了|掉)*|一样(?:的)?|相同|同样|全额|全部|(?:all|fully) paid|all(?: of it)?|the same|same|paid in full|everything"
)


_NOT_FIRST = re.compile(
    r"(?:是|属于|已经是)?(?:复核|复审|复评)(?:的|通过的?|企业|认定)*|(?:并)?(?:不是|不算|非)(?:首次|第一次|新)(?:认定|获评|评)?的?|(?:a )?renewal|not (?:the )?first(?: time)?"
)
_FIRST = re.compile(
    r"(?:对|是|嗯)?[,， ]?(?:是)?(?:首次|第一次|头一次)(?:被)?(?:认定|获评|评上)?的?|(?:for the )?first time"
)


def did_or_not(text: str) -> bool | None:
    """`挂了`, `还没备案`: the deed itself as the answer to a question of fact."""
    plain = text.strip(" .。!！~,，")
    if _DID_NOT.fullmatch(plain):
        return False
    return True if _DID.fullmatch(plain) else None


def of_ai(text: str) -> bool | None:
    """`是AI领域的`, `不是人工智能的`."""
    found = re.fullmatch(
        r"(?:我们|这个|这项|该|它|的|标准)*(?P<no>不|不是|并不)?(?:是|属于|算)?(?:人工智能|ai)(?:领域|方向|方面|相关|类|行业)*的?(?:标准|企业|公司)?(?:的|呀|啊)?",
        text.strip(" .。!！~,，"),
    )
    return None if found is None else found["no"] is None


def first_time(text: str) -> bool | None:
    """Whether an answer says that a recognition was the first, or the renewal of an older one."""
    plain = text.strip(" .。!！~,，")
    if _NOT_FIRST.fullmatch(plain):
        return False
    return True if _FIRST.fullmatch(plain) else None


def all_of_it(text: str) -> bool:
    """Whether the whole answer says that all was paid."""
    return _ALL_OF_IT.fullmatch(text.strip(" .。!！~,，")) is not None


def sounds_like_ai(clause: str) -> bool:
    """`我们做大模型的` as the answer to whether it is an AI enterprise."""
    return re.search(
        r"大模型|算法|机器学习|深度学习|计算机视觉|智能|\bai\b|llm", clause
    ) is not None and not negations(clause)


def only_unknown(text: str) -> bool:
    """Whether a message without any figure says that the person cannot tell."""
    return is_unknown(text) and not re.search(r"[0-9万亿]|\?|多少补|怎么|[，,].{6,}", text)


def hedged_yes_or_no(text: str) -> bool | None:
    """`应该是`, `好像没有`, `正在申请`: a yes or no to be confirmed."""
    plain = text.strip(" .。!！~,，?")
    if not plain or len(plain) > 16:
        return None
    if re.fullmatch(r"(?:no, )?i (?:don't|do not) (?:think|believe) so", plain):
        return False
    if re.fullmatch(
        r"(?:我们)?(?:还)?(?:正)?在?(?:准备|计划|打算|筹备)(?:今年|明年|近期|年底)?(?:\w{1,4})?|(?:还)?(?:正)?在?(?:准备|计划|打算|筹备|办理?|申请|申报|走流程|进行)(?:中|了|着|当中|阶段)*|快了|马上|明年",
        plain,
    ):
        return False
    bare = re.sub(
        r"应该|可能|大概|好像|勉强|也许|似乎|估计|我觉得|我想|算(?=是)|吧|(?<=不)太|像|probably|maybe|i think(?: so)?|i believe(?: so)?|i guess(?: so)?|might be|could be|possibly|perhaps",
        "",
        plain,
    ).strip(" ,，")
    if bare == plain:
        return None
    return yes_or_no(bare) if bare else True  # maybe, i think so
