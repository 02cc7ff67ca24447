"""Bolt's own OAuth flow, installation store and token rotation against this workspace."""

import html
import re
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store.file import FileInstallationStore
from slack_sdk.oauth.state_store.file import FileOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.workspace import WorkspaceSandbox

# slack_sdk sends the client's secret by a class that aiohttp 3.14 calls old
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


class Installable:
    """A Bolt app that anybody may install."""

    def __init__(self, ws: WorkspaceSandbox, folder: str) -> None:
        self.store = FileInstallationStore(base_dir=folder)
        app = ws.world.app
        self.bolt = AsyncApp(
            client=AsyncWebClient(base_url=ws.api_url),
            signing_secret=ws.signing_secret,
            process_before_response=True,
            installation_store=self.store,
            oauth_settings=AsyncOAuthSettings(
                client_id=app.client_id,
                client_secret=app.client_secret,
                scopes=["commands", "chat:write"],
                installation_store=self.store,
                state_store=FileOAuthStateStore(expiration_seconds=60, base_dir=folder),
                authorization_url=f"{ws.url}/oauth/v2/authorize",
            ),
        )
        self.bolt.enable_token_revocation_listeners()
        self.seen: list[str] = []
        self.url = ""

        @self.bolt.command("/6sense")
        async def check(ack, context, client):
            await ack()
            who = await client.auth_test()
            self.seen.append(f"{context.team_id} {who['team_id']} {context.bot_token}")

    async def install(self, ws: WorkspaceSandbox, user: str) -> str:
        """What a browser does, as this person; the page it ends on."""
        async with aiohttp.ClientSession() as http:
            async with http.get(f"{self.url}/slack/install") as page:
                cookie = page.headers["Set-Cookie"].split(";")[0]
                asked = re.search(r'href="(http[^"]+/authorize[^"]+)"', await page.text())
            back = ws.consent(html.unescape(asked[1]), user)
            query = urlsplit(back).query
            landing = f"{self.url}/slack/oauth_redirect?{query}"
            async with http.get(landing, headers={"Cookie": cookie}) as page:
                assert "code" in parse_qs(query)
                return await page.text()


@pytest.fixture
async def installable(tmp_path) -> AsyncIterator[tuple[WorkspaceSandbox, Installable]]:
    fresh = {"installed": False, "redirect_urls": ["https://bot.example.com/slack"]}
    async with WorkspaceSandbox(world={"app": fresh}) as ws:
        app = Installable(ws, str(tmp_path))
        server = web.AppRunner(
            app.bolt.web_app("/slack/events"), access_log=None, shutdown_timeout=0.1
        )
        await server.setup()
        await web.TCPSite(server, "127.0.0.1", 0).start()
        app.url = f"http://127.0.0.1:{server.addresses[0][1]}"
        ws.app_url = f"{app.url}/slack/events"
        yield ws, app
        await server.cleanup()


async def test_before_it_is_installed_there_is_no_such_command(installable):
    ws, app = installable
    assert (await ws.command("/6sense help")).error == "not_delivered"
    assert "Thank you" in await app.install(ws, "wanda")
    assert (await ws.command("/6sense help")).ok
    assert app.seen[0].startswith(f"{ws.team_id} {ws.team_id} xoxb-")


async def test_two_workspaces_each_with_their_token_and_one_leaves(installable):
    ws, app = installable
    await app.install(ws, "wanda")
    await app.install(ws, "cara")
    await ws.command("/6sense help", user="sam")
    await ws.command("/6sense help", user="cara", channel="acme-shared")
    teams = [line.split()[:2] for line in app.seen]
    assert teams == [[ws.team_id] * 2, ["T0CUST001"] * 2]
    ws.uninstall("T0CUST001")
    await ws.settled()
    find = app.store.find_bot
    assert find(enterprise_id=None, team_id="T0CUST001") is None
    assert find(enterprise_id=None, team_id=ws.team_id) is not None
    left = await ws.command("/6sense help", user="cara", channel="acme-shared")
    assert left.error == "not_delivered"


async def test_bolt_rotates_a_token_that_is_about_to_expire(installable):
    ws, app = installable
    ws.change_app(token_rotation=True)
    ws.configure(token_seconds=60)
    await app.install(ws, "wanda")
    for _ in range(2):
        assert (await ws.command("/6sense help")).ok
    used = [line.split()[2] for line in app.seen]
    assert all(token.startswith("xoxe.xoxb-1-") for token in used)
    refreshes = [c for c in ws.calls if c.args.get("grant_type") == "refresh_token"]
    assert (len(refreshes) >= 1, all(c.ok for c in refreshes)) == (True, True)
