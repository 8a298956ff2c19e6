"""How long the page takes: its first byte, until it can be used, and a turn over HTTP.

Ratios are against a bare Starlette page that says hello, served in the same way in the same run.
"""

import re
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.bootstrap import build_app, build_assistant
from bot.clock import now
from bot.settings import Settings
from bot.storage.transcript import Transcript
from bot.web import build_web

CHROMIUM = Path("/usr/bin/chromium")
TIMES = 60
ANSWERS = ("年度是2024年", "6", "我们是人工智能企业，规上软件企业", "研发投入有什么补助？")
INTERACTIVE = "performance.getEntriesByType('navigation')[0].domInteractive"


def main() -> None:
    """Print a line a figure."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(_hello()) as hello,
        serving(_huiqi(Path(folder))) as site,
    ):
        base = first_byte(hello, "/")
        print(f"bare Starlette hello, first byte   {base:8.2f} ms")
        for path in ("/", "/measures", "/measures/M06", "/policies"):
            say(f"first byte of {path}", first_byte(site, path), base)
        say("turn over HTTP, form to page", turn(site), base)
        if CHROMIUM.exists():
            plain = interactive(hello)
            print(f"time to interactive of hello       {plain:8.2f} ms")
            say("time to interactive of /", interactive(site), plain)


def say(what: str, took: float, hello: float) -> None:
    """One figure with its ratio."""
    print(f"{what:<35}{took:8.2f} ms   {took / hello:6.1f} x hello")


def first_byte(address: str, path: str) -> float:
    """The median until the headers are there, of a visitor who has been here, in milliseconds."""
    with httpx.Client(base_url=address) as client:
        client.get("/")

        def ask() -> None:
            with client.stream("GET", path):
                pass

        return median_of(ask)


def turn(address: str) -> float:
    """The median of a whole turn: the form posted, the way back followed, the page received."""
    took = []
    for _ in range(TIMES // len(ANSWERS) // 3):
        with httpx.Client(base_url=address, follow_redirects=True) as client:
            page = client.get("/").text
            for answer in ANSWERS:
                fields = {"text": answer, "token": _hidden("token", page)}
                start = time.perf_counter()
                page = client.post(
                    "/message", data={**fields, "about": _hidden("about", page)}
                ).text
                took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def interactive(address: str) -> float:
    """The median until a phone's browser lets somebody use the page, in milliseconds."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844})
        took = []
        for _ in range(9):
            page.goto(address)
            took.append(float(page.evaluate(INTERACTIVE)))
        browser.close()
    return statistics.median(took[1:])


def median_of(act: Callable[[], None]) -> float:
    """The median of a few runs in milliseconds, after one that warms up."""
    act()
    took = []
    for _ in range(TIMES):
        start = time.perf_counter()
        act()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


@contextmanager
def serving(web: ASGIApp) -> Iterator[str]:
    """Serve on a free port of the loopback interface."""
    config = uvicorn.Config(web, port=0, log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def _hello() -> ASGIApp:
    def hello(_request: Request) -> Response:
        return HTMLResponse("<!doctype html><title>hello</title><p>hello")

    return Starlette(routes=[Route("/", hello)])


def _huiqi(folder: Path) -> ASGIApp:
    settings = Settings(home=folder, embedding="none", _env_file=None)  # type: ignore[call-arg]
    app = build_app(build_assistant(settings), deliver=False)
    # Nobody measures a refusal: these visitors have all the time in the world.
    return build_web(app, Transcript(settings.database), folder, now, seconds=_hours)


def _hours() -> float:
    return time.monotonic() * 3600


def _hidden(name: str, page: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    if found is None:
        raise ValueError(f"no field {name} in the page")
    return found[1]


if __name__ == "__main__":
    main()
