"""The page over a real database in a temporary folder: for a client in this process and a browser."""

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from bot.app import App
from bot.bootstrap import Assistant, build_app, build_assistant
from bot.clock import XIAMEN
from bot.secret import key_of
from bot.settings import Settings
from bot.storage.transcript import Transcript
from bot.web import build_web
from tests.needing import require
from tests.web.acting import PHONE, Open

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class HandClock:
    """The day is set by hand; seconds pass only when told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=XIAMEN)
        self.seconds = 0.0

    def __call__(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return self.seconds

    def pass_(self, seconds: float) -> None:
        self.seconds += seconds
        self.now += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Site:
    """The application under test, and what it stands on."""

    web: ASGIApp
    app: App
    clock: HandClock
    folder: Path

    def visit(self, **given: str) -> "Visit":
        """A new browser that has opened the page."""
        base = given.get("base_url", "http://testserver")
        client = TestClient(self.web, base_url=base, raise_server_exceptions=False)
        return Visit(client, client.get("/").text)


@dataclass
class Visit:
    """A browser without JavaScript: it posts the forms of the page that it last saw."""

    client: TestClient
    page: str

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found, self.page
        return found[1]

    def fields(self, **given: str | list[str]) -> dict[str, str | list[str]]:
        return {"token": self.hidden("token"), "about": self.hidden("about"), **given}

    def send(self, **given: str | list[str]) -> int:
        """Post a message from the page; the status before any redirect. The new page is read."""
        answer = self.client.post("/message", data=self.fields(**given), follow_redirects=False)
        self.page = answer.text if answer.status_code != 303 else self.client.get("/").text
        return answer.status_code

    def hold_interview(self) -> None:
        """The whole interview on measure 6, up to the summary."""
        for given in INTERVIEW:
            assert self.send(**given) == 303, given


INTERVIEW: tuple[dict[str, str | list[str]], ...] = (
    {"choice": "2024"},
    {"choice": ["6"]},
    {"text": "我们是人工智能企业，规上软件企业"},
    {"text": "自主研发费用1260万，上年900万"},
    {"choice": "confirm"},
)


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    home = tmp_path_factory.mktemp("home")
    return build_assistant(Settings(home=home, embedding="none", _env_file=None))  # type: ignore[call-arg]


@pytest.fixture
def site(assistant: Assistant, tmp_path: Path) -> Iterator[Site]:
    clock, database = HandClock(), f"sqlite:///{tmp_path}/huiqi.sqlite3"
    app = build_app(assistant, clock=clock, database=database, deliver=False)
    transcript = Transcript(database)
    yield Site(
        build_web(
            app,
            transcript,
            tmp_path,
            clock,
            secret=key_of(assistant.settings),
            seconds=clock.monotonic,
            beat=0.05,
        ),
        app,
        clock,
        tmp_path,
    )
    transcript.close()
    app.store.close()


@contextmanager
def serving(web: ASGIApp) -> Iterator[str]:
    """Serve an application on a free port; an open stream does not keep it from ending."""
    config = uvicorn.Config(web, port=0, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        thread.join(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    """The application on a free port of the loopback interface."""
    with serving(site.web) as found:
        yield found


@pytest.fixture(scope="module")  # its loop must not run beside the asynchronous tests of others
def browser() -> Iterator[Any]:
    require(
        shutil.which(CHROMIUM) is not None,
        f"{CHROMIUM} is missing; install it with: apt-get install chromium",
    )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Open]:
    """Opens the chat in a new browser context; anything written to the console is a failure."""
    opened: list[Any] = []
    complaints: list[str] = []

    def open_(viewport: dict[str, int] = PHONE, **given: Any) -> Any:
        context = browser.new_context(viewport=viewport, **{"locale": "zh-CN", **given})
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield open_
    for context in opened:
        context.close()
    unexpected = [text for text in complaints if "Failed to load resource" not in text]
    assert not unexpected
