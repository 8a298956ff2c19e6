"""A lane: conversations worked through side by side, each by one process at a time, in its order."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

from bot.storage import Locks

_LOOK_SECONDS = 0.1
_PAUSE_SECONDS = 0.5
_FETCHED = 256
_log = logging.getLogger(__name__)


@dataclass
class Lane:
    """`find` names conversations with work to do, `work` does the next piece of one.

    `work` says whether it did something: then it is called again at once, for as long as the
    conversation's lock is held. `offer` is a hint of this process; what nobody hints at is found
    within a tenth of a second.
    """

    name: str
    find: Callable[[int, Collection[str]], Sequence[str]]
    work: Callable[[str], Awaitable[bool]]
    locks: Locks
    at_once: int
    _found: deque[str] = field(default_factory=deque)
    _again: set[str] = field(default_factory=set)
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _looked: float = 0.0
    _stopping: bool = False

    def offer(self, conversation: str) -> None:
        """There is work in a conversation."""
        if conversation in self._tasks:
            self._again.add(conversation)
        else:
            self._found.append(conversation)
        self._news.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._news.clear()
            try:
                await self._sweep()
            except Exception as error:  # noqa: BLE001 - the database may come back
                _log.warning("store failed: lane=%s error=%s", self.name, type(error).__name__)
                await asyncio.sleep(_PAUSE_SECONDS)
            # Not `wait_for`: before Python 3.12 it swallows a cancellation that comes with the news.
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_SECONDS):
                    await self._news.wait()

    async def finish(self) -> None:
        """Let what is in hand come to its end, and begin nothing new."""
        self._stopping = True
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _sweep(self) -> None:
        if not self._found and monotonic() - self._looked >= _LOOK_SECONDS:
            found = await asyncio.to_thread(self.find, _FETCHED, tuple(self._tasks))
            self._found.extend(found)
            self._looked = 0.0 if len(found) == _FETCHED else monotonic()
        while self._found and len(self._tasks) < self.at_once:
            conversation = self._found.popleft()
            if conversation in self._tasks:
                self._again.add(conversation)
            elif await asyncio.to_thread(self.locks.take, self._lock(conversation)):
                self._tasks[conversation] = asyncio.create_task(self._through(conversation))

    async def _through(self, conversation: str) -> None:
        """Work through one conversation whose lock was taken."""
        try:
            while await self.work(conversation) and not self._stopping:
                pass
        except Exception as error:  # noqa: BLE001 - one chat's fault must not stop the others
            _log.warning("work failed: lane=%s error=%s", self.name, type(error).__name__)
            await asyncio.sleep(_PAUSE_SECONDS)
        finally:
            with suppress(Exception):  # a lost connection has lost its locks already
                await asyncio.to_thread(self.locks.release, self._lock(conversation))
            del self._tasks[conversation]
            if conversation in self._again:
                self._again.discard(conversation)
                self._found.append(conversation)
            self._news.set()

    def _lock(self, conversation: str) -> str:
        return f"{self.name}:{conversation}"
