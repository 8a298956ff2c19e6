"""Where conversations are kept: sessions, turns, the inbox of messages and the outbox of replies."""

from bot.storage.database import UNREACHABLE, UnusableDatabaseError, WrongSchemaError
from bot.storage.inbox import Received
from bot.storage.locks import Locks
from bot.storage.outbox import DeadLetter, Due, Outbox
from bot.storage.store import NEW, StaleSessionError, Store

__all__ = [
    "NEW",
    "UNREACHABLE",
    "DeadLetter",
    "Due",
    "Locks",
    "Outbox",
    "Received",
    "StaleSessionError",
    "Store",
    "UnusableDatabaseError",
    "WrongSchemaError",
]
