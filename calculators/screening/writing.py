"""The result of a screening as CSV, XLSX or Parquet: it appears under its name when it is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import polars as pl

from calculators.screening.register import RegisterError

Write: TypeAlias = Callable[[pl.DataFrame], None]

_XLSX_ROWS = 1_048_575  # a sheet holds so many below its header


@contextmanager
def writing(path: Path) -> Iterator[Write]:
    """Takes the batches of a result one by one. Raises `RegisterError`."""
    suffix = path.suffix.lower()
    try:
        with TemporaryDirectory(dir=path.parent, prefix=".huiqi-") as folder:
            whole = Path(folder) / f"whole{suffix}"
            match suffix:
                case ".csv":
                    with whole.open("wb") as file:
                        headed = count()
                        yield lambda batch: batch.write_csv(file, include_header=not next(headed))
                case ".parquet":
                    numbers = count()
                    yield lambda batch: batch.write_parquet(_part(folder, next(numbers)))
                    pl.scan_parquet(Path(folder) / "part-*.parquet").sink_parquet(whole)
                case ".xlsx":
                    batches: list[pl.DataFrame] = []
                    yield batches.append
                    _write_sheet(pl.concat(batches), whole)
                case _:
                    raise RegisterError(f"{path}: expected a .csv, .xlsx or .parquet file")
            whole.replace(path)
    except OSError as error:
        said = error.strerror or error
        raise RegisterError(f"{path}: {said}; expected a place to write to") from None


def _part(folder: str, number: int) -> Path:
    return Path(folder) / f"part-{number:06}.parquet"


def _write_sheet(frame: pl.DataFrame, path: Path) -> None:
    if frame.height > _XLSX_ROWS:
        raise RegisterError(
            f"a sheet holds {_XLSX_ROWS:,} rows, the result has {frame.height:,};"
            " expected a .csv or .parquet file"
        )
    frame.write_excel(path)
