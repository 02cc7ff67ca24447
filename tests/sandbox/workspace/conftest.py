import json
from collections.abc import AsyncIterator, Awaitable
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.workspace import WorkspaceSandbox

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}


def button(text: str, action_id: str, **more: object) -> dict:
    words = {"type": "plain_text", "text": text}
    return {"type": "button", "text": words, "action_id": action_id, **more}


def actions(*elements: dict) -> dict:
    return {"type": "actions", "elements": list(elements)}


@pytest.fixture
async def ws() -> AsyncIterator[WorkspaceSandbox]:
    async with WorkspaceSandbox(world={"settings": {"event_retry_waits": [0, 0.01, 0.02]}}) as it:
        yield it


@pytest.fixture
def client(ws) -> AsyncWebClient:
    return AsyncWebClient(token=ws.bot_token, base_url=ws.api_url)


class BoltApp:
    """A real Bolt app served over HTTP."""

    def __init__(self, ws: WorkspaceSandbox) -> None:
        self.client = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url)
        self.bolt = AsyncApp(
            client=self.client, signing_secret=ws.signing_secret, process_before_response=True
        )
        self.seen: list[dict] = []


@pytest.fixture
async def bolt(ws) -> AsyncIterator[BoltApp]:
    app = BoltApp(ws)
    runner = app.bolt.web_app("/slack/events")
    server = web.AppRunner(runner, access_log=None, shutdown_timeout=0.1)
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    ws.app_url = f"http://127.0.0.1:{server.addresses[0][1]}/slack/events"
    yield app
    await server.cleanup()


class PlainApp:
    """An app without Bolt: notes each request and answers as told."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict, bytes]] = []
        self.answers: list[web.Response] = []

    async def handle(self, request: web.Request) -> web.Response:
        self.requests.append((dict(request.headers), await request.read()))
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def events(self) -> list[dict]:
        return [json.loads(body) for _, body in self.requests]


@pytest.fixture
async def plain(ws) -> AsyncIterator[PlainApp]:
    app = PlainApp()
    routes = web.Application()
    routes.router.add_post("/", app.handle)
    server = web.AppRunner(routes, access_log=None, shutdown_timeout=0.1)
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", 0).start()
    ws.app_url = f"http://127.0.0.1:{server.addresses[0][1]}/"
    yield app
    await server.cleanup()


BACK = "https://bot.example.com/slack/oauth_redirect"


class Installer:
    """An app that is installed by OAuth, and the browser of whoever installs it."""

    back = BACK
    secrets = {"client_id": "100000000001.200000000002", "client_secret": "sandbox-client-secret"}  # noqa: RUF012

    def __init__(self, ws: WorkspaceSandbox) -> None:
        self.ws = ws
        self.client = AsyncWebClient(base_url=ws.api_url)

    def url(self, **more: str) -> str:
        query = {"client_id": self.secrets["client_id"], "scope": "commands,chat:write"}
        query |= {"state": "s&1", "redirect_uri": BACK}
        return f"{self.ws.url}/oauth/v2/authorize?" + urlencode(query | more)

    def code(self, user: str = "wanda", *, org_wide: bool = False, **more: str) -> str:
        where = self.ws.consent(self.url(**more), user, org_wide=org_wide)
        return parse_qs(urlsplit(where).query)["code"][0]

    async def access(self, **more: str) -> dict:
        return (await self.client.oauth_v2_access(**self.secrets, **more)).data

    async def install(self, user: str = "wanda", *, org_wide: bool = False, **more: str) -> dict:
        one = self.code(user, org_wide=org_wide, **more)
        return await self.access(code=one, redirect_uri=BACK)

    async def refusal(self, call: Awaitable[object]) -> str:
        with pytest.raises(SlackApiError) as refused:
            await call
        return refused.value.response["error"]


@pytest.fixture
def app(ws) -> Installer:
    return Installer(ws)


@pytest.fixture
def installer() -> type[Installer]:
    return Installer
