"""`make demo`: a practice org, a practice workspace and the bot, each with its page."""

import asyncio
import socket
import sys
import webbrowser
from pathlib import Path

import typer
from rich.console import Console

from bot.commands.asking import USAGE
from bot.commands.serving import until_stopped
from bot.commands.stage import ORG, Stage, staged
from bot.commands.tour import first_check, tour
from bot.settings import Settings
from sandbox.pages.build import CannotBuildError, built

_PORTS = range(4500, 4600, 10)
#: What there is to try, and what happens then.
_TRY = (
    (
        f"Type [b]/6sense check {ORG}[/b] in #support.",
        "Press Show me how, mend it on the org's page, press Retry.",
    ),
    (
        f"Write [b]{ORG}: OAUTH_APP_ACCESS_DENIED[/b], then More, Diagnose with 6sense.",
        "The error becomes a case in its thread; Walk me through ticks each step it sees.",
    ),
    (
        f"Be Wanda, the admin: [b]/6sense connect {ORG} again[/b], or open 6sense Home.",
        "You sign in to the practice org; /6sense people names its users.",
    ),
)
_TELL = Console(highlight=False, soft_wrap=True)


class DemoSettings(Settings):
    """What the demo reads from the environment beside the bot's own settings.

    Attributes:
        demo_port: the workspace page's; the org page is on the next one. 0 finds two.
        demo_scenario: what is wrong with the org, docs/sandbox-org.md.
        display: there is a screen to open a browser on; so does `wayland_display` say.
    """

    demo_port: int = 0
    demo_scenario: str = "wrong-policies"
    display: str = ""
    wayland_display: str = ""

    @property
    def has_screen(self) -> bool:
        """Whether somebody would see a browser that opens."""
        return bool(self.display or self.wayland_display) or sys.platform in ("darwin", "win32")


def demo() -> None:
    """Everything at once on localhost: both sandboxes, the bot, a guided first check."""
    raise typer.Exit(asyncio.run(_run()))


async def _run() -> int:
    """Set the stage and leave it to the visitor, in a browser or, without pages, in here."""
    settings = DemoSettings()
    ports = _ports(settings.demo_port)
    if ports is None:
        taken = f"{settings.demo_port} and {settings.demo_port + 1}"
        _TELL.print(f"DEMO_PORT: the ports {taken} are not both free.")
        return USAGE
    pages = await asyncio.to_thread(_pages)
    async with staged(settings, settings.demo_scenario, ports=ports, pages=pages) as stage:
        if pages is None:
            return await tour(stage)
        return await _shown(stage, settings)


def _pages() -> Path | None:
    """The built pages, or nothing, with the reason said."""
    try:
        return built()
    except CannotBuildError as error:
        _TELL.print(f"[yellow]No pages:[/yellow] {error}\nThe demo plays in this terminal.\n")
        return None


async def _shown(stage: Stage, settings: DemoSettings) -> int:
    """Show one check, say where the pages are, open one if somebody would see it, and stay."""
    await first_check(stage)
    about = stage.org.org.state.scenario.about
    _TELL.print()
    _TELL.print(f"Practice workspace   [b]{stage.workspace.url}/[/b]")
    _TELL.print(f"Practice org         [b]{stage.org.http_url}/[/b]   {settings.demo_scenario}")
    _TELL.print(f"\n{about}\n")
    for number, (do, then) in enumerate(_TRY, 1):
        _TELL.print(f"{number}. {do}\n   [dim]{then}[/dim]")
    _TELL.print("\nCtrl-C ends the demo.")
    if settings.has_screen:
        webbrowser.open(f"{stage.workspace.url}/")
    return await until_stopped(stage.serving)


def _ports(wanted: int) -> tuple[int, int] | None:
    """Two neighbours that are free: the wanted ones, or the first of ours; None if they are not."""
    for first in [wanted] if wanted else _PORTS:
        if _free(first) and _free(first + 1):
            return first, first + 1
    return None if wanted else (0, 0)


def _free(port: int) -> bool:
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
