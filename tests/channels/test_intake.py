"""What comes in by webhook at the same time is written down together, and nobody's fault is another's."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from bot.app import App
from bot.channels.telegram.intake import Intake
from bot.storage.inbox import Arrived


def update(number: int, **more: Any) -> dict[str, Any]:
    chat = {"id": 7, "type": "private", "first_name": "U"}
    message = {"message_id": 1, "date": 1795406400, "chat": chat, "text": "你好", **more}
    return {"update_id": number, "message": {**message, "from": {**chat, "is_bot": False}}}


def waiting(app: App) -> int:
    return app.store.backlog.standing().inbox_waiting


async def test_what_comes_while_another_is_written_goes_into_one_transaction(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    together, keep = list[int](), app.store.inbox.receive_all

    def counting(channel: str, arrived: Sequence[Arrived]) -> tuple[Arrived, ...]:
        together.append(len(arrived))
        return keep(channel, arrived)

    monkeypatch.setattr(app.store.inbox, "receive_all", counting)
    intake = Intake(app.store)
    new = await asyncio.gather(*(intake.receive(update(number)) for number in (1, *range(1, 40))))
    assert new == [True, False, *[True] * 38]
    assert sum(together) == 40
    assert len(together) <= 2
    assert waiting(app) == 39
    assert await intake.receive(update(40))


async def test_one_that_cannot_be_kept_takes_no_other_with_it(app: App) -> None:
    intake = Intake(app.store)
    updates = [update(1), update(2, text=object()), update(3)]
    kept = await asyncio.gather(*map(intake.receive, updates), return_exceptions=True)
    assert kept[0] is True
    assert isinstance(kept[1], Exception)
    assert kept[2] is True
    assert waiting(app) == 2


async def test_whoever_hangs_up_meanwhile_is_kept_all_the_same(app: App) -> None:
    intake = Intake(app.store)
    hung_up = asyncio.create_task(intake.receive(update(1)))
    other = asyncio.create_task(intake.receive(update(2)))
    await asyncio.sleep(0)
    hung_up.cancel()
    assert await other
    assert waiting(app) == 2
