"""What people say beside the matter: greetings, thanks, never mind, a person please."""

import re

from bot.dialogue.reading import Command

_WORDS: tuple[tuple[Command, str], ...] = (
    ("cancel", r"算了|算了[,，]?(?:吧|不改了?|不用了?|不说了)|(?:先|还是)?(?:别|不用|不要|不)改了?|(?:那就)?不用了|没事了?|(?:算了[,，]?)?(?:我们?)?(?:先)?(?:不|别)(?:想)?(?:做|弄|填|搞|聊|问|测|算)了(?:吧|先)?|先(?:这样|到这)(?:里|吧)?|(?:下次|改天|改日|回头)再(?:说|聊|弄|填)(?:吧)?|当我没说|取消|保持不变|never ?mind|forget it|cancel|leave it|keep it(?: as it is)?|no change"),
    ("thanks", r"(?:好的?|行|嗯|ok|okay)?[,， ]*(?:谢谢|多谢|感谢|谢了|非常感谢|太感谢|辛苦)(?:你|您|了|啦|啊|你们|您了)*|(?:ok|great|good)?,? ?(?:many )?(?:thanks|thank you|thx|cheers)(?: (?:a lot|so much|very much))?"),
    ("hello", r"(?:你|您|大家)好(?:啊|呀|哦)?|哈喽|嗨|喂|在吗|在不在|在么|有人吗|(?:早上|上午|中午|下午|晚上)好|早|hi|hello|hey|hi there|hello there|good (?:morning|afternoon|evening)"),
    ("human", r"(?:请|我要|我想|帮我|能不能|可以|麻烦)*(?:转|找|接|要)?(?:个|一下)?(?:人工|真人|人工客服|人工服务|客服|工作人员)(?:客服|服务)?(?:吧|吗)?|(?:can i |i want to |let me |please )?(?:talk|speak) to (?:a |an )?(?:human|person|agent|someone|real person)|human|agent|operator|a real person"),
    ("forget", r"(?:请|帮我|我要|我想)?(?:删除|删掉|清除|清空|抹掉)(?:掉)?(?:我|我们)?(?:的)?(?:所有|全部)?(?:的)?(?:数据|资料|信息|记录)|忘(?:了|记|掉)我(?:们)?|(?:delete|erase|remove) (?:all )?(?:of )?my (?:data|information|records)|forget me"),
    ("export", r"(?:请|帮我|我要|我想)?导出(?:一下)?(?:我|我们)?(?:的)?(?:所有|全部)?(?:的)?(?:数据|资料|信息|记录)|export (?:all )?(?:of )?my data"),
    ("cases", r"(?:我的)?(?:个案|案件|企业)(?:列表|清单)|(?:list|show)(?: me)?(?: my| the)? cases"),
)  # fmt: skip
_COMPILED = tuple((command, re.compile(words)) for command, words in _WORDS)
_LONGEST = 30


def spoken(plain: str) -> Command | None:
    """The courtesy or wish that a whole (normalised) message is."""
    short = plain.strip(" .。!！?？~,，、")
    if not short or len(short) > _LONGEST:
        return None
    return next((command for command, words in _COMPILED if words.fullmatch(short)), None)
