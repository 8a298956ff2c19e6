"""The time in Xiamen, where the policy's days begin and end."""

from datetime import datetime
from zoneinfo import ZoneInfo

XIAMEN = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The time now, with its zone: passed in wherever time matters."""
    return datetime.now(XIAMEN)
