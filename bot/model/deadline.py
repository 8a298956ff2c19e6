"""A limit of time around something outside that may answer late, or drop by drop, or never."""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Semaphore, Thread
from typing import TypeVar

T = TypeVar("T")
_AT_ONCE = Semaphore(8)  # so many may hang; then nobody else is sent after them


class LateError(Exception):
    """There was no answer in time."""


def within(seconds: float, action: Callable[[], T]) -> T:
    """What `action` returns or raises, if it does so in time. Raises `LateError` otherwise."""
    if not _AT_ONCE.acquire(timeout=seconds):
        raise LateError("too many are waiting already")
    answer: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

    def work() -> None:
        try:
            answer.put((action(), None))
        except BaseException as error:  # noqa: BLE001 - raised again where it is awaited
            answer.put((None, error))
        finally:
            _AT_ONCE.release()

    Thread(target=work, daemon=True).start()
    try:
        found, error = answer.get(timeout=seconds)
    except Empty:
        raise LateError(f"no answer within {seconds} s") from None
    if error is not None:
        raise error
    return found  # type: ignore[return-value]
