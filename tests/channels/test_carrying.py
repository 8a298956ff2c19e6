"""What the library asks is carried to the platform, and failures come back by their names alone."""

import asyncio
import time
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


@pytest.mark.parametrize("scheme", ["http://", ""])
async def test_a_proxy_of_the_environment_is_asked(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    asked = []

    async def proxy(request: web.Request) -> web.Response:
        asked.append(str(request.url))
        return await me(request)

    async with answering(proxy) as address:
        monkeypatch.setenv("http_proxy", address.replace("http://", scheme))
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


def test_a_proxy_that_we_cannot_speak_to_is_said_at_once_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("https_proxy", "socks5://u:geheim@127.0.0.1:1080")
    monkeypatch.setenv("no_proxy", "")
    with pytest.raises(ValueError, match="expected http://") as refused:
        open_bot(TOKEN, "")
    assert "geheim" not in str(refused.value)


async def test_an_answer_that_came_while_our_loop_was_held_up_counts() -> None:
    async def late(request: web.Request) -> web.Response:
        if request.path.endswith("/getMe"):
            return await me(request)
        chat = {"id": 1, "type": "private"}
        return web.json_response({"ok": True, "result": {"message_id": 1, "date": 1, "chat": chat}})

    async with answering(late) as address, open_bot(TOKEN, address) as bot:
        waits = {"read_timeout": 0.3, "write_timeout": 0.1, "connect_timeout": 0.1}
        sending = asyncio.create_task(bot.send_message(1, "x", **waits))
        for _ in range(12):
            await asyncio.sleep(0)
        time.sleep(0.6)  # noqa: ASYNC251 - the database, seen from here
        assert (await sending).message_id == 1


async def test_a_download_may_take_long_as_long_as_something_comes() -> None:
    async def slow(request: web.Request) -> web.StreamResponse:
        if request.path.endswith("/getMe"):
            return await me(request)
        if request.path.endswith("/getFile"):
            file = {"file_id": "f", "file_unique_id": "f", "file_path": "f.pdf"}
            return web.json_response({"ok": True, "result": file})
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(12):
            await response.write(b"x")
            await asyncio.sleep(0.05)
        return response

    async with answering(slow) as address, open_bot(TOKEN, address) as bot:
        file = await bot.get_file("f")
        waits = {"read_timeout": 0.2, "write_timeout": 0.1, "connect_timeout": 0.1}
        assert await file.download_as_bytearray(**waits) == b"x" * 12
