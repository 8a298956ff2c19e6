"""What is left of an update that the library cannot read: who spoke, where, and the words."""

from collections.abc import Mapping
from typing import Any

_USER = ("id", "username", "language_code")
_CHAT = ("id", "type", "title")
_MESSAGE = ("message_id", "date", "edit_date", "text", "caption", "message_thread_id")
_HIDDEN = {"type": "hidden_user", "date": 0, "sender_user_name": ""}


def bare(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A raw update cut down to what we use.

    The platform adds fields and the library learns them later, or demands those that an older server
    does not send: neither may make us deaf to somebody's words.
    """
    kept: dict[str, Any] = {"update_id": payload.get("update_id", 0)}
    for kind in ("message", "edited_message"):
        if isinstance(message := payload.get(kind), Mapping):
            kept[kind] = _message(message)
    query = payload.get("callback_query")
    if isinstance(query, Mapping):
        kept["callback_query"] = {
            "id": str(query.get("id", "")),
            "chat_instance": "",
            "data": query.get("data"),
            "from": _user(query.get("from")),
        }
        if isinstance(message := query.get("message"), Mapping):
            kept["callback_query"]["message"] = _message(message)
    return kept


def _message(message: Mapping[str, Any]) -> dict[str, Any]:
    """A message without what hangs on it; one whose words are missing keeps none."""
    kept = {name: message[name] for name in _MESSAGE if name in message}
    kept["chat"] = _picked(message.get("chat"), _CHAT)
    if isinstance(message.get("from"), Mapping):
        kept["from"] = _user(message["from"])
    if message.get("forward_origin"):
        kept["forward_origin"] = _HIDDEN
    if message.get("is_topic_message") is True:
        kept["is_topic_message"] = True
    return kept


def _user(user: object) -> dict[str, Any]:
    about = user if isinstance(user, Mapping) else {}
    return {"is_bot": about.get("is_bot") is True, "first_name": "", **_picked(user, _USER)}


def _picked(given: object, names: tuple[str, ...]) -> dict[str, Any]:
    known = given if isinstance(given, Mapping) else {}
    return {name: known[name] for name in names if known.get(name) is not None}
