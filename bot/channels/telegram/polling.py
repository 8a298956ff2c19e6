"""Long polling, by one process at a time: the lock decides which, and another takes over."""

import asyncio
import logging
import warnings
from dataclasses import dataclass
from typing import Any

from telegram import Bot
from telegram.error import Conflict, RetryAfter

from bot.channels.telegram.intake import Intake
from bot.channels.telegram.sending import seconds_of
from bot.channels.telegram.updates import CHANNEL, KINDS
from bot.storage import Locks

LEASE = f"poll:{CHANNEL}"
_SLACK_SECONDS = 10
_LEASE_SECONDS = 1.0
_log = logging.getLogger(__name__)
# `Bot.get_updates` fails as a whole when one update of a batch cannot be read; asked for raw, each is
# judged for itself. The library warns about that way of asking.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates' instead")


@dataclass
class Poller:
    """Fetches updates while it holds the lease."""

    bot: Bot
    intake: Intake
    locks: Locks
    seconds: int
    _offset: int | None = None

    async def run(self) -> None:
        """Poll until cancelled; wait while another process does."""
        while True:
            try:
                await self._poll()
            except Conflict as error:  # the library's text says which of the two it is
                _log.warning("another process has this token: it %s; waiting", _other(error))
                await asyncio.sleep(_LEASE_SECONDS * 2)
            except RetryAfter as error:
                _log.warning("polling failed: error=RetryAfter")
                await asyncio.sleep(seconds_of(error))
            except Exception as error:  # noqa: BLE001 - the network or our disk: both may come back
                _log.warning("polling failed: error=%s", type(error).__name__)
                await asyncio.sleep(_LEASE_SECONDS)

    async def release(self) -> None:
        """Let another process poll."""
        await asyncio.to_thread(self.locks.release, LEASE)

    async def _poll(self) -> None:
        held = await asyncio.to_thread(self.locks.holds, LEASE)
        if held or await asyncio.to_thread(self.locks.take, LEASE):
            await self._fetch()
        else:
            # Whoever polls meanwhile acknowledges for itself: begin anew where Telegram stands.
            self._offset = None
            await asyncio.sleep(_LEASE_SECONDS)

    async def _fetch(self) -> None:
        """Take what is new into the inbox.

        Asking from behind it is what tells Telegram that it may forget what came before.
        """
        asked: dict[str, Any] = {"timeout": self.seconds, "allowed_updates": list(KINDS)}
        if self._offset is not None:
            asked["offset"] = self._offset
        updates = await self.bot.do_api_request(
            "getUpdates", asked, read_timeout=self.seconds + _SLACK_SECONDS
        )
        if updates:
            await self.intake.receive_all(updates)
            self._offset = max(raw["update_id"] for raw in updates) + 1


def _other(conflict: Conflict) -> str:
    return "set a webhook" if "webhook" in conflict.message else "polls"
