"""`sixsense retention`: for how long a workspace's evidence is kept."""

from functools import partial
from typing import Annotated

import typer
from rich.console import Console

from bot.commands.beside import TEAM, opened, workspace
from bot.settings import Settings
from bot.store import retention as kept
from bot.store import tenants


def retention(
    days: Annotated[
        int | None, typer.Argument(min=0, max=3650, help="for so many days; 0 = RETENTION_DAYS")
    ] = None,
    *,
    team: TEAM = "",
) -> None:
    """Show, or say, for how many days reports and their evidence are kept."""
    settings = Settings()
    with opened(settings) as (store, ring):
        if days is not None:
            mine = workspace(store, team)
            store.write(partial(kept.keep_for, ring=ring, tenant=mine, wanted=days))
        known = store.write(lambda conn: tenants.named(conn, team))
        if not known:
            Console().print("I know no workspace yet.")
        for tenant in known:
            now = partial(kept.days, tenant=tenant, otherwise=settings.retention_days)
            Console().print(f"{tenant}: {store.write(now)} days", highlight=False)
