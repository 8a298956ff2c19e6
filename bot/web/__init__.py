"""The chat page for phones: one ASGI application that works with and without JavaScript."""

from bot.web.application import build_web

__all__ = ["build_web"]
