"""The revisions of the tables: new, old and foreign databases, on both kinds."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.dialogue.session import Session
from bot.messages import Document, Reply
from bot.storage import Store, WrongSchemaError
from bot.storage.database import connect_to, found_version, migrate, open_database
from bot.storage.migrations import newest
from bot.storage.tables import HEAD, metadata
from calculators.xm_2023_10.facts import FACTS
from tests.postgres import Cluster

FIRST = Path(__file__).parent / "first_release.sql"


@pytest.fixture
def old(tmp_path: Path) -> str:
    """A database as the first release left it."""
    with sqlite3.connect(tmp_path / "old.db") as made:
        made.executescript(FIRST.read_text(encoding="utf-8"))
    made.close()
    return f"sqlite:///{tmp_path}/old.db"


def test_a_database_of_the_first_release_is_adopted_and_nothing_of_it_is_lost(
    old: str, clock: Callable[[], object]
) -> None:
    store = Store(old, FACTS, clock)  # type: ignore[arg-type]
    assert store.load("telegram:1") == (Session("telegram:1", lang="en", greeted=True), 1)
    hello = Reply("Hello", document=Document("a.pdf", "pdf", b"%PDF"))
    assert store.replies_of("telegram:1", "899") == (hello,)
    due, waiting = store.outbox.next_of("telegram:1"), store.inbox.next_of("telegram:1")
    assert due is not None
    assert (due.reply, due.place) == (hello, None)
    assert waiting is not None
    assert (waiting.update_key, waiting.payload) == ("900", {"update_id": 900})
    assert not store.inbox.receive("telegram", "900", "telegram:1", {})
    store.close()


def test_a_migrated_database_has_the_tables_of_a_new_one(old: str, url: str) -> None:
    for each in (old, url):
        engine = open_database(each)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection)
            assert compare_metadata(context, metadata) == []
        assert found_version(engine) == HEAD == newest()
        engine.dispose()


def test_migrating_again_changes_nothing(url: str) -> None:
    engine = open_database(url)
    assert migrate(engine) == (HEAD, HEAD)
    engine.dispose()


def test_postgresql_is_migrated_when_told_and_not_behind_ones_back(cluster: Cluster) -> None:
    address = cluster.create()
    with pytest.raises(WrongSchemaError, match="run huiqi migrate"):
        open_database(address)
    engine = connect_to(address)
    assert migrate(engine) == (None, HEAD)
    engine.dispose()
    open_database(address).dispose()


@pytest.mark.parametrize(
    "change", ["UPDATE alembic_version SET version_num = '9999'", "DROP TABLE alembic_version"]
)
def test_a_database_of_another_release_is_refused(tmp_path: Path, change: str) -> None:
    address = f"sqlite:///{tmp_path}/other.db"
    open_database(address).dispose()
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute(change)
        other.execute("UPDATE schema SET version = 99")
    other.close()
    with pytest.raises(WrongSchemaError, match="schema"):
        open_database(address)
