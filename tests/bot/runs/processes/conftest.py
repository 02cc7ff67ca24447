"""Towns: an org, a workspace, a database, and processes of the bot to be killed in them."""

import os
import secrets
import shutil
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.commands.look import connect_practice
from bot.commands.process import running
from bot.settings import Settings
from bot.store.keys import fresh_key
from intents.asker import Tenant
from sandbox.org import OrgSandbox
from sandbox.workspace import Message, WorkspaceSandbox
from tests.patience import PATIENT


@dataclass
class Town:
    """One workspace, one database, and the processes that serve it."""

    org: OrgSandbox
    ws: WorkspaceSandbox
    environment: dict[str, str]
    folder: Path
    nursery: Any
    until: Callable[..., Any]
    children: list[Any] = field(default_factory=list)

    async def start(self, **plan: Any) -> Any:
        """Another process; deliveries go to it from now on, if it lives long enough."""
        log = self.folder / f"{len(self.children)}.log"
        child = self.nursery.start(self.environment, log, **plan)
        self.children.append(child)
        if address := await child.listening():
            self.ws.app_url = f"{address}/slack/events"
        return child

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database holds, seen from outside."""
        return self.eye.execute(query).fetchall()  # type: ignore[no-any-return]

    @cached_property
    def eye(self) -> Any:
        url = self.environment["DATABASE_URL"]
        if url.startswith("sqlite"):
            return sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        return psycopg.connect(url, autocommit=True)

    def workflows(self) -> list[tuple[str, str]]:
        """Name and status of each, as the engine has them."""
        schema = "main" if self.environment["DATABASE_URL"].startswith("sqlite") else "dbos"
        return self.rows(f"SELECT name, status FROM {schema}.workflow_status ORDER BY name")  # noqa: S608

    def counted(self, name: str) -> int:
        return sum(value for known, value in self.rows("SELECT * FROM counters") if known == name)

    async def quiet(self, runs: int = 1, seconds: float = PATIENT) -> None:
        """Wait until so many runs have their answer and Slack shows all that is wanted."""

        unsent = "SELECT 1 FROM messages WHERE wanted_version > sent_version AND mode = 'post'"

        def still() -> bool:
            ended = self.rows("SELECT 1 FROM runs WHERE report <> '' AND looking = '[]'")
            busy = [status for _, status in self.workflows() if status != "SUCCESS"]
            return len(ended) == runs and not busy and not self.rows(unsent)

        await self.until(still, seconds, self.told)

    def told(self) -> str:
        """Everything the processes said, for a failed test."""
        said = "\n".join(child.log.read_text() for child in self.children)
        runs = self.rows("SELECT receipt, state, stage, looking FROM runs")
        living = self.rows("SELECT * FROM processes")
        return f"{said}\n{runs}\n{self.workflows()}\n{living}"

    def anchors(self, channel: str = "support") -> list[Message]:
        mine = [m for m in self.ws.messages(channel) if m.bot_id]
        return [m for m in mine if m.thread_ts in (None, m.ts)]

    def steps(self, channel: str = "support") -> list[Message]:
        mine = [m for m in self.ws.messages(channel) if m.bot_id]
        return [m for m in mine if m.thread_ts not in (None, m.ts)]


Towns = Callable[[], Any]


@pytest.fixture
async def towns(
    store_url: str, nursery: Any, tmp_path: Path, until: Callable[..., Any]
) -> AsyncIterator[Towns]:
    """Opens towns like one another: each on a copy of one database, all with one org."""
    key = fresh_key()
    async with OrgSandbox(scenario="wrong-policies") as org:
        await _settle(org, store_url, key)

        @asynccontextmanager
        async def opened() -> AsyncIterator[Town]:
            async with WorkspaceSandbox() as ws:
                url, gone = _copy(store_url, tmp_path)
                folder = tmp_path / secrets.token_hex(4)
                folder.mkdir()
                town = Town(org, ws, _environment(org, ws, url, key), folder, nursery, until)
                try:
                    yield town
                finally:
                    for child in town.children:
                        if child.code is None:
                            child.signal(signal.SIGKILL)
                        os.close(child.handle)
                    town.eye.close()
                    gone()

        yield opened


async def _settle(org: OrgSandbox, url: str, key: str) -> None:
    """The database that towns begin with: migrated, and with one org."""
    settings = Settings(database_url=url, secret_keys=key)  # type: ignore[arg-type]
    async with WorkspaceSandbox() as ws, running(settings, send=False) as process:
        await connect_practice(process, org, "acme-prod", Tenant(ws.team_id).key)


def _copy(url: str, folder: Path) -> tuple[str, Callable[[], None]]:
    name = f"t{secrets.token_hex(5)}"
    if url.startswith("sqlite"):
        shutil.copy(url.removeprefix("sqlite:///"), folder / f"{name}.db")
        return f"sqlite:///{folder}/{name}.db", lambda: None
    address, _, options = url.partition("?")
    start, _, template = address.rpartition("/")

    def run(statement: str) -> None:
        with psycopg.connect(f"{start}/postgres?{options}", autocommit=True) as conn:
            conn.execute(statement)  # type: ignore[arg-type]

    run(f"CREATE DATABASE {name} TEMPLATE {template}")
    return f"{start}/{name}?{options}", lambda: run(f"DROP DATABASE {name} WITH (FORCE)")


def _environment(org: OrgSandbox, ws: WorkspaceSandbox, url: str, key: str) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "SECRET_KEYS": key,
        "PRACTICE": "true",
        "SALESFORCE_CA_FILE": org.ca_file,
        "TRUST_URL": org.url,
        "SLACK_API_URL": ws.api_url,
        "SLACK_BOT_TOKEN": ws.bot_token,
        "SLACK_SIGNING_SECRET": ws.signing_secret,
        "PORT": "0",
    }
