"""The operator's files: they name real commands and settings, and a backup comes back."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer.main
import yaml

from bot.__main__ import app as command_line
from bot.bootstrap import Assistant, build_app
from bot.messages import Message
from bot.secret import read_secret
from bot.settings import Settings
from tests.channels.emulator import NOW
from tests.postgres import Cluster

ROOT = Path(__file__).parents[2]
DEPLOY = sorted(path for path in (ROOT / "deploy").iterdir() if path.is_file())
GUIDE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
HERE = "telegram:4711"


def test_the_guide_names_every_setting_of_the_service_and_no_other() -> None:
    known = {f"HUIQI_{name.upper()}" for name in Settings.model_fields}
    named = set(re.findall(r"HUIQI_[A-Z_]+", GUIDE))
    assert named <= known
    service = {name for name in known if not name.startswith("HUIQI_MODEL")}
    assert service <= named


@pytest.mark.parametrize("path", DEPLOY, ids=lambda path: path.name)
def test_a_file_names_real_commands_and_settings(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    known = {f"HUIQI_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"HUIQI_[A-Z_]+", text)) <= known
    commands = typer.main.get_command(command_line).commands  # type: ignore[attr-defined]
    called = re.findall(r'(?:bin/huiqi |\["huiqi", ")(\w+)', text)
    assert set(called) <= set(commands)


def test_the_compose_file_starts_the_database_the_web_and_workers() -> None:
    services = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))["services"]
    assert set(services) == {"db", "migrate", "web", "worker"}
    for name in ("web", "worker"):
        assert services[name]["depends_on"] == {
            "migrate": {"condition": "service_completed_successfully"}
        }
        assert services[name]["environment"]["HUIQI_DATABASE_URL"].startswith("postgresql://")
        assert services[name]["volumes"] == ["home:/var/lib/huiqi"]


@dataclass(frozen=True)
class Installed:
    """A database, the folder beside it, and the operator's scripts for both."""

    url: str
    home: Path
    environment: dict[str, str]

    def run(self, name: str, file: Path) -> int:
        script = [ROOT / "deploy" / name, str(file)]
        return subprocess.run(script, check=False, env=self.environment).returncode


@pytest.fixture(params=["sqlite", "sqlite elsewhere", "postgresql"])
def installed(request: pytest.FixtureRequest, tmp_path: Path) -> Installed:
    environment = {**os.environ, "HUIQI_HOME": str(tmp_path), "HUIQI_DATABASE_URL": ""}
    match request.param:
        case "sqlite":
            return Installed(f"sqlite:///{tmp_path}/huiqi.sqlite3", tmp_path, environment)
        case "sqlite elsewhere":
            url = f"sqlite:///{tmp_path}/of its own/kept.db"
            return Installed(url, tmp_path, {**environment, "HUIQI_DATABASE_URL": url})
    cluster: Cluster = request.getfixturevalue("cluster")
    folder = Path(cluster.program("pg_dump")).parent
    environment["PATH"] = f"{folder}:{environment['PATH']}"
    url = cluster.migrated()
    return Installed(url, tmp_path, {**environment, "HUIQI_DATABASE_URL": url})


def test_a_backup_taken_while_the_service_runs_comes_back(
    assistant: Assistant, installed: Installed
) -> None:
    app = build_app(assistant, database=installed.url)
    app.handle(Message(HERE, "1", "营收6800万", NOW))
    session = app.session(HERE)
    secret = read_secret(installed.home)
    assert installed.run("backup.sh", installed.home / "copy") == 0
    app.handle(Message(HERE, "2", "营收改成9000万", NOW))
    app.store.inbox.receive("telegram", "3", HERE, {})
    app.store.close()
    (installed.home / "secret").unlink()
    assert installed.run("restore.sh", installed.home / "copy") == 0
    store = build_app(assistant, database=installed.url).store
    assert (store.load(HERE) or (None,))[0] == session
    assert store.replies_of(HERE, "2") is None
    standing = store.backlog.standing()
    assert (standing.inbox_waiting, standing.outbox_waiting) == (0, 1)
    assert read_secret(installed.home) == secret
    for name in ("copy", "copy.secret"):
        assert (installed.home / name).stat().st_mode & 0o077 == 0
    store.close()


@pytest.mark.parametrize("content", [b"no backup", b"", None], ids=["foreign", "empty", "missing"])
def test_restoring_what_is_no_backup_changes_nothing(
    assistant: Assistant, installed: Installed, content: bytes | None
) -> None:
    app = build_app(assistant, database=installed.url)
    app.handle(Message(HERE, "1", "营收6800万", NOW))
    session = app.session(HERE)
    app.store.close()
    if content is not None:
        (installed.home / "copy").write_bytes(content)
    assert installed.run("restore.sh", installed.home / "copy") != 0
    store = build_app(assistant, database=installed.url).store
    assert (store.load(HERE) or (None,))[0] == session
    store.close()


def test_a_backup_that_fails_leaves_the_older_one_alone(tmp_path: Path) -> None:
    environment = {**os.environ, "HUIQI_HOME": str(tmp_path / "none"), "HUIQI_DATABASE_URL": ""}
    copy = tmp_path / "copy"
    copy.write_text("the older one", encoding="utf-8")
    failed = Installed("", tmp_path, environment).run("backup.sh", copy)
    assert (failed != 0, copy.read_text(encoding="utf-8")) == (True, "the older one")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["copy"]
