"""What people do in Telegram beyond words: groups, forwards, edits, taps, pages, too much at once."""

import asyncio
from typing import Any

import pytest
from lo_bot_api_emulator import ApiRefusal

from bot.app import App
from bot.bootstrap import Assistant
from bot.channels.telegram.keyboards import PAGE
from bot.channels.telegram.receiving import Limits
from bot.dialogue.session import Session
from bot.messages import Choice, Document, Message, Reply
from bot.storage import NEW
from tests.channels.emulator import CHAT, NOW, Platform, serving, until

HERE = f"telegram:{CHAT}"
GROUP = {"chat": {"id": -5, "type": "supergroup", "title": "G"}}
ORIGINS = (
    {"type": "user", "sender_user": {"id": 9, "is_bot": False, "first_name": "A"}},
    {"type": "hidden_user", "sender_user_name": "某人"},
    {"type": "chat", "sender_chat": {"id": -6, "type": "group", "title": "H"}},
    {"type": "channel", "chat": {"id": -7, "type": "channel", "title": "C"}, "message_id": 3},
)


class Heard:
    """A turn that remembers what it was told and answers with it."""

    def __init__(self, app: App) -> None:
        self.messages: list[Message] = []
        self._app = app

    def __call__(self, message: Message) -> tuple[Reply, ...]:
        self.messages.append(message)
        loaded = self._app.store.load(message.conversation)
        session, version = loaded or (Session(message.conversation), NEW)
        replies = (Reply(f"听到：{message.text[:50]}"),)
        self._app.store.save_turn(session, version, message, replies)
        return replies


def offer(app: App, *replies: Reply) -> None:
    app.store.save_turn(Session(HERE), NEW, Message(HERE, "q", "", NOW), replies)


def notices(platform: Platform) -> list[Any]:
    return [f.get("text") for m, f, _ in platform.sent if m == "answerCallbackQuery"]


async def test_messages_forwarded_together_are_read_as_one(platform: Platform, app: App) -> None:
    heard = Heard(app)
    async with serving(platform, app, heard, limits=Limits(a_minute=2)):
        for number, origin in enumerate(ORIGINS):
            await platform.say(f"第{number}条", forward_origin={**origin, "date": 1})
        await until(platform.texts)
    [message] = heard.messages
    assert message.text == "第0条\n第1条\n第2条\n第3条"
    assert message.forwarded
    assert app.store.backlog.standing().inbox_waiting == 0


async def test_what_is_written_after_a_forward_is_a_message_of_its_own(
    platform: Platform, app: App
) -> None:
    heard = Heard(app)
    async with serving(platform, app, heard):
        await platform.say("通知", forward_origin={**ORIGINS[1], "date": 1})
        await platform.say("这个怎么看？")
        await until(lambda: len(platform.texts()) == 2)
    assert [(m.text, m.forwarded) for m in heard.messages] == [
        ("通知", True),
        ("这个怎么看？", False),
    ]


async def test_a_question_in_a_group_is_answered_there_and_the_interview_is_private(
    platform: Platform, app: App, assistant: Assistant
) -> None:
    async with serving(platform, app, ask=assistant.answer_group):
        await platform.say("@huiqi_bot 算力券最高能补多少？", **GROUP)
        await until(lambda: len(platform.texts()) == 2)
    first, second = [f for m, f, _ in platform.sent if m == "sendMessage"]
    assert "500" in first["text"] or "50" in first["text"]
    assert "https://t.me/huiqi_bot?start=group" in second["text"]
    for sent in (first, second):
        assert sent["chat_id"] in {-5, "-5"}
        assert "message_id" in str(sent["reply_parameters"])
        assert "reply_markup" not in sent
    assert app.session("telegram:-5") is None


async def test_figures_said_in_a_group_are_not_noted(platform: Platform, app: App) -> None:
    async with serving(platform, app):
        await platform.say("@huiqi_bot 我们去年营收6800万", **GROUP)
        await until(platform.texts)
    assert platform.texts()[0].startswith("涉及企业数据")
    assert app.session("telegram:-5") is None


