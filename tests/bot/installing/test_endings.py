"""The end of an installation: told twice, in any order, late or again; one person's token."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import func, select

from bot.store.installation_tables import homes, installations
from bot.store.tables import messages, orgs, runs
from tests.bot.installing.test_home import looked
from tests.patience import PATIENT, until

ACME, CUSTOMER = "-/T0ACME001/workspace", "-/T0CUST001/workspace"


async def count(p, table, tenant=ACME):
    query = select(func.count()).select_from(table).where(table.c.tenant == tenant)
    return await p.served.process.runs.store.awrite(lambda conn: conn.scalar(query))


def events(p, kind):
    return [
        d for d in p.ws.deliveries if (d.request.payload.get("event") or {}).get("type") == kind
    ]


async def lived_in(p):
    """A workspace with an org, a check, and somebody's Home tab."""
    await p.install("wanda")
    await p.connect(ACME)
    await looked(p, "sam")
    await p.ws.command("/6sense check acme-prod", user="sam", channel="support")
    await until(lambda: [m for m in p.ws.messages("support") if m.text.startswith("✓ OK")])


@pytest.mark.parametrize("order", ["uninstalled_first", "revoked_first"])
async def test_everything_of_the_workspace_goes_once_however_it_is_told(place, order):
    async with place() as p:
        p.ws.configure(uninstall_order=order)
        await lived_in(p)
        p.ws.uninstall()
        await p.ws.settled()
        assert await p.kept(ACME) is None, "no token is kept by the time Slack has its answer"
        told = events(p, "app_uninstalled") + events(p, "tokens_revoked")
        assert [d.status for d in told] == [200, 200]
        again = await asyncio.gather(*(p.ws.deliver(d) for d in told * 2))
        assert {d.status for d in again} == {200}
        for table in (installations, homes, orgs, runs, messages):
            await until_none(p, table)


async def until_none(p, table):
    async with asyncio.timeout(PATIENT):
        while await count(p, table):
            await asyncio.sleep(0.05)


async def test_nothing_is_said_after_the_end(place):
    async with place() as p:
        await lived_in(p)
        p.org.change({"weather": {"latency": 0.5}})
        await p.ws.command("/6sense check acme-prod", user="sam", channel="support")
        p.ws.uninstall()
        await p.ws.settled()
        calls = len(p.ws.calls)
        for table in (runs, messages):
            await until_none(p, table)
        assert [c.method for c in p.ws.calls[calls:] if c.ok] == []


async def test_another_workspace_is_not_touched(place):
    async with place() as p:
        await lived_in(p)
        await p.install("cara")
        await p.connect(CUSTOMER)
        p.ws.uninstall()
        await p.ws.settled()
        await until_none(p, orgs)
        assert (await p.kept(CUSTOMER)).team == "T0CUST001"
        assert await count(p, orgs, CUSTOMER) == 1
        said = await p.ws.command("/6sense help", user="cara", channel="acme-shared")
        assert "acme-prod" in said.body


async def test_an_end_that_is_told_late_does_not_end_what_was_installed_since(place):
    async with place() as p:
        await p.install("wanda")
        p.ws.uninstall()
        await p.ws.settled()
        late, early = events(p, "app_uninstalled")[0], events(p, "tokens_revoked")[0]
        await p.install("wanda")
        assert (await p.ws.deliver(early)).status == 200
        assert (await p.ws.deliver(late)).status == 200
        assert await p.kept(ACME) is not None
        late.request.payload["event_time"] -= 3600
        late.request.payload["event_id"] = "Ev0LATE"
        assert (await p.ws.deliver(late)).status == 200
        assert await p.kept(ACME) is not None


async def test_one_persons_revoked_token_touches_only_that_person(place):
    async with place() as p:
        await lived_in(p)
        await looked(p, "olga")
        browser = p.browser()
        url = await browser.begin() + "&user_scope=users:read"
        made = p.ws.consent(url, "olga")
        own = await _personal(p, made)
        await AsyncWebClient(token=own, base_url=p.ws.api_url).auth_revoke()
        await p.ws.settled()
        assert len(events(p, "tokens_revoked")) == 1
        assert (await p.kept(ACME)).team == "T0ACME001"
        assert await count(p, homes) == 1, "hers alone is gone"
        assert await count(p, orgs) == await count(p, runs) == 1
        said = await p.ws.command("/6sense help", user="olga", channel="support")
        assert "acme-prod" in said.body


async def _personal(p, back):
    """The token of a person's own that comes with an installation which asks for one."""
    app = p.ws.world.app
    client = AsyncWebClient(base_url=p.ws.api_url)
    given = {k: v[0] for k, v in parse_qs(urlsplit(back).query).items()}
    said = await client.api_call(
        "oauth.v2.access",
        params={
            "client_id": app.client_id,
            "client_secret": app.client_secret,
            "code": given["code"],
            "redirect_uri": "https://bot.example.com/slack/oauth_redirect",
        },
    )
    return said["authed_user"]["access_token"]


async def test_what_is_installed_again_at_once_is_not_forgotten_with_the_rest(place):
    async with place() as p:
        await lived_in(p)
        p.org.change({"weather": {"latency": 0.5}})  # ending the grant takes its time
        p.ws.uninstall()
        await p.ws.settled()
        await p.install("wanda")
        assert await count(p, orgs) == 0, "it begins anew"
        await p.connect(ACME)
        await until(lambda: p.direct("wanda")[1:])
        said = await p.ws.command("/6sense access give viewer everyone", user="wanda")
        assert "Owner" in said.body or "owner" in said.body
        workflows = "SELECT count(*) FROM workflow_status WHERE status NOT IN ('SUCCESS')"
        async with asyncio.timeout(PATIENT):
            while await p.served.process.runs.store.awrite(
                lambda conn: conn.exec_driver_sql(workflows).scalar()
            ):
                await asyncio.sleep(0.1)
        assert await count(p, orgs) == await count(p, installations) == 1
