"""A Telegram update as what it means to us: words, a pressed button, or something we cannot read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from telegram import Message, Update
from telegram.constants import ChatType, MessageAttachmentType

from bot.channels.telegram.bare import bare
from bot.messages import Lang

CHANNEL = "telegram"
NOWHERE = f"{CHANNEL}:none"  # the conversation of updates without a chat: nobody is answered
KINDS = ("message", "edited_message", "callback_query")


@dataclass(frozen=True, slots=True)
class Words:
    """A text that somebody wrote to us, or forwarded: then its author is unknown.

    `corrects` is the number of the message that was edited.
    """

    text: str
    at: datetime
    lang: Lang | None
    forwarded: bool = False
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of ours that somebody pressed; `message_id` is the message it hangs under."""

    query_id: str
    data: str
    message_id: int | None
    lang: Lang | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A document or a photo, with the words beside it; `size` in bytes, as far as it is known.

    A photo has no name.
    """

    file_id: str
    name: str
    size: int
    beside: str
    at: datetime
    lang: Lang | None
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A sticker, a voice message, a film: content that we cannot read.

    Films sent together share an `album`: they get one answer.
    """

    lang: Lang | None
    album: str | None = None


@dataclass(frozen=True, slots=True)
class InGroup:
    """Somebody spoke to us in a group, where figures have no place: a text, and where it stands."""

    lang: Lang | None
    text: str
    message_id: int
    thread: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing for us: a member left, a poll, a message of a group to others."""


Heard: TypeAlias = Words | Sent | Pressed | Unreadable | InGroup | Nothing


def conversation_of(payload: Mapping[str, Any]) -> str:
    """The conversation of a raw update; those without a chat share one that is never answered."""
    chat = message_in(payload).get("chat")
    number = chat.get("id") if isinstance(chat, Mapping) else None
    if isinstance(number, int) and not isinstance(number, bool):
        return f"{CHANNEL}:{number}"
    return NOWHERE


def is_forwarded(payload: Mapping[str, Any]) -> bool:
    """Whether a raw update is a forwarded text, whoever wrote it; files stand for themselves."""
    message = message_in(payload)
    return bool(message.get("forward_origin")) and not (
        message.get("document") or message.get("photo")
    )


def message_in(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The message that a raw update is about; an empty one where there is none."""
    for kind in KINDS:
        part = payload.get(kind)
        if isinstance(part, Mapping):
            holder = part.get("message", part) if kind == "callback_query" else part
            return holder if isinstance(holder, Mapping) else {}
    return {}


def hear(payload: Mapping[str, Any], username: str) -> Heard:
    """What a raw update means; a malformed one is nothing. Never raises.

    What the library cannot read as a whole is read by its words alone.
    """
    if not isinstance(payload.get("callback_query"), Mapping) and _is_nowhere(payload):
        return Nothing()
    try:
        return _hear(Update.de_json(dict(payload), None), username)
    except Exception:  # noqa: BLE001 - whatever a platform sends, the next update must be read
        attached = _attached(message_in(payload))
    try:
        return _hear(Update.de_json(bare(payload), None), username, attached=attached)
    except Exception:  # noqa: BLE001 - there is nobody to answer
        return Nothing()


def _hear(update: Update, username: str, *, attached: bool = False) -> Heard:
    lang = _lang_of(update)
    if update.callback_query is not None:
        query = update.callback_query
        if query.message is not None and query.message.chat.type != ChatType.PRIVATE:
            return Nothing()  # our buttons hang in private chats alone
        message_id = query.message.message_id if query.message is not None else None
        return Pressed(query.id, query.data or "", message_id, lang)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return Nothing()
    if message.chat.type != ChatType.PRIVATE:
        return _in_group(message, username, lang)
    text = message.text or message.caption
    if update.edited_message is None and (sent := _sent(message, lang)):
        return sent
    if text:
        at = message.edit_date or message.date
        forwarded = message.forward_origin is not None
        # New words beside a file correct nothing: what the file says was confirmed by itself.
        edited = update.edited_message is not None and message.effective_attachment is None
        corrects = message.message_id if edited else None
        return Words(_whole(_without_name(text, username)), at, lang, forwarded, corrects)
    attached = attached or message.effective_attachment is not None or bool(message.checklist)
    if not attached or update.edited_message is not None:
        return Nothing()
    return Unreadable(lang, message.media_group_id)


def _is_nowhere(payload: Mapping[str, Any]) -> bool:
    return conversation_of(payload) == NOWHERE


def _attached(message: Mapping[str, Any]) -> bool:
    return any(message.get(kind) for kind in (*MessageAttachmentType, "checklist"))


def _sent(message: Message, lang: Lang | None) -> Sent | None:
    """The document or the largest of the sizes of a photo; None for any other message."""
    document, photo = message.document, message.photo
    if message.animation is not None or not (document or photo):
        return None
    file = document or photo[-1]
    return Sent(
        file.file_id,
        (document.file_name or "file") if document else "",
        file.file_size or 0,
        _whole(message.caption or ""),
        message.date,
        lang,
        message.forward_origin is not None,
    )


def _in_group(message: Message, username: str, lang: Lang | None) -> Heard:
    if message.edit_date is not None or not _is_for_us(message, username):
        return Nothing()
    text = _mention(username).sub(r"\1 ", message.text or message.caption or "")
    thread = message.message_thread_id if message.is_topic_message else None
    return InGroup(lang, _whole(text).strip(), message.message_id, thread, message.date)


def _is_for_us(message: Message, username: str) -> bool:
    replied = message.reply_to_message
    author = replied.from_user if replied is not None else None
    if author is not None and author.is_bot and author.username == username:
        return True
    text = message.text or message.caption or ""
    return bool(username) and _mention(username).search(text) is not None


def _mention(username: str) -> re.Pattern[str]:
    # A name of ASCII letters: Chinese may stand right before and after it, another name may not.
    # A command may: `/start@huiqi_bot`.
    name = f"(?<![a-z0-9_.])@{re.escape(username)}|(?<=/)([a-z0-9_]+)@{re.escape(username)}"
    return re.compile(f"(?:{name})(?![a-z0-9_]|\\.[a-z])", re.IGNORECASE | re.ASCII)


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
    "NOWHERE",
    "Heard",
    "InGroup",
    "Nothing",
    "Pressed",
    "Sent",
    "Unreadable",
    "Words",
    "chat_id",
    "conversation_of",
    "hear",
    "is_forwarded",
    "message_in",
]
