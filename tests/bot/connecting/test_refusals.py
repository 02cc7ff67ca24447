"""What is turned away, before anything is stored: each with a page and a sentence."""

import asyncio
import time
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errands.admitting import Admitting
from bot.orgs.authorize import Way
from bot.orgs.signin import SignIn
from bot.store import retention, tenants
from bot.store import signins as signins_of
from bot.store.connecting_tables import signins
from bot.store.tables import orgs


async def count(p, table):
    return await p.served.process.runs.store.awrite(
        lambda conn: len(conn.execute(table.select()).all())
    )


async def stored(p):
    return await count(p, orgs)


def turned_away(browser, why):
    assert browser.page.status_code == 400
    assert why in browser.text


def callback(p, **query):
    return f"{p.settings.public_url}/salesforce/callback?" + "&".join(
        f"{name}={value}" for name, value in query.items()
    )


async def returned(p, browser):
    """Where Salesforce would send the browser, stopped just before: its address."""
    await browser.open(await p.link())
    await browser.follow("Continue to Salesforce")
    await browser.press("user", "ada")
    sent = await asyncio.to_thread(pressed_allow, browser)
    return sent.headers["Location"]


def pressed_allow(browser):
    post = browser.session.post
    browser.session.post = lambda *a, **k: post(*a, **k, allow_redirects=False)
    try:
        return browser._press("decision", "allow").page
    finally:
        browser.session.post = post


HOSTS = [
    "evil.example.com",
    "https://acme.my.salesforce.com.evil.example.com",
    "http://acme.my.salesforce.com",
    "https://acme.my.salesforce.com@evil.example.com",
    "169.254.169.254",
    "https://127.0.0.1:1",
    "file:///etc/passwd",
    "acme.salesforce.com",
]


async def test_a_host_that_is_not_salesforces(place):
    async with place(practice=False) as p:
        for host in HOSTS:
            told = await p.type(f"/6sense connect acme-prod {host}")
            assert "I cannot sign in at" in told.text
            assert "production" in told.text
        assert await stored(p) == 0
        assert await count(p, signins) == 0


BEGINS = [
    ("", "login.salesforce.com"),
    ("production", "login.salesforce.com"),
    ("sandbox", "test.salesforce.com"),
    ("acme", "acme.my.salesforce.com"),
    ("acme--uat", "acme--uat.sandbox.my.salesforce.com"),
    ("acme-dev-ed.develop.my.salesforce.com", "acme-dev-ed.develop.my.salesforce.com"),
    ("https://acme.my.salesforce.com/lightning/page", "acme.my.salesforce.com"),
]


async def test_where_a_sign_in_begins(place, browser):
    async with place(practice=False) as p:
        for host, at in BEGINS:
            link = await p.link(f"/6sense connect acme-prod {host}")
            await browser.open(link)
            sent = await asyncio.to_thread(
                browser.session.get, browser.onward(), allow_redirects=False
            )
            assert sent.status_code == 303
            address = urlsplit(sent.headers["Location"])
            assert address.netloc == at
            asked = parse_qs(address.query)
            assert asked["code_challenge_method"] == ["S256"]
            assert asked["scope"] == ["api refresh_token"]
            assert asked["redirect_uri"] == [f"{p.settings.public_url}/salesforce/callback"]
            assert len(asked["state"][0]) >= 40


STRANGE = [
    {},
    {"code": "x"},
    {"state": "", "code": "x"},
    {"state": "made-up", "code": "x"},
    {"state": "a", "code": "y" * 4000},
    {"state": "a" * 4000, "code": "y"},
    {"state": "a" * 30_000},
    {"state": "a" * 200_000, "code": "y"},
    {"state": "a%00b", "code": "y"},
    {"error": "access_denied"},
    {"state": "%3Cscript%3Ealert(1)%3C/script%3E", "error": "%3Cscript%3E"},
]


async def test_a_return_that_nobody_asked_for(place, browser):
    async with place() as p:
        await browser.open(await p.link())
        for query in STRANGE:
            await browser.open(callback(p, **query))
            assert browser.page.status_code == 400, query
            assert "I do not know this sign-in" in browser.text, query
            assert "<script" not in browser.page.text
        assert await stored(p) == 0


async def test_parameters_said_twice_say_nothing(place, browser):
    async with place() as p:
        address = await returned(p, browser)
        await browser.open(f"{address}&state=other")
        assert browser.page.status_code == 400
        await browser.open(address)
        assert "is connected" in browser.text


