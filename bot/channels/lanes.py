"""A lane: conversations worked through side by side, each by one process at a time, in its order."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from math import inf
from time import monotonic

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
    """`find` names conversations with work to do, `see_to` works one through.

    `see_to` says whether there was anything for it to do. Both may wait for the database, and with
    them whatever else their event loop does. `offer` is a hint of this process; what nobody hints at
    is found within a tenth of a second.
    """

    name: str
    find: Callable[[int, Collection[str]], Sequence[str]]
    see_to: Callable[[str], Awaitable[bool]]
    at_once: int
    stopping: bool = False
    looked: float = -inf  # on the clock of `monotonic`
    _found: deque[str] = field(default_factory=deque)
    _hinted: dict[str, None] = field(default_factory=dict)
    _again: set[str] = field(default_factory=set)
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _running: bool = False
    _fruitful: bool = False

    def offer(self, conversation: str) -> None:
        """There is work in a conversation."""
        if conversation in self._tasks:
            self._again.add(conversation)
        else:
            self._hinted[conversation] = None
            self._begin()

    async def run(self) -> None:
        """Work until cancelled."""
        self._running = True
        while True:
            pause = _LOOK_SECONDS
            try:
                self._look()
            except Exception as error:  # noqa: BLE001 - the database may come back
                _log.warning("store failed: lane=%s error=%s", self.name, type(error).__name__)
                pause = _PAUSE_SECONDS
            await asyncio.sleep(pause)

    async def finish(self) -> None:
        """Let what is in hand come to its end, and begin nothing new."""
        self.stopping = True
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _look(self) -> None:
        """Find what nobody hinted at."""
        if not self._found:
            self._fruitful = False
            self._found.extend(self.find(_FETCHED, tuple(self._tasks)))
        self.looked = monotonic()
        self._begin()

    def _begin(self) -> None:
        while self._running and not self.stopping and len(self._tasks) < self.at_once:
            if self._found:
                self._try(self._found.popleft(), found=True)
            elif self._hinted:
                self._try(next(iter(self._hinted)), found=False)
            else:
                return

    def _try(self, conversation: str, *, found: bool) -> None:
        self._hinted.pop(conversation, None)
        if conversation in self._tasks:
            self._again.add(conversation)
        else:
            through = self._through(conversation, found=found)
            self._tasks[conversation] = asyncio.create_task(through)

    async def _through(self, conversation: str, *, found: bool) -> None:
        try:
            done = await self.see_to(conversation)
            self._fruitful = self._fruitful or (found and done)
        except Exception as error:  # noqa: BLE001 - one chat's fault must not stop the others
            _log.warning("work failed: lane=%s error=%s", self.name, type(error).__name__)
            await asyncio.sleep(_PAUSE_SECONDS)
        finally:
            del self._tasks[conversation]
            if conversation in self._again:
                self._again.discard(conversation)
                self._hinted[conversation] = None
            self._go_on()

    def _go_on(self) -> None:
        """Begin what comes next; where looking was worth it there may be more, so look at once."""
        if self._fruitful and not self._found and not self.stopping:
            with suppress(Exception):  # the next look will tell
                self._look()
        self._begin()
