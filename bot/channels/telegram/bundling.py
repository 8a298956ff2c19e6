"""Messages that were forwarded together: read as one, in their order."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import Any

from bot.channels.telegram.intake import SETTLING
from bot.channels.telegram.updates import Heard, Unreadable, Words, hear, is_forwarded
from bot.storage import Received
from bot.storage.inbox import Inbox

_BUNDLE = "bundle"
_MOST = 50


def bundle(inbox: Inbox, received: Received, now: datetime) -> Received | None:
    """The update with those forwarded along with it; None while more may still come.

    What is joined is written down at once: nothing is read twice after a kill.
    """
    if _BUNDLE in received.payload or not is_forwarded(received.payload):
        return received
    behind = inbox.behind(received, _MOST)
    together = tuple(takewhile(lambda each: is_forwarded(each.payload), behind))
    latest = max(each.received_at for each in (received, *together)) + SETTLING
    if len(together) == len(behind) < _MOST and now < latest:
        inbox.put_off(received, latest)
        return None
    if not together:
        return received
    payloads = [dict(each.payload) for each in (received, *together)]
    return inbox.join(received, together, {_BUNDLE: payloads})


def words_of(payload: Mapping[str, Any], username: str) -> Heard:
    """What an update means, or several that were joined: their words, a line each."""
    if _BUNDLE not in payload:
        return hear(payload, username)
    heard = [hear(each, username) for each in payload[_BUNDLE]]
    words = [each for each in heard if isinstance(each, Words)]
    if words:
        return replace(words[-1], text="\n".join(each.text for each in words))
    return next((each for each in heard if isinstance(each, Unreadable)), heard[0])
