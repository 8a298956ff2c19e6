"""Telegram through python-telegram-bot: polling or webhook, a durable inbox, and an outbox."""

from telegram.error import InvalidToken

from bot.channels.telegram.introducing import secret_of
from bot.channels.telegram.receiving import Receiver
from bot.channels.telegram.running import Telegram, open_bot

__all__ = ["InvalidToken", "Receiver", "Telegram", "open_bot", "secret_of"]
