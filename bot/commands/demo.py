"""`make demo`: a practice org, a practice workspace and the bot, with a guided first check."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr
from rich.console import Console

from bot.commands.drawing import Key, drawn, keys
from bot.commands.look import connect_practice
from bot.commands.serving import Serving, serving, until_stopped
from bot.settings import Settings
from intents.asker import Tenant
from sandbox.org import OrgSandbox
from sandbox.workspace import Message, NotDrawn, WorkspaceSandbox

_ORG, _WHO, _WHERE = "acme-prod", "sam", "support"
_TELL = Console(highlight=False)


@dataclass
class Stage:
    """The running demo, and what the terminal has shown of it."""

    org: OrgSandbox
    workspace: WorkspaceSandbox
    serving: Serving
    shown: dict[str, int] = field(default_factory=dict)
    buttons: list[tuple[Message, Key]] = field(default_factory=list)


async def run() -> int:
    """Set the stage, play the first check, then leave it to the visitor."""
    scenario = os.environ.get("DEMO_SCENARIO", "wrong-policies")
    async with _stage(scenario) as stage:
        _TELL.print(f"Practice org ([b]{scenario}[/b])  {stage.org.url}")
        _TELL.print(f"Practice Slack workspace    {stage.workspace.url}")
        _TELL.print(f"The bot                     http://127.0.0.1:{stage.serving.port}\n")
        await _type(stage, f"/6sense check {_ORG}")
        if sys.stdin.isatty():
            await _talk(stage)
            return 0
        _TELL.print("Left running; stop it with Ctrl-C.")
        return await until_stopped(stage.serving)


@asynccontextmanager
async def _stage(scenario: str) -> AsyncIterator[Stage]:
    with TemporaryDirectory(prefix="sixsense-demo-") as folder:
        async with OrgSandbox(scenario=scenario) as org, WorkspaceSandbox() as workspace:
            settings = Settings().model_copy(
                update={
                    "database_url": f"sqlite:///{folder}/demo.db",
                    "practice": True,
                    "salesforce_ca_file": Path(org.ca_file),
                    "trust_url": org.url,
                    "slack_api_url": workspace.api_url,
                    "slack_bot_token": SecretStr(workspace.bot_token),
                    "slack_signing_secret": SecretStr(workspace.signing_secret),
                    "slack_app_token": SecretStr(""),
                    "orgs_file": None,
                    "port": 0,
                }
            )
            async with serving(settings) as served:
                tenant = Tenant(workspace.team_id).key
                await connect_practice(served.process, org, _ORG, tenant)
                workspace.app_url = f"http://127.0.0.1:{served.port}/slack/events"
                yield Stage(org, workspace, served)


async def _type(stage: Stage, words: str) -> None:
    """Type a slash command as Sam, and show what comes of it."""
    _TELL.print(f"[b]Sam in #{_WHERE}:[/b] {words}")
    said = await stage.workspace.command(words, user=_WHO, channel=_WHERE)
    _TELL.print(f"[dim]acknowledged in {said.seconds * 1000:.0f} ms[/dim]")
    await _settled(stage)
    _draw(stage)


async def _settled(stage: Stage) -> None:
    """Wait until the bot has nothing more to say for a moment, at most 70 s."""
    quiet = 0
    before = -1
    for _ in range(700):
        await asyncio.sleep(0.1)
        now = len(stage.workspace.calls)
        running = any("Checking" in m.text or "Looking" in m.text for m in _messages(stage))
        quiet = 0 if now != before or running else quiet + 1
        before = now
        if quiet >= 15:  # noqa: PLR2004 -- 1.5 s without a call
            return


def _messages(stage: Stage) -> list[Message]:
    found = []
    for top in stage.workspace.messages(_WHERE):
        found.append(top)
        found += [m for m in stage.workspace.thread(_WHERE, top.ts) if m.ts != top.ts]
    return [*found, *stage.workspace.ephemerals(_WHO)]


def _draw(stage: Stage) -> None:
    """Show what is new or changed since the last look; number every button there is."""
    messages = [message for message in _messages(stage) if message.bot_id or message.is_ephemeral]
    stage.buttons = [(m, key) for m in messages for key in keys(m.blocks)]
    numbers = {key.value: n for n, (_, key) in enumerate(stage.buttons, 1)}
    for message in messages:
        if stage.shown.get(message.ts) == len(message.history):
            continue
        stage.shown[message.ts] = len(message.history)
        place = "in the thread" if message.thread_ts not in (None, message.ts) else f"#{_WHERE}"
        title = f"6sense bot, {'only you see this' if message.is_ephemeral else place}"
        said = {"text": message.text, "blocks": message.blocks}
        _TELL.print(drawn(title, said, numbers))


async def _talk(stage: Stage) -> None:
    """Let the visitor press buttons by number and type commands."""
    _TELL.print("Press a button by its number, type a /6sense command, or q to quit.")
    _TELL.print("Play the Salesforce admin: [b]mend[/b] sets the app's policies as they should be.")
    while (words := (await asyncio.to_thread(_read)).strip()) not in ("q", "quit", "exit"):
        if words.isdigit() and 0 < int(words) <= len(stage.buttons):
            await _press(stage, *stage.buttons[int(words) - 1])
        elif words.startswith("/"):
            await _type(stage, words)
        elif words == "mend":
            stage.org.load("healthy-eca")
            _TELL.print("Done: the practice org is as the article wants it. Press Retry.")
        elif words:
            _TELL.print("A number, a /6sense command, mend, or q.")


async def _press(stage: Stage, message: Message, key: Key) -> None:
    try:
        await stage.workspace.click(message, key.action, user=_WHO)
    except NotDrawn as gone:
        _TELL.print(f"[red]{gone}[/red]")
        return
    _TELL.print(f"[b]Sam presses[/b] {key.label}")
    await _settled(stage)
    _draw(stage)


def _read() -> str:
    try:
        return input("> ")
    except EOFError:
        return "q"
