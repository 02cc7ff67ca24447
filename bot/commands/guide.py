"""`sixsense guide` in a terminal: the steps of a walkthrough, ticked where an org shows them."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console

from bot.commands.asking import ME, USAGE, asker, must_name, refuse
from bot.commands.look import looked
from bot.errands.walks.begin import listed
from bot.settings import Settings
from bot.views.terminal import terminal
from intents.asked.walks import Guide
from intents.playbook import Playbook
from intents.playbooks import PLAYBOOKS
from intents.replies.sheet import Sheet
from intents.reply import Note, Report
from intents.walk import asks_at_opening
from intents.walks import listing
from intents.walks.looks import opened


def guide(
    playbook: Annotated[str, typer.Argument(help="its name; none = the list")] = "",
    *,
    org: Annotated[str, typer.Option("--in", help="tick what this org shows")] = "",
    sandbox: Annotated[str, typer.Option(help="a practice scenario, by name or path")] = "",
) -> None:
    """Print a walkthrough's steps, ticked where the org shows them: exit 0, 64 usage."""
    found = PLAYBOOKS.get(playbook.casefold().replace("_", "-"))
    if found is None:
        Console(stderr=bool(playbook)).print(terminal(listed(Guide(playbook=playbook))))
        raise typer.Exit(USAGE if playbook else 0)
    must_name(org)
    name = org or ("acme-prod" if sandbox else "")
    report = _looked(found, name, sandbox) if name else None
    Console().print(terminal(_sheet(found, name, report)))


def _looked(playbook: Playbook, org: str, sandbox: str) -> Report | None:
    asked = asks_at_opening(playbook, org)
    if asked is None:
        return None
    said = asyncio.run(looked(asked, Settings(), sandbox=sandbox, quiet=False))
    return refuse(said) if isinstance(said, Note) else said


def _sheet(playbook: Playbook, org: str, report: Report | None) -> Sheet:
    """The walkthrough on one page; what the report shows to be true is ticked, and cut short."""
    walk = opened(playbook, person=ME, asked_by=ME, at=asker().at, org=org, report=report)
    return listing.listed(playbook, walk)
