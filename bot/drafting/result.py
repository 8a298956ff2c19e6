"""The first page's result: totals, what is certain, what depends on which fact, the chart."""

from collections.abc import Iterable, Mapping

from bot.drafting.given import DraftInput
from bot.drafting.tree import Bar, CertainAmount, Dependence, Result, Total
from bot.drafting.wording import label_of, say_amount, write_range, write_yuan
from calculators.assess import Assessment, assess_measure
from calculators.evaluate import Range, box_of
from calculators.facts import Lang, Profile, Value
from calculators.interview import Stake, stakes

Words = Mapping[str, str]
_MOST_DEPENDENCES = 5  # more do not fit on the page of the result


def describe_result(computed: tuple[Assessment, ...], given: DraftInput, words: Words) -> Result:
    """The result over the computed measures; loans stand apart and are in no total of grants."""
    grants = tuple(a for a in computed if a.kind == "grant")
    loans = tuple(a for a in computed if a.kind == "loan")
    total = _sum(grants)
    depends = _dependences(computed, given, words)
    beyond = len(depends) - _MOST_DEPENDENCES
    return Result(
        grants_label=words["grants" if given.asked is None else "grants_asked"],
        grants=_total(total, given.lang),
        certain_total=_total((total[0], total[0]), given.lang) if total[0] < total[1] else None,
        loans=_total(_sum(loans), given.lang) if _sum(loans)[1] > 0 else None,
        certain=_certain((*grants, *loans), given, words),
        depends=depends[:_MOST_DEPENDENCES],
        depends_more=words["depends_more"].format(count=beyond) if beyond > 0 else "",
        bars=_bars(grants, given, words),
    )


def _sum(assessments: Iterable[Assessment]) -> Range:
    ranges = [a.range for a in assessments if a.range is not None]
    return (sum(low for low, _ in ranges), sum(high for _, high in ranges))


def _total(ends: Range, lang: Lang) -> Total:
    return Total(say_amount(ends, lang), write_range(ends))


def _certain(
    assessments: tuple[Assessment, ...], given: DraftInput, words: Words
) -> tuple[CertainAmount, ...]:
    return tuple(
        CertainAmount(
            label_of(given.policy.measure(a.measure), given.lang),
            write_yuan(a.amount)
            if a.kind == "grant"
            else words["stake_loan"].format(amount=write_yuan(a.amount)),
            words["ceiling"] if a.is_ceiling else words["fixed"],
        )
        for a in assessments
        if a.status == "eligible" and a.amount is not None
    )


def _dependences(
    computed: tuple[Assessment, ...], given: DraftInput, words: Words
) -> tuple[Dependence, ...]:
    rules = [given.rules[a.measure] for a in computed]
    return tuple(
        Dependence(
            fact=given.box.facts[stake.fact].term.to(given.lang)
            + (words["told_unknown"] if stake.fact in given.unknown else ""),
            measures=_numbers(stake.fact, computed, words),
            stake=_stake(stake, words),
        )
        for stake in stakes(rules, given.box)
        if stake.grant or stake.loan
    )


def _numbers(fact: str, computed: tuple[Assessment, ...], words: Words) -> str:
    return words["list_mark"].join(f"M{a.measure:02}" for a in computed if fact in a.missing)


def _stake(stake: Stake, words: Words) -> str:
    if stake.grant:
        return write_yuan(stake.grant)
    return words["stake_loan"].format(amount=write_yuan(stake.loan))


def _bars(grants: tuple[Assessment, ...], given: DraftInput, words: Words) -> tuple[Bar, ...]:
    paying = [(a, a.range) for a in grants if a.range is not None and a.range[1] > 0]
    tops = {a.measure: _top(a, given) for a, _ in paying}
    longest = max(tops.values(), default=1)
    return tuple(
        Bar(
            label=label_of(given.policy.measure(a.measure), given.lang),
            low=low * 1000 // longest,
            high=high * 1000 // longest,
            top=tops[a.measure] * 1000 // longest,
            amount=say_amount((low, high), given.lang),
            most=words["chart_top"].format(amount=_say(tops[a.measure], given.lang)),
        )
        for a, (low, high) in paying
    )


def _top(assessment: Assessment, given: DraftInput) -> int:
    """The most in fen that the clauses give, for as many objects of a list as the company has."""
    unknown: Mapping[str, Value] = {}
    lists = {name: (unknown,) * len(items) for name, items in given.profile.lists.items()}
    blank = box_of(Profile({}, lists), given.box.facts)
    most = assess_measure(given.rules[assessment.measure], blank).range
    return 0 if most is None else most[1]


def _say(fen: int, lang: Lang) -> str:
    return say_amount((fen, fen), lang)
