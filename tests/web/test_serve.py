"""`huiqi serve` and `huiqi doctor` as commands, in processes of their own."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from lo_bot_api_emulator import ApiRefusal
from pydantic import SecretStr

from bot.cli.doctor import WrongError, _telegram
from bot.settings import Settings
from tests.channels.emulator import emulated

TOKEN = "123456:secret-secret-secret"  # noqa: S105 - of no bot


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


@pytest.fixture
def free(taken: int) -> int:
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        return int(trying.getsockname()[1])


def test_serve_prints_its_address_answers_and_stops_when_told(tmp_path: Path, free: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        env=_environment(tmp_path, free),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"http://127.0.0.1:{free}\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{free}/healthz", timeout=5) as answer:
            assert answer.read() == b"ok"
            assert "server" not in answer.headers  # what it runs on is nobody's business
        assert "huiqi answers already" in _run("doctor", tmp_path, free).stdout
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path, taken: int) -> None:
    ended = _run("serve", tmp_path, taken)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert f"127.0.0.1:{taken}" in ended.stderr


def test_telegram_alone_needs_a_token(tmp_path: Path, free: int) -> None:
    ended = _run("telegram", tmp_path, free)
    assert ended.returncode == 2
    assert "HUIQI_TELEGRAM_TOKEN" in ended.stderr


async def test_doctor_finds_nothing_wrong_and_prints_no_secret(tmp_path: Path, free: int) -> None:
    async with emulated() as platform:
        server = {"HUIQI_TELEGRAM_TOKEN": TOKEN, "HUIQI_TELEGRAM_BASE_URL": platform.address}
        ended = await asyncio.to_thread(_run, "doctor", tmp_path, free, **server)
    assert ended.returncode == 0, ended.stdout
    assert all(line.startswith("ok") for line in ended.stdout.splitlines())
    assert "@huiqi_bot answers; updates are polled" in ended.stdout
    assert "secret" not in ended.stdout + ended.stderr


async def test_doctor_names_a_token_that_is_refused_and_a_webhook_that_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with emulated() as platform:
        given = Settings(telegram_token=SecretStr(TOKEN), telegram_base_url=platform.address)
        platform.failures.append(lambda *_: ApiRefusal("Unauthorized", 401))
        with pytest.raises(WrongError, match="refused the token") as refused:
            await asyncio.to_thread(_telegram, given)
        assert "secret" not in str(refused.value)
        platform.failures.clear()
        state = {"url": "https://x/w", "has_custom_certificate": False, "pending_update_count": 3}
        failing = {**state, "last_error_message": "Wrong response from the webhook: 403 Forbidden"}
        monkeypatch.setattr(platform._update_queues, "info", lambda _token: failing)
        hooked = given.model_copy(update={"telegram_webhook_url": "https://x"})
        with pytest.raises(WrongError, match="403 Forbidden"):
            await asyncio.to_thread(_telegram, hooked)
    with pytest.raises(WrongError, match="does not answer"):
        await asyncio.to_thread(_telegram, given)


def test_doctor_names_each_thing_that_is_wrong(tmp_path: Path, taken: int) -> None:
    faulty = tmp_path / "contacts.yaml"
    faulty.write_text("- not a mapping", encoding="utf-8")
    ended = _run("doctor", tmp_path, taken, HUIQI_CONTACTS=str(faulty))
    wrong = [line.split()[1] for line in ended.stdout.splitlines() if line.startswith("wrong")]
    assert (ended.returncode, wrong) == (1, ["port", "contacts"])


def test_doctor_names_a_setting_of_the_wrong_kind(tmp_path: Path) -> None:
    ended = _run("doctor", tmp_path, "eighty")
    assert ended.returncode == 1
    assert "HUIQI_PORT" in ended.stdout


def _environment(home: Path, port: object, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HUIQI_")}
    given = {"HUIQI_HOME": str(home), "HUIQI_PORT": str(port), "HUIQI_EMBEDDING": "none"}
    return kept | given | more


def _run(command: str, home: Path, port: object, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bot", command],
        env=_environment(home, port, **more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
