"""The mutants that mutmut cannot judge, each in a process of its own; the last step of `make mutate`.

mutmut imports everything once and forks for each mutant, so that what runs while a module is
imported (the rules are built then) is never changed, and Polars' threads do not survive the fork.
Here the fork comes first, before anything of the calculators is imported.
"""

import os
import random
import re
import signal
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

MUTANTS = Path(__file__).parents[2] / "mutants"
_NAME = re.compile(r"x[\w\u01c1]*__mutmut_\d+")
_SECONDS = 300
_RULES = ("quotes", "cases", "said", "assess", "dates", "same_type", "readings", "evaluate")
# The modules, and the tests that must notice a change of them, the quickest first.
APART: Sequence[tuple[str, Sequence[str]]] = (
    ("rules.py", _RULES),
    ("ambiguity.py", _RULES),
    ("xm_2023_10/*.py", _RULES),
    ("screening/*.py", ("screen",)),
)


def names_in(path: Path) -> Iterable[str]:
    """The mutants of a file, as `mutmut show` takes them."""
    module = ".".join(path.relative_to(MUTANTS).with_suffix("").parts)
    return sorted({f"{module}.{n}" for n in _NAME.findall(path.read_text(encoding="utf-8"))})


def is_noticed(mutant: str, tests: Sequence[str]) -> bool:
    """Whether a test fails, or none ends in time, with this change."""
    child = os.fork()
    if child == 0:
        os.environ["MUTANT_UNDER_TEST"] = mutant
        signal.alarm(_SECONDS)
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        import pytest

        files = [f"tests/calculators/test_{name}.py" for name in tests]
        os._exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *files]))
    return os.waitpid(child, 0)[1] != 0


def main() -> None:
    """Judges all of them, or as many at random as the first argument says."""
    os.chdir(MUTANTS)
    sys.path.insert(0, str(MUTANTS))
    import hypothesis  # noqa: F401 - what every child needs is imported once
    import pytest  # noqa: F401

    found = [
        (name, tests)
        for pattern, tests in APART
        for path in sorted((MUTANTS / "calculators").glob(pattern))
        for name in names_in(path)
    ]
    if len(sys.argv) > 1:
        found = random.Random(2023).sample(found, int(sys.argv[1]))
    survived = []
    for name, tests in found:
        if not is_noticed(name, tests):
            survived.append(name)
            print(f"survived: {name}", flush=True)
    print(f"{len(found) - len(survived)} of {len(found)} killed")


if __name__ == "__main__":
    main()