async def test_an_edited_answer_corrects_its_fact_although_something_else_is_asked_by_now(
    platform: Platform, app: App
) -> None:
    async with serving(platform, app):
        await platform.say("你好")
        await platform.say("2025")
        await platform.say("6", message_id=70)
        await until(lambda: len(platform.texts()) == 3)
        await platform.say("是")
        await platform.say("规上软件企业")
        await platform.say("1260万", message_id=77)
        await until(lambda: len(platform.texts()) == 6)
        before = app.session(HERE)
        assert before is not None
        [fact] = [k for k, v in before.stated.items() if v.value in {1_260_000_000, 12_600_000}]
        for words in ("1260万", "1360万"):  # the first edit changes a picture and no words
            await platform.say(words, message_id=77, kind="edited_message", edit_date=1795500000)
        await until(lambda: len(platform.texts()) == 7)
        after = app.session(HERE)
    assert after is not None
    assert after.stated[fact].value == 1_360_000_000
    assert before.stated.keys() == after.stated.keys()


async def test_an_edit_that_changes_no_words_changes_nothing(platform: Platform, app: App) -> None:
    heard = Heard(app)
    async with serving(platform, app, heard):
        await platform.say("6800万", message_id=9)
        await platform.say("6800万", message_id=9, kind="edited_message", edit_date=1795500000)
        await platform.say("好")
        await until(lambda: len(platform.texts()) == 2)
    assert [m.text for m in heard.messages] == ["6800万", "好"]


async def test_a_double_tap_is_one_answer_and_no_complaint(platform: Platform, app: App) -> None:
    async with serving(platform, app):
        await platform.say("你好")
        await until(platform.texts)
        button = platform.buttons()[0]["callback_data"]
        await asyncio.gather(platform.press_data(button), platform.press_data(button))
        await until(lambda: len(notices(platform)) == 2)
    assert notices(platform) == [None, None]
    assert len(platform.texts()) == 2


async def test_many_choices_are_turned_page_by_page_and_keep_their_ticks(
    platform: Platform, app: App
) -> None:
    heard = Heard(app)
    many = tuple(Choice(str(n), f"选项{n}") for n in range(PAGE * 2 + 3))
    async with serving(platform, app, heard):
        offer(app, Reply("哪些？", many, multi=True))
        await until(platform.texts)
        await platform.press("选项1")
        await until(lambda: any(b["text"] == "✓ 选项1" for b in platform.buttons()))
        await platform.press("2 ›")
        await until(lambda: any(b["text"] == f"选项{PAGE}" for b in platform.buttons()))
        await platform.press(f"选项{PAGE + 2}")
        await until(lambda: any(b["text"] == f"✓ 选项{PAGE + 2}" for b in platform.buttons()))
        labels = [b["text"] for b in platform.buttons()]
        assert labels[-3:] == ["‹ 1", "3 ›", "选好了"]
        assert "选项1" not in labels
        await platform.press("选好了")
        await until(lambda: heard.messages)
    assert heard.messages[0].choice == f"1、{PAGE + 2}"


