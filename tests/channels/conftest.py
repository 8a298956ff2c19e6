"""The emulator and the application, fresh for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.app import App
from bot.bootstrap import build_app, build_assistant
from bot.settings import Settings
from tests.channels.emulator import Platform


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    emulator = Platform()
    runner = web.AppRunner(emulator.app(), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    emulator.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield emulator
    await runner.cleanup()


@pytest.fixture
def app(tmp_path: Path) -> App:
    assistant = build_assistant(Settings(embedding="none"))
    return build_app(assistant, database=f"sqlite:///{tmp_path / 'telegram.sqlite3'}")
