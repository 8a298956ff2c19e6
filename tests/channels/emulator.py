"""A strict Telegram on loopback: the independent emulator, with the bodies it was sent."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from aiohttp import web
from lo_bot_api_emulator import ApiRefusal, LoBotApiEmulator, updates

from bot.app import App
from bot.bootstrap import correct
from bot.channels.telegram import Receiver, Telegram, open_bot
from bot.clock import XIAMEN
from bot.intake import FileReader

TOKEN = "123456:synthetic"  # noqa: S105 - the emulator knows no secrets
CHAT = 4711
updates.KINDS = {*updates.KINDS, "edited_message"}  # Telegram's, and missing in the emulator
_ABOUT = {
    "setMyDescription": ("description", 512),
    "setMyShortDescription": ("short_description", 120),
}
NOW = datetime(2026, 11, 23, 12, tzinfo=XIAMEN)


class Platform(LoBotApiEmulator):
    """The emulator, remembering what it was sent, and failing on demand."""

    def __init__(self, **limits: Any) -> None:
        super().__init__(**limits)
        self.sent: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
        self.failures: list[Callable[[str, dict[str, Any]], ApiRefusal | None]] = []
        self.address = ""
        self._numbers = iter(range(1, 10**6))

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        for failure in [*self.failures]:
            refusal = failure(method, fields)
            if refusal is not None:
                raise refusal
        if method in _ABOUT:  # the emulator knows them and has no answer
            assert len(fields[_ABOUT[method][0]]) <= _ABOUT[method][1]
            result: Any = True
        else:
            result = super().validate(method, fields, uploads)
        if method == "getMe":
            result["username"] = "huiqi_bot"  # every real bot has one; the emulator's has none
        self.sent.append((method, fields, uploads))
        return result

    def texts(self) -> list[str]:
        return [fields["text"] for method, fields, _ in self.sent if method == "sendMessage"]

    def buttons(self) -> list[dict[str, str]]:
        """The buttons under the last message that had some, or as they were edited last."""
        marked = [f["reply_markup"] for _, f, _ in self.sent if f.get("reply_markup")]
        keyboard = marked[-1] if isinstance(marked[-1], dict) else json.loads(marked[-1])
        return [button for row in keyboard["inline_keyboard"] for button in row]

    async def say(self, text: str | None, kind: str = "message", **more: Any) -> None:
        number = next(self._numbers)
        message = {
            "message_id": number,
            "date": int(NOW.timestamp()),
            "chat": {"id": CHAT, "type": "private", "first_name": "User"},
            "from": {"id": CHAT, "is_bot": False, "first_name": "User", "language_code": "zh-hans"},
            "text": text,
            **more,
        }
        await self.enqueue_update(
            {kind: {k: v for k, v in message.items() if v is not None}}, token=TOKEN
        )

    async def send_file(self, data: bytes, name: str = "", **more: Any) -> None:
        """A document, or a photo where it has no name; `getFile` gives it."""
        file = f"sent-{next(self._numbers)}"
        self.assets[file] = {"data": data}
        known = {"file_id": file, "file_unique_id": file, "file_size": len(data)}
        if name:
            await self.say(None, document={**known, "file_name": name}, **more)
        else:
            small = {**known, "file_id": "small", "width": 9, "height": 9}
            await self.say(None, photo=[small, {**known, "width": 900, "height": 900}], **more)

    async def press(self, label: str) -> None:
        data = next(b["callback_data"] for b in self.buttons() if b["text"].endswith(label))
        await self.press_data(data)

    async def press_data(self, data: str) -> None:
        number = next(self._numbers)
        user = {"id": CHAT, "is_bot": False, "first_name": "User", "language_code": "zh-hans"}
        chat = {"id": CHAT, "type": "private", "first_name": "User"}
        under = {"message_id": 1, "date": int(NOW.timestamp()), "chat": chat, "text": "…"}
        query = {"id": str(number), "from": user, "chat_instance": "1", "data": data}
        await self.enqueue_update({"callback_query": {**query, "message": under}}, token=TOKEN)


@asynccontextmanager
async def emulated(*middlewares: Any, **limits: Any) -> AsyncIterator[Platform]:
    """The emulator on a free port of this machine."""
    emulator = Platform(**limits)
    served = emulator.app()
    served.middlewares.extend(middlewares)
    runner = web.AppRunner(served, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    emulator.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield emulator
    finally:
        await runner.cleanup()


async def until(holds: Callable[[], object], seconds: float = 10) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to hold"
        await asyncio.sleep(0.01)


@asynccontextmanager
async def serving(
    platform: Platform, app: App, handle: Any = None, webhook: str = "", **more: Any
) -> AsyncIterator[Telegram]:
    """The channel at work against the emulator."""
    bot = open_bot(TOKEN, platform.address)
    receiver = Receiver(
        app.store,
        handle or app.handle,
        lambda: datetime.now(XIAMEN),
        correct=correct,
        files=FileReader(app.facts),
        **more,
    )
    channel = Telegram(bot, app.store, receiver, webhook, poll_seconds=1)
    stop = asyncio.Event()
    running = asyncio.create_task(channel.run(stop))
    try:
        yield channel
    finally:
        stop.set()
        await running
