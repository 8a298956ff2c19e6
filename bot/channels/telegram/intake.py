"""What comes in from Telegram, by polling or by webhook: into the inbox before it is acknowledged."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.channels.telegram.updates import CHANNEL, Nothing, conversation_of, hear, is_forwarded
from bot.storage import Store
from bot.storage.inbox import Arrived

# People forward several messages in one go and mean them as one; they arrive as separate updates.
SETTLING = timedelta(seconds=1.5)


@dataclass
class Intake:
    """Keeps raw updates. `username` is set once the platform has told it."""

    store: Store
    kept: Callable[[str], None] = lambda _conversation: None
    username: str = ""

    async def receive(self, raw: Mapping[str, Any]) -> bool:
        """Keep one raw update; False when it was known or is not for us.

        What others say to one another in a group is not kept. Raises when it cannot be kept: then
        it must not be acknowledged.
        """
        return await self.receive_all((raw,)) > 0

    async def receive_all(self, raws: Sequence[Mapping[str, Any]]) -> int:
        """Keep raw updates, all or none; how many were new."""
        ours = [_arrived(raw) for raw in raws if not self._is_nothing(raw)]
        if not ours:
            return 0
        new = await asyncio.to_thread(self.store.inbox.receive_all, CHANNEL, ours)
        for each in new:
            self.kept(each.conversation)
        return len(new)

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
