"""Every word that Huiqi says: `render(name, lang, **values)` fills one template."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

Lang = Literal["zh", "en"]
_ROOT = Path(__file__).parent
_DECLARATION = re.compile(r"\{# vars:\s*(?P<names>[^#]*?)\s*#\}")


class WrongValuesError(Exception):
    """A template was given other values than its first line declares."""


def render(name: str, lang: Lang, **values: object) -> str:
    """The text of template `name` (a path below zh/ or en/, without `.md.j2`) in `lang`.

    Raises `WrongValuesError` when `values` are not exactly the declared ones, and jinja2's errors
    when there is no such template or it uses an undefined name.
    """
    template, declared = _load(name, lang)
    if declared != values.keys():
        wrong = sorted(declared ^ values.keys())
        raise WrongValuesError(f"{lang}/{name}: declared or given only on one side: {wrong}")
    return template.render(**values).strip()


@cache
def labels(name: str, lang: Lang) -> Mapping[str, str]:
    """The labels of a choice by id, in their order: lines `id = label` of {lang}/labels/{name}.txt."""
    text = (_ROOT / lang / "labels" / f"{name}.txt").read_text(encoding="utf-8")
    pairs = (line.split(" = ", 1) for line in text.splitlines())
    return {key: label for key, label in pairs}  # noqa: C416 - a pair of unknown length fails here


@cache
def _load(name: str, lang: Lang) -> tuple[Template, frozenset[str]]:
    source = (_ROOT / lang / f"{name}.md.j2").read_text(encoding="utf-8")
    declaration = _DECLARATION.match(source)
    if declaration is None:
        raise WrongValuesError(f"{lang}/{name}: the first line must be {{# vars: a, b #}}")
    names = frozenset(n.strip() for n in declaration["names"].split(",") if n.strip())
    return _environment().from_string(source[declaration.end() :].lstrip("\n")), names


@cache
def _environment() -> Environment:
    # Plain text, not HTML: each channel escapes what it sends.
    return Environment(
        loader=FileSystemLoader(_ROOT),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701
        keep_trailing_newline=False,
    )
