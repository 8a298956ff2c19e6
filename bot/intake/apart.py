"""Reads a file in a process of its own: what is hostile or broken in it cannot hurt the service."""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

from bot.intake.limits import FINDINGS, LARGEST, SECONDS
from bot.messages import Filed, Finding
from calculators.facts import Fact
from calculators.intake import BadFactError, load_json, read_value

AT_ONCE: Final = 2  # files that a process has read at the same time
LINES: Final = ("period", "revenue", "rd_expense", "self_rd", "rd_total")
_ROOT = Path(__file__).parents[2]
_NAME = 80
_TEXT = 200
_HIGHEST = 10**15  # fen


class BusyError(Exception):
    """Other files are being read: try again."""


@dataclass(frozen=True, slots=True)
class FileReader:
    """Reads files, a few at a time. `ocr` False: as if the extra were not installed."""

    facts: Mapping[str, Fact]
    ocr: bool = True
    seconds: float = SECONDS
    _room: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE))

    def read(self, data: bytes, name: str, *, patience: float = 0.0) -> Filed:
        """What stands in a file. Raises `BusyError` where there is no room within `patience` seconds."""
        return self.fetch_and_read(lambda: data, name, patience=patience)

    def fetch_and_read(
        self, fetch: Callable[[], bytes], name: str, *, patience: float = 0.0
    ) -> Filed:
        """As `read`, of a file that is fetched only when there is room for it."""
        with self._seat(patience):
            data = fetch()
            refused = len(data) > LARGEST
            filed = Filed("", refusal="too_large") if refused else self._apart(data)
        return replace(filed, name=shown_name(name))

    @contextmanager
    def _seat(self, patience: float) -> Iterator[None]:
        if not self._room.acquire(timeout=patience):
            raise BusyError
        try:
            yield
        finally:
            self._room.release()

    def _apart(self, data: bytes) -> Filed:
        command = [sys.executable, "-m", "bot.intake.child", "ocr" if self.ocr else "no-ocr"]
        try:
            done = subprocess.run(  # noqa: S603 - our own module, and nothing of the file in the command
                command,
                input=data,
                capture_output=True,
                timeout=self.seconds,
                check=False,
                env=_environment(),
                cwd=_ROOT,
            )
        except subprocess.TimeoutExpired:
            return Filed("", refusal="too_slow")
        if done.returncode != 0:  # ended by a limit: its memory, its time
            return Filed("", refusal="too_much")
        return self._filed(done.stdout)

    def _filed(self, output: bytes) -> Filed:
        """What the child says, believed no further than a stranger."""
        try:
            said: Any = load_json(output.decode())
            findings = tuple(map(self._finding, said["findings"][:FINDINGS]))
            notes = tuple((str(i)[:_TEXT], str(d)[:_TEXT]) for i, d in said["notes"][:FINDINGS])
            return Filed("", findings, notes, str(said["refusal"]))
        except (BadFactError, ValueError, KeyError, TypeError):
            return Filed("", refusal="broken")

    def _finding(self, given: Any) -> Finding:
        of, value, year, age = given["of"], given["value"], given["year"], given["age"]
        if of in self.facts:
            value = read_value(self.facts[of], value)
        elif of not in LINES or type(value) is not int or not 0 <= value <= _HIGHEST:
            raise ValueError(of)
        if not (year is None or type(year) is int) or age not in (0, 1):
            raise ValueError(year)
        words = shown(str(given["words"]))
        cautions = tuple(map(str, given["cautions"]))
        return Finding(of, value, shown(str(given["place"])), words, year, age, cautions)


def _environment() -> dict[str, str]:
    """What the child may know: where its modules are. No token, no key."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
    few = {"OMP_NUM_THREADS": "2", "POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return {**kept, **few, "PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def shown(text: str) -> str:
    """Text of a file as it may be shown: no controls, no marks that turn the direction of writing."""
    plain = "".join(" " if unicodedata.category(c).startswith(("C", "Z")) else c for c in text)
    return " ".join(plain.split())[:_TEXT]


def shown_name(name: str) -> str:
    """A file's name without its folders, as it may be shown."""
    last = shown(name.replace("\\", "/").rpartition("/")[2])
    return last if len(last) <= _NAME else f"{last[: _NAME // 2]}…{last[-_NAME // 4 :]}"
