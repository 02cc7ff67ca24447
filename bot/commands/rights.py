"""`sixsense access …`: who may do what, from the terminal. Nobody is ever locked out for good."""

from typing import Annotated

import typer
from rich.console import Console

from bot.commands.asking import ME, refuse, understood
from bot.commands.beside import opened
from bot.errands import access
from bot.store import audit, tenants
from bot.views.terminal import terminal
from intents.asked.office import Access
from intents.reply import Note

TEAM = Annotated[str, typer.Option("--team", help="the workspace, T…, or the organisation, E…")]


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
        mine = store.write(lambda conn: tenants.named(conn, team))
        if len(mine) != 1:
            known = ", ".join(mine) or "none"
            refuse(Note(says="Which workspace? Say --team T…", next=f"I know: {known}"))
        tenant = mine[0]
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
