"""The cases of every measure: facts and what they come to, worked out by hand from the text."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from calculators.assess import Assessment
from tests.calculators.ways import assessed, in_fen

FOLDER = Path(__file__).parent / "cases"
AT_LEAST = 10


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


PACKS = {path.stem: _read(path) for path in sorted(FOLDER.glob("m[0-9]*.yaml"))}
WITHOUT = _read(FOLDER / "m_no_amount.yaml")
CASES = [
    pytest.param(pack["measure"], pack["always"] | case["facts"], case, id=f"{stem}-{case['name']}")
    for stem, pack in PACKS.items()
    for case in pack["cases"]
]


def _ends(stated: Any) -> tuple[int, int]:
    low, high = stated if isinstance(stated, list) else (stated, stated)
    return in_fen(low), in_fen(high)


def _check_figures(case: dict[str, Any], found: Assessment) -> None:
    if "amount" in case:
        ends = _ends(case["amount"])
        assert (found.range, found.amount) == (ends, ends[0])
        assert found.status == ("eligible" if ends[0] > 0 else "ineligible")
        assert found.missing == ()
    if "range" in case:
        assert (found.range, found.amount) == (_ends(case["range"]), None)
        assert found.status == "undetermined"
    for award, amount in case.get("components", {}).items():
        assert {c.award.id: c.range for c in found.components}[award] == _ends(amount)


@pytest.mark.parametrize(("measure", "facts", "case"), CASES)
def test_the_case_holds(measure: int, facts: dict[str, Any], case: dict[str, Any]) -> None:
    found = assessed(measure, facts)
    _check_figures(case, found)
    if "status" in case:
        assert found.status == case["status"]
        assert found.amount in {None, 0}
    if "missing" in case:
        assert sorted(found.missing) == sorted(case["missing"])
    if "alternatives" in case:
        stated = {reading: _ends(amount) for reading, amount in case["alternatives"].items()}
        assert {a.reading.id: a.range for a in found.alternatives} == stated
    if "total" in case:
        total = case["total"]
        assert found.higher_of == (None if total is None else in_fen(total))


@pytest.mark.parametrize("measure", WITHOUT["measures"])
@pytest.mark.parametrize("case", WITHOUT["cases"], ids=lambda case: case["name"])
def test_a_measure_without_a_figure_never_has_one(measure: int, case: dict[str, Any]) -> None:
    found = assessed(measure, case["facts"])
    assert (found.status, found.amount, found.range) == ("no_amount", None, None)
    assert (found.missing, found.alternatives, found.higher_of) == ((), (), None)
    assert found.sources


@pytest.mark.parametrize("stem", PACKS)
def test_every_measure_has_ten_cases_each_with_its_own_sentence(stem: str) -> None:
    names = [case["name"] for case in PACKS[stem]["cases"]]
    assert len(set(names)) == len(names) >= AT_LEAST
    assert all(" " in name for name in names)


def test_every_measure_with_figures_has_cases() -> None:
    assert sorted(p["measure"] for p in PACKS.values()) == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 17]


def test_the_dates_of_the_cases_are_dates() -> None:
    dates = [c.values[1].get("reference_date") for c in CASES]  # type: ignore[union-attr]
    assert {type(day) for day in dates} == {date, type(None)}