async def test_a_return_counts_once(place, browser):
    async with place() as p:
        address = await returned(p, browser)
        looked = await asyncio.to_thread(browser.session.head, address)
        assert looked.status_code == 405, "a look at the address spends nothing"
        await browser.open(address)
        assert browser.page.status_code == 200
        before = await p.known()
        await browser.open(address)
        turned_away(browser, "used already")
        assert await p.known() == before


async def test_two_returns_at_once_make_one_connection(place, browser):
    async with place() as p:
        address = await returned(p, browser)
        get = browser.session.get
        both = await asyncio.gather(*(asyncio.to_thread(get, address) for _ in range(5)))
        assert sorted(page.status_code for page in both) == [200, 400, 400, 400, 400]
        tokens = [r for r in p.org.requests if r["path"] == "/services/oauth2/token"]
        assert len(tokens) == 1


async def test_a_forwarded_callback_is_foreign(place, browser, other_browser):
    async with place() as p:
        address = await returned(p, browser)
        await other_browser.open(address)
        turned_away(other_browser, "another browser")
        assert await stored(p) == 0
        await browser.open(address)
        assert "is connected" in browser.text, "and its own browser still may"


async def test_a_link_belongs_to_the_browser_that_went_off_with_it(place, browser, other_browser):
    async with place() as p:
        link = await p.link()
        await browser.open(link)
        await browser.follow("Continue to Salesforce")
        await other_browser.open(link)
        await other_browser.follow("Continue to Salesforce")
        turned_away(other_browser, "another browser")


async def test_the_page_that_says_who_asks_cannot_be_skipped(place, browser, other_browser):
    async with place() as p:
        link = await p.link()
        bare = link.replace("/connect?", "/connect/go?")
        await browser.open(link.replace("ticket=", "ticket=x"))  # some page: it has a cookie now
        await browser.open(bare)
        turned_away(browser, "was not shown who asks")
        await other_browser.open(link)
        await browser.open(other_browser.onward())  # what another browser was shown
        assert browser.page.status_code == 400
        await other_browser.sign_in(link)
        assert "is connected" in other_browser.text, "nothing of it was spent"


async def test_without_cookies_nothing_is_spent(place, browser, other_browser):
    async with place() as p:
        link = await p.link()
        await other_browser.open(link)
        onward = other_browser.onward()
        other_browser.session.cookies.clear()
        await other_browser.open(onward)
        turned_away(other_browser, "cookies allowed")
        await browser.sign_in(link)
        assert "is connected" in browser.text


async def test_looking_at_a_link_binds_nobody(place, browser, other_browser):
    async with place() as p:
        link = await p.link()
        await other_browser.open(link)  # a preview, a scanner
        await browser.sign_in(link)
        assert "is connected" in browser.text


@pytest.mark.parametrize("when", ["before", "after"])
async def test_ten_minutes_and_no_more(place, browser, when):
    async with place() as p:
        link = await p.link()
        await browser.open(link)
        if when == "after":
            await browser.follow("Continue to Salesforce")
            await browser.press("user", "ada")
        await p.served.process.runs.store.awrite(
            lambda conn: conn.execute(signins.update().values(until=signins.c.until - 601))
        )
        if when == "after":
            await browser.press("decision", "allow")
        else:
            await browser.open(link)
        turned_away(browser, "expired")
        assert await stored(p) == 0


async def test_deny_is_told_on_the_page_and_in_slack(place, browser):
    async with place() as p:
        await browser.open(await p.link())
        await browser.follow("Continue to Salesforce")
        await browser.press("user", "ada")
        await browser.press("decision", "deny")
        turned_away(browser, "pressed Deny")
        told = await p.direct("acme-prod is not connected")
        assert "Press Allow" in told.text or "press Allow" in told.text
        assert await stored(p) == 0


async def test_whatever_salesforce_says_of_a_refusal_is_text(place, browser):
    async with place() as p:
        state = parse_qs(urlsplit(await returned(p, browser)).query)["state"][0]
        said = "%3Cb%3E%3C!channel%3E%0A%E2%80%AE" + "x" * 5_000
        await browser.open(callback(p, state=state, error="strange", error_description=said))
        turned_away(browser, "Salesforce answered strange: xxx")
        assert "<b>" not in browser.page.text
        told = await p.direct("acme-prod is not connected")
        assert "<!channel>" not in str(told.blocks)


