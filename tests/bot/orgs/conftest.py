"""A practice org over real HTTPS, and a gateway that has never met it."""

import asyncio
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from bot.orgs.gateway import Gateway
from bot.orgs.orgs_file import of_practice
from bot.settings import Settings
from bot.store import connections
from bot.store.connections import OrgConnection
from bot.store.database import Store
from bot.store.keys import KeyRing, fresh_key
from bot.store.tables import metadata
from intents.asker import LOCAL
from intents.fact import Fact, Heard
from intents.facts import FACTS
from sandbox.org import OrgSandbox

ALIAS = "acme-prod"


class _Served:
    """A sandbox org on a thread of its own, so that tests may block."""

    def __init__(self) -> None:
        self.org = OrgSandbox()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._run(self.org.__aenter__())

    def _run(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def close(self) -> None:
        self._run(self.org.__aexit__())
        self._run(_swept())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()


async def _swept() -> None:
    """Requests that still sleep on purpose would be complained about."""
    mine = asyncio.current_task()
    left = [task for task in asyncio.all_tasks() if task is not mine]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


@dataclass
class Practice:
    """What a test plays with."""

    org: OrgSandbox
    settings: Settings
    store: Store
    ring: KeyRing
    gateway: Gateway
    stages: list[str] = field(default_factory=list)

    def connect(self, *, access: bool = False, **change: Any) -> OrgConnection:
        """Name the org as its scenario tells; without an access token unless asked for."""
        told = self.org.connection
        known = told if access else {**told, "access_token": None}
        given = of_practice(known, LOCAL.key, ALIAS)
        given = replace(given, **{"source": secrets.token_hex(8), **change})
        self.store.write(lambda conn: connections.put(conn, self.ring, given))
        return given

    @property
    def connection(self) -> OrgConnection:
        found = self.store.write(lambda conn: connections.find(conn, self.ring, LOCAL.key, ALIAS))
        assert found
        return found

    def learn(self, *names: str, seconds: float = 20.0, gateway: Gateway | None = None) -> Heard:
        """Ask for these facts (all of them by default); forget earlier requests."""
        self.org.requests.clear()
        kinds: list[type[Fact]] = [FACTS[name] for name in names] or list(FACTS.values())
        return (gateway or self.gateway).learn(
            LOCAL, ALIAS, kinds, deadline=seconds, on_stage=self.stages.append
        )

    @property
    def sent(self) -> list[str]:
        """What the org was asked since: `METHOD /path`."""
        return [f"{r['method']} {r['path'].partition('?')[0]}" for r in self.org.requests]

    def change(self, **settings: Any) -> None:
        """Another gateway, with these settings."""
        self.gateway.close()
        self.settings = self.settings.model_copy(update=settings)
        self.gateway = Gateway(self.settings, self.store, self.ring)


@pytest.fixture(scope="session")
def served() -> Iterator[_Served]:
    running = _Served()
    yield running
    running.close()


@pytest.fixture
def practice(served: _Served, sqlite_url: str) -> Iterator[Practice]:
    """The healthy org, not yet connected (see `connect`)."""
    served.org.load("healthy-eca")
    served.org.requests.clear()
    yield from playing(served.org, sqlite_url)


@pytest.fixture
def on_postgres(served: _Served, pg_url: str) -> Iterator[Practice]:
    """The same, its store on PostgreSQL."""
    served.org.load("healthy-eca")
    served.org.requests.clear()
    yield from playing(served.org, pg_url)


def playing(org: OrgSandbox, url: str) -> Iterator[Practice]:
    settings = Settings(
        database_url=url,
        secret_keys=fresh_key(),
        salesforce_ca_file=Path(org.ca_file),
        salesforce_timeout=5.0,
        trust_url=org.url,
        practice=True,
    )
    store = Store(url)
    metadata.create_all(store.engine)
    ring = KeyRing(settings.secret_keys.get_secret_value())
    played = Practice(org, settings, store, ring, Gateway(settings, store, ring))
    yield played
    played.gateway.close()
    store.close()
