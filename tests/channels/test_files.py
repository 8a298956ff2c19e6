"""Documents and photos on Telegram: fetched within limits, read once, taken when confirmed."""

import threading
from typing import Any

from lo_bot_api_emulator import ApiRefusal

from bot.app import App
from bot.intake import LARGEST, FileReader
from bot.messages import Message, Reply
from tests.channels.emulator import CHAT, Platform, serving, until
from tests.intake.papers import repacked, statement_pdf, workbook

TABLE = (("key", "value"), ("data_year", "2024"), ("self_rd_expense_yuan", "1260万"))


def facts(app: App) -> dict[str, Any]:
    session = app.session(f"telegram:{CHAT}")
    assert session is not None
    return dict(session.flat_profile.facts)


async def test_a_table_of_facts_is_read_and_confirmed_with_one_button(
    platform: Platform, app: App
) -> None:
    async with serving(platform, app):
        await platform.send_file(workbook(TABLE), "我们的资料.xlsx")
        await until(lambda: any("读到 2 项" in text for text in platform.texts()))
        assert facts(app) == {}
        await platform.press("全部正确（2 项）")
        await until(lambda: "想先看哪些方面" in platform.texts()[-1])
    assert facts(app) == {"data_year": 2024, "self_rd_expense_yuan": 1260_0000_00}


async def test_a_statement_is_quoted_and_the_words_beside_it_are_read(
    platform: Platform, app: App
) -> None:
    async with serving(platform, app):
        beside = "我们是人工智能企业"
        await platform.send_file(statement_pdf(), "利润表.pdf", caption=beside)
        await until(lambda: any("第 1 页“一、营业收入" in text for text in platform.texts()))
        await until(lambda: app.store.backlog.standing().inbox_waiting == 0)
    assert facts(app) == {"is_ai_enterprise": True}


async def test_a_forwarded_file_is_read_and_its_words_are_kept_out(
    platform: Platform, app: App
) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "会计", "date": 1}
    async with serving(platform, app):
        await platform.send_file(
            workbook(TABLE), "a.xlsx", caption="营收6000万", forward_origin=origin
        )
        await until(lambda: any("读到 2 项" in text for text in platform.texts()))
    assert facts(app) == {}


async def test_a_file_that_is_too_large_is_not_fetched(platform: Platform, app: App) -> None:
    async with serving(platform, app):
        large = {"file_id": "x", "file_unique_id": "x", "file_size": LARGEST + 1}
        await platform.say(None, document={**large, "file_name": "年报.pdf"})
        await until(lambda: any("超过 10 MB" in text for text in platform.texts()))
    assert not [method for method, _, _ in platform.sent if method == "getFile"]


async def test_a_file_that_the_platform_no_longer_has_is_said(platform: Platform, app: App) -> None:
    async with serving(platform, app):
        await platform.say("你好")
        gone = {"file_id": "gone", "file_unique_id": "gone", "file_size": 10}
        await platform.say(None, document={**gone, "file_name": "a.pdf"})
        await until(lambda: any("没有取到文件" in text for text in platform.texts()))
        assert "哪一年度" in platform.texts()[-1]


async def test_a_hostile_file_is_refused_with_one_line(platform: Platform, app: App) -> None:
    async with serving(platform, app):
        macros = repacked(workbook(TABLE), xl__vbaProject_dot_bin=b"x")
        await platform.send_file(macros, "a.xlsm")
        await until(lambda: any("文件带宏" in text for text in platform.texts()))


async def test_a_fetch_that_fails_for_now_is_tried_again_and_taken_once(
    platform: Platform, app: App
) -> None:
    left = [ApiRefusal("Bad Gateway", 502)]
    platform.failures.append(lambda m, _: left.pop() if m == "getFile" and left else None)
    async with serving(platform, app):
        await platform.send_file(workbook(TABLE), "a.xlsx")
        await until(lambda: any("读到 2 项" in text for text in platform.texts()))
    assert sum("读到 2 项" in text for text in platform.texts()) == 1
    assert not left


async def test_an_end_between_reading_and_saving_loses_nothing_and_takes_nothing_twice(
    platform: Platform, app: App
) -> None:
    reached = threading.Event()

    def killed(message: Message) -> tuple[Reply, ...]:
        reached.set()
        raise RuntimeError(message.key)

    async with serving(platform, app, handle=killed):
        await platform.send_file(workbook(TABLE), "a.xlsx")
        await until(reached.is_set)
    assert app.store.backlog.standing().inbox_waiting == 1
    async with serving(platform, app):
        await until(lambda: any("读到 2 项" in text for text in platform.texts()))
        await until(lambda: app.store.backlog.standing().inbox_waiting == 0)
    assert sum("读到 2 项" in text for text in platform.texts()) == 1


async def test_while_other_files_are_read_the_next_one_waits_and_words_go_on(
    platform: Platform, app: App
) -> None:
    reader = FileReader(app.facts)
    assert all(reader._room.acquire() for _ in range(2))
    async with serving(platform, app) as channel:
        channel.receiver.files = reader
        await platform.send_file(workbook(TABLE), "a.xlsx")
        user = {"id": 5, "is_bot": False, "first_name": "B"}
        await platform.say("你好", chat={"id": 5, "type": "private"}, **{"from": user})
        await until(lambda: any("惠企" in text for text in platform.texts()))
        assert app.store.backlog.standing().inbox_waiting == 1
        reader._room.release()
        await until(lambda: any("读到 2 项" in text for text in platform.texts()))


async def test_a_photo_without_the_extra_is_answered_plainly(platform: Platform, app: App) -> None:
    async with serving(platform, app) as channel:
        channel.receiver.files = FileReader(app.facts, ocr=False)
        await platform.send_file(b"\xff\xd8\xff\xe0" + b"x" * 200)
        await until(lambda: any("没有装图片识别" in text for text in platform.texts()))


async def test_files_in_a_group_are_not_read(platform: Platform, app: App) -> None:
    group = {"id": -7, "type": "group", "title": "群"}
    async with serving(platform, app):
        await platform.send_file(workbook(TABLE), "a.xlsx", chat=group, caption="@huiqi_bot 看看")
        await until(lambda: any("私聊" in text for text in platform.texts()))
    assert not [method for method, _, _ in platform.sent if method == "getFile"]
