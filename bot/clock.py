"""The time in Xiamen, where the policy's days begin and end."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

XIAMEN = ZoneInfo("Asia/Shanghai")
Clock: TypeAlias = Callable[[], datetime]


def now() -> datetime:
    """The time now, with its zone: passed in wherever time matters."""
    return datetime.now(XIAMEN)
