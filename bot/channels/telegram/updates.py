"""A Telegram update as what it means to us: words, a pressed button, or something we cannot read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from telegram import Message, Update
from telegram.constants import ChatType

from bot.messages import Lang

CHANNEL = "telegram"
KINDS = ("message", "edited_message", "callback_query")


@dataclass(frozen=True, slots=True)
class Words:
    """A text that somebody wrote to us."""

    text: str
    at: datetime
    lang: Lang | None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of ours that somebody pressed; `message_id` is the message it hangs under."""

    query_id: str
    data: str
    message_id: int | None
    lang: Lang | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A sticker, a voice message, a photo: content that we cannot read.

    Photos sent together share an `album`: they get one answer.
    """

    lang: Lang | None
    album: str | None = None


@dataclass(frozen=True, slots=True)
class InGroup:
    """Somebody spoke to us in a group, where figures have no place."""

    lang: Lang | None


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing for us: a member left, a poll, a message of a group to others."""


Heard: TypeAlias = Words | Pressed | Unreadable | InGroup | Nothing


def conversation_of(payload: Mapping[str, Any]) -> str:
    """The conversation of a raw update; those without a chat share one that is never answered."""
    for kind in KINDS:
        part = payload.get(kind)
        if isinstance(part, Mapping):
            holder = part.get("message", part) if kind == "callback_query" else part
            chat = holder.get("chat") if isinstance(holder, Mapping) else None
            number = chat.get("id") if isinstance(chat, Mapping) else None
            if isinstance(number, int) and not isinstance(number, bool):
                return f"{CHANNEL}:{number}"
    return f"{CHANNEL}:none"


def hear(payload: Mapping[str, Any], username: str) -> Heard:
    """What a raw update means; a malformed one is nothing. Never raises."""
    try:
        update = Update.de_json(dict(payload), None)
        return _hear(update, username)
    except Exception:  # noqa: BLE001 - whatever a platform sends, the next update must be read
        return Nothing()


def _hear(update: Update, username: str) -> Heard:
    lang = _lang_of(update)
    if update.callback_query is not None:
        query = update.callback_query
        message_id = query.message.message_id if query.message is not None else None
        return Pressed(query.id, query.data or "", message_id, lang)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return Nothing()
    if message.chat.type != ChatType.PRIVATE:
        return InGroup(lang) if _is_for_us(message, username) else Nothing()
    text = message.text or message.caption
    if text:
        at = message.edit_date or message.date
        return Words(_whole(_without_name(text, username)), at, lang)
    if message.effective_attachment is None or update.edited_message is not None:
        return Nothing()
    return Unreadable(lang, message.media_group_id)


def _is_for_us(message: Message, username: str) -> bool:
    replied = message.reply_to_message
    author = replied.from_user if replied is not None else None
    if author is not None and author.is_bot and author.username == username:
        return True
    text = message.text or message.caption or ""
    return bool(username) and f"@{username}".lower() in text.lower()


def _whole(text: str) -> str:
    # Half of a surrogate pair can neither be stored as UTF-8 nor be sent back.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _without_name(text: str, username: str) -> str:
    command, _, rest = text.partition(" ")
    if username and command.startswith("/") and command.lower().endswith(f"@{username}".lower()):
        command = command[: -len(username) - 1]
    return f"{command} {rest}".strip()


def _lang_of(update: Update) -> Lang | None:
    user = update.effective_user
    code = (user.language_code if user is not None else None) or ""
    if code.startswith("zh"):
        return "zh"
    return "en" if code.startswith("en") else None


def chat_id(conversation: str) -> int:
    """The chat of a conversation."""
    return int(conversation.partition(":")[2])


__all__ = [
    "CHANNEL",
    "KINDS",
    "Heard",
    "InGroup",
    "Nothing",
    "Pressed",
    "Unreadable",
    "Words",
    "chat_id",
    "conversation_of",
    "hear",
]
