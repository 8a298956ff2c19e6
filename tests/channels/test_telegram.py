"""Telegram over loopback: the real library against a strict, independent emulator."""

import asyncio
import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lo_bot_api_emulator import ApiRefusal

from bot.app import App
from bot.channels.telegram.keyboards import Button, decode, encode
from bot.channels.telegram.parts import LIMIT, Text, parts_of, split, units
from bot.channels.telegram.updates import conversation_of, hear
from bot.messages import Quote, Reply
from tests.channels.emulator import CHAT, Platform, serving, until


async def test_a_whole_interview_ends_with_the_summary_as_a_document(
    platform: Platform, app: App
) -> None:
    async with serving(platform, app):
        await platform.say("/start")
        await until(lambda: "到期" in "".join(platform.texts()))
        await platform.press("2025")
        await until(lambda: "想先看哪些方面" in platform.texts()[-1])
        await platform.press("购买算力（算力券）")
        await until(lambda: any(b["text"].startswith("✓") for b in platform.buttons()))
        await platform.press("选好了")
        await until(lambda: "算力服务的总额" in platform.texts()[-1])
        await platform.say("120万")
        await until(lambda: "实际支出" in platform.texts()[-1])
        await platform.say("100万")
        await until(lambda: "请核对" in platform.texts()[-1])
        await platform.press("确认")
        await until(lambda: any(m == "sendDocument" for m, _, _ in platform.sent))
    document = next(files["document"] for m, _, files in platform.sent if m == "sendDocument")
    assert document["data"].startswith(b"%PDF-")
    assert document["filename"].startswith("惠企-")
    assert document["filename"].endswith(".pdf")
    assert "奖补合计：最高 50 万元" in "".join(platform.texts())
    assert app.store.backlog.standing().outbox_waiting == 0


async def test_a_question_is_answered_with_its_clause_and_the_pending_question_returns(
    platform: Platform, app: App
) -> None:
    async with serving(platform, app):
        await platform.say("你好")
        await until(platform.texts)
        await platform.say("算力券最高能补多少？")
        await until(
            lambda: "哪一年度" in platform.texts()[-1] and "M03-3" in "".join(platform.texts())
        )


async def test_a_repeated_update_changes_nothing(platform: Platform, app: App) -> None:
    raw = {
        "update_id": 900,
        "message": {
            "message_id": 1,
            "date": 1795406400,
            "chat": {"id": CHAT, "type": "private"},
            "from": {"id": CHAT, "is_bot": False, "first_name": "U"},
            "text": "营收6000万",
        },
    }
    async with serving(platform, app) as channel:
        assert await channel.intake.receive(raw) is True
        assert await channel.intake.receive(raw) is False
        await until(lambda: app.store.backlog.standing().outbox_waiting == 0 and platform.texts())
        await asyncio.sleep(0.2)
    assert len(platform.texts()) == 1


async def test_what_was_acknowledged_survives_a_stop_before_it_was_handled(
    platform: Platform, app: App
) -> None:
    raw: dict[str, Any] = {"update_id": 1, "message": _message("营收6000万")}
    app.store.inbox.receive("telegram", "1", conversation_of(raw), raw)
    async with serving(platform, app):
        await until(platform.texts)
    assert "6,000 万元" in platform.texts()[0]


async def test_flood_control_of_one_reply_is_waited_out(platform: Platform, app: App) -> None:
    refusals = iter([ApiRefusal("Too Many Requests: retry after 1", 429, {"retry_after": 1})])
    platform.failures.append(
        lambda method, _: next(refusals, None) if method == "sendMessage" else None
    )
    async with serving(platform, app):
        await platform.say("你好")
        await until(platform.texts)
    assert len(platform.texts()) == 1


async def test_a_failing_platform_is_tried_again_and_nothing_is_sent_twice(
    platform: Platform, app: App
) -> None:
    refusals = iter([ApiRefusal("Internal Server Error", 500)] * 2)
    platform.failures.append(
        lambda method, _: next(refusals, None) if method == "sendMessage" else None
    )
    async with serving(platform, app):
        await platform.say("你好")
        await until(platform.texts)
        await until(lambda: app.store.backlog.standing().outbox_waiting == 0)
    assert len(platform.texts()) == 1


async def test_a_person_who_blocked_the_bot_becomes_a_dead_letter(
    platform: Platform, app: App
) -> None:
    blocked = ApiRefusal("Forbidden: bot was blocked by the user", 403)
    platform.failures.append(lambda method, _: blocked if method == "sendMessage" else None)
    async with serving(platform, app):
        await platform.say("你好")
        await until(app.store.outbox.dead_letters)
    assert "blocked" in app.store.outbox.dead_letters()[0].error


async def test_an_outdated_button_is_politely_refused(platform: Platform, app: App) -> None:
    async with serving(platform, app):
        await platform.say("你好")
        await until(platform.texts)
        old = platform.buttons()[0]["callback_data"]
        await platform.say("2025")
        await until(lambda: "想先看" in platform.texts()[-1])
        await platform.press_data(old)
        await until(lambda: any(m == "answerCallbackQuery" for m, _, _ in platform.sent))
    notices = [f.get("text") for m, f, _ in platform.sent if m == "answerCallbackQuery"]
    assert notices == ["这个问题已经过去了，请看最新的一条。"]
    session = app.session(f"telegram:{CHAT}")
    assert session is not None
    assert session.profile.facts == {"data_year": 2025}


