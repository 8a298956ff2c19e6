"""`huiqi migrate`: the tables of the settings' database, brought up to date."""

import sys

from sqlalchemy.exc import DBAPIError

from bot.cli.lines import fail
from bot.settings import Settings
from bot.storage.database import connect_to, migrate, shown


def migrate_database() -> None:
    """Migrate and say from where to where; a database that does not answer ends it with code 2."""
    engine = connect_to(Settings().database)
    try:
        before, after = migrate(engine)
    except DBAPIError as error:
        fail(f"{shown(engine)}: {next(iter(str(error.orig).splitlines()), '')}")
    finally:
        engine.dispose()
    done = "already" if before == after else f"from {before or 'an empty database'}"
    sys.stdout.write(f"{shown(engine)}: {done} at schema {after}\n")
