"""The summary as one HTML file and as Markdown."""

from pathlib import Path

from bot.drafting.tree import Summary
from prompts.pages import fill

_HERE = Path(__file__).parent


def render_html(summary: Summary) -> str:
    """One page that needs nothing else: style inside, no script, no request."""
    return fill(_HERE / "summary.html.j2", s=summary, w=summary.words)


def render_markdown(summary: Summary) -> str:
    """The same content as Markdown; tables in the GitHub form."""
    return fill(_HERE / "summary.md.j2", s=summary, w=summary.words)
