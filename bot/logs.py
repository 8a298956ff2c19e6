"""The log: one JSON object a line on standard error, without anything that people said or who they are."""

import hmac
import logging
import re
import sys
from collections.abc import MutableMapping
from traceback import extract_tb
from typing import Any

import structlog
from structlog.typing import Processor

_PEOPLE = re.compile(r"\b(telegram|web|terminal):[\w-]+")
_QUIET = ("httpx", "httpcore", "telegram", "uvicorn.access", "alembic", "sqlalchemy.engine")


def configure_logs(level: str, key: bytes) -> None:
    """Send every log line of this process to standard error as JSON.

    A log that cannot be written, on a full disk, stops nothing. `key` is the installation's: chats
    have numbers that could be tried one by one, so a mark without it would name them.
    """
    logging.raiseExceptions = False
    before: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            without_words,
            without_people(key),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _QUIET:  # they would write addresses, which hold the token
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    wrap = structlog.stdlib.ProcessorFormatter.wrap_for_formatter
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *before, wrap],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def without_words(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """An exception as its type and where it came from: its text may repeat what somebody wrote."""
    caught = event.pop("exc_info", None)
    if caught is True:
        caught = sys.exc_info()
    error = caught[1] if isinstance(caught, tuple) else caught
    if isinstance(error, BaseException):
        frames = extract_tb(error.__traceback__)
        event["error"] = type(error).__name__
        event["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event


def without_people(key: bytes) -> Processor:
    """Conversations by a short mark that is the same in every line, and leads back to nobody."""

    def mark(found: re.Match[str]) -> str:
        return f"{found[1]}#{hmac.digest(key, found[0].encode(), 'sha256').hex()[:10]}"

    def process(
        _logger: object, _method: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        for name, value in event.items():
            if isinstance(value, str):
                event[name] = _PEOPLE.sub(mark, value)
        return event

    return process
