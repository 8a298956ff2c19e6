"""What goes wrong around the channel: bad updates, a failing disk, a late network, old buttons."""

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler
from lo_bot_api_emulator import ApiRefusal
from telegram.error import InvalidToken

from bot.app import App
from bot.channels.telegram.receiving import Receiver
from bot.channels.telegram.updates import (
    InGroup,
    Nothing,
    Pressed,
    Unreadable,
    Words,
    conversation_of,
    hear,
)
from bot.dialogue.session import Session
from bot.messages import Choice, Message, Reply
from bot.storage import NEW
from tests.channels.emulator import CHAT, NOW, TOKEN, Platform, emulated, serving, until

HERE = f"telegram:{CHAT}"


def message(text: str, **more: Any) -> dict[str, Any]:
    return {
        "message_id": 1,
        "date": int(NOW.timestamp()),
        "chat": {"id": CHAT, "type": "private"},
        "from": {"id": CHAT, "is_bot": False, "first_name": "U"},
        "text": text,
        **more,
    }


async def test_an_update_that_the_library_cannot_read_does_not_stop_the_bot(
    platform: Platform, app: App
) -> None:
    await platform.enqueue_update({"message": {"message_id": "?", "chat": 7}}, token=TOKEN)
    async with serving(platform, app):
        await platform.say("你好")
        await until(platform.texts)