async def test_production_was_said_and_a_sandbox_came(place, browser):
    async with place("sandbox-refreshed") as p:
        await browser.sign_in(await p.link())
        turned_away(browser, "That org is a sandbox org, and you asked for production")
        assert await stored(p) == 0
        revoked = [r for r in p.org.requests if r["path"] == "/services/oauth2/revoke"]
        assert len(revoked) == 1, "what was granted in vain is ended"
        await browser.sign_in(await p.link("/6sense connect acme-uat sandbox"))
        assert "acme-uat is connected" in browser.text


async def test_the_same_org_under_another_name(place, browser):
    async with place() as p:
        await browser.sign_in(await p.link())
        await browser.sign_in(await p.link("/6sense connect acme-two"))
        turned_away(browser, "connected here already, as acme-prod")
        assert await stored(p) == 1


async def test_a_name_that_is_taken(place, browser, other_browser):
    async with place() as p:
        early, late = await p.link(), await p.link()
        await browser.sign_in(early)
        told = await p.type("/6sense connect acme-prod")
        assert "connected already" in told.text
        await other_browser.sign_in(late)
        turned_away(other_browser, "taken")
        assert await stored(p) == 1


async def test_connecting_again_is_for_the_same_org(place, browser):
    async with place() as p:
        await browser.sign_in(await p.link())
        before = await p.known()
        await browser.sign_in(await p.link("/6sense connect acme-prod again"))
        assert browser.page.status_code == 200
        after = await p.known()
        assert (after.id, after.token_version) == (before.id, before.token_version + 1)
        assert after.secrets.refresh_token != before.secrets.refresh_token
        p.org.change({"organization": {"id": "00DHs0000009Zzz"}})
        await browser.sign_in(await p.link("/6sense connect acme-prod again"))
        turned_away(browser, "acme-prod is the org 00DHs0000004Acm")
        assert (await p.known()).secrets == after.secrets


async def test_what_was_forgotten_meanwhile_leaves_nothing_behind(place, browser):
    async with place() as p:
        query = parse_qs(urlsplit(await returned(p, browser)).query)
        office, cookie = p.served.process.office, browser.session.cookies["sixsense-signin"]
        store, ring = office.runs.store, office.ring
        signin = SignIn(office.settings, office.orgs)
        admitting = Admitting(office, signin)
        asked, verifier = await store.awrite(
            lambda conn: signins_of.take_back(conn, ring, query["state"][0], cookie)
        )
        way = Way(asked.login_url, asked.callback, verifier)
        given = await asyncio.to_thread(
            signin.by_code, admitting.wanted(asked), way, query["code"][0]
        )
        await store.awrite(lambda conn: retention.erase(conn, ring, p.tenant, "", time.time()))
        good, said = await asyncio.to_thread(admitting.admitted, asked, given)
        assert not good
        assert "was forgotten while you signed in" in said.lead
        assert p.org.requests[-1]["path"] == "/services/oauth2/revoke"
        left = {table.name for table in tenants.tables() if await count(p, table)}
        assert left == {"tombstones"}


async def test_an_address_that_is_not_salesforces_gets_no_token(place, browser):
    async with place() as p:
        address = await returned(p, browser)
        p.org.org.url = "https://evil.example.com"
        await browser.open(address)
        turned_away(browser, "not one of Salesforce")
        assert await stored(p) == 0


async def test_scopes_that_are_missing(place, browser):
    async with place() as p:
        p.change_app(scopes=["api", "openid"])
        await browser.open(await p.link())
        await browser.follow("Continue to Salesforce")
        turned_away(browser, "Add the scopes api and refresh_token")
        assert await stored(p) == 0


async def test_nobody_has_set_me_up(place):
    async with place(salesforce_client_id="") as p:
        told = await p.type("/6sense connect acme-prod")
        assert "SALESFORCE_CLIENT_ID" in told.text
    async with place(public_url="") as p:
        told = await p.type("/6sense connect acme-prod")
        assert "PUBLIC_URL" in told.text


async def test_the_pages_are_not_framed_cached_or_told_of_elsewhere(place, browser):
    async with place() as p:
        await browser.open(await p.link())
        headers = browser.page.headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "HttpOnly" in headers["Set-Cookie"]
        assert "SameSite=Lax" in headers["Set-Cookie"]
    async with place(public_url="https://bot.example.com") as p:
        link = (await p.link()).replace(
            "https://bot.example.com", f"http://127.0.0.1:{p.served.port}"
        )
        await browser.open(link)
        cookie = browser.page.headers["Set-Cookie"]
        assert cookie.startswith("__Host-sixsense-signin=")
        assert "; Secure" in cookie
