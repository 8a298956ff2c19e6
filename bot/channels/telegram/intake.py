"""What comes in from Telegram, by polling or by webhook: into the inbox before it is acknowledged."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from telegram.constants import ChatType

from bot.channels.telegram.updates import (
    CHANNEL,
    Nothing,
    conversation_of,
    hear,
    is_forwarded,
    message_in,
)
from bot.storage import UNREACHABLE, Store
from bot.storage.inbox import Arrived

# People forward several messages in one go and mean them as one; they arrive as separate updates.
SETTLING = timedelta(seconds=1.5)


@dataclass
class Intake:
    """Keeps raw updates. `username` is set once the platform has told it.

    What comes in by webhook while others are being written down goes into one transaction.
    """

    store: Store
    kept: Callable[[str], None] = lambda _conversation: None
    username: str = ""
    _coming: list[tuple[Arrived, asyncio.Future[bool]]] = field(default_factory=list)
    _keeping: asyncio.Task[None] | None = None

    async def receive(self, raw: Mapping[str, Any]) -> bool:
        """Keep one raw update; False when it was known.

        What others say to one another in a group is not kept: False as well. Raises when it cannot be kept: then
        it must not be acknowledged.
        """
        if self._is_of_others(raw):
            return False
        kept: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._coming.append((_arrived(raw), kept))
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep_coming())
        return await kept

    async def receive_all(self, raws: Sequence[Mapping[str, Any]]) -> int:
        """Keep raw updates, all or none; how many were new."""
        return len(await self._keep([_arrived(raw) for raw in raws if not self._is_of_others(raw)]))

    async def _keep_coming(self) -> None:
        while self._coming:
            together, self._coming = self._coming, []
            try:
                new = await self._keep([arrived for arrived, _ in together])
            except UNREACHABLE as error:
                for _, kept in together:
                    _fail(kept, error)
            except Exception:  # noqa: BLE001 - one that cannot be kept must not take others with it
                await self._keep_apart(together)
            else:
                first = {id(each) for each in new}
                for arrived, kept in together:
                    _settle(kept, id(arrived) in first)

    async def _keep_apart(self, together: Sequence[tuple[Arrived, asyncio.Future[bool]]]) -> None:
        for arrived, kept in together:
            try:
                _settle(kept, bool(await self._keep([arrived])))
            except Exception as error:  # noqa: BLE001 - whoever delivered it is told
                _fail(kept, error)

    async def _keep(self, arrived: Sequence[Arrived]) -> tuple[Arrived, ...]:
        if not arrived:
            return ()
        new = await asyncio.to_thread(self.store.inbox.receive_all, CHANNEL, arrived)
        for each in new:
            self.kept(each.conversation)
        return new

    def _is_of_others(self, raw: Mapping[str, Any]) -> bool:
        """Whether a group's members speak to one another."""
        chat = message_in(raw).get("chat")
        private = isinstance(chat, Mapping) and chat.get("type") == ChatType.PRIVATE
        return not private and bool(self.username) and isinstance(hear(raw, self.username), Nothing)


def _fail(kept: asyncio.Future[bool], error: Exception) -> None:
    if not kept.done():
        kept.set_exception(error)


def _settle(kept: asyncio.Future[bool], new: bool) -> None:
    if not kept.done():  # whoever delivered it may be gone
        kept.set_result(new)


def _arrived(raw: Mapping[str, Any]) -> Arrived:
    number = raw.get("update_id")
    known = isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**63
    return Arrived(
        str(number)[:200],
        conversation_of(raw),
        raw,
        number if known and isinstance(number, int) else 0,
        SETTLING if is_forwarded(raw) else timedelta(),
    )
