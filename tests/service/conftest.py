"""The assistant over a database of each test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App
from bot.bootstrap import Assistant, build_app, build_assistant
from bot.settings import Settings
from tests.channels.emulator import Platform, emulated


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    return build_assistant(Settings(embedding="none"))


@pytest.fixture
def app(assistant: Assistant, tmp_path: Path) -> App:
    return build_app(assistant, database=f"sqlite:///{tmp_path}/service.sqlite3")


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    async with emulated() as emulator:
        yield emulator
