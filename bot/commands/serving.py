"""`serve` and `work`: a process with Slack's door open, until SIGTERM."""

import asyncio
import gc
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands.process import Process, load_orgs, running
from bot.installations import Installation
from bot.settings import Settings
from bot.slack import app as slack_app
from bot.slack.door import Door
from bot.web import connect, install, server


class CannotServeError(RuntimeError):
    """A setting stands in the way; the sentence says which and what to do."""


@dataclass(frozen=True)
class Serving:
    """A served process and the port it answers on."""

    process: Process
    port: int


@asynccontextmanager
async def serving(
    settings: Settings, *, work: bool = True, doors: bool = True
) -> AsyncIterator[Serving]:
    """A process that answers Slack (`doors`), and carries runs (`work`)."""
    _told_where(settings)
    async with running(settings, work=work) as process:
        if not process.installations.many:
            mine = await _installed(process)
            await load_orgs(process, mine.tenant)
        slack = None
        if doors:
            slack = slack_app.build(settings, process.office, Door(process.runs, process.ring))
        async with _listening(settings, process, slack) as port:
            _calm()
            yield Serving(process, port)


async def until_stopped(serving: Serving) -> int:
    """Wait for SIGTERM or SIGINT, or for a peer's fence; the exit code."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    while not stopped.is_set() and not serving.process.fenced.is_set():
        try:
            await asyncio.wait_for(stopped.wait(), 0.5)
        except TimeoutError:
            continue
    return 3 if serving.process.fenced.is_set() else 0


def _told_where(settings: Settings) -> None:
    """Whether the settings say in which workspaces to speak: in one, or where it is installed."""
    one, many = settings.slack_bot_token.get_secret_value(), settings.slack_client_id
    if not one and not many:
        raise CannotServeError(
            "SLACK_BOT_TOKEN is not set: I cannot speak in any workspace. For many workspaces set "
            "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET instead."
        )
    if one and many:
        raise CannotServeError(
            "SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID for many: set one of them."
        )
    if many and not settings.slack_client_secret.get_secret_value():
        raise CannotServeError("SLACK_CLIENT_SECRET is not set: no workspace could install me.")
    if many and settings.orgs_file:
        raise CannotServeError(
            "ORGS_FILE names the orgs of one workspace; with SLACK_CLIENT_ID each workspace names "
            "its own: /6sense connect."
        )


async def _installed(process: Process) -> Installation:
    try:
        return await process.installations.only()
    except SlackApiError as error:
        said = error.response.get("error", "no answer")
        raise CannotServeError(f"Slack does not accept SLACK_BOT_TOKEN: {said}") from None


def _calm() -> None:
    """Keep Python's own pauses out of the acknowledgements.

    A full garbage collection of what a started process holds (200,000 objects) stops everything
    for 120 ms; frozen, it is not looked at again. And a thread that judges a report gives way to
    the one that acknowledges after 0.5 ms, not after 5.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 50)
    sys.setswitchinterval(0.0005)


def _pages(process: Process, slack: AsyncApp | None) -> list[web.AbstractRouteDef]:
    """The pages of the other doors, where this process has any."""
    if slack is None:
        return []
    return [*install.routes(process.office), *connect.routes(process.office)]


@asynccontextmanager
async def _listening(
    settings: Settings, process: Process, slack: AsyncApp | None
) -> AsyncIterator[int]:
    """Open HTTP, and Socket Mode where `SLACK_APP_TOKEN` asks for it."""
    token = settings.slack_app_token.get_secret_value()
    secret = settings.slack_signing_secret.get_secret_value()
    if slack and not token and not secret:
        raise CannotServeError("SLACK_SIGNING_SECRET is not set: I could not tell who asks.")
    # With Socket Mode nothing of Slack's comes by HTTP: a request there would be forged, perhaps
    # signed with the empty secret that Socket Mode may do without.
    by_http = server.Slack(slack, secret) if slack and not token else None
    runner = web.AppRunner(
        server.build(by_http, process.runs.store, _pages(process, slack)),
        access_log=None,
        logger=server.LOG,
        shutdown_timeout=3.0,  # what comes as the door closes gets no answer: Slack waits no longer
        lingering_time=1.0,  # for the rest of what was answered already
        auto_decompress=False,  # Slack signs, and sends, bodies as they are; a bomb stays shut
        max_line_size=server.LONGEST_ADDRESS,
        max_field_size=server.LONGEST_HEADER,
    )
    await runner.setup()
    site = web.TCPSite(runner, settings.host, settings.port)
    await site.start()
    socket_mode = None
    if slack and token:
        client = AsyncWebClient(base_url=settings.slack_api_url)
        socket_mode = AsyncSocketModeHandler(slack, token, web_client=client)
        await socket_mode.connect_async()  # type: ignore[no-untyped-call]  # Bolt's
    try:
        yield int(runner.addresses[0][1])
    finally:
        if socket_mode:
            await socket_mode.close_async()  # type: ignore[no-untyped-call]  # Bolt's
        await runner.cleanup()
