"""A stage for whole processes: the emulator, workers that are started and killed, and what came of it."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from bot.channels.telegram.parts import Text, parts_of
from bot.storage import Store
from bot.storage.database import open_database, reading
from calculators.xm_2023_10.facts import FACTS
from tests.channels.emulator import TOKEN, Platform, emulated

ROOT = Path(__file__).parents[2]
STORY = (
    "你好",
    "2025",
    "3、6、8",
    "是",
    "规上软件企业",
    "6800万",
    "算力券怎么补？",
    "5000万",
    "12%",
    "1260万",
)
FIRST_CHAT = 5_000


@dataclass
class Stage:
    """One emulator, one database, and the processes between them."""

    platform: Platform
    url: str
    home: Path
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def start(self, *command: str, log: str = "", **more: str) -> "subprocess.Popen[bytes]":
        """Start `huiqi COMMAND` against the emulator; its log goes to `home/log` or elsewhere."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("HUIQI_")}
        given = {
            "HUIQI_HOME": str(self.home),
            "HUIQI_EMBEDDING": "none",
            "HUIQI_DATABASE_URL": self.url,
            "HUIQI_TELEGRAM_TOKEN": TOKEN,
            "HUIQI_TELEGRAM_BASE_URL": self.platform.address,
            "HUIQI_MESSAGES_A_MINUTE": "1000",
        }
        with Path(log or self.home / "log").open("ab") as written:
            started = subprocess.Popen(
                [sys.executable, "-m", "bot", *command],
                env=kept | given | more,
                stderr=written,
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
            )
        self.processes.append(started)
        return started

    async def say(self, chats: int, story: Sequence[str]) -> None:
        """Every chat tells the story, all at the same time."""
        for words in story:
            for chat in range(FIRST_CHAT, FIRST_CHAT + chats):
                who = {"id": chat, "type": "private", "first_name": "U"}
                await self.platform.say(words, chat=who, **{"from": {**who, "is_bot": False}})

    def heard(self) -> dict[int, list[str]]:
        """What the platform accepted, by chat."""
        texts: dict[int, list[str]] = defaultdict(list)
        for method, fields, _ in self.platform.sent:
            if method == "sendMessage":
                texts[int(fields["chat_id"])].append(fields["text"])
        return texts

    async def until_done(self, turns: int, seconds: float) -> float:
        """Wait until so many turns were taken and all replies are out; how long that took."""
        begun = time.monotonic()
        engine = reading(open_database(self.url))

        def is_done() -> bool:
            with engine.connect() as connection:
                taken = connection.execute(text("SELECT count(*) FROM turns")).scalar_one()
                new = text("SELECT count(*) FROM outbox WHERE state = 'new'")
                return bool(taken >= turns and connection.execute(new).scalar_one() == 0)

        while not await asyncio.to_thread(is_done):
            assert time.monotonic() - begun < seconds, f"not done: {self.standing()}"
            await asyncio.sleep(0.1)
        engine.dispose()
        return time.monotonic() - begun

    def standing(self) -> object:
        store = Store(self.url, FACTS, lambda: datetime.now(UTC))
        standing = store.backlog.standing()
        store.close()
        return standing

    def twice(self, chats: int, messages: int) -> int:
        """How many texts arrived twice; anything missing, out of order or made up fails."""
        store = Store(self.url, FACTS, lambda: datetime.now(UTC))
        heard, doubled = self.heard(), 0
        for chat in range(FIRST_CHAT, FIRST_CHAT + chats):
            conversation = f"telegram:{chat}"
            keys = self._keys(store, conversation)
            assert len(keys) == messages, f"{conversation}: {len(keys)} turns"
            assert keys == sorted(keys), f"{conversation}: out of order"
            expected = []
            for key in keys:
                for reply in store.replies_of(conversation, str(key)) or ():
                    expected += [p.text for p in parts_of(reply) if isinstance(p, Text)]
            doubled += _doubled(expected, heard[chat])
        store.close()
        return doubled

    def _keys(self, store: Store, conversation: str) -> list[int]:
        ask = text("SELECT key FROM turns WHERE conversation = :c ORDER BY id")
        with store._reader.connect() as connection:
            return [int(key) for key in connection.execute(ask, {"c": conversation}).scalars()]

    def end(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _doubled(expected: Sequence[str], heard: Sequence[str]) -> int:
    """How often a text came again right after itself; everything else must be as expected."""
    place = doubled = 0
    for each in heard:
        if place < len(expected) and each == expected[place]:
            place += 1
        else:
            assert place, f"never said: {each[:60]}"
            assert each == expected[place - 1], f"out of order: {each[:60]}"
            doubled += 1
    assert place == len(expected), f"missing: {expected[place][:60]}"
    return doubled


@asynccontextmanager
async def staged(url: str, home: Path) -> AsyncIterator[Stage]:
    """A stage on loopback; every process that was started on it is ended."""
    home.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - nothing waits yet
    async with emulated(max_updates=100_000) as platform:
        stage = Stage(platform, url, home)
        try:
            yield stage
        finally:
            await asyncio.to_thread(stage.end)
