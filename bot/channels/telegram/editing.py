"""An edited message: what it corrects, said in words that the conversation understands."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.channels.telegram.updates import Words, message_in
from bot.messages import Lang
from bot.storage import Received, Store


def correction(
    store: Store,
    received: Received,
    words: Words,
    lang: Lang,
    correct: Callable[[str, str, Lang], str],
) -> str | None:
    """The text to read for an edit; None when it changes no words.

    A message that stated one fact, perhaps with a bare figure, corrects that fact, whatever is
    asked by now. Any other edit is read like a message.
    """
    versions = _versions(store, received, words.corrects)
    if not versions:
        return words.text
    if _text(versions[0].payload) == words.text:
        return None
    loaded = store.load(received.conversation)
    stated = loaded[0].stated if loaded else {}
    keys = {each.update_key for each in versions}  # an edit may have changed a picture alone
    facts = [key for key, fact in stated.items() if fact.message in keys]
    return correct(facts[0], words.text, lang) if len(facts) == 1 else words.text


def _versions(store: Store, received: Received, number: int | None) -> tuple[Received, ...]:
    """What a message said before the edit, the newest first."""
    found = store.inbox.past(received.conversation, most=200)
    earlier = (each for each in found if each.id != received.id)
    return tuple(each for each in earlier if message_in(each.payload).get("message_id") == number)


def _text(payload: Mapping[str, Any]) -> object:
    message = message_in(payload)
    return message.get("text") or message.get("caption")