async def test_buttons_still_work_after_a_restart(platform: Platform, app: App) -> None:
    async with serving(platform, app):
        await platform.say("你好")
        await until(platform.texts)
    async with serving(platform, app):
        await platform.press("2024")
        await until(lambda: "想先看" in platform.texts()[-1])


async def test_a_second_poller_waits_instead_of_failing(platform: Platform, app: App) -> None:
    async with serving(platform, app):
        await asyncio.sleep(0.1)
        async with serving(platform, app):
            await platform.say("你好")
            await until(platform.texts)


async def test_a_sticker_gets_a_helpful_line(platform: Platform, app: App) -> None:
    sticker = {
        "file_id": "x",
        "file_unique_id": "y",
        "type": "regular",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
    }
    async with serving(platform, app):
        await platform.say(None, sticker=sticker)
        await until(platform.texts)
    assert "请用文字告诉我" in platform.texts()[0]


async def test_the_menu_and_the_descriptions_are_set_in_both_languages(
    platform: Platform, app: App
) -> None:
    methods = {"setMyCommands", "setMyDescription", "setMyShortDescription"}

    def introduced() -> set[tuple[str, str | None]]:
        return {(m, f.get("language_code")) for m, f, _ in platform.sent if m in methods}

    async with serving(platform, app):
        await until(lambda: len(introduced()) == 6)
    assert introduced() == {(method, code) for method in methods for code in (None, "en")}
    given = [str(f) for m, f, _ in platform.sent if m == "setMyCommands"]
    assert "summary" in given[0]
    assert given[0] != given[1]


def _message(text: str, **more: Any) -> dict[str, Any]:
    return {
        "message_id": 1,
        "date": 1795406400,
        "chat": {"id": CHAT, "type": "private"},
        "from": {"id": CHAT, "is_bot": False, "first_name": "U"},
        "text": text,
        **more,
    }


def test_in_a_group_only_what_is_said_to_the_bot_is_heard() -> None:
    group = {"chat": {"id": -5, "type": "supergroup", "title": "G"}}
    said = {"update_id": 1, "message": {**_message("大家好"), **group}}
    asked = {"update_id": 2, "message": {**_message("@huiqi_bot 算力券"), **group}}
    assert type(hear(said, "huiqi_bot")).__name__ == "Nothing"
    assert type(hear(asked, "huiqi_bot")).__name__ == "InGroup"


def _examples() -> list[dict[str, Any]]:
    given = os.environ.get("HUIQI_SHARED")
    beside = (parent / "shared" for parent in Path(__file__).parents)
    folders = [Path(given)] if given else [*beside]
    paths = [folder / "telegram_updates.jsonl" for folder in folders]
    path = next((each for each in paths if each.is_file()), None)
    if path is None:
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["update"] for line in lines]


@pytest.mark.skipif(not _examples(), reason="needs the example updates (HUIQI_SHARED)")
async def test_every_example_update_and_its_mutations_are_handled(
    platform: Platform, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(7)
    updates = _examples()
    updates += [_mutated(chance.choice(updates), chance) for _ in range(600)]
    async with serving(platform, app) as channel:
        for number, update in enumerate(updates):
            await channel.intake.receive({**update, "update_id": number})
        await until(
            lambda: (
                not app.store.inbox.conversations("telegram", 1)
                and app.store.backlog.standing().inbox_failed == 0
            ),
            60,
        )
    assert app.store.backlog.standing().inbox_failed == 0
    assert [each.message for each in caplog.records if "failed" in each.message] == []


def _mutated(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        kept = {k: _mutated(v, chance) for k, v in value.items() if chance.random() > 0.06}
        return {**kept, **({"surprise": [None]} if chance.random() < 0.05 else {})}
    if isinstance(value, list):
        return [_mutated(v, chance) for v in value if chance.random() > 0.1]
    return (
        chance.choice([None, -1, "", "x" * 50, [], {}, True]) if chance.random() < 0.06 else value
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.integers(20, 60))
def test_a_split_text_keeps_every_word_within_the_limit(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(0 < units(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@settings(max_examples=50)
@given(st.text("字 a\n😀", min_size=30, max_size=90))
def test_quotes_are_marked_where_they_stand(piece: str) -> None:
    text = piece * 100
    reply = Reply(f"问 {text}", citations=(Quote("M06-1", "引文" + text[:50], "d"),))
    for part in parts_of(reply):
        assert isinstance(part, Text)
        assert units(part.text) <= LIMIT
        for entity in part.entities:
            assert entity.offset + entity.length <= units(part.text)


@given(st.text(max_size=80))
def test_foreign_callback_data_is_refused(data: str) -> None:
    button = decode(data)
    assert button is None or encode(button) == data or data.startswith(("p|", "t|", "d|"))


def test_callback_data_fits_into_64_bytes() -> None:
    button = Button("tick", "9" * 19, 99, 99)
    assert len(encode(button).encode()) <= 64
    assert decode(encode(button)) == button
