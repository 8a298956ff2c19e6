"""A store in a real SQLite file and in a real PostgreSQL, with a clock that is set by hand."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.storage import Store
from calculators.xm_2023_10.facts import FACTS


class HandClock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new database of each kind, ready for use."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/huiqi/huiqi.db"
    address: str = request.getfixturevalue("cluster").migrated()
    return address


@pytest.fixture
def open_store(url: str, clock: HandClock) -> Iterator[Callable[[], Store]]:
    opened: list[Store] = []

    def open_() -> Store:
        opened.append(Store(url, FACTS, clock))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    return open_store()
