"""Messages and replies as JSON and back; a document's bytes are kept apart from its reply."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from bot.messages import Choice, Document, Message, Quote, Reply
from bot.storage.tables import files


def message_to_json(message: Message) -> dict[str, Any]:
    """The message as it is kept with its turn."""
    return {
        "text": message.text,
        "at": message.at.isoformat(),
        "choice": message.choice,
        "lang": message.lang,
    }


def keep_reply(
    connection: Connection, conversation: str, reply: Reply, now: datetime
) -> dict[str, Any]:
    """The reply as JSON, its document (if any) written to `files` and named by `file`."""
    file: int | None = None
    if reply.document is not None:
        document = reply.document
        kept = insert(files).values(
            conversation=conversation,
            name=document.name,
            format=document.format,
            content=document.content,
            created_at=now,
        )
        [file] = connection.execute(kept).inserted_primary_key or (None,)
    return {
        "text": reply.text,
        "choices": [[choice.id, choice.label] for choice in reply.choices],
        "multi": reply.multi,
        "citations": [[quote.clause, quote.quote, quote.document] for quote in reply.citations],
        "file": file,
    }


def read_reply(connection: Connection, given: Mapping[str, Any]) -> Reply:
    """The reply that `keep_reply` kept, with its document."""
    return Reply(
        text=given["text"],
        choices=tuple(Choice(*choice) for choice in given["choices"]),
        multi=given["multi"],
        citations=tuple(Quote(*quote) for quote in given["citations"]),
        document=_read_document(connection, given["file"]),
    )


def _read_document(connection: Connection, file: int | None) -> Document | None:
    if file is None:
        return None
    columns = select(files.c.name, files.c.format, files.c.content).where(files.c.id == file)
    name, format_, content = connection.execute(columns).one()
    return Document(name, format_, content)