async def test_a_database_that_fails_for_a_moment_does_not_stop_the_bot(
    platform: Platform, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, failures = app.store.inbox, iter([OSError("disk full")] * 2)
    keep, look = inbox.receive_all, inbox.next_of

    def failing(action: Any) -> Any:
        def act(*given: Any, **named: Any) -> Any:
            error = next(failures, None)
            if error is not None:
                raise error
            return action(*given, **named)

        return act

    monkeypatch.setattr(inbox, "receive_all", failing(keep))
    monkeypatch.setattr(inbox, "next_of", failing(look))
    async with serving(platform, app):
        await platform.say("你好")
        await until(platform.texts)
    assert len(platform.texts()) == 1


async def test_the_bot_starts_although_the_platform_does_not_answer_yet(
    platform: Platform, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.running._WAIT_SECONDS", 0.1)
    refusals = iter([ApiRefusal("Bad Gateway", 502)] * 2)
    platform.failures.append(lambda method, _: next(refusals, None) if method == "getMe" else None)
    async with serving(platform, app):
        await platform.say("你好")
        await until(platform.texts)


async def test_polling_begins_although_the_old_webhook_could_not_be_removed_at_first(
    platform: Platform, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.running._WAIT_SECONDS", 0.1)
    platform._update_queues.insecure_webhooks = True
    await platform._update_queues.set_webhook(TOKEN, {"url": "http://127.0.0.1:9/gone"})
    refusals = iter([ApiRefusal("Bad Gateway", 502)] * 2)
    platform.failures.append(
        lambda method, _: next(refusals, None) if method == "deleteWebhook" else None
    )
    async with serving(platform, app):
        await platform.say("你好")
        await until(platform.texts)


async def test_a_wrong_token_is_said_at_once(platform: Platform, app: App) -> None:
    platform.failures.append(lambda *_: ApiRefusal("Unauthorized", 401))
    with pytest.raises(InvalidToken) as refused:
        async with serving(platform, app):
            await asyncio.sleep(0.3)
    assert TOKEN not in str(refused.value)


async def test_a_tick_is_drawn_although_its_query_is_too_old_to_be_answered(
    platform: Platform, app: App
) -> None:
    old = ApiRefusal("Bad Request: query is too old and response timeout expired")
    platform.failures.append(lambda method, _: old if method == "answerCallbackQuery" else None)
    question = Reply("哪些？", (Choice("a", "甲"), Choice("b", "乙")), multi=True)
    app.store.save_turn(Session(HERE), NEW, Message(HERE, "q", "", NOW), (question,))
    async with serving(platform, app):
        await until(platform.texts)
        await platform.press("甲")
        await until(lambda: any(b["text"] == "✓ 甲" for b in platform.buttons()))


async def test_only_what_is_said_to_the_bot_is_kept_of_a_group(
    platform: Platform, app: App
) -> None:
    group = {"chat": {"id": -5, "type": "supergroup", "title": "G"}}
    async with serving(platform, app):
        await platform.say("大家好，营收6800万", **group)
        await platform.say("你好")
        await until(platform.texts)
    kept = app.store.inbox._engine.raw_connection().execute("SELECT conversation FROM inbox")
    assert {row[0] for row in kept} == {HERE}
    assert not [f for m, f, _ in platform.sent if m == "sendChatAction" and f["chat_id"] == "-5"]


async def test_the_films_of_one_album_get_one_line(platform: Platform, app: App) -> None:
    film = {"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1, "duration": 1}
    async with serving(platform, app):
        for _ in range(3):
            await platform.say(None, video=film, media_group_id="77")
        await platform.say("你好")
        await until(lambda: any("年度" in text for text in platform.texts()))
    assert sum("请用文字告诉我" in text for text in platform.texts()) == 1


def slow(app: App) -> Any:
    """A turn that takes its time."""

    def handle(message: Message) -> tuple[Reply, ...]:
        time.sleep(0.3)
        return app.handle(message)

    return handle


async def test_while_an_answer_takes_its_time_the_bot_is_seen_typing(
    platform: Platform, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.running._TYPING_AFTER_SECONDS", 0.05)
    async with serving(platform, app, slow(app)):
        await platform.say("你好")
        await until(platform.texts)
    methods = [(m, f.get("action")) for m, f, _ in platform.sent if f.get("chat_id")]
    assert methods == [("sendChatAction", "typing"), ("sendMessage", None)]


async def test_a_typing_signal_that_hangs_does_not_hold_up_what_comes_next(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.running._TYPING_AFTER_SECONDS", 0.05)

    @web.middleware
    async def hang(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.endswith("/sendChatAction"):
            await asyncio.sleep(4)
        return await handler(request)

    async with emulated(hang) as platform, serving(platform, app, slow(app)):
        await platform.say("你好")
        await platform.say("2025")
        await until(lambda: len(platform.texts()) == 2, 3)


def test_attempts_are_spread_over_time_however_old_the_update_is(app: App) -> None:
    times = [NOW]

    def broken(_message: Message) -> tuple[Reply, ...]:
        raise OSError

    raw = {"update_id": 1, "message": message("你好")}
    app.store.inbox.receive("telegram", "1", conversation_of(raw), raw)
    receiver = Receiver(app.store, broken, lambda: times[0] + timedelta(days=3650))
    received = app.store.inbox.next_of(conversation_of(raw))
    assert received is not None
    receiver.take(received)
    assert app.store.inbox.conversations("telegram", 1) == ()


def test_a_mention_counts_although_it_replies_to_somebody_else() -> None:
    group = {"chat": {"id": -5, "type": "supergroup", "title": "G"}}
    other = message("6800万", **group)
    asked = message("@huiqi_bot 能补多少", reply_to_message=other, **group)
    assert type(hear({"update_id": 1, "message": asked}, "huiqi_bot")).__name__ == "InGroup"


@pytest.mark.parametrize(
    "text", ["@huiqi_bot_test 6800万", "写信到 me@huiqi_bot.cn", "x@huiqi_bot"]
)
def test_a_name_that_only_contains_the_bots_is_no_mention(text: str) -> None:
    group = {"chat": {"id": -5, "type": "supergroup", "title": "G"}}
    heard = hear({"update_id": 1, "message": message(text, **group)}, "huiqi_bot")
    assert isinstance(heard, Nothing)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("算力券@Huiqi_bot能补多少", "算力券 能补多少"),
        ("/start@huiqi_bot", "/start"),
        ("@huiqi_bot，你好", "，你好"),
        ("@huiqi_bot.", "."),
    ],
)
def test_a_mention_counts_wherever_it_stands(text: str, words: str) -> None:
    group = {"chat": {"id": -5, "type": "supergroup", "title": "G"}}
    heard = hear({"update_id": 1, "message": message(text, **group)}, "huiqi_bot")
    assert isinstance(heard, InGroup)
    assert heard.text == words


def test_an_edited_message_speaks_at_the_time_of_its_edit() -> None:
    later = int(NOW.timestamp()) + 86_400
    edited = message("营收6800万", edit_date=later)
    heard = hear({"update_id": 1, "edited_message": edited}, "")
    assert isinstance(heard, Words)
    assert heard.at == NOW + timedelta(days=1)


def test_half_a_character_is_replaced_and_not_passed_on() -> None:
    heard = hear({"update_id": 1, "message": message("营收\ud83d6800万")}, "")
    assert isinstance(heard, Words)
    assert heard.text.encode() == "营收\ufffd6800万".encode()


@pytest.mark.parametrize(
    "unknown",
    [
        {"poll": {"id": "1"}},
        {"reply_to_message": {"message_id": "?"}},
        {"entities": "none"},
        {"forward_origin": {"type": "a kind of next year"}},
        {"from": {"id": CHAT, "first_name": None}},
    ],
    ids=lambda unknown: next(iter(unknown)),
)
def test_words_beside_something_that_the_library_cannot_read_are_heard(
    unknown: dict[str, Any],
) -> None:
    raw = {"update_id": 1, "message": message("营收6800万", **unknown)}
    heard = hear(raw, "huiqi_bot")
    assert isinstance(heard, Words)
    assert (heard.text, heard.forwarded) == ("营收6800万", "forward_origin" in unknown)


def test_content_that_the_library_cannot_read_gets_its_line() -> None:
    quiz = message("", poll={"id": "1", "question": "?"})
    assert isinstance(hear({"update_id": 1, "message": quiz}, ""), Unreadable)


def test_a_button_under_a_message_that_the_library_cannot_read_is_pressed() -> None:
    under = message("…", poll={"id": "1"})
    query = {"id": "7", "from": under["from"], "data": "p|1|0|0", "message": under}
    heard = hear({"update_id": 1, "callback_query": query}, "")
    assert heard == Pressed("7", "p|1|0|0", 1, None)


async def test_a_reply_that_we_cannot_even_send_becomes_a_dead_letter(
    platform: Platform, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.sending._LONGEST_WAIT", 0)
    nowhere = "telegram:none"
    told = Message(nowhere, "q", "", NOW)
    app.store.save_turn(Session(nowhere), NEW, told, (Reply("甲"),))
    async with serving(platform, app):
        await until(app.store.outbox.dead_letters)
    [dead] = app.store.outbox.dead_letters()
    assert dead.error == "ValueError"


def test_words_from_no_chat_are_nobodys() -> None:
    raw = {"update_id": 1, "message": message("营收6800万", chat={"type": "private"})}
    assert isinstance(hear(raw, ""), Nothing)


async def test_a_channel_is_at_work_once_telegram_is_there_and_no_more_when_it_stands_still(
    platform: Platform, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = [ApiRefusal("Bad Gateway", 502)]
    platform.failures.append(lambda *_: refused[0] if refused else None)
    monkeypatch.setattr("bot.channels.telegram.running._WAIT_SECONDS", 0.05)
    async with serving(platform, app) as channel:
        await asyncio.sleep(0.2)
        assert not channel.is_at_work()
        refused.clear()
        await until(channel.is_at_work)
        monkeypatch.setattr("bot.channels.telegram.running._SILENT_SECONDS", -1)
        assert not channel.is_at_work()
