"""Whether Telegram answers to a token, and how it delivers: for `huiqi doctor`."""

from dataclasses import dataclass

from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.running import open_bot


class TelegramUnusableError(Exception):
    """Telegram refuses the token, or does not answer."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The bot's name, the address of its webhook (empty: none), what waits there, and its last error."""

    username: str
    webhook: str
    waiting: int
    last_error: str


async def ask_telegram(token: str, base_url: str) -> Standing:
    """Ask for the bot and its webhook; changes nothing. Raises `TelegramUnusableError`."""
    bot = open_bot(token, base_url)
    try:
        async with bot:
            info = await bot.get_webhook_info()
            name = bot.username
    except InvalidToken:  # its text repeats the token
        raise TelegramUnusableError("the server refused the token") from None
    except TelegramError as error:
        raise TelegramUnusableError(f"it does not answer ({type(error).__name__})") from None
    return Standing(name, info.url, info.pending_update_count, info.last_error_message or "")
