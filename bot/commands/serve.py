"""`sixsense serve`, `sixsense work`: a process until it is told to stop."""

import asyncio
import logging
import os
import sys
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from bot.commands.environment import environment
from bot.commands.serving import CannotServeError, serving, until_stopped
from bot.settings import Settings


def serve(
    *, work: Annotated[bool, typer.Option(help="carry runs here too (always on SQLite)")] = True
) -> None:
    """Answer Slack; on SQLite also do the work. One process is a whole bot."""
    settings = environment()
    _end(asyncio.run(_served(settings, work=work or not settings.is_postgres)))


def work() -> None:
    """Carry runs and send messages, for `serve --no-work` processes. Needs PostgreSQL."""
    settings = environment()
    if not settings.is_postgres:
        raise CannotServeError("`work` needs DATABASE_URL to name PostgreSQL; on SQLite, `serve`.")
    _end(asyncio.run(_served(settings, doors=False)))


async def _served(settings: Settings, *, work: bool = True, doors: bool = True) -> int:
    async with serving(settings, work=work, doors=doors) as served:
        Console(stderr=True).print(f"listening on http://{settings.host}:{served.port}")
        code = await until_stopped(served)
        if served.process.fenced.is_set():
            _end(code)  # a peer does our work now: no draining
        return code


def _end(code: int) -> NoReturn:
    """End now: a thread that still waits for a slow org, its run given back, must not hold us."""
    logging.shutdown()
    sys.stderr.flush()
    os._exit(code)
