"""A workspace without orgs, an org with the bot's own app, and a person at a browser."""

import asyncio
import html
import re
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from pydantic import SecretStr

from bot.commands.serving import Serving, serving
from bot.settings import Settings
from bot.store.connections import OrgConnection, find
from bot.store.keys import fresh_key
from intents.asker import Tenant
from sandbox.org import OrgSandbox
from sandbox.workspace import Message, WorkspaceSandbox
from tests.patience import PATIENT, patient

ADMIN = "wanda"


@dataclass
class Browser:
    """Follows redirects and presses what is on the page, as a person does."""

    session: requests.Session
    page: Any = None
    visited: list[str] = field(default_factory=list)

    async def open(self, address: str) -> "Browser":
        return await asyncio.to_thread(self._get, address)

    def _get(self, address: str) -> "Browser":
        self.session.trust_env = False
        self.session.headers["Connection"] = "close"  # servers end before browsers do
        self.page = self.session.get(address, timeout=20)
        self._note()
        return self

    async def follow(self, words: str) -> "Browser":
        """Press a link."""
        return await self.open(self.onward(words))

    def onward(self, words: str = "Continue to Salesforce") -> str:
        """Where a link on the page leads."""
        for address, label in re.findall(r'<a[^>]*href="([^"]*)"[^>]*>(.*?)</a>', self.page.text):
            if words in label:
                return str(requests.compat.urljoin(self.page.url, html.unescape(address)))
        raise AssertionError(f"no link {words!r} in {self.page.text}")

    async def press(self, name: str, value: str) -> "Browser":
        """Press a button of a form."""
        return await asyncio.to_thread(self._press, name, value)

    def _press(self, name: str, value: str) -> "Browser":
        for form in re.findall(r"<form.*?</form>", self.page.text, re.DOTALL):
            if f'name="{name}" value="{value}"' in form:
                action = html.unescape(re.search(r'action="([^"]*)"', form)[1])
                hidden = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form)
                data = {key: html.unescape(given) for key, given in hidden} | {name: value}
                target = requests.compat.urljoin(self.page.url, action)
                self.page = self.session.post(target, data=data, timeout=20)
                self._note()
                return self
        raise AssertionError(f"no button {name}={value} in {self.page.text}")

    def _note(self) -> None:
        self.visited += [step.url for step in (*self.page.history, self.page)]

    @property
    def text(self) -> str:
        return html.unescape(
            re.sub(r"<[^>]+>", " ", re.sub(r"<style.*?</style>", "", self.page.text))
        )

    async def sign_in(self, link: str, user: str = "ada") -> "Browser":
        """From the private link to the page after Salesforce."""
        await self.open(link)
        await self.follow("Continue to Salesforce")
        await self.press("user", user)
        if "Allow Access?" in self.page.text:
            await self.press("decision", "allow")
        return self


@dataclass
class Place:
    """The bot between a workspace and an org that is not connected yet."""

    org: OrgSandbox
    ws: WorkspaceSandbox
    served: Serving
    settings: Settings

    @property
    def tenant(self) -> str:
        return Tenant(self.ws.team_id).key

    async def type(self, text: str, user: str = ADMIN) -> Message:
        """Type a command whose answer is private; the answer."""
        before = len(self.ws.ephemerals(user))
        said = await self.ws.command(text, user=user, channel="support")
        assert said.status == 200, said.body
        async with asyncio.timeout(PATIENT):
            while len(self.ws.ephemerals(user)) <= before:
                await asyncio.sleep(0.02)
        answers = self.ws.ephemerals(user)[before:]
        real = [answer for answer in answers if "One moment" not in answer.text]
        async with asyncio.timeout(PATIENT):
            while not real:
                await asyncio.sleep(0.02)
                answers = self.ws.ephemerals(user)[before:]
                real = [answer for answer in answers if "One moment" not in answer.text]
        return real[-1]

    async def link(self, text: str = "/6sense connect acme-prod", user: str = ADMIN) -> str:
        return url_of(await self.type(text, user), "Connect")

    async def direct(self, words: str) -> Message:
        """The direct message that says so."""
        return await self.ws.wait_for(
            lambda m: words in m.text and m.channel.startswith("D") and bool(m.bot_id), 60
        )

    async def report(self, org: str = "acme-prod") -> Message:
        """The answer to a check, wherever it stands."""
        return await self.ws.wait_for(
            lambda m: (
                m.thread_ts in (None, m.ts)
                and m.text.startswith(("✓", "✗", "?", "!"))
                and org in m.text
            ),
            60,
        )

    async def known(self, alias: str = "acme-prod") -> OrgConnection | None:
        ring = self.served.process.ring
        store = self.served.process.runs.store
        return await store.awrite(lambda conn: find(conn, ring, self.tenant, alias))

    def change_app(self, **app: Any) -> None:
        """What the org's administrator does to the bot's own app."""
        self.org.change({"external_client_apps": {"checker": app}})


def url_of(message: Message, words: str) -> str:
    for element in message.elements():
        if element.get("url") and words in element["text"]["text"]:
            return str(element["url"])
    raise AssertionError(f"no link {words!r} in {message.blocks}")


def free_port() -> int:
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        return int(trying.getsockname()[1])


Open = Callable[..., AbstractAsyncContextManager[Place]]


@pytest.fixture
def browser() -> Iterator[Browser]:
    with requests.Session() as session:
        yield Browser(session)


@pytest.fixture
def other_browser() -> Iterator[Browser]:
    with requests.Session() as session:
        yield Browser(session)


@pytest.fixture
def place(sqlite_url: str) -> Open:
    @asynccontextmanager
    async def opened(scenario: str = "healthy-eca", **change: Any) -> AsyncIterator[Place]:
        async with OrgSandbox(scenario=scenario) as org, WorkspaceSandbox() as ws:
            port = free_port()
            settings = Settings(
                database_url=sqlite_url,
                secret_keys=SecretStr(fresh_key()),
                practice=True,
                salesforce_ca_file=Path(org.ca_file),
                trust_url=org.url,
                salesforce_client_id=org.connection["client_id"],
                salesforce_client_secret=SecretStr(org.connection["client_secret"]),
                slack_api_url=patient(ws).api_url,
                slack_bot_token=SecretStr(ws.bot_token),
                slack_signing_secret=SecretStr(ws.signing_secret),
                public_url=f"http://127.0.0.1:{port}",
                port=port,
            ).model_copy(update=change)
            async with serving(settings) as served:
                ws.app_url = f"http://127.0.0.1:{served.port}/slack/events"
                yield Place(org, ws, served, settings)
                await ws.settled()

    return opened
