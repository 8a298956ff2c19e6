"""Choices as buttons: what stands on them and what comes back, in at most 64 bytes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import Choice, Lang, Reply
from prompts import render

Action = Literal["pick", "tick", "done", "page"]
_CODES: dict[str, Action] = {"p": "pick", "t": "tick", "d": "done", "g": "page"}
_LETTERS: dict[Action, str] = {action: letter for letter, action in _CODES.items()}
PAGE = 12  # so many choices are seen at once without scrolling the question away
_ROW = 22  # so many half-width letters fit into a row of buttons on a phone


@dataclass(frozen=True, slots=True)
class Button:
    """What a button says when pressed: the reply it hangs under, by turn and position, and its choice.

    Labels and ids may be long, so only places are sent; the choices stand in the stored turn. The
    `index` of a `page` is that of the page to turn to.
    """

    action: Action
    turn_key: str
    position: int
    index: int


def encode(button: Button) -> str:
    """The callback data of a button."""
    letter = _LETTERS[button.action]
    return f"{letter}|{button.turn_key}|{button.position}|{button.index}"


def decode(data: str) -> Button | None:
    """The button behind callback data; None for anything that is not ours."""
    parts = data.split("|")
    if len(parts) != 4 or parts[0] not in _CODES:  # noqa: PLR2004 - the four of `encode`
        return None
    if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts[2:]):  # noqa: PLR2004
        return None
    return Button(_CODES[parts[0]], parts[1], int(parts[2]), int(parts[3]))


def keyboard(
    reply: Reply,
    turn_key: str,
    position: int,
    lang: Lang,
    ticked: Collection[int] = (),
    *,
    page: int = 0,
) -> InlineKeyboardMarkup | None:
    """The buttons under a reply: a page of choices (ticked ones carry a mark), then the ways on."""
    if not reply.choices:
        return None

    def button(label: str, action: Action, index: int) -> InlineKeyboardButton:
        data = encode(Button(action, turn_key, position, index))
        return InlineKeyboardButton(label, callback_data=data)

    begin, pages = page * PAGE, -(-len(reply.choices) // PAGE)
    shown = enumerate(reply.choices[begin : begin + PAGE], begin)
    action: Action = "tick" if reply.multi else "pick"
    labels = [(f"✓ {c.label}" if index in ticked else c.label, index) for index, c in shown]
    rows = [[button(label, action, index) for label, index in row] for row in _rows(labels)]
    turns = [button(f"‹ {page}", "page", page - 1)] if page > 0 else []
    turns += [button(f"{page + 2} ›", "page", page + 1)] if page + 1 < pages else []
    rows += [turns] if turns else []
    if reply.multi:
        rows.append([button(render("telegram/done", lang), "done", 0)])
    return InlineKeyboardMarkup(rows)


def _rows(labels: Iterable[tuple[str, int]]) -> list[list[tuple[str, int]]]:
    """Labels in rows of readable width."""
    rows: list[list[tuple[str, int]]] = []
    width = 0
    for label, index in labels:
        taken = _width(label) + 4
        if rows and width + taken <= _ROW:
            rows[-1].append((label, index))
            width += taken
        else:
            rows.append([(label, index)])
            width = taken
    return rows


def taken_ids(reply: Reply, ticked: Collection[int]) -> str:
    """The ids of the ticked choices as one line, as a person would join them."""
    return "、".join(choice.id for index, choice in enumerate(reply.choices) if index in ticked)


def choice_at(reply: Reply, index: int) -> Choice | None:
    """The choice at a place of the reply."""
    return reply.choices[index] if index < len(reply.choices) else None


def _width(label: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in label)
