"""Server-sent events: a page that is open learns of new turns, wherever they were taken.

Nothing is kept here: an event carries the number of the last turn that it brings, and a browser
that comes back says which it has seen (`Last-Event-ID`), to this process or to any other.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

Update: TypeAlias = tuple[int, str]  # the number of the last turn, and the page from the one seen

_BEATS = 300  # then the browser reconnects: no stream lives for ever
_STILL_HERE = 15  # beats between signs of life, for proxies that close what is silent
_MOST = 500  # streams of this process
_MOST_EACH = 8  # of one conversation
_RETRY_MS = 2_000


@dataclass(slots=True)
class Watch:
    """Asks the database for its newest turn at most once a beat, however many pages are open."""

    newest: Callable[[], int]
    seconds: float
    _known: int = 0
    _asked: float = float("-inf")
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def look(self) -> int:
        """The number of the newest turn of all conversations."""
        async with self._lock:
            now = asyncio.get_running_loop().time()
            if now - self._asked >= self.seconds:
                self._known = await run_in_threadpool(self.newest)
                self._asked = now
        return self._known


@dataclass(slots=True)
class Streams:
    """How many pages follow their conversation; they look for new turns every `seconds`."""

    watch: Watch
    seconds: float
    _open: Counter[str] = field(default_factory=Counter)

    def has_room(self, conversation: str) -> bool:
        """Whether one more page may follow."""
        return self._open.total() < _MOST and self._open[conversation] < _MOST_EACH

    async def follow(
        self, conversation: str, seen: int, update_after: Callable[[int], Update | None]
    ) -> AsyncIterator[str]:
        """The events of one page that has `seen` turns up to that number."""
        self._open[conversation] += 1
        try:
            yield f"retry: {_RETRY_MS}\n\n"
            async for each in self._events(seen, lambda n: run_in_threadpool(update_after, n)):
                yield each
        finally:
            self._open[conversation] -= 1
            self._open += Counter()  # forget those with no page open

    async def _events(
        self, seen: int, update_after: Callable[[int], Awaitable[Update | None]]
    ) -> AsyncIterator[str]:
        looked = -1
        for beat in range(1, _BEATS):
            newest = await self.watch.look()
            update = await update_after(seen) if newest != looked else None
            looked = newest
            if update is not None:
                seen, page = update
                yield _event(seen, page)
            elif beat % _STILL_HERE == 0:
                yield ": still here\n\n"
            await asyncio.sleep(self.seconds)


def seen_by(request: Request) -> int:
    """The last turn that the page has: by its header, or else as it was opened; 0 for none."""
    given = request.headers.get("last-event-id") or request.query_params.get("after", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 16 else 0  # noqa: PLR2004


def _event(number: int, page: str) -> str:
    lines = "".join(f"data: {line}\n" for line in page.splitlines())
    return f"id: {number}\n{lines}\n"
