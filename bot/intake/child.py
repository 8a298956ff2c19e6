"""The child in which a file is read: few rights, little time, and one line of JSON at the end.

`python -m bot.intake.child {ocr|no-ocr}`: the file on standard input, what was read on standard output.
"""

import json
import os
import resource
import sys
from typing import Any

from bot.intake.limits import CPU_SECONDS, MEMORY
from bot.intake.ocr import RapidSee, installed
from bot.intake.reading import read_file
from bot.messages import Filed, Finding
from calculators.intake import to_json
from calculators.xm_2023_10.facts import FACTS

_DENIED = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.exec",
     "os.posix_spawn", "os.fork", "os.remove", "os.rename"}
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def main() -> None:
    """Read the file and say what is in it; whatever goes wrong is a refusal."""
    restrict()
    try:
        see = RapidSee() if sys.argv[1:] == ["ocr"] and installed() else None
        filed = read_file(sys.stdin.buffer.read(), "", FACTS, see)
    except MemoryError:
        filed = Filed("", refusal="too_much")
    except Exception as error:  # noqa: BLE001 - a library that fails on a file has not read it
        sys.stderr.write(type(error).__name__)
        filed = Filed("", refusal="broken")
    json.dump(filed_to_json(filed), sys.stdout, ensure_ascii=False)


def restrict() -> None:
    """Little memory and time, no files written, no other program, no network."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    sys.addaudithook(_deny)


def _deny(event: str, given: tuple[Any, ...]) -> None:
    """What no library has to do here, such as fetching a model, fails at once."""
    writes = event == "open" and isinstance(given[2], int) and given[2] & _WRITES
    if event in _DENIED or writes:
        raise PermissionError(event)


def filed_to_json(filed: Filed) -> dict[str, Any]:
    """What was read as JSON; `apart` reads it back."""
    return {
        "findings": [_finding_to_json(finding) for finding in filed.findings],
        "notes": [list(note) for note in filed.notes],
        "refusal": filed.refusal,
    }


def _finding_to_json(finding: Finding) -> dict[str, Any]:
    fact = FACTS.get(finding.of)
    value = finding.value if fact is None else to_json(fact, finding.value)
    return {
        "of": finding.of,
        "value": value,
        "place": finding.place,
        "words": finding.words,
        "year": finding.year,
        "age": finding.age,
        "cautions": list(finding.cautions),
    }


if __name__ == "__main__":
    main()
