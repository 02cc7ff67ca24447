"""`sixsense access …`: who may do what, from the terminal. Nobody is ever locked out for good."""

from typing import Annotated

import typer
from rich.console import Console

from bot.commands.asking import ME, understood
from bot.commands.beside import TEAM, opened, workspace
from bot.errands import access
from bot.store import audit
from bot.views.terminal import terminal
from intents.asked.office import Access


def rights(
    words: Annotated[
        list[str] | None, typer.Argument(help="nothing, or: give <role> U…, take [<role>] U…")
    ] = None,
    *,
    team: TEAM = "",
) -> None:
    """Who may do what in a workspace; give or take a role, e.g. `give owner U123 --team T123`."""
    intent = understood(" ".join(["access", *(words or [])]), Access)
    with opened() as (store, ring):
        tenant = workspace(store, team)
        if intent.change != "show":
            said = store.write(lambda conn: access.change(conn, tenant, intent, ME.user))
            if said:
                Console(stderr=True).print(terminal(said))
                raise typer.Exit(1)
            done = f"{intent.change} {intent.role or ''}".strip()
            store.write(
                lambda conn: audit.note(conn, ring, tenant, ME.user, done, about=intent.who)
            )
        Console().print(terminal(store.write(lambda conn: access.sheet(conn, tenant))))
