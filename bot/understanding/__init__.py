"""Words to facts: what one message of a person says, by rules alone."""

from datetime import date

from bot.dialogue.reading import Pending, Reading
from calculators.facts import Profile


def read(text: str, *, pending: Pending | None, profile: Profile, today: date) -> Reading:
    """Understand one message.

    Quantities come back in the smallest unit of their kind (yuan: fen). `facts` holds only what was
    said beyond doubt; everything else is in `to_confirm`. Never raises, whatever the text.
    """
    from bot.understanding.reading import read_message

    return read_message(text, pending=pending, profile=profile, today=today)


__all__ = ["read"]
