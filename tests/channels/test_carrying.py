"""What the library asks is carried to the platform, and failures come back by their names alone."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram.error import NetworkError, TimedOut

from bot.channels.telegram import open_bot
from tests.channels.emulator import TOKEN

Handler = Callable[[web.Request], object]
ME = {"id": 1, "is_bot": True, "first_name": "B", "username": "b_bot"}


@asynccontextmanager
async def answering(handler: Handler) -> AsyncIterator[str]:
    """A server for one test; its address."""
    served = web.Application()
    served.router.add_route("*", "/{path:.*}", handler)  # type: ignore[arg-type]
    runner = web.AppRunner(served, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def me(_request: web.Request) -> web.Response:
    return web.json_response({"ok": True, "result": ME})


async def test_nobody_there_is_a_network_error_that_does_not_tell_the_token() -> None:
    async with answering(me) as address:
        gone = address
    bot = open_bot(TOKEN, gone)
    with pytest.raises(NetworkError) as failed:
        await bot.initialize()
    await bot.shutdown()
    assert TOKEN not in repr(failed.value)
    assert "123456" not in repr(failed.value)


async def test_an_answer_that_does_not_come_in_time_is_a_time_out() -> None:
    async def never(request: web.Request) -> web.Response:
        if request.path.endswith("/getMe"):
            return await me(request)
        await asyncio.sleep(0.6)
        return web.Response()

    async with answering(never) as address, open_bot(TOKEN, address) as bot:
        with pytest.raises(TimedOut):
            await bot.send_message(1, "x", read_timeout=0.1, write_timeout=0.1)


async def test_a_redirection_is_not_followed() -> None:
    asked = []

    async def elsewhere(request: web.Request) -> web.Response:
        asked.append(request.path)
        raise web.HTTPFound("/stolen")

    async with answering(elsewhere) as address:
        bot = open_bot(TOKEN, address)
        with pytest.raises(NetworkError):
            await bot.initialize()
        await bot.shutdown()
    assert asked == [f"/bot{TOKEN}/getMe"]


@pytest.mark.parametrize("name", ["惠企-测试.pdf", 'a "b".pdf', "50%.pdf"])
async def test_a_file_arrives_by_the_name_that_it_has(name: str) -> None:
    heads = []

    async def take(request: web.Request) -> web.Response:
        if request.path.endswith("/getMe"):
            return await me(request)
        async for part in await request.multipart():
            heads.append(part.headers["Content-Disposition"])
            await part.read()
        chat = {"id": 1, "type": "private"}
        return web.json_response({"ok": True, "result": {"message_id": 1, "date": 1, "chat": chat}})

    async with answering(take) as address, open_bot(TOKEN, address) as bot:
        await bot.send_document(1, b"%PDF-", filename=name)
    quoted = name.replace('"', '\\"')
    assert f'form-data; name="document"; filename="{quoted}"' in heads


async def test_a_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    async def proxy(request: web.Request) -> web.Response:
        asked.append(str(request.url))
        return await me(request)

    async with answering(proxy) as address:
        monkeypatch.setenv("http_proxy", address)
        monkeypatch.setenv("no_proxy", "example.org")
        async with open_bot(TOKEN, "http://telegram.invalid"):
            pass
    assert asked == [f"http://telegram.invalid/bot{TOKEN}/getMe"]


async def test_a_server_that_is_excepted_from_the_proxy_is_asked_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with answering(me) as address:
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        async with open_bot(TOKEN, address) as bot:
            assert bot.username == "b_bot"
