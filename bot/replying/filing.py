"""What is said about a file: what was read where, what could not be, and whether each value is right."""

from typing import Final

from bot.dialogue.reading import Pending
from bot.dialogue.steps import Confirm, ShowFile
from bot.intake.limits import LARGEST, PAGES, SCANS
from bot.messages import Reply
from bot.replying.scene import Scene
from prompts import labels, render

_MOST_NOTES: Final = 8
_MEGABYTE = 1024 * 1024


def show(step: ShowFile, scene: Scene) -> Reply:
    """The values to be confirmed, each with the words of its place; or why nothing was read."""
    file = step.file
    if file.refusal:
        why = _line(f"refusal_{file.refusal}", "", scene)
        return Reply(render("reply/file_refused", scene.lang, file=file.name, why=why))
    rows = [
        (_term(p, scene), scene.say(str(p.fact), p.value), _where(p, scene))
        for p in step.asked
        if p.found is not None and p.fact is not None and p.value is not None
    ]
    notes = list(dict.fromkeys((*file.notes, *step.notes)))
    text = render(
        "reply/file",
        scene.lang,
        file=file.name,
        rows=rows,
        found=bool(file.findings),
        notes=[_line(f"note_{note}", detail, scene) for note, detail in notes[:_MOST_NOTES]],
        more=max(len(notes) - _MOST_NOTES, 0),
    )
    return Reply(text)


def confirm(step: Confirm, pending: Pending, scene: Scene) -> Reply:
    """Whether a value of a file is right, beside what it replaces or clashes with."""
    cautions = [_line(f"caution_{caution}", "", scene) for caution in pending.cautions]
    doubt = step.doubt
    if doubt is not None and doubt.other is not None:
        beside = scene.say(doubt.other, scene.session.stated[doubt.other].value)
        cautions.append(_line("caution_beside", f"{scene.term(doubt.other)} {beside}", scene))
    elif doubt is not None:
        cautions.append(_line("caution_unusual", "", scene))
    text = render(
        "reply/confirm_file",
        scene.lang,
        term=_term(pending, scene),
        value=scene.say(step.fact, step.value),
        known="" if step.known is None else scene.say(step.fact, step.known),
        where="" if step.shown else _where(pending, scene),
        cautions=cautions,
    )
    return scene.with_choices(text, pending)


def _term(pending: Pending, scene: Scene) -> str:
    """What the fact is called, and of which year the figure is, where the file says it."""
    term, found = scene.term(str(pending.fact)), pending.found
    if found is None or found.year is None:
        return term
    return _line("of_year", f"{term}|{found.year}", scene)


def _where(pending: Pending, scene: Scene) -> str:
    """The place and the words of a value: `第 1 页“研发费用 12,600,000.00”`."""
    found = pending.found
    if found is None:
        return ""
    page = found.place.removeprefix("p.")
    place = _line("page", page, scene) if page != found.place else found.place
    return _line("quoted", f"{place}|{found.words}", scene)


def _line(name: str, detail: str, scene: Scene) -> str:
    place, _, words = detail.partition("|")
    template = labels("files", scene.lang)[name]
    return template.format(
        detail=detail,
        place=place,
        words=words,
        size=LARGEST // _MEGABYTE,
        pages=PAGES,
        scans=SCANS,
    ).strip()
