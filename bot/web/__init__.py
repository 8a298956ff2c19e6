"""The chat page for phones: one ASGI application that works with and without JavaScript."""

from bot.web.application import build_web
from bot.web.operation import operation_routes
from bot.web.webhooks import TELEGRAM_PATH, telegram_webhook

__all__ = ["TELEGRAM_PATH", "build_web", "operation_routes", "telegram_webhook"]
