"""`sixsense triage`: what a pasted error is, and what the org says about it."""

import asyncio
import sys
from typing import Annotated

import typer
from rich.console import Console

from bot.commands.asking import must_name, refuse
from bot.settings import Settings
from bot.views.as_json import triage_json
from bot.views.terminal_triaged import triaged
from intents.intent import CheckOrg
from intents.replies.triaged import Triaged
from intents.reply import Note
from intents.triage import bearing_out, held_against
from intents.triage import triage as read

_MOST = 1_000_000  # bytes of a paste
_UNKNOWN = 2


def triage(
    text: Annotated[
        list[str] | None, typer.Argument(help="the error; none, or -: read standard input")
    ] = None,
    *,
    org: Annotated[str, typer.Option("--in", help="also ask this org")] = "",
    json: Annotated[bool, typer.Option("--json", help="print the answer as JSON")] = False,
    sandbox: Annotated[str, typer.Option(help="a practice scenario, by name or path")] = "",
) -> None:
    """Say what an error text is: exit 0 recognised, 2 not known, 64 usage."""
    paste = _paste(text or [])
    if not paste.strip():
        refuse(Note(says="There is no text. Say sixsense triage and the error, or pipe it in."))
    if len(paste.encode("utf-8", "replace")) > _MOST:
        refuse(Note(says="That is more than 1 MB. Send the part around the error."))
    must_name(org)
    told = read(paste)
    if org:
        told = asyncio.run(_asked(told, org, sandbox, quiet=json))
    if json:
        print(triage_json(told))  # noqa: T201 -- a program's output
    else:
        Console().print(triaged(told))
    raise typer.Exit(0 if told.recognised else _UNKNOWN)


def _paste(words: list[str]) -> str:
    """The text given, or what stands on standard input."""
    if words and words != ["-"]:
        return " ".join(words)
    if not sys.stdin or (not words and sys.stdin.isatty()):  # none where it was closed
        return ""
    return sys.stdin.buffer.read(_MOST + 1).decode("utf-8", "replace")


async def _asked(told: Triaged, org: str, sandbox: str, *, quiet: bool) -> Triaged:
    """The same, with what the org says: only the checks that confirm or refute are asked."""
    from bot.commands.look import looked  # noqa: PLC0415 -- an engine, for this option alone

    # Whatever the paste: is there such an org?
    ask = bearing_out(told, org) or CheckOrg(org=org, only=("bot-connected",))
    report = await looked(ask, Settings(), sandbox=sandbox, quiet=quiet)
    if isinstance(report, Note):
        refuse(report)
    return held_against(told, report.findings)
