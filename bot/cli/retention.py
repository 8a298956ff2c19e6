"""The retention time at work: what is over it is deleted at the start, and once a day."""

import asyncio
import logging

from bot.app import App
from bot.clock import Clock

_DAY = 24 * 60 * 60
_log = logging.getLogger(__name__)


async def purge_daily(app: App, clock: Clock) -> None:
    """Delete conversations whose time is over, now and every day, until cancelled."""
    while True:
        try:
            deleted = await asyncio.to_thread(app.purge, clock())
            _log.info("purged: conversations=%s", deleted)
        except Exception:  # noqa: BLE001 - tomorrow is another try; the service must go on
            _log.exception("purge failed")
        await asyncio.sleep(_DAY)
