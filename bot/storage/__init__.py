"""Where conversations are kept: sessions, turns, the inbox of messages and the outbox of replies."""

from bot.storage.database import UnusableDatabaseError, WrongSchemaError
from bot.storage.inbox import Received
from bot.storage.outbox import DeadLetter, Due
from bot.storage.store import NEW, StaleSessionError, Store

__all__ = [
    "NEW",
    "DeadLetter",
    "Due",
    "Received",
    "StaleSessionError",
    "Store",
    "UnusableDatabaseError",
    "WrongSchemaError",
]
