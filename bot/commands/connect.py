"""`sixsense connect …`: the words of the command."""

import asyncio
from typing import Annotated

import typer

from bot.commands.asking import understood
from bot.commands.signing_in import sign_in
from bot.settings import Settings
from intents.asked.orgs import Connect


def connect(
    org: Annotated[str, typer.Argument(help="a name for the org, e.g. acme-prod")],
    *,
    host: Annotated[str, typer.Option(help="production, sandbox, or a My Domain")] = "",
    user: Annotated[str, typer.Option("--as", help="JWT bearer: sign in as this user")] = "",
    again: Annotated[bool, typer.Option("--again", help="the name is taken: renew it")] = False,
    port: Annotated[int, typer.Option(help="of the callback; 0 takes a free one")] = 0,
    show: Annotated[bool, typer.Option("--open", help="open a browser")] = False,
) -> None:
    """Sign in to an org in a browser, its callback on this machine.

    Salesforce wants to know the callback to the letter: http://127.0.0.1:PORT/salesforce/callback.
    """
    words = f"connect {org} {host}" + (f" as {user}" if user else "") + (" again" if again else "")
    intent = understood(words, Connect)
    raise typer.Exit(asyncio.run(sign_in(intent, Settings(), port=port, show=show)))
