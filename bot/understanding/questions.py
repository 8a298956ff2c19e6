"""Tells questions and suppositions from statements, so that their numbers are never taken for facts."""

import re
from typing import Literal

Sort = Literal["statement", "question", "supposed"]

_ASKS = re.compile(
    r"多少|什么|怎么(?!说呢)|怎样|咋|如何|哪|为什么|为啥|何时|几时|谁|请问|想问|想知道|想了解|咨询|请教|介绍一?下|说说|讲讲|讲一下|了解一?下|告诉我"
    r"|还是(?:不|没)|[吗么](?=[\s?。,，~!]|\Z)|能不能|可不可以|是不是|有没有|是否|会不会|要不要|算不算|行不行|够不够|可否|能否|(?<![十百千0-9])几(?=个|次|年|天|家|成|档|级)[^,，。]*(?:\?|$)|啥"
    r"|\b(?:what|how|why|when|where|(?<!of )(?<!in )which|who|whose|is there|are there|can (?:i|we|you)|could (?:i|we|you)|do (?:i|we|you)|does|did (?:i|we)|should (?:i|we)|are we|am i|is it|is (?:the|this)|will (?:i|we|it)|would (?:i|we|it)|may (?:i|we)|tell me|explain)\b"
)
_NOT_ASKED = re.compile(
    r"^(?:[你您]好)?[,，]?(?:我们?)?想?(?:咨询|问|请教|了解)一?下[,，:：]|(?:不知道|不清楚|不记得|忘了|忘记了?|说不清|不确定|不晓得|没数|拿不准|记不清|don't know|do not know|not sure|no idea|can't say)[^。!?？\n;]*"
    r"|(?:没|无)什么|什么都(?:没|不)|没啥|不怎么|怎么说|没有?多少|不管(?:怎么|多少|什么)|无论|随便(?:什么|哪)|whatever"
)
_SUPPOSES = re.compile(
    r"如果|假如|假设|假定|要是|倘若|若是|万一|比如|譬如|打个比方|例如|设想|就算|即使|哪怕|(?:[0-9万亿元kwm] ?)的话"
    r"|\b(?:if|suppose|supposing|assuming|hypothetically|say we|let's say|for example|e\.g\.|imagine|unless|what if)\b"
)
_RULE = re.compile(
    r"给予|予以|每满|最高(?:不超过|可获|给|补|奖)|门槛|才能|才可以|才行|才可|才算|才有|才给|才能给|就能|即可|就可以|必须|需要(?:达到|超过|满足|高于)|需达到?|须达?|条件是|要求|规定|(?:政策|文件|通知|办法|措施|条文|条款)(?:里|上|中)?(?:是|都)?(?:说|写|规定|要求|里|上|提到)|以上的[,，]|的,按|的企业(?:可|能|才)"
    r"|\b(?:threshold|must|required?|requires|eligible|cap of|at most gives|ceiling|policy says)\b"
)
_HOW_MUCH = re.compile(
    r"(?:[,，]?(?:那|那么)?(?:我们|我司|公司|我)?(?:大概|大约|一共|总共|最多|最高|这样|到底)?(?:能|可以|可|会|应该|能够|将)?(?:大概|一共|总共|最多|最高)?"
    r"(?:补|拿|得|领|享受|申请|获得?|补贴|补助|奖励?|给|申领)(?:到|多|得|贴|助)?(?:多少|几|啥|什么|哪些).*)\Z"
)
_POLICY = re.compile(
    r"政策|补贴|补助|奖励|奖补|申报|申请|措施|条款|材料|窗口|主管|电话|有效期|过期|到期|截止|算力券|就高不重复|办理|流程|资金|贴息|兑现"
    r"|policy|subsid|grant|apply|application|deadline|bureau|voucher|expire|eligib"
)
_HUMAN = re.compile(
    r"(?:我?(?:要|想|能|可以|需要|请|帮我)*(?:转|找|接|换|叫|联系|跟)?(?:一个|个|到|一下)?(?:人工|真人|活人)(?:客服|服务|坐席|窗口)?(?:吧|聊|谈|说|一下|可以|吗)*)"
    r"|(?:can |could |may |please |i |want |would like |need |let me |to |talk |speak |with |transfer |me )*(?:a |an |the )?(?:human(?: being)?|real person|operator|live agent)(?: please)?"
)
_WHY = re.compile(
    r"为什么(?:要|会)?(?:问|需要|填|知道)(?:我)?(?:这个|这些|这|它|呢)?|为啥(?:要)?(?:问|填)(?:这个|这)?|问(?:这个|这些)?(?:干什么|干嘛|干啥|做什么|有什么用|干吗)|why (?:do|are) you (?:ask|need|asking)(?: (?:me )?(?:this|that|for (?:this|that)))?|why(?: do you)? ask(?: this)?|why\??\Z|为什么\Z|为啥\Z"
)


def sort_of(clause: str) -> Sort:
    """What a clause, or a sentence, is."""
    plain = _NOT_ASKED.sub("", clause)
    if _SUPPOSES.search(plain):
        return "supposed"
    if _ASKS.search(plain) or plain.rstrip(" ~。").endswith("?"):
        return "question"
    return "statement"


def is_rule(sentence: str) -> bool:
    """Whether a sentence speaks of what the policy demands or gives, not of the company."""
    return _RULE.search(sentence) is not None


def how_much_at(clause: str) -> int | None:
    """Where `能补多少` begins at the end of a clause that states something before it."""
    found = _HOW_MUCH.search(clause)
    return found.start() if found else None


def asks_why(text: str) -> bool:
    """Whether the person wants to know why the pending question is asked."""
    return _WHY.fullmatch(text.strip(" ?。!~,，呢啊呀吗")) is not None


def wants_a_person(text: str) -> bool:
    """Whether the message asks for a human being instead of us."""
    return _HUMAN.fullmatch(text.strip(" ?。!~,，了呢啊吧")) is not None


def speaks_of_policy(text: str) -> bool:
    """Whether words of the policy's world stand in the text."""
    return _POLICY.search(text) is not None


def asks(sentence: str) -> bool:
    """Whether a supposition ends in a question."""
    return _ASKS.search(sentence) is not None or "?" in sentence or sentence.endswith("呢")


def how_much_in(sentence: str) -> bool:
    """Whether the sentence asks how much a company of this kind gets."""
    return _HOW_MUCH.search(sentence) is not None
