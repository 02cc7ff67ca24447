"""An outbox between a real database and a practice workspace."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select, update

from bot.outbox.call import Call
from bot.outbox.sender import Sender
from bot.outbox.wanted import Spot, want
from bot.store import alive
from bot.store.database import Store
from bot.store.migrate import migrate
from bot.store.tables import counters, messages
from sandbox.workspace import WorkspaceSandbox
from tests.patience import PATIENT

TENANT = "T0ACME001"


def section(text: str) -> list[dict[str, Any]]:
    return [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]


@dataclass
class Outbox:
    store: Store
    ws: WorkspaceSandbox
    sender: Sender
    trouble: list[Exception] = field(default_factory=list)

    async def want(self, text: str, *, urgent: bool = True, **spot: Any) -> str:
        """Want a message; the same `key` is the same message."""
        place = {"key": "anchor", "channel": "C0SUPPORT"} | spot
        payload = place.pop("payload", None) or {"text": text, "blocks": section(text)}
        where = Spot(TENANT, "r-1", **place)
        name = await self.store.awrite(
            lambda conn: want(conn, where, lambda *_: payload, now=0.0, urgent=urgent)
        )
        self.sender.kick()
        return name

    def row(self, name: str) -> Any:
        return self.store.write(
            lambda conn: conn.execute(select(messages).where(messages.c.id == name)).one()
        )

    def change(self, name: str, **values: Any) -> None:
        which = update(messages).where(messages.c.id == name).values(**values)
        self.store.write(lambda conn: conn.execute(which))

    def counted(self) -> dict[str, int]:
        found = self.store.write(lambda conn: conn.execute(select(counters)).fetchall())
        return {row.name: row.value for row in found}

    def sent(self, method: str) -> list[Any]:
        return [call for call in self.ws.calls if call.method == method]

    async def quiet(self, seconds: float = PATIENT) -> None:
        """Wait until Slack shows everything that is wanted."""
        unsent = messages.c.wanted_version > messages.c.sent_version
        query = select(messages.c.id).where(unsent, messages.c.mode != "lost")
        await self.until(lambda: not self.store.write(lambda c: c.execute(query).first()), seconds)

    @staticmethod
    async def until(condition: Callable[[], Any], seconds: float = PATIENT) -> None:
        async with asyncio.timeout(seconds):
            while not condition():
                await asyncio.sleep(0.02)

    def shown(self, channel: str = "support") -> list[str]:
        return [m.text for m in self.ws.messages(channel) if m.bot_id]


@pytest.fixture
async def outbox(sqlite_url: str, opened: Callable[..., Any]) -> AsyncIterator[Outbox]:
    async with opened(sqlite_url) as box:
        yield box


@pytest.fixture
def opened() -> Callable[..., Any]:
    return _Opened


class _Opened:
    def __init__(self, url: str, *, ws: WorkspaceSandbox | None = None, name: str = "me") -> None:
        self._url, self._ws, self._name, self._own = url, ws, name, ws is None

    async def __aenter__(self) -> Outbox:
        ws = self._ws or WorkspaceSandbox()
        if self._own:
            await ws.start()
        store = await asyncio.to_thread(Store, self._url)
        await asyncio.to_thread(migrate, store)
        store.write(lambda conn: alive.join(conn, self._name))

        async def client(tenant: str) -> AsyncWebClient:
            assert tenant == TENANT
            if self.box.trouble:
                raise self.box.trouble.pop()
            return AsyncWebClient(
                token=ws.bot_token, base_url=ws.api_url, retry_handlers=[], timeout=2
            )

        call = Call(client, lambda sealed, _: sealed.decode())
        sender = Sender(store, call, name=self._name, idle=0.2)
        self.box = Outbox(store, ws, sender)
        self._task = asyncio.create_task(sender.run())
        return self.box

    async def __aexit__(self, *_: object) -> None:
        self.box.sender.stop()
        await self._task
        if self._own:
            await self.box.ws.stop()
        self.box.store.close()
