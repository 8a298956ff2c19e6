"""Telegram through python-telegram-bot: polling or webhook, a durable inbox, and an outbox."""

from telegram.error import InvalidToken

from bot.channels.telegram.introducing import secret_of
from bot.channels.telegram.receiving import Receiver
from bot.channels.telegram.running import Telegram, open_bot
from bot.channels.telegram.trying import TelegramUnusableError, ask_telegram

__all__ = [
    "InvalidToken",
    "Receiver",
    "Telegram",
    "TelegramUnusableError",
    "ask_telegram",
    "open_bot",
    "secret_of",
]
