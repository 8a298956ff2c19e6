"""The operator's files: they name real commands and settings, and a backup comes back."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import typer.main
import yaml

from bot.__main__ import app as command_line
from bot.bootstrap import Assistant, build_app
from bot.messages import Message
from bot.settings import Settings
from bot.storage import Store
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


def restored(
    assistant: Assistant, script: Callable[..., None], url: str, home: Path
) -> tuple[Store, object]:
    """A conversation, a backup, what the restore is to undo; the store after it, and the session."""
    app = build_app(assistant, database=url)
    app.handle(Message(HERE, "1", "营收6800万", NOW))
    session = app.session(HERE)
    script("backup.sh", home / "copy")
    app.handle(Message(HERE, "2", "营收改成9000万", NOW))
    app.store.inbox.receive("telegram", "3", HERE, {})
    app.store.close()
    script("restore.sh", home / "copy")
    return build_app(assistant, database=url).store, session


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_taken_while_the_service_runs_comes_back(
    assistant: Assistant, tmp_path: Path, request: pytest.FixtureRequest, kind: str
) -> None:
    environment = {**os.environ, "HUIQI_HOME": str(tmp_path), "HUIQI_DATABASE_URL": ""}
    url = f"sqlite:///{tmp_path}/huiqi.sqlite3"
    if kind == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        url = environment["HUIQI_DATABASE_URL"] = cluster.migrated()
        folder = Path(cluster.program("pg_dump")).parent
        environment["PATH"] = f"{folder}:{environment['PATH']}"

    def script(name: str, file: Path) -> None:
        subprocess.run([ROOT / "deploy" / name, str(file)], check=True, env=environment)

    store, session = restored(assistant, script, url, tmp_path)
    loaded = store.load(HERE)
    assert loaded is not None
    assert loaded[0] == session
    assert store.replies_of(HERE, "2") is None
    standing = store.backlog.standing()
    assert (standing.inbox_waiting, standing.outbox_waiting) == (0, 1)
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    store.close()
