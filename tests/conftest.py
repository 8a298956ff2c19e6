"""What several tests use: the contract's commands called as a user would, and a quiet home."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import Cluster, required

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for every test, without a dense index: tests measure the rules."""
    folder = tmp_path / "home"
    monkeypatch.setenv("HUIQI_HOME", str(folder))
    monkeypatch.setenv("HUIQI_EMBEDDING", "none")
    for name in ("HUIQI_TELEGRAM_TOKEN", "HUIQI_DATABASE_URL", "HUIQI_MODEL"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server for the whole run, started when the first test asks for it."""
    started = required()
    yield started
    started.remove()


@pytest.fixture
def huiqi(home: Path) -> Run:
    """Run `huiqi ARGS` in a process of its own, with text for its standard input."""

    def run(*args: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *args],
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
            env={**os.environ, "PYTHONUTF8": "1"},
        )

    return run


@pytest.fixture
def chat(huiqi: Run) -> Callable[..., list[dict[str, Any]]]:
    """Send lines to `huiqi chat --json` and give back its turns."""

    def talk(lines: Sequence[str], *options: str) -> list[dict[str, Any]]:
        done = huiqi("chat", "--json", *options, given="\n".join(lines) + "\n")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return talk
