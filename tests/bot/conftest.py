"""A town to live in: a practice org, a practice workspace, and the bot between them."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.commands.look import connect_practice
from bot.commands.serving import Serving, serving
from bot.settings import Settings
from bot.store.database import Store
from bot.store.keys import fresh_key
from bot.store.migrate import migrate
from intents.asker import Tenant
from sandbox.org import OrgSandbox
from sandbox.workspace import Message, WorkspaceSandbox
from tests.patience import PATIENT, patient


@dataclass
class Town:
    org: OrgSandbox
    ws: WorkspaceSandbox
    served: Serving
    settings: Settings

    async def anchor(self, *, seconds: float = PATIENT, channel: str = "support") -> Message:
        """The newest anchor of a channel, once its run has an answer."""
        here = self.ws.messages

        def answered(message: Message) -> bool:
            mine = [m for m in here(channel) if m.bot_id and m.thread_ts in (None, m.ts)]
            if not mine or message is not mine[-1]:
                return False
            return not message.text.startswith(("Checking", "Waiting"))

        return await self.ws.wait_for(answered, seconds)

    def steps(self, anchor: Message) -> list[Message]:
        return [m for m in self.ws.thread("support", anchor.ts) if m.ts != anchor.ts]


Open = Callable[..., AbstractAsyncContextManager[Town]]


def settings_for(ws: WorkspaceSandbox, org: OrgSandbox, url: str) -> Settings:
    return Settings(
        database_url=url,
        secret_keys=SecretStr(fresh_key()),
        practice=True,
        salesforce_ca_file=Path(org.ca_file),
        trust_url=org.url,
        slack_api_url=ws.api_url,
        slack_bot_token=SecretStr(ws.bot_token),
        slack_signing_secret=SecretStr(ws.signing_secret),
        port=0,
    )


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """A store with every table, on each database in turn."""
    opened = Store(store_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def town(sqlite_url: str) -> Open:
    @asynccontextmanager
    async def opened(
        scenario: str = "healthy-eca", *, url: str = sqlite_url, world: Any = None, **change: Any
    ) -> AsyncIterator[Town]:
        async with OrgSandbox(scenario=scenario) as org, WorkspaceSandbox(world=world) as ws:
            settings = settings_for(patient(ws), org, url).model_copy(update=change)
            async with serving(settings) as served:
                await connect_practice(served.process, org, "acme-prod", Tenant(ws.team_id).key)
                ws.app_url = f"http://127.0.0.1:{served.port}/slack/events"
                yield Town(org, ws, served, settings)

    return opened
