"""Whole pages: `labels` reads a table of words, `fill` fills a layout and escapes what it fills in."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml
from jinja2 import Environment, StrictUndefined, Template

from prompts import Lang

_ROOT = Path(__file__).parent
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#$~&!^{}])")
_ADDRESS = re.compile(r"https?://[\w/.~%?=&:;#+-]+", re.ASCII)


class Plain(str):
    """A string that stands in Markdown as it is."""

    __slots__ = ()


@cache
def labels(name: str, lang: Lang) -> Mapping[str, str]:
    """The words of the table `name` (a path below zh/ or en/, without `.yaml`) in `lang`."""
    read = yaml.safe_load((_ROOT / lang / f"{name}.yaml").read_text(encoding="utf-8"))
    return MappingProxyType({key: str(words) for key, words in read.items()})


def fill(layout: Path, **values: object) -> str:
    """The layout file (`.html.j2` or `.md.j2`) with every value escaped for its format.

    Raises jinja2's `UndefinedError` when the layout uses a name that is not given.
    """
    return _template(layout).render(**values).strip() + "\n"


def escape_markdown(value: object) -> str:
    """Text that Markdown shows as it stands, on one line."""
    if isinstance(value, Plain):
        return value
    return _MARKDOWN.sub(r"\\\1", re.sub(r"\s+", " ", str(value)))


@cache
def _template(layout: Path) -> Template:
    html = layout.name.endswith(".html.j2")
    environment = Environment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=html,  # noqa: S701 - Markdown is escaped by `finalize`
        finalize=None if html else escape_markdown,
    )
    environment.filters["link"] = _link_addresses
    return environment.from_string(layout.read_text(encoding="utf-8"))


def _link_addresses(text: str) -> str:
    """Text of our own for Markdown, its web addresses as links: `<https://…>`."""
    words, addresses = _ADDRESS.split(text), _ADDRESS.findall(text)
    linked = [f"<{address}>" for address in addresses]
    return Plain("".join(map(str.__add__, map(escape_markdown, words), [*linked, ""])))
