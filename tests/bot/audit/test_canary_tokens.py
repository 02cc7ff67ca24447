"""The canary where tokens are made: installing with rotation, and signing in to an org."""

import logging
import re

from tests.bot.audit.test_canary import files, searched
from tests.bot.connecting.conftest import browser as browser  # noqa: PLC0414 -- a fixture
from tests.bot.connecting.conftest import place as org_place  # noqa: F401 -- a fixture
from tests.bot.installing.conftest import place as slack_place  # noqa: F401 -- a fixture
from tests.bot.installing.test_rotation import ACME, ROTATING, spoken_to


async def test_installing_and_renewing_leaves_no_token_anywhere(slack_place, caplog):  # noqa: F811 -- the fixture
    caplog.set_level(logging.DEBUG)
    async with slack_place(app=ROTATING) as p:
        page = await p.install("wanda")
        secrets = await tokens(p, "first ")
        p.ws.advance(43_201)
        await spoken_to(p, 2)
        secrets |= await tokens(p, "second ")
        assert len(set(secrets.values())) == 4, "they rotated"
        secrets["client secret"] = p.settings.slack_client_secret.get_secret_value()
        secrets["signing secret"] = p.settings.slack_signing_secret.get_secret_value()
        secrets["key"] = p.settings.secret_keys.get_secret_value()
        codes = re.findall(r"'code': '([^']{8,})'", repr(p.ws.calls))
        secrets |= {f"code {n}": code for n, code in enumerate(codes)}
        said = repr([c.args for c in p.ws.calls]) + page
        places = {"the log": caplog.text.encode(), "said": said.encode()}
        places |= files(p.settings.database_url)
        assert searched(secrets, places) == []


async def tokens(p, when):
    kept = await p.kept(ACME)
    found = {"token": kept.token, "refresh token": kept.refresh_token}
    assert all(found.values())
    return {when + name: value for name, value in found.items()}


async def org_tokens(p, when):
    now = (await p.known()).secrets
    found = {f"{when} access token": now.access_token, f"{when} refresh token": now.refresh_token}
    assert all(found.values())
    return found


async def renewed(p):
    """A check for which the org wants a new access token, and gives a new refresh token too."""
    p.org.change({"oauth": {"refresh_token_rotation": True}})
    p.org.org.sessions._ended.update(p.org.org.sessions._issued)
    await p.ws.command("/6sense check acme-prod", user="wanda", channel="support")
    await p.report("acme-prod")
    return await org_tokens(p, "second")


async def test_signing_in_to_an_org_leaves_no_token_anywhere(org_place, browser, caplog):  # noqa: F811 -- the fixtures
    caplog.set_level(logging.DEBUG)
    async with org_place() as p:
        await browser.sign_in(await p.link("/6sense connect acme-prod"))
        assert "acme-prod is connected" in browser.text
        await p.direct("acme-prod is connected")
        await p.type("/6sense orgs")
        secrets = await org_tokens(p, "first")
        secrets |= await renewed(p)
        assert len(set(secrets.values())) == 4, "they rotated"
        secrets["client secret"] = p.settings.salesforce_client_secret.get_secret_value()
        # Good once, for ten minutes, in one browser: codes and states must not outlive it either.
        codes = [c for step in browser.visited for c in re.findall(r"[?&]code=([^&]+)", step)]
        assert codes
        secrets |= {f"code {n}": code for n, code in enumerate(codes)}
        spoken = [*p.ws.ephemerals("wanda"), *p.ws.messages("support")]
        ours = [r for r in caplog.records if not r.name.startswith(("aiohttp.access", "urllib3"))]
        places = {
            "the log": "\n".join(r.getMessage() for r in ours).encode(),
            "every word in the log of libraries": caplog.text.encode(),
            "messages": repr([(m.text, m.blocks) for m in spoken]).encode(),
            "the page": browser.page.content,
            **files(p.settings.database_url),
        }
        known = {name: value for name, value in secrets.items() if not name.startswith("code")}
        # The practice servers of this test log the addresses they are asked for, codes included.
        assert searched(known, places) == []
        del places["every word in the log of libraries"]
        assert searched(secrets, places) == []
