"""One running process of the bot: the store, the engine, the outbox, put together and let go."""

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from threading import Event

from bot.commands.families import FAMILIES
from bot.errands.office import Family, Office
from bot.errands.rules import lay_down
from bot.installations import Installations
from bot.orgs import orgs_file
from bot.orgs.gateway import Gateway
from bot.outbox.call import Call
from bot.outbox.sender import Sender
from bot.runs.engine import Engine
from bot.runs.keeper import Keeper
from bot.runs.runs import Runs
from bot.runs.work import Work
from bot.settings import Settings
from bot.slack.door import back_of
from bot.store import connections
from bot.store.database import Store
from bot.store.keys import KeyRing, ring_for
from bot.store.migrate import migrate
from intents.asker import Tenant

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Process:
    """What the doors of this process stand on.

    Attributes:
        runs: starts and finds runs.
        ring: seals secrets.
        installations: the Slack workspaces.
        office: what errands stand on, for the doors beside Slack's.
        fenced: set when a peer took this process for dead, or a part of it failed; it must end.
    """

    settings: Settings
    runs: Runs
    ring: KeyRing
    installations: Installations
    office: Office
    fenced: Event = field(default_factory=Event)


@asynccontextmanager
async def running(
    settings: Settings, *, work: bool = True, send: bool = True
) -> AsyncIterator[Process]:
    """A process, from an open store to a drained one.

    Args:
        settings: the environment.
        work: carry runs (`serve` on SQLite, `work`); without it they are only started.
        send: talk to Slack; the terminal door does not.
    """
    _discreet()
    async with AsyncExitStack() as stack:
        store = Store(settings.database_url)
        stack.callback(store.close)
        await asyncio.to_thread(migrate, store)
        ring = ring_for(settings)
        name = f"{socket.gethostname()[:24]}-{os.getpid()}-{secrets.token_hex(3)}"
        engine = Engine(store, name)
        installations = Installations(settings, store, ring)
        stack.callback(installations.close)
        sender = _sender(settings, store, ring, installations, name) if work and send else None
        kick = sender.kick if sender else lambda: None
        gateway = Gateway(settings, store, ring)
        stack.callback(gateway.close)
        runs = Runs(store, engine, gateway, name, kick)
        office = Office(settings, ring, runs, installations, gateway)
        families = _moved_in(office)
        process = Process(settings, runs, ring, installations, office)
        if work:
            keeper = _keeper(runs, families, process.fenced)
            await asyncio.to_thread(keeper.start)
            stack.push_async_callback(asyncio.to_thread, keeper.stop)
        if sender:
            await stack.enter_async_context(_sending(sender, process.fenced))
        # Launched last and stopped first: while runs end, their last words are sent, and the
        # keeper says that we live.
        await asyncio.to_thread(engine.launch, work=work)
        stack.push_async_callback(asyncio.to_thread, engine.stop)
        yield process


def _discreet() -> None:
    """Slack's libraries write down too much, whatever the level asked for."""
    # At DEBUG what they send and get (response URLs, new tokens), at INFO the whole body of a
    # request whose signature is wrong.
    logging.getLogger("slack_sdk").setLevel(logging.INFO)
    logging.getLogger("slack_bolt").setLevel(logging.WARNING)


def _moved_in(office: Office) -> tuple[Family, ...]:
    """Every family of errands at its place, and the rules of the house laid down."""
    families, runs = tuple(family(office) for family in FAMILIES), office.runs
    for family in families:
        runs.errands.update(family.errands)
        runs.about.update(family.about)
        runs.after.extend(family.after)
    lay_down(office, families)
    return families


def _keeper(runs: Runs, families: Sequence[Family], fenced: Event) -> Keeper:
    """Make the workflows known to the engine, and their schedule to the keeper."""
    Work(runs)
    for family in families:
        for name, workflow in family.workflows.items():
            runs.engine.register(name, workflow)
    ticks = [tick for family in families for tick in family.ticks]
    return Keeper(runs, fenced=fenced, ticks=ticks)


async def load_orgs(process: Process, tenant: Tenant) -> None:
    """Put the orgs of `ORGS_FILE` into the store; tokens that rotated since stay."""
    settings = process.settings
    if settings.orgs_file is None:
        return
    given = orgs_file.read(settings.orgs_file, tenant, practice=settings.practice)
    await process.runs.store.awrite(lambda conn: connections.put_all(conn, process.ring, given))


def _sender(
    settings: Settings, store: Store, ring: KeyRing, installations: Installations, name: str
) -> Sender:
    def unseal(sealed: bytes, tenant: str) -> str:
        return ring.open(sealed, back_of(tenant))

    call = Call(installations.client, unseal)
    return Sender(store, call, name=name, form=settings.slack_blocks)


@asynccontextmanager
async def _sending(sender: Sender, fenced: Event) -> AsyncIterator[None]:
    """The outbox at work. Should it ever fail, the process ends rather than fall silent."""

    def ended(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            log.error("the outbox has failed", exc_info=error)
        if not sender.stopping:
            fenced.set()

    task = asyncio.create_task(sender.run(), name="outbox")
    task.add_done_callback(ended)
    try:
        yield
    finally:
        sender.stop()
        await asyncio.wait([task], timeout=10)
