"""How long a connection lives: renewed while nobody uses it, and honest when it has ended."""

import asyncio

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.store.audit import head_place
from bot.store.connecting_tables import renewals, signins
from bot.store.connections import place as place_of
from bot.store.keys import KeyRing, fresh_key
from bot.store.office_tables import audit_heads
from bot.store.tables import orgs
from tests.certificate import certificate, private
from tests.patience import PATIENT

DAY = 86_400.0
CHECKER = "checker@acme.example.com"


async def until(condition, seconds=PATIENT):
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.05)


def refreshes(p):
    return sum(r["path"].endswith("/services/oauth2/token") for r in p.org.requests)


async def write(p, statement):
    await p.served.process.runs.store.awrite(lambda conn: conn.execute(statement))


async def test_what_nobody_used_for_a_week_is_renewed_once(place, browser, store_url):
    async with place(database_url=store_url) as p:
        p.org.change({"oauth": {"refresh_token_rotation": True}})
        await browser.sign_in(await p.link())
        await p.direct("is connected")
        before, asked = await p.known(), refreshes(p)
        await write(p, renewals.update().values(renewed=renewals.c.renewed - 8 * DAY, tried=0.0))
        assert "22 days left" in str((await p.type("/6sense orgs")).blocks)

        async def renewed():
            return (await p.known()).token_version > before.token_version

        await until(renewed)
        after = await p.known()
        assert after.secrets.refresh_token != before.secrets.refresh_token
        assert refreshes(p) == asked + 1
        assert "30 days left" in str((await p.type("/6sense orgs")).blocks)


async def test_a_renewal_that_is_refused_shows_where_orgs_are_listed(place, browser):
    async with place() as p:
        await browser.sign_in(await p.link())
        await p.direct("is connected")
        p.change_app(blocked=True)
        await write(p, renewals.update().values(renewed=renewals.c.renewed - 8 * DAY, tried=0.0))

        async def refused():
            rows = await p.served.process.runs.store.awrite(
                lambda conn: conn.execute(renewals.select()).all()
            )
            return rows[0].failures == 1

        await until(refused)
        said = await p.direct("I can no longer look into acme-prod")
        assert "blocked in this org" in said.text
        assert "Connect again" in str(said.blocks)
        told = await p.type("/6sense orgs")
        assert "my access has ended" in str(told.blocks)
        await p.ws.click(told, "Connect again", user="wanda")
        await p.ws.wait_for(lambda m: bool(m.ephemeral_to) and "Connect acme-prod" in m.text, 10)


async def test_a_sign_in_that_a_process_died_over_is_told(place, browser):
    async with place() as p:
        await p.link()
        await write(p, signins.update().values(stage="back", until=0.0))
        told = await p.direct("acme-prod is not connected")
        assert "stopped in the middle" in told.text
        assert "/6sense connect acme-prod" in told.text


async def test_tokens_that_no_key_opens_are_said_so_and_the_org_connected_again(place, browser):
    async with place() as p:
        await browser.sign_in(await p.link())
        await p.direct("is connected")
        lost, known = KeyRing(fresh_key()), await p.known()
        await write(p, orgs.update().values(sealed=lost.seal("{}", place_of(known))))
        await write(p, audit_heads.update().values(sealed=lost.seal("{}", head_place(p.tenant))))
        await p.ws.command("/6sense check acme-prod", user="wanda", channel="support")
        assert "SECRET_KEYS" in str((await p.report()).blocks)
        await p.type("/6sense doctor")
        told = await p.ws.wait_for(lambda m: "clock, by Slack's" in m.text)
        assert "Key ring: no key opens 2 values" in told.text
        assert "The record does not hold" in (await p.type("/6sense audit")).text
        await browser.sign_in(await p.link("/6sense connect acme-prod again"))
        assert "acme-prod is connected" in browser.text
        assert (await p.known()).secrets.refresh_token
        await write(p, orgs.update().values(sealed=lost.seal("{}", place_of(known))))
        asked = await p.type("/6sense disconnect acme-prod")
        await p.ws.click(asked, "Disconnect acme-prod", user="wanda")
        gone = await p.direct("acme-prod is disconnected")
        assert "could not end my access in Salesforce" in gone.text


KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "bot.pem"
    path.write_bytes(private(KEY))
    return path


async def test_jwt_bearer_needs_no_browser_and_signs_in_anew_by_itself(place, key_file):
    async with place(salesforce_jwt_key_file=key_file) as p:
        p.change_app(certificate=certificate(KEY))
        told = await p.type(f"/6sense connect acme-prod as {CHECKER}")
        assert f"signing in as {CHECKER}" in told.text
        said = await p.direct("acme-prod is connected")
        assert CHECKER in str(said.blocks)
        known = await p.known()
        assert (known.secrets.jwt_user, known.secrets.refresh_token) == (CHECKER, "")
        p.org.org.sessions._ended.update(p.org.org.sessions._issued)
        await p.ws.command("/6sense check acme-prod", user="wanda", channel="support")
        report = await p.report()
        assert "assertion" not in report.text
        assert (await p.known()).token_version > known.token_version


async def test_jwt_bearer_for_somebody_who_never_agreed(place, key_file):
    async with place(salesforce_jwt_key_file=key_file) as p:
        p.change_app(certificate=certificate(KEY))
        await p.type("/6sense connect acme-prod as ivy.installer@acme.example.com")
        said = await p.direct("acme-prod is not connected")
        assert "has not agreed to the bot's app" in said.text
        assert "Pre-authorize" in said.text
        assert await p.known() is None


async def test_jwt_bearer_without_a_key_or_with_one_that_is_none(place, tmp_path):
    async with place() as p:
        told = await p.type(f"/6sense connect acme-prod as {CHECKER}")
        assert "SALESFORCE_JWT_KEY_FILE" in told.text
    bad = tmp_path / "bad.pem"
    bad.write_text("no key at all")
    async with place(salesforce_jwt_key_file=bad) as p:
        await p.type(f"/6sense connect acme-prod as {CHECKER}")
        said = await p.direct("acme-prod is not connected")
        assert "holds no PEM private key" in said.text
        assert "no key at all" not in str(said.blocks)
