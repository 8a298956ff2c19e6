"""What comes in from Telegram, by polling or by webhook: into the inbox before it is acknowledged."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.channels.telegram.updates import CHANNEL, Nothing, conversation_of, hear, is_forwarded
from bot.storage import Store
from bot.storage.inbox import Arrived

# People forward several messages in one go and mean them as one; they arrive as separate updates.
SETTLING = timedelta(seconds=1.5)


@dataclass(slots=True)
class _Waiting:
    """An update whose sender waits: kept as new or not, or why it cannot be kept; None: not yet."""

    arrived: Arrived
    outcome: bool | Exception | None = None


@dataclass
class Intake:
    """Keeps raw updates. `username` is set once the platform has told it."""

    store: Store
    kept: Callable[[str], None] = lambda _conversation: None
    username: str = ""
    _waiting: list[_Waiting] = field(default_factory=list)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def receive(self, raw: Mapping[str, Any]) -> bool:
        """Keep one raw update; False when it was known or is not for us.

        What others say to one another in a group is not kept. Raises when it cannot be kept: then
        it must not be acknowledged. Those that come in while the disk is busy share its next turn.
        """
        if self._is_nothing(raw):
            return False
        own = _Waiting(_arrived(raw))
        self._waiting.append(own)
        async with self._turn:
            if own.outcome is None:
                await self._keep_waiting()
        if isinstance(own.outcome, Exception):
            raise own.outcome
        return own.outcome is True

    async def receive_all(self, raws: Sequence[Mapping[str, Any]]) -> int:
        """Keep raw updates, all or none; how many were new."""
        ours = [_arrived(raw) for raw in raws if not self._is_nothing(raw)]
        return len(await self._keep(ours)) if ours else 0

    async def _keep_waiting(self) -> None:
        """Keep everything that waits, in one transaction; by itself where that is not possible."""
        together, self._waiting = self._waiting, []
        try:
            new = {id(each) for each in await self._keep([each.arrived for each in together])}
            for each in together:
                each.outcome = id(each.arrived) in new
        except Exception as error:  # noqa: BLE001 - each of them is told
            for each in together:
                each.outcome = error if len(together) == 1 else await self._alone(each.arrived)
        except BaseException:
            self._waiting = together + self._waiting  # told to stop: the next one takes them along
            raise

    async def _alone(self, arrived: Arrived) -> bool | Exception:
        try:
            return len(await self._keep([arrived])) > 0
        except Exception as error:  # noqa: BLE001 - its sender is told
            return error

    async def _keep(self, arrived: Sequence[Arrived]) -> Sequence[Arrived]:
        new = await asyncio.to_thread(self.store.inbox.receive_all, CHANNEL, arrived)
        for each in new:
            self.kept(each.conversation)
        return new

    def _is_nothing(self, raw: Mapping[str, Any]) -> bool:
        return bool(self.username) and isinstance(hear(raw, self.username), Nothing)


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
