"""`sixsense doctor`: is the bot itself well."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from slack_sdk.errors import SlackApiError

from bot.commands.beside import opened
from bot.errands import configuration, examining
from bot.installations import Installations
from bot.settings import Settings
from bot.store import tenants
from bot.store.database import Store
from bot.store.health import NoAnswer
from bot.store.keys import KeyRing
from bot.views.terminal import terminal
from intents.replies.sheet import Line


def doctor(
    *, json: Annotated[bool, typer.Option("--json", help="print it as JSON")] = False
) -> None:
    """Whether the bot itself is well; exit code 1 where something is red, with what to do."""
    settings = Settings()
    lines = configuration.configured(settings)
    try:
        with opened(settings) as (store, ring):
            lines += _lines(settings, store, ring)
    except (NoAnswer, OSError) as error:
        lines.append(examining.unreached(error))
    told = examining.sheet(lines)
    if json:
        print(told.model_dump_json(indent=2))  # noqa: T201 -- a program's output
    else:
        Console().print(terminal(told))
    raise typer.Exit(1 if any(line.mark == "fail" for line in told.lines) else 0)


def unreached(error: NoAnswer) -> str:
    """What any other command says of a database that does not answer."""
    return f"{examining.unreached(error).text}\nSee: sixsense doctor"


def _lines(settings: Settings, store: Store, ring: KeyRing) -> list[Line]:
    """What is stored, and Slack's part for each workspace."""
    lines = examining.stored(settings, store, ring)
    slack = Installations(settings, store, ring)
    try:
        for tenant in _workspaces(settings, slack, store):
            lines += examining.speaking(slack, tenant)
    except (SlackApiError, OSError) as error:
        lines.append(examining.silent(type(error).__name__))
    finally:
        slack.close()
    return lines


def _workspaces(settings: Settings, slack: Installations, store: Store) -> list[str]:
    if settings.slack_client_id:
        return store.write(tenants.installed)
    if not settings.slack_bot_token.get_secret_value():
        return []
    return [asyncio.run(slack.only()).tenant.key]
