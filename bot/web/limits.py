"""How often somebody may ask: a bucket of tokens for each session and each address."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.web.visitor import Visitor

_MOST_KEPT = 20_000


@dataclass(slots=True)
class Limit:
    """At most `burst` at once and `per_minute` in the long run, for each name.

    `clock` gives seconds that only grow. Counts live in this process: with several workers each
    allows as much.
    """

    burst: int
    per_minute: int
    clock: Callable[[], float]
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def allows(self, name: str) -> bool:
        """Whether `name` may go on; if so, that is counted."""
        now = self.clock()
        with self._lock:
            left, at = self._left.pop(name, (float(self.burst), now))
            left = min(float(self.burst), left + (now - at) * self.per_minute / 60)
            allowed = left >= 1
            self._left[name] = (left - 1 if allowed else left, now)
            if len(self._left) > _MOST_KEPT:
                self._left.popitem(last=False)
        return allowed


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may go on: each session and each address within its limit."""

    by_session: Limit
    by_address: Limit

    def admit(self, request: Request, visitor: Visitor | None = None) -> None:
        """Count a request of a visitor, or of anybody. Raises `HTTPException` 429."""
        address = request.client.host if request.client else ""
        known = visitor is not None and not visitor.is_new
        own = not known or visitor is None or self.by_session.allows(visitor.conversation)
        if not (own and self.by_address.allows(address)):
            raise HTTPException(429, headers={"Retry-After": "60"})


def gate_of(seconds: Callable[[], float]) -> Gate:
    """The limits of the page."""
    # A person answers at most every two seconds; a company's people share one address.
    return Gate(
        Limit(burst=20, per_minute=30, clock=seconds),
        Limit(burst=120, per_minute=240, clock=seconds),
    )


def api_gate(seconds: Callable[[], float]) -> Gate:
    """The limits of the API: programs have no session, an address is all that is known of them."""
    every = Limit(burst=60, per_minute=120, clock=seconds)
    return Gate(every, every)


def files_gate(seconds: Callable[[], float]) -> Gate:
    """The limits of files: a picture takes some seconds of a processor."""
    return Gate(
        Limit(burst=6, per_minute=6, clock=seconds),
        Limit(burst=20, per_minute=20, clock=seconds),
    )


def drafts_gate(seconds: Callable[[], float]) -> Gate:
    """The limits of drafts through the API: each takes some hundred milliseconds."""
    every = Limit(burst=10, per_minute=20, clock=seconds)
    return Gate(every, every)
