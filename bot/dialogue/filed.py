"""What was read in a file as confirmations to be asked: nothing of it is known before."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bot.dialogue.doubts import doubt_of
from bot.dialogue.reading import Pending, Said
from bot.dialogue.session import Session
from bot.messages import Filed, Finding

Notes = tuple[tuple[str, str], ...]
_REVENUE = ("revenue_last_year_yuan", "revenue_year_before_yuan")
_SELF_RD = ("self_rd_expense_yuan", "self_rd_expense_prior_year_yuan")
# The facts that a line of a statement may state, of the data year and of the year before, and what
# to be told before one says yes. 研发费用 of an income statement is not 自主研发费用 (6-G).
_FACTS_OF: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "revenue": ((_REVENUE, ""),),
    "rd_expense": ((("rd_expense_last_year_yuan",), ""), (_SELF_RD, "not_self_rd")),
    "rd_total": ((("rd_expense_last_year_yuan",), ""), (_SELF_RD, "ledger_total")),
    "self_rd": ((_SELF_RD, ""),),
}


def to_be_confirmed(session: Session, file: Filed, said: Said) -> tuple[dict[str, Pending], Notes]:
    """The confirmations to ask after a file, in order, and what of it fits no fact.

    Of which year its columns speak comes first: the file says it, or the person is asked.
    """
    stated = session.stated.get("data_year")
    periods = {str(f.value): f for f in file.findings if f.of == "period"}
    period = next(iter(periods.values())) if len(periods) == 1 else None
    own = None if period is None else period.value
    asked: dict[str, Pending] = {}
    if stated is None and any(f.of in _FACTS_OF for f in file.findings):
        asked["data_year"] = (
            Pending("fact", "data_year")
            if period is None
            else _pending("data_year", period, "", file, said)
        )
    year = stated.value if stated is not None else own
    notes: dict[tuple[str, str], None] = {}
    for finding in sorted((f for f in file.findings if f.of != "period"), key=_cautious):
        fitting = _fitting(finding, year if isinstance(year, int) else None)
        if not fitting:
            notes["other_year", f"{finding.year}: {finding.words}"] = None
        for key, caution in fitting:
            known, before = session.stated.get(key), asked.get(key)
            if known is not None and known.value == finding.value:
                continue
            if before is not None and before.found is not None and before.found.of == key:
                continue  # the table of facts itself says it
            asked[key] = _pending(key, finding, caution, file, said)
    # What needs a second look comes last, so that the rest is settled in one go.
    last = dict(sorted(asked.items(), key=lambda item: bool(item[1].cautions)))
    return last, tuple(notes)


def _cautious(finding: Finding) -> int:
    return 1 if finding.of in {"rd_expense", "rd_total"} else 0


def _fitting(finding: Finding, year: int | None) -> tuple[tuple[str, str], ...]:
    """The facts that a finding may state, each with its caution."""
    if finding.of not in _FACTS_OF:
        return ((finding.of, ""),)
    age = finding.age if year is None or finding.year is None else year - finding.year
    return tuple(
        (keys[age], caution) for keys, caution in _FACTS_OF[finding.of] if 0 <= age < len(keys)
    )


def _pending(key: str, finding: Finding, caution: str, file: Filed, said: Said) -> Pending:
    cautions = (*finding.cautions, *((caution,) if caution else ()))
    where = f" {finding.place}" if finding.place else ""
    words = f"《{file.name}》{where}：{finding.words}"
    found = replace(finding, cautions=cautions)
    return Pending("confirm", key, finding.value, replace(said, words=words), found)


def of_same_file(session: Session, pending: Pending) -> tuple[Pending, ...]:
    """The confirmations that wait from the same file, this one among them."""
    if pending.found is None or pending.said is None:
        return ()
    message = pending.said.message
    return tuple(
        p for p in session.queue if p.found is not None and p.said and p.said.message == message
    )


def plain_ones(session: Session, pending: Pending, today: date) -> tuple[Pending, ...]:
    """Those of the same file that may be confirmed together: nothing speaks against any of them."""
    profile, plain = session.flat_profile, []
    for each in of_same_file(session, pending):
        key, value = each.fact, each.value
        if key is None or value is None or each.cautions or key in session.stated:
            continue
        if doubt_of(key, value, profile, today) is None:
            profile = profile.with_facts({key: value})
            plain.append(each)
    return tuple(plain)


def for_year(queue: Iterable[Pending], year: int) -> tuple[tuple[Pending, ...], Notes]:
    """What waits, with each figure of a file as the fact that it is once the data year is known."""
    kept: dict[tuple[str, str | None], Pending] = {}
    notes: dict[tuple[str, str], None] = {}
    for pending in queue:
        found = pending.found
        if found is None or found.year is None or found.of not in _FACTS_OF:
            kept[pending.kind, pending.fact] = pending
            continue
        fitting = dict(_fitting(found, year))
        twin = next((key for key in fitting if _same_family(key, pending.fact)), None)
        if twin is None:
            notes["other_year", f"{found.year}: {found.words}"] = None
        else:
            kept["confirm", twin] = replace(pending, fact=twin)
    return tuple(kept.values()), tuple(notes)


def _same_family(key: str, other: str | None) -> bool:
    return any({key, other} <= {*keys} for of in _FACTS_OF.values() for keys, _ in of)
