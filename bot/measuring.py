"""What is counted and timed for Prometheus: no names, no chats, no words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from prometheus_client import Counter, Histogram

_P = ParamSpec("_P")
_R = TypeVar("_R")
TURNS = Counter("huiqi_turns", "Updates taken from the inbox.", ["outcome"])
SENT = Counter("huiqi_replies", "Replies on their way out.", ["outcome"])
REFUSED = Counter("huiqi_refused", "What was refused before it was kept.", ["reason"])
MODEL_ERRORS = Counter("huiqi_model_errors", "A model that gave nothing of use.", ["error"])
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60)
STEPS = Histogram("huiqi_step_seconds", "How long each step takes.", ["step"], buckets=_BUCKETS)


@contextmanager
def measured(step: str) -> Iterator[None]:
    """Time what is done inside."""
    with STEPS.labels(step).time():
        yield


def timed(step: str, action: Callable[_P, _R]) -> Callable[_P, _R]:
    """The same action, timed at every call."""

    @wraps(action)
    def act(*given: _P.args, **named: _P.kwargs) -> _R:
        with measured(step):
            return action(*given, **named)

    return act
