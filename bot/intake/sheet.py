"""A table of facts as people fill in the template: a fact a row, or a fact a column."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.intake.pieces import Piece, Row
from bot.intake.statement import Found, Notes
from bot.messages import Finding
from calculators.facts import DECIMALS, Fact, Kind, Value
from calculators.intake import BadFactError, read_value

KEY_HEADS = frozenset({"字段", "key", "factkey", "事实键"})
VALUE_HEADS = frozenset({"值", "填写", "数值", "value", "yourvalue"})
_AMOUNT = re.compile(r"[¥￥]?(\d[\d,，]*(?:\.\d+)?)(亿|万|千|百万)?元?")
_WORTH = {None: 1, "千": 10**3, "万": 10**4, "百万": 10**6, "亿": 10**8}
_FLAGS: Mapping[str, bool] = {
    **dict.fromkeys(("true", "1", "yes", "y", "是", "有", "√"), True),
    **dict.fromkeys(("false", "0", "no", "n", "否", "没有", "×"), False),
}
_NONE = frozenset({"none", "无", "都没有", "没有"})
# Commas last: some terms hold one.
_SEPARATORS = (re.compile(r"[;；、|]"), re.compile(r"[;；、|,，]"))
_WIDE = 2  # so many keys in a row make it a row of heads


def read_sheet(rows: Sequence[Row], facts: Mapping[str, Fact]) -> Found | None:
    """The facts of a filled-in table, and what could not be read; None where it is no such table."""
    if (heads := _long_heads(rows)) is not None:
        return _joined([_read_long(row, heads, facts) for row in rows])
    wide = next((n for n, row in enumerate(rows) if _is_wide(row, facts)), None)
    if wide is None:
        return None
    below = rows[wide + 1 :]
    if len(below) > 1:
        return Found(notes=(("many_rows", str(len(below))),))
    names = {piece.left: piece.plain for piece in rows[wide].pieces}
    cells = [(names.get(piece.left, ""), piece) for row in below for piece in row.pieces]
    return _joined([_read(key, piece, facts) for key, piece in cells if key != "id"])


def _long_heads(rows: Sequence[Row]) -> tuple[float, float] | None:
    """The columns of the keys and of the values."""
    for row in rows:
        named = {piece.plain.casefold(): piece.left for piece in row.pieces}
        keys = [named[head] for head in KEY_HEADS if head in named]
        values = [named[head] for head in VALUE_HEADS if head in named]
        if keys and values:
            return keys[0], values[0]
    return None


def _is_wide(row: Row, facts: Mapping[str, Fact]) -> bool:
    known = sum(piece.plain in facts for piece in row.pieces)
    return known >= _WIDE or (known == 1 and len(row.pieces) == 1)


def _read_long(row: Row, heads: tuple[float, float], facts: Mapping[str, Fact]) -> Found:
    cells = {piece.left: piece for piece in row.pieces}
    key, value = (cells.get(column) for column in heads)
    if key is None or value is None or key.plain.casefold() in KEY_HEADS:
        return Found()
    return _read(key.plain, value, facts, row.words)


def _read(key: str, cell: Piece, facts: Mapping[str, Fact], words: str = "") -> Found:
    fact = facts.get(key)
    if fact is None:
        return Found(notes=(("unknown_key", f"{cell.cell} {key[:40]}"),))
    try:
        value = read_cell(fact, cell.text)
    except BadFactError:
        return Found(notes=(("cell", f"{cell.cell} {cell.text[:40]}"),))
    said = f"{fact.term.zh} {cell.text}" if not words else cell.text
    return Found((Finding(key, value, cell.cell, said),))


def read_cell(fact: Fact, text: str) -> Value:
    """One cell as people fill it in: 是, 6,800万, 规上软件企业. Raises `BadFactError`."""
    plain = text.strip()
    match fact.kind:
        case Kind.FLAG:
            return read_value(fact, _FLAGS.get(plain.casefold(), plain))
        case Kind.CHOICE:
            return read_value(fact, _option(fact, plain))
        case Kind.CHOICES:
            return read_value(fact, [] if plain.casefold() in _NONE else _several(fact, plain))
        case Kind.DATE:
            return read_value(fact, plain.removesuffix(" 00:00:00").replace("/", "-"))
        case Kind.TEXT:
            return read_value(fact, plain)
        case _:
            return read_value(fact, _number(fact, plain))


def _number(fact: Fact, plain: str) -> str:
    """The number as JSON spells it; what is none is left as it is, to be refused."""
    if fact.kind is Kind.PERCENT:
        return plain.rstrip("%％").strip()
    if fact.kind is Kind.YEAR:
        return plain.removesuffix("年度").removesuffix("年")
    found = _AMOUNT.fullmatch("".join(plain.split()))
    if found is None or (found[2] and fact.kind is not Kind.YUAN):
        return plain
    number = Decimal(re.sub("[,，]", "", found[1])) * _WORTH[found[2]]
    decimals = DECIMALS[fact.kind]
    exact = number == round(number, decimals)
    return format(round(number, decimals) if exact else number, "f")


def _several(fact: Fact, text: str) -> list[str]:
    by_mark, by_comma = ([_option(fact, p.strip()) for p in s.split(text)] for s in _SEPARATORS)
    return by_mark if all(part in fact.options for part in by_mark) else by_comma


def _option(fact: Fact, text: str) -> str:
    """The contract's word for an option that is named by its term in either language."""
    terms = {term: o for o, words in fact.options.items() for term in (words.zh, words.en)}
    return terms.get(text, text)


def _joined(found: Sequence[Found]) -> Found:
    findings: dict[str, Finding] = {}
    notes: dict[tuple[str, str], None] = {}
    doubled: set[str] = set()
    for each in found:
        notes |= dict.fromkeys(each.notes)
        for finding in each.findings:
            known = findings.setdefault(finding.of, finding)
            if known.value != finding.value:
                notes["twice", f"{known.place} / {finding.place}"] = None
                doubled.add(finding.of)
    kept: Notes = tuple(notes)
    return Found(tuple(f for of, f in findings.items() if of not in doubled), kept)
