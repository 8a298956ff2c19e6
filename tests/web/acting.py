"""What a person does on the page in a browser: press, say, move with the keyboard."""

from collections.abc import Callable
from typing import Any

import pytest

Open = Callable[..., Any]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
SETTLED = (
    "n => document.querySelectorAll('.turn').length > n && !document.querySelector('.waiting')"
)


def choose_measure_6(page: Any) -> None:
    press(page, "2024")
    page.locator("input[value='6']").check()
    press(page, "确定所选")


def press(page: Any, name: str) -> None:
    before = page.locator(".turn").count()
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_function(SETTLED, arg=before)


def say(page: Any, text: str) -> None:
    before = page.locator(".turn").count()
    page.fill("#text", text)
    page.keyboard.press("Enter")
    page.wait_for_function(SETTLED, arg=before)


def enter(page: Any) -> None:
    before = page.locator(".turn").count()
    page.keyboard.press("Enter")
    page.wait_for_function(SETTLED, arg=before)


def tab_to(page: Any, selector: str) -> None:
    for _ in range(60):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached with the Tab key")
