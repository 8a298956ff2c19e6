"""What shows that a copy is one that we made: its record, and the signed code printed on it.

A code is 16 letters of the signature over the whole record, and 4 that sign these 16: a slip of the
pen or an invented code is refused without a look at what is kept.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.drafting.given import DraftInput
from bot.drafting.wording import clean_text, label_of, write_range
from calculators.evaluate import Range
from calculators.facts import Lang, Profile
from calculators.intake import to_json
from calculators.money import as_yuan
from knowledge.clauses import Policy, digest
from prompts.pages import labels

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O or U
_READ_AS = str.maketrans("OIL", "011")
_BODY, _CHECK, _GROUP = 16, 4, 4


def seal(given: DraftInput, secret: bytes, public_url: str) -> DraftInput:
    """The same, with the code of its copies and the page that checks it (`public_url` may be "")."""
    code = code_of(record_of(given), secret)
    address = f"{public_url.rstrip('/')}/verify/{code}" if public_url else ""
    return replace(given, code=code, address=address)


def record_of(given: DraftInput) -> dict[str, Any]:
    """What a copy stands for: company, day, policy, amounts; the facts only as their hash."""
    measures = [
        {
            "measure": a.measure,
            "kind": a.kind,
            "status": a.status,
            "range_yuan": None if a.range is None else [as_yuan(end) for end in a.range],
        }
        for a in given.assessments
        if given.asked is None or a.measure in given.asked
    ]
    return {
        "company": clean_text(str(given.profile.facts.get("company_name", ""))),
        "as_of": given.as_of.isoformat(),
        "policy": given.policy.id,
        "digest": digest(given.policy),
        "version": given.version,
        "facts": _hash_facts(given.profile, given),
        "measures": measures,
    }


def code_of(record: dict[str, Any], secret: bytes) -> str:
    """The code of a record, in groups of four."""
    body = _letters(secret, b"copy:" + _canonical(record), _BODY)
    whole = body + _letters(secret, b"code:" + body.encode(), _CHECK)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def tidy_code(typed: str) -> str:
    """A code as it was typed, in the form in which it is printed."""
    letters = re.sub(r"[^0-9A-Z]", "", typed.upper()).translate(_READ_AS)[: _BODY + _CHECK]
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def is_issued(code: str, secret: bytes) -> bool:
    """Whether a code (as `tidy_code` gives it) was made with this key."""
    letters = code.replace("-", "")
    signed = _letters(secret, b"code:" + letters[:_BODY].encode(), _CHECK)
    return len(letters) == _BODY + _CHECK and hmac.compare_digest(letters[_BODY:], signed)


def lines_of(
    code: str, record: Mapping[str, Any], policy: Policy, lang: Lang
) -> tuple[tuple[str, str], ...]:
    """What is to be compared with a copy, line by line, as the copy says it."""
    words = labels("summary/verify", lang)
    ends = {kind: _total(record, kind) for kind in ("grant", "loan")}
    loans = [(words["loans"], write_range(ends["loan"]))] if ends["loan"][1] else []
    return (
        (words["code"], code),
        (words["company"], record["company"] or words["no_company"]),
        (words["as_of"], record["as_of"]),
        (words["version"], f"{record['version']} · {record['digest'][:12]}"),
        (words["grants"], write_range(ends["grant"])),
        *loans,
        *(
            (label_of(policy.measure(row["measure"]), lang), _amount(row, words["no_figure"]))
            for row in record["measures"]
        ),
    )


def _total(record: Mapping[str, Any], kind: str) -> Range:
    ranges = [_fen(r) for r in record["measures"] if r["kind"] == kind and r["range_yuan"]]
    return (sum(low for low, _ in ranges), sum(high for _, high in ranges))


def _amount(row: Mapping[str, Any], none: str) -> str:
    return write_range(_fen(row)) if row["range_yuan"] else none


def _fen(row: Mapping[str, Any]) -> Range:
    low, high = (int(Decimal(end) * 100) for end in row["range_yuan"])
    return low, high


def _hash_facts(profile: Profile, given: DraftInput) -> str:
    facts = given.box.facts
    stated: dict[str, Any] = {k: to_json(facts[k], v) for k, v in profile.facts.items()}
    for name, items in profile.lists.items():
        stated[name] = [{k: to_json(facts[k], v) for k, v in item.items()} for item in items]
    return hashlib.sha256(_canonical(stated)).hexdigest()


def _canonical(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str).encode()


def _letters(secret: bytes, signed: bytes, count: int) -> str:
    number = int.from_bytes(hmac.digest(secret, signed, "sha256"))
    return "".join(_LETTERS[number >> 5 * place & 31] for place in range(count))
