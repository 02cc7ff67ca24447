"""`sixsense sandbox …`: a practice org or a practice workspace, alone."""

import asyncio
from typing import Annotated

import typer

from sandbox.org.__main__ import main as practice_org
from sandbox.workspace.__main__ import run as practice_workspace


def sandbox(
    which: Annotated[str, typer.Argument(help="org or workspace")],
    *,
    port: Annotated[int, typer.Option(help="0 takes a free one")] = 0,
    scenario: Annotated[str, typer.Option(help="of the org; by name or path")] = "healthy-eca",
    app_url: Annotated[str, typer.Option(help="the bot's request URL, for the workspace")] = "",
) -> None:
    """Run a practice Salesforce org, or a practice Slack workspace, on localhost."""
    if which == "org":
        raise typer.Exit(practice_org(["--port", str(port), "--scenario", scenario]))
    if which == "workspace":
        asyncio.run(practice_workspace(port, app_url or None, None))
        raise typer.Exit(0)
    raise typer.BadParameter("say org or workspace", param_hint="which")
