"""What comes in from Telegram, by polling or by webhook: into the inbox before it is acknowledged."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.channels.telegram.updates import CHANNEL, Nothing, conversation_of, hear, is_forwarded
from bot.storage import Store

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
        if self.username and isinstance(hear(raw, self.username), Nothing):
            return False
        conversation = conversation_of(raw)
        new = await asyncio.to_thread(self._keep, raw, conversation)
        if new:
            self.kept(conversation)
        return new

    def _keep(self, raw: Mapping[str, Any], conversation: str) -> bool:
        number = raw.get("update_id")
        known = isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**63
        return self.store.inbox.receive(
            CHANNEL,
            str(number)[:200],
            conversation,
            raw,
            sequence=number if known and isinstance(number, int) else 0,
            wait=SETTLING if is_forwarded(raw) else timedelta(),
        )
