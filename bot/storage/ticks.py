"""Ticked choices: what is marked under a reply with several choices before it is sent off."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from bot.storage.tables import ticks


@dataclass(frozen=True, slots=True)
class Ticks:
    """The ticked choices, by number, under one reply with several choices to take."""

    turn_key: str
    position: int
    chosen: frozenset[int]


def read_ticks(
    connection: Connection, conversation: str, turn_key: str, position: int
) -> frozenset[int]:
    """The choices ticked so far under a reply."""
    chosen = select(ticks.c.chosen).where(*_place(conversation, turn_key, position))
    return frozenset(connection.execute(chosen).scalar_one_or_none() or ())


def keep_ticks(connection: Connection, conversation: str, ticked: Ticks) -> None:
    """Replace the choices ticked under a reply."""
    place = _place(conversation, ticked.turn_key, ticked.position)
    connection.execute(delete(ticks).where(*place))
    connection.execute(
        insert(ticks).values(
            conversation=conversation,
            turn_key=ticked.turn_key,
            position=ticked.position,
            chosen=sorted(ticked.chosen),
        )
    )


def _place(conversation: str, turn_key: str, position: int) -> tuple[Any, ...]:
    return (
        ticks.c.conversation == conversation,
        ticks.c.turn_key == turn_key,
        ticks.c.position == position,
    )
