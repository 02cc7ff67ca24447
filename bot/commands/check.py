"""`sixsense check …`: the words of the command."""

import asyncio
from typing import Annotated

import typer

from bot.commands.asking import understood
from bot.commands.environment import environment
from bot.commands.look import look
from intents.intent import CheckOrg


def check(
    org: Annotated[str, typer.Argument(help="the org's name, e.g. acme-prod")],
    *,
    sandbox: Annotated[str, typer.Option(help="a practice scenario, by name or path")] = "",
    json: Annotated[bool, typer.Option("--json", help="print the report as JSON")] = False,
    track: Annotated[str, typer.Option("--as", help="judge it as eca or legacy")] = "",
    only: Annotated[list[str] | None, typer.Option(help="only this check; repeatable")] = None,
) -> None:
    """Look into one org: can 6sense connect, and if not, why.

    Exit codes: 0 ok or warn, 1 something fails, 2 could not judge, 64 usage.
    """
    words = f"check {org}" + (f" as {track}" if track else "")
    if only:
        words += f" only {' '.join(only)}"
    intent = understood(words, CheckOrg)
    raise typer.Exit(asyncio.run(look(intent, environment(), sandbox=sandbox, as_json=json)))
