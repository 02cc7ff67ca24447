"""Signing in from a terminal: the same links and pages, served on this machine while it lasts."""

import asyncio
import secrets
import time
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit

from aiohttp import web
from rich.console import Console

from bot.commands.asking import USAGE, asker
from bot.commands.process import Process, running
from bot.errands.confirming import Confirming, confirmation
from bot.errands.connecting import Connecting
from bot.errands.inviting import Inviting
from bot.runs.ask import Ask
from bot.settings import Settings
from bot.store import known_orgs, signins
from bot.store.signins import Signin
from bot.views.terminal import terminal
from bot.web import server
from bot.web.connect import Door
from intents.asked.orgs import Connect
from intents.asker import LOCAL, Asker
from intents.fact import Heard
from intents.replies.sheet import Sheet
from intents.reply import Reply

_LOOK_EVERY = 0.1
_ENDED = ("done", "refused")
#: Exit codes: 0 connected, 1 turned away, 2 nobody came back in time.
CONNECTED, TURNED_AWAY, NOBODY = 0, 1, 2
_TELL = Console(highlight=False, soft_wrap=True)


async def sign_in(intent: Connect, settings: Settings, *, port: int = 0, show: bool = False) -> int:
    """Sign in to one org for the orgs of this machine; the exit code.

    Args:
        intent: which org, where, as whom.
        settings: the environment.
        port: of the callback; 0 takes a free one.
        show: open a browser.
    """
    async with running(settings, send=False) as process:
        connecting, inviting = Connecting(process.office), Inviting(process.office)
        async with _listening(process, connecting, port) as base:
            me = asker()
            ask = Ask(me, intent, f"terminal:{secrets.token_hex(8)}")
            told = await process.runs.store.awrite(lambda conn: inviting.ask(conn, ask, base))
            ticket = _ticket(told)
            if told is not None:
                _TELL.print(terminal(told))
            if not ticket and not intent.user:
                return USAGE
            if show and isinstance(told, Sheet):
                webbrowser.open(told.ways[0].url)
            asked = await _ended(process, ticket, intent.org)
        return await _told(process, me, asked)


@asynccontextmanager
async def _listening(process: Process, connecting: Connecting, port: int) -> AsyncIterator[str]:
    """The callback's address, served while the sign-in lasts."""
    routes = Door(connecting, secure=False).routes()
    runner = web.AppRunner(
        server.build(None, process.runs.store, routes), access_log=None, shutdown_timeout=1.0
    )
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _ticket(told: Reply | None) -> str:
    """The ticket of the link in an answer; "" where it has none."""
    url = told.ways[0].url if isinstance(told, Sheet) and told.ways else ""
    return parse_qs(urlsplit(url).query).get("ticket", [""])[0]


async def _ended(process: Process, ticket: str, org: str) -> Signin | None:
    """The sign-in once it is over; None where nobody came back."""
    until = time.monotonic() + 2 * signins.LIVES
    while time.monotonic() < until:
        asked = await process.runs.store.awrite(
            lambda conn: (
                signins.by_id(conn, signins.digest(ticket))
                if ticket
                else signins.newest(conn, LOCAL.key, org)
            )
        )
        if asked and asked.stage in _ENDED:
            return asked
        await asyncio.sleep(_LOOK_EVERY)
    return None


async def _told(process: Process, me: Asker, asked: Signin | None) -> int:
    if asked is None:
        _TELL.print("Nobody came back from Salesforce in time. Nothing was stored.")
        return NOBODY
    if asked.stage != "done":
        _TELL.print(f"{asked.alias} is not connected: {asked.ended}", markup=False)
        return TURNED_AWAY
    look = Confirming(process.office).look
    heard = Heard.model_validate_json(await asyncio.to_thread(look, me, asked.alias))
    known = await process.runs.store.awrite(
        lambda conn: known_orgs.one(conn, LOCAL.key, asked.alias)
    )
    if known:
        _TELL.print(terminal(confirmation(known, heard)))
    return CONNECTED
