"""A bot that workspaces install themselves, and the browsers of those who do."""

import html
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from pydantic import SecretStr

from bot.commands.look import connect_practice
from bot.commands.serving import Serving, serving
from bot.settings import Settings
from bot.store import installations
from bot.store.installations import Installation
from sandbox.org import OrgSandbox
from sandbox.workspace import Message, WorkspaceSandbox
from tests.bot.conftest import settings_for
from tests.bot.runs.conftest import nursery as nursery  # noqa: PLC0414 -- a fixture, shared
from tests.patience import patient

#: Two workspaces beside Acme: Customer's, which are of one organisation.
GRID = {
    "enterprises": [{"id": "E0CUST", "name": "Customer", "domain": "customer"}],
    "teams": [
        {"id": "T0ACME001", "name": "Acme Support", "domain": "acme-support"},
        {"id": "T0CUST001", "name": "Customer Co", "domain": "cust", "enterprise": "E0CUST"},
        {"id": "T0CUST002", "name": "Customer Labs", "domain": "labs", "enterprise": "E0CUST"},
    ],
}
HOST = "https://bot.example.com"


@dataclass
class Browser:
    """One person's browser: it keeps cookies, and goes where it is sent."""

    base: str
    http: aiohttp.ClientSession

    async def begin(self) -> str:
        """The install page's way to Slack."""
        async with self.http.get(f"{self.base}/slack/install") as page:
            found = re.search(r'href="(http[^"]+/authorize[^"]+)"', await page.text())
        assert found
        return html.unescape(found[1])

    async def back(self, query: str) -> tuple[int, str]:
        """Come back from Slack: what the page says."""
        async with self.http.get(f"{self.base}/slack/oauth_redirect?{query}") as page:
            self.headers = page.headers
            return page.status, await page.text()


@dataclass
class Place:
    """A practice Slack with nobody's bot in it yet, and the bot served beside it."""

    ws: WorkspaceSandbox
    org: OrgSandbox
    served: Serving
    settings: Settings
    opened: list[aiohttp.ClientSession] = field(default_factory=list)

    def browser(self) -> Browser:
        jar = aiohttp.CookieJar(unsafe=True)  # as a browser does for localhost
        self.opened.append(aiohttp.ClientSession(cookie_jar=jar))
        return Browser(f"http://127.0.0.1:{self.served.port}", self.opened[-1])

    async def install(self, user: str, *, org_wide: bool = False) -> str:
        """What an admin does, from the install page to the last one."""
        browser = self.browser()
        back = self.ws.consent(await browser.begin(), user, org_wide=org_wide)
        status, text = await browser.back(urlsplit(back).query)
        assert status == 200, text
        return text

    async def kept(self, tenant: str) -> Installation | None:
        process = self.served.process
        return await process.runs.store.awrite(
            lambda conn: installations.of_tenant(conn, process.ring, tenant)
        )

    async def connect(self, tenant: str, alias: str = "acme-prod") -> None:
        await connect_practice(self.served.process, self.org, alias, tenant)

    def direct(self, user: str) -> list[Message]:
        """What the bot wrote to this person directly."""
        who = self.ws.world.user(user)
        assert who
        mine = [c.id for c in self.ws.world.channels if c.kind == "im" and who.id in c.members]
        return [m for channel in mine for m in self.ws.messages(channel) if m.bot_id]


Open = Callable[..., AbstractAsyncContextManager[Place]]


def settings_of(ws: WorkspaceSandbox, org: OrgSandbox, url: str) -> Settings:
    app = ws.world.app
    return settings_for(ws, org, url).model_copy(
        update={
            "slack_bot_token": SecretStr(""),
            "slack_client_id": app.client_id,
            "slack_client_secret": SecretStr(app.client_secret),
            "public_url": HOST,
        }
    )


def _trusted(path: Path, *orgs: OrgSandbox) -> Path:
    path.write_text("".join(Path(org.ca_file).read_text() for org in orgs))
    return path


@pytest.fixture
def place(sqlite_url: str, tmp_path: Path) -> Open:
    @asynccontextmanager
    async def opened(
        *,
        url: str = sqlite_url,
        world: Any = None,
        scenario: str = "healthy-eca",
        app: Any = None,
        beside: OrgSandbox | None = None,
        **change: Any,
    ) -> AsyncIterator[Place]:
        fresh = {"installed": False, "redirect_urls": [f"{HOST}/slack"], **(app or {})}
        world = {**(world or {}), "app": fresh}
        async with OrgSandbox(scenario=scenario) as org, WorkspaceSandbox(world=world) as ws:
            settings = settings_of(patient(ws), org, url).model_copy(update=change)
            if beside:  # another org, with an authority of its own
                both = _trusted(tmp_path / "both.pem", org, beside)
                settings = settings.model_copy(update={"salesforce_ca_file": both})
            async with serving(settings) as served:
                ws.app_url = f"http://127.0.0.1:{served.port}/slack/events"
                here = Place(ws, org, served, settings)
                try:
                    yield here
                finally:
                    for http in here.opened:
                        await http.close()

    return opened
