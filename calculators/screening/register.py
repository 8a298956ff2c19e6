"""A register of enterprises in a CSV, XLSX or Parquet file, read a batch of rows at a time."""

from __future__ import annotations

import csv
import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

import polars as pl
from fastexcel import FastExcelError
from polars.exceptions import PolarsError

from calculators.intake import known_key
from calculators.screening.cells import REJECTS, ROW

BATCH = 100_000
KEPT = ("id", "company_name")
_SHOWN = 200  # of a malformed row, so many characters
_ENCODINGS = ("utf-8-sig", "gb18030")  # the second is what Excel writes in China


class RegisterError(ValueError):
    """A register that cannot be read or a result that cannot be written: what, and why."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows as they stand in the register, numbered under `ROW`, and the malformed ones."""

    frame: pl.DataFrame
    rejects: pl.DataFrame

    @property
    def height(self) -> int:
        """The rows, malformed ones too."""
        return self.frame.height + self.rejects.height


@dataclass(frozen=True, slots=True)
class Register:
    """A register: its columns, about how many rows it has (None: not known), and its batches."""

    columns: tuple[str, ...]
    rows: int | None
    batches: Iterator[Batch]

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns that go through to the result as they are."""
        return tuple(name for name in KEPT if name in self.columns)


def open_register(path: Path, keys: Collection[str]) -> Register:
    """The register in a file, by its suffix. Raises `RegisterError`.

    Its columns must be `keys` of facts; `id` and `company_name` are kept.
    """
    opening = _OPENING.get(path.suffix.lower())
    if opening is None:
        raise RegisterError(f"{path}: expected a .csv, .xlsx or .parquet file")
    with _clear_errors(path):
        register = opening(path)
    _check_columns(path, register.columns, keys)
    # A batch without rows comes first: an empty register, too, has a result with a header.
    batches = chain((_batch([], register.columns),), register.batches)
    return replace(register, batches=batches)


@contextmanager
def _clear_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        said = error.strerror or error
        raise RegisterError(f"{path}: {said}; expected a readable file") from None
    except (PolarsError, FastExcelError, csv.Error) as error:
        said = str(error).strip().partition("\n")[0]
        raise RegisterError(f"{path}: {said}; expected a register") from None


def _check_columns(path: Path, columns: tuple[str, ...], keys: Collection[str]) -> None:
    twice = [name for place, name in enumerate(columns) if name in columns[:place]]
    if twice:
        raise RegisterError(f"{path}: the column {twice[0]!r} stands twice; expected each once")
    unknown = [name for name in columns if name not in keys and name not in KEPT]
    if unknown:
        raise RegisterError(
            f"{path}: unknown columns {', '.join(map(repr, unknown))}; expected"
            f" {known_key(unknown[0], keys)}, {' or '.join(KEPT)}"
        )
    if not set(columns) - set(KEPT):
        raise RegisterError(f"{path}: no column is the key of a fact")


def _parquet(path: Path) -> Register:
    lazy = pl.scan_parquet(path)
    rows = lazy.select(pl.len()).collect().item()
    return _typed(lazy.collect_schema().names(), rows, lazy)


def _xlsx(path: Path) -> Register:
    # That a column is empty is nothing to warn of.
    logging.getLogger("fastexcel").setLevel(logging.ERROR)
    frame = pl.read_excel(path, infer_schema_length=None)
    return _typed(frame.columns, frame.height, frame.lazy())


def _typed(columns: list[str], rows: int, lazy: pl.LazyFrame) -> Register:
    names = tuple(name.strip() for name in columns)
    numbered = lazy.rename(dict(zip(columns, names, strict=True))).with_row_index(ROW, offset=1)
    none = pl.DataFrame(schema=REJECTS)
    return Register(
        names,
        rows,
        (
            Batch(frame.with_columns(pl.col(ROW).cast(pl.Int64)), none)
            for frame in numbered.collect_batches(chunk_size=BATCH, maintain_order=True)
        ),
    )


def _csv(path: Path) -> Register:
    encoding = _encoding_of(path)
    with path.open(newline="", encoding=encoding) as file:
        header = next(csv.reader(file), [])
    names = tuple(name.strip() for name in header)
    rows = _rows_if_regular(path, len(names)) if encoding == _ENCODINGS[0] else None
    if rows is None:
        return Register(names, None, _any_csv(path, encoding, names))
    lazy = pl.scan_csv(path, infer_schema=False, new_columns=[*names])
    return _typed([*names], rows, lazy)


def _encoding_of(path: Path) -> str:
    for encoding in _ENCODINGS:
        with suppress(UnicodeDecodeError), path.open(encoding=encoding, newline="") as file:
            while file.read(1 << 20):
                pass
            return encoding
    raise RegisterError(f"{path}: expected text in UTF-8 or GB 18030")


def _rows_if_regular(path: Path, columns: int) -> int | None:
    """The number of rows if every line is one row with every column, so that a fast reader is safe."""
    with path.open("rb") as file:
        lines = 0
        for line in file:
            if line.count(b",") != columns - 1 or b'"' in line or not line.strip():
                return None
            lines += 1
    return lines - 1


def _any_csv(path: Path, encoding: str, names: tuple[str, ...]) -> Iterator[Batch]:
    with path.open(newline="", encoding=encoding) as file:
        numbered = ((number, row) for number, row in enumerate(csv.reader(file)) if row)
        next(numbered, None)
        while rows := list(islice(numbered, BATCH)):
            yield _batch(rows, names)


def _batch(rows: list[tuple[int, list[str]]], names: tuple[str, ...]) -> Batch:
    good = [(number, *row) for number, row in rows if len(row) == len(names)]
    bad = [
        (number, None, ",".join(row)[:_SHOWN], f"{len(names)} cells in a row")
        for number, row in rows
        if len(row) != len(names)
    ]
    schema = {ROW: pl.Int64, **dict.fromkeys(names, pl.String)}
    columns = zip(*good, strict=True) if good else ((),) * len(schema)
    cells = dict(zip(schema, columns, strict=True))
    return Batch(
        pl.DataFrame(cells, schema=schema), pl.DataFrame(bad, schema=REJECTS, orient="row")
    )


_OPENING: Mapping[str, Callable[[Path], Register]] = {
    ".csv": _csv,
    ".parquet": _parquet,
    ".xlsx": _xlsx,
}
