"""Commands: written with a slash, or in plain words when the whole message is one."""
# ruff: noqa: PLR2004 - two of a kind, a place of ten: numbers of the grammar

import re
from typing import get_args

from bot.dialogue.reading import Command
from bot.understanding import manners

_SLASH = re.compile(r"/([A-Za-z_]+)(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_FORMATS = re.compile(r"pdf|docx|word|html|md|markdown")
_NAMED: dict[str, str] = {"word": "docx", "markdown": "md"}
_POLITE = (
    r"(?:请|麻烦|帮我|给我|发我|发给我|我要|我想|我们|能不能|可以|please |can you |could you )*"
)
_END = r"(?:吧|一下|谢谢|好吗|可以吗|,? ?please|,? ?thanks)*"
_PLAIN: tuple[tuple[Command, str, str], ...] = (
    ("restart", "", r"重新开始|从头(?:开始|来)|重来|重新来(?:过|一遍)?|从头再来|[从重]头(?:开始|来)|重新填(?:写|一遍)?|推倒重来|全部清空|全部重来|清空重来|restart|(?:clear|delete|reset) everything(?: and start (?:over|again))?|start (?:over|again)"),
    ("undo", "", r"(?:刚才|上面)?(?:的|那|这)?(?:条|句|个)?(?:撤销|撤回|撤消)(?:吧|掉)?|后退|(?:撤销|撤回|撤消|回退|取消)(?:一?步|刚才的?|刚刚的?|上面的?|上一条|上一步|上一个|上一句|前一步|那[条句个步]|这[条句个步])*(?:的)?(?:话|消息|回答|答案|内容|数据)?|(?:返回|退回|回到|回)?上一步|退一步|undo(?: that)?|go back|take (?:that|it) back"),
    ("help", "", r"帮助|使用说明|使用帮助|怎么用|你(?:能|会|可以)(?:帮我)?(?:做|干)?(?:些)?(?:什么|啥|嘛)|help(?: me)?|what can you do"),
    ("facts", "", r"(?:看|查)(?:看|下|一下)*我(?:填|说|录)的(?:内容|信息|数据)?|(?:看看|查看|看|显示)?我?(?:都|已经|刚才|前面)*(?:填|说|提供|录|输入)(?:了|过)(?:些|的)?(?:什么|哪些|啥|内容|信息)?了?|(?:查看|看看)?(?:已填|我的|全部)(?:信息|数据|事实)|my facts|show (?:my |the )?facts|what have i (?:told|said|entered)(?: you)?"),
    ("summary", "", r"(?:生成|出|导出|下载|要|看看?|做|输出)?(?:一?份|个)?(?:的)?(?:pdf|word|docx|html|markdown|md)?(?:格式)?(?:的)?(?:报告|摘要|汇总|总结|结果报告|评估报告)(?:书)?|(?:生成|导出|下载|要|发|出|来)?(?:一?份|个)?(?:pdf|word|docx|html)(?:版|文件|文档)?|(?:生成|导出|下载|准备|出|整理)(?:一?份|个|一下)?(?:申报|申请)?(?:材料|文件|资料)(?:清单|包)?|(?:give me |send me |get |create |make |generate )?(?:the |a |my )?(?:pdf |word |docx |html )?(?:summary|report)(?: as (?:a )?(?:pdf|word|docx|html))?"),
    ("lang", "en", r"(?:说|用|讲|切换[到成]?|改成?|换成?|切成)?(?:英文|英语)(?:吧|版|界面)?|english|in english|(?:speak|switch to|use) english"),
    ("lang", "zh", r"(?:说|用|讲|切换[到成]?|改成?|换成?|切成)?(?:中文|汉语|普通话)(?:吧|版|界面)?|chinese|in chinese|(?:speak|switch to|use) chinese"),
    ("template", "", r"(?:下载|给我|要|发)?(?:一?份|个)?(?:空白)?(?:资料表|填报|填写)(?:的)?(?:模板|表格)?(?:下载)?|(?:下载|给我|要)?(?:一?份|个)?模板(?:下载)?|(?:the |a )?template|(?:the )?table of facts"),
    ("privacy", "", r"隐私(?:政策|说明)?|你们?(?:会)?(?:不会)?(?:存|保存|收集|保留|泄露)(?:了)?(?:我们?的?|什么|哪些)+(?:数据|信息|资料)?(?:吗|么)?|(?:我的)?(?:数据|信息)(?:安全|保密)(?:吗|么)|privacy(?: policy)?|what do you store"),
)  # fmt: skip
_COMPILED = tuple(
    (name, arg, re.compile(f"{_POLITE}(?:{words}){_END}")) for name, arg, words in _PLAIN
)


def slash(text: str) -> tuple[Command, str] | None:
    """`/summary pdf` -> ("summary", "pdf"); the payload of `/start` keeps its letters' case."""
    found = _SLASH.fullmatch(text.strip())
    name = found[1].lower() if found else ""
    rest = (found[2] or "").strip() if found else ""
    for command in get_args(Command):
        if command == name:
            return command, rest if command == "start" else _argument(command, rest)
    return None


def spoken(text: str) -> tuple[Command, str] | None:
    """A command in plain words, when the whole (normalised) message is one."""
    plain = text.strip(" .。!！?？~,，")
    if not plain or len(plain) > 40:
        return None
    if manner := manners.spoken(plain):
        return manner, ""
    for command, argument, pattern in _COMPILED:
        if pattern.fullmatch(plain):
            return command, argument or (_argument(command, plain) if command == "summary" else "")
    return None


def _argument(command: str, text: str) -> str:
    low = text.lower()
    if command == "summary":
        found = _FORMATS.search(low)
        return _NAMED.get(found[0], found[0]) if found else ""
    if command == "lang":
        if re.search(r"en|英", low):
            return "en"
        return "zh" if re.search(r"zh|中|汉|cn|chinese", low) else ""
    return text
