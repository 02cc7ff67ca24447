"""`sixsense explain …`, `sixsense evidence …`: what is known, and what a stored check rests on."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console

from bot import desk
from bot.commands.asking import asker, refuse
from bot.commands.process import running
from bot.runs.stored import NOWHERE, Stored
from bot.settings import Settings
from bot.views.terminal import terminal
from intents.asked.knowledge import Explain, ShowEvidence
from intents.asker import LOCAL
from intents.reply import Note, Reply, Usage


def explain(topic: Annotated[str, typer.Argument(help="a check, or an error code")]) -> None:
    """What a check or an error is about, without looking into any org."""
    _tell(desk.answer(Explain(topic=topic), asker(), NOWHERE))


def evidence(
    receipt: Annotated[str, typer.Argument(help="the receipt printed under a report")],
    check: Annotated[str, typer.Argument(help="the check, e.g. oauth-enabled")],
) -> None:
    """What exactly was asked and seen for one check of a report."""
    _tell(asyncio.run(_recalled(ShowEvidence(run=receipt, check=check, names=True))))


async def _recalled(intent: ShowEvidence) -> Reply:
    async with running(Settings(), work=False, send=False) as process:
        return await process.runs.store.awrite(
            lambda conn: desk.answer(intent, asker(), Stored(conn, LOCAL.key))
        )


def _tell(reply: Reply) -> None:
    if isinstance(reply, Note | Usage):
        refuse(reply)
    Console().print(terminal(reply))
