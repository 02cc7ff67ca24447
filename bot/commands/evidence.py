"""`sixsense evidence …`: what a stored check rests on."""

import asyncio
from typing import Annotated

import typer

from bot import desk
from bot.commands.asking import asker, tell
from bot.commands.process import running
from bot.runs.stored import Stored
from bot.settings import Settings
from intents.asked.knowledge import ShowEvidence
from intents.asker import LOCAL
from intents.reply import Reply


def evidence(
    receipt: Annotated[str, typer.Argument(help="the receipt printed under a report")],
    check: Annotated[str, typer.Argument(help="the check, e.g. oauth-enabled")],
) -> None:
    """What exactly was asked and seen for one check of a report."""
    tell(asyncio.run(_recalled(ShowEvidence(run=receipt, check=check, names=True))))


async def _recalled(intent: ShowEvidence) -> Reply:
    async with running(Settings(), work=False, send=False) as process:
        return await process.runs.store.awrite(
            lambda conn: desk.answer(intent, asker(), Stored(conn, LOCAL.key))
        )
