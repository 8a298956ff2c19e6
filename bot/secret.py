"""The key of this installation: it signs forms, links and the codes of copies."""

import hashlib
import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile

from bot.settings import Settings

_BYTES = 32


def key_of(settings: Settings) -> bytes:
    """The key that the operator set, the same for several machines; otherwise that of the folder."""
    if settings.secret is not None and settings.secret.get_secret_value():
        return hashlib.sha256(settings.secret.get_secret_value().encode()).digest()
    return read_secret(settings.folder)


def read_secret(folder: Path) -> bytes:
    """The key in a folder: random, made at the first start, readable by its owner only."""
    path = folder / "secret"
    if not path.exists():
        with NamedTemporaryFile(dir=folder, delete=False) as made:  # made with mode 0600
            made.write(secrets.token_bytes(_BYTES))
        try:
            os.link(made.name, path)  # of several processes that start at once, one wins
        except FileExistsError:
            pass
        finally:
            Path(made.name).unlink()
    return path.read_bytes()