async def test_callback_data_of_another_person_is_refused_logged_and_changes_nothing(
    platform: Platform, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    other = "telegram:999"
    question = Reply("哪一年？", (Choice("2025", "2025"),))
    app.store.save_turn(Session(other), NEW, Message(other, "theirs", "", NOW), (question,))
    async with serving(platform, app):
        for data in ("p|theirs|0|0", "t|theirs|0|0", "g|theirs|0|7", "p|theirs|0|99", "junk"):
            await platform.press_data(data)
        await until(lambda: len(notices(platform)) == 5)
    assert app.session(HERE) is None
    assert app.store.load(other) == (Session(other), 1)
    assert all("已经过去" in notice for notice in notices(platform))
    assert sum("button refused" in each.message for each in caplog.records) == 5
    assert "999" not in caplog.text


async def test_a_page_that_does_not_exist_is_refused(platform: Platform, app: App) -> None:
    async with serving(platform, app):
        offer(app, Reply("哪些？", (Choice("a", "甲"),), multi=True))
        await until(platform.texts)
        await platform.press_data("g|q|0|1")
        await until(lambda: notices(platform))
    assert "已经过去" in notices(platform)[0]


async def test_who_writes_too_much_is_asked_once_to_wait(platform: Platform, app: App) -> None:
    heard = Heard(app)
    for number in range(8):
        await platform.say(f"消息{number}")  # all of them are there before the first is taken
    async with serving(platform, app, heard, limits=Limits(a_minute=3)):
        await until(lambda: app.store.backlog.standing().inbox_waiting == 0 and platform.texts())
        await until(lambda: app.store.backlog.standing().outbox_waiting == 0)
    assert [each.text for each in heard.messages] == ["消息0", "消息1", "消息2"]
    assert sum("歇一分钟" in text for text in platform.texts()) in {1, 2}  # a minute may begin


async def test_a_message_that_is_too_long_is_not_read_and_that_is_said(
    platform: Platform, app: App
) -> None:
    heard = Heard(app)
    async with serving(platform, app, heard, limits=Limits(longest=100)):
        await platform.say("字" * 101)
        await until(platform.texts)
    assert heard.messages == []
    assert "太长" in platform.texts()[0]


async def test_a_chinese_file_name_arrives_and_cannot_leave_its_folder(
    platform: Platform, app: App, caplog: pytest.LogCaptureFixture
) -> None:
    names = ("惠企-测试（厦门）科技.pdf", "../../etc/惠企.pdf", "..\\..\\惠企.pdf", "..")
    async with serving(platform, app):
        offer(app, *(Reply("给", document=Document(n, "pdf", b"%PDF-")) for n in names))
        await until(lambda: app.store.backlog.standing().outbox_waiting == 0)
    sent = [u["document"]["filename"] for m, _, u in platform.sent if m == "sendDocument"]
    assert sent[0] == names[0]
    assert sent[1:] == ["惠企.pdf", "惠企.pdf", "file"]
    assert sum("file name refused" in each.message for each in caplog.records) == 3


async def test_a_group_that_became_a_supergroup_gets_its_answer_there(
    platform: Platform, app: App
) -> None:
    moved = ApiRefusal("Bad Request: group chat was upgraded", 400, {"migrate_to_chat_id": -1005})
    platform.failures.append(
        lambda method, fields: (
            moved if method == "sendMessage" and str(fields["chat_id"]) == "-5" else None
        )
    )
    async with serving(platform, app):
        await platform.say("@huiqi_bot 你好", **GROUP)
        await until(platform.texts)
    [sent] = [f for m, f, _ in platform.sent if m == "sendMessage"]
    assert str(sent["chat_id"]) == "-1005"


async def test_flood_control_of_one_chat_stops_no_other_and_counts_as_no_attempt(
    platform: Platform, app: App
) -> None:
    flood = ApiRefusal("Too Many Requests: retry after 30", 429, {"retry_after": 30})
    platform.failures.append(
        lambda method, fields: (
            flood if method == "sendMessage" and str(fields["chat_id"]) == str(CHAT) else None
        )
    )
    other = {"id": 99, "type": "private", "first_name": "U"}

    def waiting() -> list[Any]:
        with app.store.outbox._reader.connect() as connection:
            held = "SELECT attempts, error FROM outbox WHERE state = 'new'"
            return [tuple(row) for row in connection.exec_driver_sql(held)]

    async with serving(platform, app):
        await platform.say("你好")
        await platform.say("你好", chat=other, **{"from": {**other, "is_bot": False}})
        await until(platform.texts)
        await until(lambda: waiting() == [(0, "flood")])
    assert {str(f["chat_id"]) for m, f, _ in platform.sent if m == "sendMessage"} == {"99"}
