"""Whole interviews at once over the webhook, beside a bare echo bot in the same run.

Usage: bench_load.py [CONVERSATIONS [TURNS]]. A turn is measured from the moment its update is posted until the
platform has its first reply. TURNS is for the memory; 100,000 of them take about half an hour.
"""

import asyncio
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

from bot.channels.telegram import secret_of
from tests.channels.emulator import NOW, TOKEN
from tests.postgres import Cluster
from tests.service.stage import STORY, Stage, staged

CHATS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
TURNS = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": secret_of(TOKEN)}


@dataclass
class Crowd:
    """People who write when they were answered; each of them tells the whole story."""

    stage: Stage
    client: aiohttp.ClientSession
    port: int
    took: list[float] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: count(1))
    _answered: dict[int, asyncio.Event] = field(default_factory=dict)

    def __post_init__(self) -> None:
        validate = self.stage.platform.validate

        def noting(method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
            result = validate(method, fields, uploads)
            if method == "sendMessage" and (answered := self._answered.get(int(fields["chat_id"]))):
                answered.set()
            return result

        self.stage.platform.validate = noting  # type: ignore[method-assign]

    async def tell(self, chat: int, story: Sequence[str]) -> None:
        """One person: write, wait for the answer, write on."""
        for words in story:
            await self.write(chat, words)

    async def write(self, chat: int, words: str) -> None:
        """One message, until its reply is there."""
        answered = self._answered[chat] = asyncio.Event()
        begun = time.perf_counter()
        who = {"id": chat, "type": "private", "first_name": "U", "is_bot": False}
        number = next(self._numbers)
        message = {"message_id": number, "date": int(NOW.timestamp()), "chat": who, "from": who}
        update = {"update_id": number, "message": {**message, "text": words}}
        address = f"http://127.0.0.1:{self.port}/webhooks/telegram"
        while not await self._posted(address, update):
            pass
        await asyncio.wait_for(answered.wait(), 120)
        self.took.append(time.perf_counter() - begun)

    async def _posted(self, address: str, update: dict[str, Any]) -> bool:
        """Deliver as Telegram does: again where the connection broke."""
        try:
            async with self.client.post(address, json=update, headers=HEADERS) as response:
                assert response.status == 200, await response.text()
        except aiohttp.ClientConnectionError:
            return False
        return True

    async def peak(self, chats: int, first: int) -> float:
        """Everybody at once; turns a second."""
        self.took.clear()
        begun = time.perf_counter()
        await asyncio.gather(*(self.tell(first + chat, STORY) for chat in range(chats)))
        return chats * len(STORY) / (time.perf_counter() - begun)

    async def steady(self, rate: float, seconds: float, first: int) -> None:
        """So many turns begun a second, by as many people as that takes."""
        self.took.clear()
        begun, people = time.perf_counter(), []
        for number in range(int(rate * seconds / len(STORY))):
            people.append(asyncio.create_task(self.tell_slowly(first + number)))
            await asyncio.sleep(
                max(0.0, begun + (number + 1) * len(STORY) / rate - time.perf_counter())
            )
        await asyncio.gather(*people)

    async def tell_slowly(self, chat: int) -> None:
        for words in STORY:
            await self.write(chat, words)
            await asyncio.sleep(0.5)

    def forget(self) -> None:
        """What was sent needs no memory of ours."""
        self.stage.platform.sent.clear()
        self.stage.platform.requests.clear()
        self._answered.clear()

    def late(self) -> str:
        ordered = sorted(self.took)
        middle, late = statistics.median(ordered), ordered[int(len(ordered) * 0.99)]
        return f"p50 {middle * 1e3:.0f} ms, p99 {late * 1e3:.0f} ms"


def main() -> None:
    """Print every figure."""
    asyncio.run(beside_the_echo())
    cluster = Cluster()
    try:
        asyncio.run(two_workers(cluster))
    finally:
        cluster.remove()
    asyncio.run(memory_over(TURNS))


async def beside_the_echo() -> None:
    port = free_port()
    async with crowded((), port) as (crowd, _):
        bot = [sys.executable, str(Path(__file__).parent / "echo_bot.py")]
        process = subprocess.Popen(  # noqa: ASYNC220 - it begins at once
            [*bot, TOKEN, crowd.stage.platform.address, str(port)]
        )
        try:
            await listening(port)
            await crowd.peak(20, 1_000)
            echo = await crowd.peak(CHATS, 10_000)
        finally:
            process.terminate()
            process.wait()
    print(f"echo bot: {echo:.0f} turns a second at the peak")
    await on_sqlite("one process", (("serve",),), echo)
    workers = (("worker",),) * 2
    await on_sqlite("the page and two workers", (("serve", "--web-only"), *workers), echo)


async def on_sqlite(name: str, commands: Sequence[Sequence[str]], echo: float) -> None:
    """The peak of our own processes on one SQLite, beside that of the echo, and half of it."""
    port = free_port()
    async with crowded(commands, port) as (crowd, _):
        await listening(port)
        await crowd.peak(20, 1_000)
        ours = await crowd.peak(CHATS, 10_000)
        print(f"Huiqi on SQLite, every turn durable, {name}: {ours:.0f} a second,", end=" ")
        print(f"{ours / echo:.0%} of the echo; {crowd.late()}")
        await crowd.steady(ours / 2, 20, 1_000_000)
        print(f"  at half of that: {crowd.late()} ({len(crowd.took)} turns)")


async def memory_over(turns: int) -> None:
    """A crowd of 50, new people again and again, until so many turns were taken."""
    crowd_of, port = 50, free_port()
    async with crowded((("serve",),), port) as (crowd, pids):
        await listening(port)
        done, reported = 0, 0
        while done < turns:
            await crowd.peak(crowd_of, 10_000 + done)
            done += crowd_of * len(STORY)
            crowd.forget()
            if done >= reported:
                print(f"memory after {done:,} turns: {memory(pids[0]):.0f} MB", flush=True)
                reported += turns // 10


async def two_workers(cluster: Cluster) -> None:
    rates = []
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            async with staged(cluster.migrated(), Path(folder)) as stage:
                for _ in range(workers):
                    stage.start("worker")
                await stage.say(2, STORY[:1])
                await stage.until_done(2, 60)
                begun = time.perf_counter()
                chats = CHATS // 2
                await stage.say(chats, STORY)
                await stage.until_done(chats * len(STORY) + 2, 600)
                rates.append(chats * len(STORY) / (time.perf_counter() - begun))
    print(
        f"PostgreSQL, polling: one worker {rates[0]:.0f} turns a second, two {rates[1]:.0f}",
        end=" ",
    )
    print(f"({rates[1] / rates[0]:.2f} ×; they share two cores with server, emulator and crowd)")


@asynccontextmanager
async def crowded(
    commands: Sequence[Sequence[str]], port: int
) -> AsyncIterator[tuple[Crowd, Sequence[int]]]:
    """A crowd before a platform, and processes of ours on one SQLite beside it."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/huiqi.sqlite3"
        connector = aiohttp.TCPConnector(limit=100)
        async with (
            staged(url, Path(folder)) as stage,
            aiohttp.ClientSession(connector=connector) as c,
        ):
            stage.platform._update_queues.insecure_webhooks = True
            address = f"http://127.0.0.1:{port}"
            more = {"HUIQI_PORT": str(port), "HUIQI_TELEGRAM_WEBHOOK_URL": address}
            pids = [stage.start(*command, **more).pid for command in commands]
            yield Crowd(stage, c, port), pids


async def listening(port: int) -> None:
    """Wait until somebody answers there."""
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            await asyncio.sleep(2)
            return
    raise TimeoutError(port)


def memory(pid: int) -> float:
    """The megabytes that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def free_port() -> int:
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        return int(trying.getsockname()[1])


if __name__ == "__main__":
    main()
