"""`sixsense connect` as a person at a terminal sees it: a link, a browser, what is seen there."""

import asyncio
import re
import sys
from pathlib import Path

from bot.store.keys import fresh_key
from sandbox.org import OrgSandbox
from tests.patience import PATIENT

ROOT = Path(__file__).parents[3]


async def started(org, url, *words, **more):
    """The command as a process; its environment holds what a deployer would set."""
    told = org.connection
    env = {
        "PATH": "/usr/bin:/bin",
        "COLUMNS": "200",
        "DATABASE_URL": url,
        "SECRET_KEYS": fresh_key(),
        "PRACTICE": "1",
        "SALESFORCE_CA_FILE": org.ca_file,
        "TRUST_URL": org.url,
        "SALESFORCE_CLIENT_ID": told["client_id"],
        "SALESFORCE_CLIENT_SECRET": told["client_secret"],
        **more,
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "connect", *words, cwd=ROOT, env=env,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def link_of(process):
    async with asyncio.timeout(PATIENT):
        while line := (await process.stdout.readline()).decode():
            if found := re.search(r"http://127\.0\.0\.1:\d+/salesforce/connect\S+", line):
                return found[0]
    raise AssertionError((await process.stderr.read()).decode())


async def test_a_link_a_browser_and_what_is_seen_there(sqlite_url, browser):
    async with OrgSandbox() as org:
        process = await started(org, sqlite_url, "acme-prod")
        await browser.sign_in(await link_of(process))
        assert "acme-prod is connected" in browser.text
        said, wrong = await asyncio.wait_for(process.communicate(), 30)
        assert process.returncode == 0, wrong.decode()
        text = said.decode()
        assert "Acme Example Inc, production" in text
        assert "ada.admin@acme.example.com" in text
        for secret in ("5Aep861", org.connection["client_secret"]):
            assert secret not in text + wrong.decode()


async def test_deny_ends_it_with_a_sentence(sqlite_url, browser):
    async with OrgSandbox() as org:
        process = await started(org, sqlite_url, "acme-prod")
        await browser.open(await link_of(process))
        await browser.follow("Continue to Salesforce")
        await browser.press("user", "ada")
        await browser.press("decision", "deny")
        said, _ = await asyncio.wait_for(process.communicate(), 30)
        assert process.returncode == 1
        assert "acme-prod is not connected" in said.decode()


async def test_a_strange_host_is_usage(sqlite_url):
    async with OrgSandbox() as org:
        process = await started(org, sqlite_url, "acme-prod", "--host", "evil.example.com")
        said, _ = await asyncio.wait_for(process.communicate(), 30)
        assert process.returncode == 64
        assert "only Salesforce's own hosts" in said.decode()
