"""The demo without a browser: a guided first check, and its buttons by number."""

import asyncio
import json
import sys
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console

from bot.commands.drawing import Key, drawn, keys
from bot.commands.serving import until_stopped
from bot.commands.stage import ORG, Stage
from sandbox.workspace import Message, NotDrawn

_TELL = Console(highlight=False)


@dataclass
class Tour:
    """A demo, who plays it where, and what the terminal has shown of it."""

    stage: Stage
    who: str = "sam"
    where: str = "support"
    shown: dict[str, int] = field(default_factory=dict)
    buttons: list[tuple[Message, Key]] = field(default_factory=list)


async def first_check(stage: Stage) -> None:
    """One real check by Olga in #on-call, its answer drawn here: #support stays the visitor's."""
    at = Tour(stage, "olga", "on-call")
    await _type(at, f"/6sense check {ORG}", answer_only=True)


async def tour(stage: Stage) -> int:
    """Play the first check, then leave it to the visitor."""
    at = Tour(stage)
    await _type(at, f"/6sense check {ORG}")
    if sys.stdin.isatty():
        await _talk(at)
        return 0
    _TELL.print("Left running; stop it with Ctrl-C.")
    return await until_stopped(stage.serving)


async def _type(at: Tour, words: str, *, answer_only: bool = False) -> None:
    """Type a slash command, and show what comes of it: all, or the answer without its thread."""
    _TELL.print(f"[b]{at.who.capitalize()} in #{at.where}:[/b] {words}")
    said = await at.stage.workspace.command(words, user=at.who, channel=at.where)
    _TELL.print(f"[dim]acknowledged in {said.seconds * 1000:.0f} ms[/dim]")
    await _settled(at)
    _draw(at, threads=not answer_only)


async def _settled(at: Tour) -> None:
    """Wait until the bot has nothing more to say for a moment, at most 70 s."""
    quiet = 0
    before = -1
    for _ in range(700):
        await asyncio.sleep(0.1)
        now = len(at.stage.workspace.calls)
        running = any("Checking" in m.text or "Looking" in m.text for m in _messages(at))
        quiet = 0 if now != before or running else quiet + 1
        before = now
        if quiet >= 15:  # noqa: PLR2004 -- 1.5 s without a call
            return


def _messages(at: Tour) -> list[Message]:
    found = []
    for top in at.stage.workspace.messages(at.where):
        found.append(top)
        found += [m for m in at.stage.workspace.thread(at.where, top.ts) if m.ts != top.ts]
    return [*found, *at.stage.workspace.ephemerals(at.who)]


def _draw(at: Tour, *, threads: bool = True) -> None:
    """Show what is new or changed since the last look; number every button there is."""
    messages = [message for message in _messages(at) if message.bot_id or message.is_ephemeral]
    if not threads:
        messages = [m for m in messages if m.thread_ts in (None, m.ts)]
    at.buttons = [(m, key) for m in messages for key in keys(m.blocks)]
    numbers = {key.value: n for n, (_, key) in enumerate(at.buttons, 1) if threads}
    for message in messages:
        if at.shown.get(message.ts) == len(message.history):
            continue
        at.shown[message.ts] = len(message.history)
        place = "in the thread" if message.thread_ts not in (None, message.ts) else f"#{at.where}"
        title = f"6sense bot, {'only you see this' if message.is_ephemeral else place}"
        _TELL.print(drawn(title, _readable(at, message), numbers))


def _readable(at: Tour, message: Message) -> dict[str, Any]:
    """As a page would show it: people by name, the org where a browser may open it."""
    said = json.dumps({"text": message.text, "blocks": message.blocks})
    for user in at.stage.workspace.world.users:
        said = said.replace(f"<@{user.id}>", f"@{user.real_name or user.name}")
    return dict(json.loads(said.replace(at.stage.org.url, at.stage.org.http_url)))


async def _talk(at: Tour) -> None:
    """Let the visitor press buttons by number and type commands."""
    _TELL.print("Press a button by its number, type a /6sense command, or q to quit.")
    _TELL.print("Play the Salesforce admin: [b]mend[/b] sets the app's policies as they should be.")
    while (words := (await asyncio.to_thread(_read)).strip()) not in ("q", "quit", "exit"):
        if words.isdigit() and 0 < int(words) <= len(at.buttons):
            await _press(at, *at.buttons[int(words) - 1])
        elif words.startswith("/"):
            await _type(at, words)
        elif words == "mend":
            at.stage.org.load("healthy-eca")
            _TELL.print("Done: the practice org is as the article wants it. Press Retry.")
        elif words:
            _TELL.print("A number, a /6sense command, mend, or q.")


async def _press(at: Tour, message: Message, key: Key) -> None:
    try:
        await at.stage.workspace.click(message, key.action, user=at.who)
    except NotDrawn as gone:
        _TELL.print(f"[red]{gone}[/red]")
        return
    _TELL.print(f"[b]Sam presses[/b] {key.label}")
    await _settled(at)
    _draw(at)


def _read() -> str:
    try:
        return input("> ")
    except EOFError:
        return "q"
