"""The cells of a register as columns that the expressions read; what cannot be read is rejected.

An empty cell is unknown. Amounts are read exactly: text as it is spelt, and a float (as XLSX stores
its numbers) only where it is the nearest one to a decimal of the unit, never by rounding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from calculators.facts import DECIMALS, Fact, Kind, Value
from calculators.intake import BadFactError, expected, read_value
from calculators.screening.expressions import option_column

ROW = "__row"
REJECTS: Mapping[str, type[pl.DataType]] = {
    "row": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "expected": pl.String,
}
_EPOCH = date(1970, 1, 1).toordinal()
_FLAGS: Mapping[str, bool] = {
    **dict.fromkeys(("true", "1", "yes", "是"), True),
    **dict.fromkeys(("false", "0", "no", "否"), False),
}
_NONE = {"none", "无"}
_SEPARATORS = re.compile(r"[;；、|,，]")
_EXACT = 2**53  # floats up to here hold every integer


@dataclass(frozen=True, slots=True)
class Cells:
    """A batch as typed columns with the rows that could be read, and the cells that could not.

    `ROW` is the number of the row in the register, the first below the header being 1.
    """

    frame: pl.DataFrame
    rejects: pl.DataFrame


def read_cells(batch: pl.DataFrame, facts: Mapping[str, Fact], kept: tuple[str, ...]) -> Cells:
    """Reads a batch whose columns are `ROW`, those `kept` as they are, and keys of facts."""
    columns = [batch[ROW], *(spelt(batch[name]).alias(name) for name in kept)]
    rejects = [pl.DataFrame(schema=REJECTS)]
    for name in batch.columns:
        if name != ROW and name not in kept:
            read = _read_column(batch[name], facts[name])
            columns.extend(read)
            rejects.append(_rejected(batch, name, read[0], facts[name]))
    rejected = pl.concat(rejects)
    frame = pl.DataFrame(columns)
    good = frame.join(rejected, left_on=ROW, right_on="row", how="anti", maintain_order="left")
    return Cells(good if rejected.height else frame, rejected)


def read_cell(fact: Fact, text: str) -> Value:
    """One cell that holds text. Raises `BadFactError`."""
    match fact.kind:
        case Kind.FLAG:
            return read_value(fact, _FLAGS.get(text.lower(), text))
        case Kind.CHOICE:
            return read_value(fact, _option(fact, text))
        case Kind.CHOICES:
            parts = [] if text.lower() in _NONE else _SEPARATORS.split(text)
            return read_value(fact, [_option(fact, part.strip()) for part in parts])
        case _:
            return read_value(fact, text)


def spelt(column: pl.Series) -> pl.Series:
    """The cells as text, None where they are empty."""
    dtype = column.dtype
    if isinstance(dtype, pl.List):
        joined = column.cast(pl.List(pl.String)).list.join(";")
        return joined.replace("", "none")
    if dtype.is_float():
        whole = (column == column.floor()) & (column.abs() <= _EXACT)
        text = column.cast(pl.String)
        return text.zip_with(
            ~whole.fill_null(value=False), column.cast(pl.Int64, strict=False).cast(pl.String)
        )
    if isinstance(dtype, pl.Datetime):
        midnight = column.dt.truncate("1d") == column
        return column.cast(pl.String).zip_with(
            ~midnight.fill_null(value=False), column.dt.date().cast(pl.String)
        )
    text = column.cast(pl.String).str.strip_chars()
    return text.set(text == "", None)


def _option(fact: Fact, text: str) -> str:
    """The contract's word for an option, which a register may name by its Chinese term."""
    terms = {words.zh: option for option, words in fact.options.items()}
    return terms.get(text, text)


def _rejected(batch: pl.DataFrame, name: str, read: pl.Series, fact: Fact) -> pl.DataFrame:
    given = spelt(batch[name])
    cells = pl.DataFrame({"row": batch[ROW], "value": given}).filter(
        given.is_not_null() & read.is_null()
    )
    return cells.select(
        pl.col("row").cast(pl.Int64),
        pl.lit(name).alias("column"),
        "value",
        pl.lit(_expected(fact)).alias("expected"),
    )


def _expected(fact: Fact) -> str:
    match fact.kind:
        case Kind.CHOICES:
            return f"{expected(fact)}, with ; between them, or none"
        case _:
            return expected(fact).removesuffix(", or min and max")


def _read_column(column: pl.Series, fact: Fact) -> list[pl.Series]:
    if fact.is_quantity:
        return [_quantities(column, fact).alias(fact.key)]
    texts = spelt(column)
    values = {text: _value(fact, text) for text in texts.drop_nulls().unique()}
    match fact.kind:
        case Kind.DATE:
            days = {t: v.toordinal() if isinstance(v, date) else None for t, v in values.items()}
            return [_mapped(texts, days, pl.Int64()).alias(fact.key)]
        case Kind.CHOICES:
            return [
                _mapped(texts, _has(option, values), pl.Boolean()).alias(
                    option_column(fact.key, option)
                )
                for option in fact.options
            ]
        case Kind.CHOICE:
            return [_mapped(texts, values, pl.Enum([*fact.options])).alias(fact.key)]
        case _:
            return [_mapped(texts, values, pl.Boolean()).alias(fact.key)]


def _has(option: str, values: Mapping[str, Value | None]) -> dict[str, bool | None]:
    return {t: option in v if isinstance(v, frozenset) else None for t, v in values.items()}


def _value(fact: Fact, text: str) -> Value | None:
    try:
        return read_cell(fact, text)
    except BadFactError:
        return None


def _mapped(texts: pl.Series, values: Mapping[str, object], dtype: pl.DataType) -> pl.Series:
    return texts.replace_strict([*values], [*values.values()], default=None, return_dtype=dtype)


def _quantities(column: pl.Series, fact: Fact) -> pl.Series:
    unit, read = 10 ** DECIMALS[fact.kind], column
    if column.dtype.is_float():
        scaled = (column * unit).round()
        exact = ((scaled / unit) == column) & (scaled.abs() <= _EXACT)
        read = scaled.set(~exact.fill_null(value=False), None).cast(pl.Int64)
    elif column.dtype.is_integer():
        fits = column.is_between(-(-fact.lowest // unit), fact.highest // unit)
        read = column.set(~fits.fill_null(value=False), None).cast(pl.Int64) * unit
    else:
        read = _from_text(spelt(column), fact)
    within = read.is_between(fact.lowest, fact.highest).fill_null(value=False)
    return read.set(~within, None)


def _from_text(texts: pl.Series, fact: Fact) -> pl.Series:
    decimals = DECIMALS[fact.kind]
    fraction = rf"(\.[0-9]{{1,{decimals}}})?" if decimals else ""
    plain = texts.str.contains(rf"^[0-9]{{1,13}}{fraction}$").fill_null(value=False)
    numbers = texts.set(~plain, None).str.to_decimal(scale=decimals)
    read: pl.Series = (numbers * 10**decimals).cast(pl.Int64)
    others = texts.set(plain, None)
    values = {text: _value(fact, text) for text in others.drop_nulls().unique()}
    return read.zip_with(plain, _mapped(others, values, pl.Int64())) if values else read
