"""Two real processes on one PostgreSQL: one refresh, and one truth about who has the bot."""

import asyncio
import signal
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.store.keys import fresh_key
from sandbox.workspace import WorkspaceSandbox
from tests.bot.installing.conftest import HOST, Browser
from tests.bot.installing.test_rotation import refreshes
from tests.patience import PATIENT, patient, until

APP = {"installed": False, "token_rotation": True, "redirect_urls": [f"{HOST}/slack"]}


@pytest.fixture
async def pair(pg_url, nursery, tmp_path):
    """A workspace, and the addresses of two processes of the bot."""
    async with WorkspaceSandbox(world={"app": APP}) as ws:
        app = patient(ws).world.app
        environment = {
            "DATABASE_URL": pg_url,
            "SECRET_KEYS": fresh_key(),
            "PRACTICE": "true",
            "SLACK_API_URL": ws.api_url,
            "SLACK_CLIENT_ID": app.client_id,
            "SLACK_CLIENT_SECRET": app.client_secret,
            "SLACK_SIGNING_SECRET": ws.signing_secret,
            "PUBLIC_URL": HOST,
            "PORT": "0",
        }
        children = [nursery.start(environment, tmp_path / f"{n}.log") for n in range(2)]
        try:
            yield ws, [await child.listening() for child in children]
        finally:
            for child in children:
                child.signal(signal.SIGKILL)
                await child.ended()


async def installed(ws, address):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        browser = Browser(address, http)
        back = ws.consent(await browser.begin(), "wanda")
        status, text = await browser.back(urlsplit(back).query)
        assert status == 200, text


async def mentioned(ws, addresses, times):
    """The same number of mentions to each process, all at once."""
    sent = []
    for n in range(times):
        for address in addresses:
            ws.app_url = f"{address}/slack/events"
            who, where = ("sam", "support") if n % 2 else ("olga", "on-call")
            sent.append(asyncio.create_task(ws.mention("@sixsense frobnicate", who, where)))
            await asyncio.sleep(0)
    assert {(await delivery).status for delivery in sent} == {200}


async def test_two_processes_with_an_expired_token_refresh_it_once(pair):
    ws, addresses = pair
    await installed(ws, addresses[0])
    for expiry in (1, 2):
        ws.advance(43_201)
        await mentioned(ws, addresses, 6)
        answered = expiry * 6
        for who in ("sam", "olga"):
            await until(lambda who=who: len(ws.ephemerals(who)) == answered, 30)  # noqa: B023
        assert len(refreshes(ws)) == expiry
    assert {c.error for c in ws.calls if not c.ok} == {"token_expired"}


async def test_an_end_that_one_process_hears_counts_in_the_other(pair):
    ws, addresses = pair
    await installed(ws, addresses[0])
    one, two = (f"{address}/slack/events" for address in addresses)
    ws.app_url = one
    known = await ws.command("/6sense help", user="sam", channel="support")
    assert "What you can ask me" in known.body
    ws.app_url = two
    ws.uninstall()
    await ws.settled()
    ws.app_url = one
    async with asyncio.timeout(PATIENT):
        while "What you can ask me" in (await ws.deliver(known)).body:
            await asyncio.sleep(0.2)
    await installed(ws, addresses[1])
    ws.app_url = one
    again = await ws.command("/6sense help", user="sam", channel="support")
    assert "What you can ask me" in again.body
