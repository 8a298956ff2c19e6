"""The emulator and the application, fresh for every test over an assistant that is built once."""

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
async def platform() -> AsyncIterator[Platform]:
    async with emulated() as emulator:
        yield emulator


@pytest.fixture
def app(assistant: Assistant, tmp_path: Path) -> App:
    return build_app(assistant, database=f"sqlite:///{tmp_path / 'telegram.sqlite3'}")
