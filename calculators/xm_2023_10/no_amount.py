"""The measures whose text gives no figure and no formula for an enterprise, with what they offer."""

from calculators.rules import ClauseOf, Rule


def _offers(measure: int, clause: int, words: str) -> Rule:
    return Rule(measure, "none", quotes=(ClauseOf(f"M{measure:02}-{clause}").says(words),))


RULES = (
    _offers(1, 3, "建立算力统筹调度平台，构建低成本、高效率公共算力服务体系"),
    _offers(13, 3, "支持建设供需对接、产品发布平台，宣传推广一批重点行业典型应用场景"),
    _offers(14, 1, "支持厦门软件园进一步拓展发展空间，优化载体建设，完善园区配套，加强政策保障"),
    _offers(15, 3, "遴选人工智能首席科学家，按规定给予支持"),
    _offers(16, 1, "推动全市公共数据依法依规向人工智能企业开放"),
    _offers(18, 3, "支持企业、高校、科研院所、第三方机构等举办具有影响力的人工智能论坛、展会活动"),
    _offers(19, 1, "引导人工智能企业依法依规开展技术应用"),
)
