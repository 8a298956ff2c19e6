"""The peer: python-telegram-bot behind a webhook, as its own example shows it, echoing and keeping nothing."""

import asyncio
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


async def main(token: str, platform: str, port: int) -> None:
    bot = Application.builder().token(token).base_url(f"{platform}/bot").updater(None).build()
    bot.add_handler(MessageHandler(filters.TEXT, echo))

    async def take(request: Request) -> Response:
        await bot.update_queue.put(Update.de_json(await request.json(), bot.bot))
        return Response()

    web = Starlette(routes=[Route("/webhooks/telegram", take, methods=["POST"])])
    server = uvicorn.Server(
        uvicorn.Config(web, port=port, access_log=False, log_level="warning", use_colors=False)
    )
    async with bot:
        await bot.start()
        await server.serve()
        await bot.stop()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
