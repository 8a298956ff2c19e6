"""Choices as buttons: what stands on them and what comes back, in at most 64 bytes."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import Choice, Lang, Reply
from prompts import render

Action = Literal["pick", "tick", "done"]
_CODES: dict[str, Action] = {"p": "pick", "t": "tick", "d": "done"}
_LETTERS: dict[Action, str] = {action: letter for letter, action in _CODES.items()}
_ROW = 22  # so many half-width letters fit into a row of buttons on a phone


@dataclass(frozen=True, slots=True)
class Button:
    """What a button says when pressed: the reply it hangs under, by turn and position, and its choice.

    Labels and ids may be long, so only places are sent; the choices stand in the stored turn.
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
    reply: Reply, turn_key: str, position: int, lang: Lang, ticked: Collection[int] = ()
) -> InlineKeyboardMarkup | None:
    """The buttons under a reply, in rows of readable width; ticked choices carry a mark."""
    if not reply.choices:
        return None
    action: Action = "tick" if reply.multi else "pick"
    rows: list[list[InlineKeyboardButton]] = []
    width = 0
    for index, choice in enumerate(reply.choices):
        label = f"✓ {choice.label}" if index in ticked else choice.label
        data = encode(Button(action, turn_key, position, index))
        taken = _width(label) + 4
        if rows and width + taken <= _ROW:
            rows[-1].append(InlineKeyboardButton(label, callback_data=data))
            width += taken
        else:
            rows.append([InlineKeyboardButton(label, callback_data=data)])
            width = taken
    if reply.multi:
        done = encode(Button("done", turn_key, position, 0))
        rows.append([InlineKeyboardButton(render("telegram/done", lang), callback_data=done)])
    return InlineKeyboardMarkup(rows)


def taken_ids(reply: Reply, ticked: Collection[int]) -> str:
    """The ids of the ticked choices as one line, as a person would join them."""
    return "、".join(choice.id for index, choice in enumerate(reply.choices) if index in ticked)


def choice_at(reply: Reply, index: int) -> Choice | None:
    """The choice at a place of the reply."""
    return reply.choices[index] if index < len(reply.choices) else None


def _width(label: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in label)
