"""The revisions of the tables, for Alembic: one file each under `versions`, never changed once released."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def upgrade(connection: Connection, before: str) -> None:
    """Bring tables that stand at revision `before` to the newest one, in the open transaction."""
    settings = _settings()
    settings.attributes["connection"] = connection
    command.stamp(settings, before)
    command.upgrade(settings, "head")


def newest() -> str | None:
    """The revision to which `upgrade` leads."""
    return ScriptDirectory.from_config(_settings()).get_current_head()


def _settings() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.set_main_option("path_separator", "os")
    return settings
