"""The sentence that comes first: the policy has expired, what applies now, what may be settled."""

from datetime import date

from knowledge.clauses import Lang, Policy, Related, related


def notice(policy: Policy, as_of: date, lang: Lang) -> str | None:
    """What must be said of the policy's validity on `as_of`; None while it is in force.

    The dates are those of the closing clause (G-13), the successor is the one of `related.yaml`.
    """
    if policy.in_force(as_of):
        return None
    key = "expired" if as_of > policy.in_force_until else "not_yet"
    return policy.notices[key][lang].format(**_values(policy, lang))


def banner(policy: Policy, as_of: date, lang: Lang) -> str | None:
    """The short form of `notice` that stands above one answer."""
    if policy.in_force(as_of):
        return None
    key = "banner" if as_of > policy.in_force_until else "not_yet"
    return policy.notices[key][lang].format(**_values(policy, lang))


def successor(policy: Policy) -> Related | None:
    """The policy that applies now, where it is known."""
    return next((entry for entry in related() if entry.id == policy.successor), None)


def spoken(day: date, lang: Lang) -> str:
    """A date as it is written in that language."""
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {day:%B} {day.year}"


def _values(policy: Policy, lang: Lang) -> dict[str, str]:
    now = successor(policy)
    values = {
        "number": policy.number,
        "from_": spoken(policy.in_force_from, lang),
        "until": spoken(policy.in_force_until, lang),
        "interpreter": policy.interpreter,
    }
    if now is None:
        return values
    title = now.title if lang == "zh" else now.title_en
    return values | {
        "successor_number": now.number or title,
        "successor_title": title,
        "successor_date": spoken(date.fromisoformat(now.date), lang),
        "successor_url": now.source or "",
    }
