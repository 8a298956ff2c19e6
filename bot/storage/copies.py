"""The records of summaries handed over, by their codes; they go when their conversation goes."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert, select

from bot.storage.database import reading, writing
from bot.storage.tables import COPY, files


class Copies:
    """Kept among the files of a conversation, so that deleting it deletes them."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine, self._reader, self._clock = engine, reading(engine), clock

    def keep(self, conversation: str, code: str, record: dict[str, Any]) -> None:
        """Keep a record once, however often its summary is drawn."""
        of_code = select(files.c.id).where(files.c.conversation == conversation)
        with writing(self._engine) as connection:
            same = of_code.where(files.c.format == COPY, files.c.name == code)
            if connection.execute(same).first() is None:
                row = {
                    "conversation": conversation,
                    "name": code,
                    "format": COPY,
                    "content": json.dumps(record, ensure_ascii=False).encode(),
                    "created_at": self._clock(),
                }
                connection.execute(insert(files).values(row))

    def find(self, code: str) -> dict[str, Any] | None:
        """The record of a code; None where none is kept."""
        of_code = select(files.c.content).where(files.c.format == COPY, files.c.name == code)
        with self._reader.connect() as connection:
            content = connection.execute(of_code.limit(1)).scalar_one_or_none()
        return None if content is None else dict(json.loads(content))
