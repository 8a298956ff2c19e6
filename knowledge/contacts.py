"""The bureaus and the related policies: what was found of each, from which page, printed when."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal

_HERE = Path(__file__).parent


class FaultyContactsError(ValueError):
    """A contact file is not in the form of `bureaus.yaml`."""


@dataclass(frozen=True, slots=True)
class Bureau:
    """A body of the policy. What was not found is None, never guessed; a phone is as printed."""

    name: str
    en: str | None = None
    full_name: str | None = None
    does: Mapping[Literal["zh", "en"], str] | None = None
    phone: str | None = None
    email: str | None = None
    site: str | None = None
    address: str | None = None
    printed: str | None = None
    source: str | None = None
    note: Mapping[Literal["zh", "en"], str] | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A later or same-type policy; `figures` in yuan and percent, `seen` the month of reading."""

    id: str
    title: str
    title_en: str
    date: str
    same_type_measures: tuple[int, ...]
    known: Mapping[Literal["zh", "en"], str]
    seen: str
    number: str | None = None
    published: str | None = None
    figures: Mapping[str, int] = field(default_factory=dict)
    source: str | None = None
    source_note: str | None = None
    source_note_en: str | None = None


def bureaus(extra: Path | None = None) -> Mapping[str, Bureau]:
    """Every known body by the policy's name for it; the operator's file `extra` wins.

    Raises `FaultyContactsError` when `extra` cannot be read in the form of `bureaus.yaml`.
    """
    known = _shipped()
    return known if extra is None else {**known, **_read_bureaus(extra)}


@cache
def related() -> tuple[Related, ...]:
    """The related policies in the order of `related.yaml`, the successor first."""
    return tuple(
        Related(
            **{
                **raw,
                "date": str(raw["date"]),
                "seen": str(raw["seen"]),
                "published": str(raw["published"]) if "published" in raw else None,
                "same_type_measures": tuple(raw["same_type_measures"]),
            }
        )
        for raw in read_yaml(_HERE / "related.yaml")
    )


def related_policy(policy_id: str) -> Related:
    """The related policy of that id. Raises `LookupError`."""
    found = next((entry for entry in related() if entry.id == policy_id), None)
    if found is None:
        raise LookupError(f"related.yaml has no policy {policy_id!r}")
    return found


def read_yaml(path: Path) -> Any:
    """The content of a YAML file, through the C parser where there is one."""
    return read_yaml_text(path.read_text(encoding="utf-8"))


def read_yaml_text(text: str) -> Any:
    """The content of a YAML text."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are safe ones


@cache
def _shipped() -> Mapping[str, Bureau]:
    return _read_bureaus(_HERE / "bureaus.yaml")


def _read_bureaus(path: Path) -> dict[str, Bureau]:
    import yaml

    try:
        raw = read_yaml(path)
    except (OSError, yaml.YAMLError) as error:
        raise FaultyContactsError(f"contact file {path}: {error}") from error
    if not isinstance(raw, dict):
        raise FaultyContactsError(f"contact file {path}: expected a body's name: its fields")
    return {str(name): _bureau(str(name), entry, path) for name, entry in raw.items()}


def _bureau(name: str, entry: Any, path: Path) -> Bureau:
    allowed = {known.name for known in fields(Bureau)} - {"name"}
    if not isinstance(entry, dict) or not entry.keys() <= allowed:
        raise FaultyContactsError(
            f"contact file {path}: {name}: fields are {', '.join(sorted(allowed))}"
        )
    values = {key: str(value) for key, value in entry.items() if key not in {"does", "note"}}
    if values.keys() & {"phone", "email", "address"} and "printed" not in values:
        raise FaultyContactsError(f"contact file {path}: {name}: `printed` (a date) is missing")
    return Bureau(name=name, does=entry.get("does"), note=entry.get("note"), **values)
