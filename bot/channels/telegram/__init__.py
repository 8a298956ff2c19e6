"""Telegram through python-telegram-bot: long polling, a durable inbox, and an outbox."""

from bot.channels.telegram.running import Telegram, run_polling

__all__ = ["Telegram", "run_polling"]
