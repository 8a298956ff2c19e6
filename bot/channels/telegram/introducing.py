"""How the bot introduces itself: its menu of commands and its descriptions, in both languages."""

import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.channels.telegram.updates import KINDS
from bot.messages import Lang
from prompts import labels, render

# Chinese stands where a person's language has nothing of its own.
_LANGUAGES: tuple[tuple[Lang, str | None], ...] = (("zh", None), ("en", "en"))
_log = logging.getLogger(__name__)


async def introduce(bot: Bot) -> None:
    """Set menu and descriptions; a platform that lacks them is no reason not to serve."""
    for lang, code in _LANGUAGES:
        commands = [BotCommand(n, d) for n, d in labels("commands", lang).items()]
        about = render("telegram/description", lang)
        short = render("telegram/short_description", lang)
        await _try(partial(bot.set_my_commands, commands, language_code=code))
        await _try(partial(bot.set_my_description, about, language_code=code))
        await _try(partial(bot.set_my_short_description, short, language_code=code))


async def choose_delivery(bot: Bot, webhook: str) -> None:
    """Have updates sent to the address `webhook`; an empty one lets them be polled.

    While a webhook is set, every request for updates is refused. Raises `TelegramError`.
    """
    if webhook:
        secret = secret_of(bot.token)
        await bot.set_webhook(webhook, secret_token=secret, allowed_updates=list(KINDS))
    else:
        await bot.delete_webhook()


def secret_of(token: str) -> str:
    """What Telegram must show at the webhook: the same in every process, and it tells no token."""
    return hmac.new(token.encode(), b"huiqi webhook", hashlib.sha256).hexdigest()


async def _try(action: Callable[[], Awaitable[object]]) -> None:
    try:
        await action()
    except TelegramError as error:
        _log.warning("not introduced: error=%s", type(error).__name__)
