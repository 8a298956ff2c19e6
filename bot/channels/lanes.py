"""A lane: conversations worked through side by side, each by one process at a time, in its order."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from bot.storage import Locks

_LOOK_SECONDS = 0.1
_PAUSE_SECONDS = 0.5
_FETCHED = 256
_log = logging.getLogger(__name__)


@contextmanager
def alone(locks: Locks, name: str) -> Iterator[bool]:
    """Whether no other process is at it; none will be until the end."""
    if not locks.take(name):
        yield False
        return
    try:
        yield True
    finally:
        with suppress(Exception):  # a lost connection has lost its locks already
            locks.release(name)


@dataclass
class Lane:
    """`find` names conversations with work to do, `see_to` works one through to its end.

    `find` may wait for the database: so does whatever else its event loop does. `offer` is a hint of
    this process; what nobody hints at is found within a tenth of a second.
    """

    name: str
    find: Callable[[int, Collection[str]], Sequence[str]]
    see_to: Callable[[str], Awaitable[None]]
    at_once: int
    stopping: bool = False
    _found: deque[str] = field(default_factory=deque)
    _again: set[str] = field(default_factory=set)
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _running: bool = False

    def offer(self, conversation: str) -> None:
        """There is work in a conversation."""
        if conversation in self._tasks:
            self._again.add(conversation)
        else:
            self._found.append(conversation)
            self._begin()

    async def run(self) -> None:
        """Work until cancelled."""
        self._running = True
        while True:
            try:
                if not self._found:
                    self._found.extend(self.find(_FETCHED, tuple(self._tasks)))
                self._begin()
            except Exception as error:  # noqa: BLE001 - the database may come back
                _log.warning("store failed: lane=%s error=%s", self.name, type(error).__name__)
                await asyncio.sleep(_PAUSE_SECONDS)
            await asyncio.sleep(_LOOK_SECONDS)

    async def finish(self) -> None:
        """Let what is in hand come to its end, and begin nothing new."""
        self.stopping = True
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _begin(self) -> None:
        while self._found and len(self._tasks) < self.at_once and self._running:
            if self.stopping:
                return
            conversation = self._found.popleft()
            if conversation in self._tasks:
                self._again.add(conversation)
            else:
                self._tasks[conversation] = asyncio.create_task(self._through(conversation))

    async def _through(self, conversation: str) -> None:
        try:
            await self.see_to(conversation)
        except Exception as error:  # noqa: BLE001 - one chat's fault must not stop the others
            _log.warning("work failed: lane=%s error=%s", self.name, type(error).__name__)
            await asyncio.sleep(_PAUSE_SECONDS)
        finally:
            del self._tasks[conversation]
            if conversation in self._again:
                self._again.discard(conversation)
                self._found.append(conversation)
            self._begin()
