"""What comes to the callback is not to be trusted: refused with a page a person understands."""

from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import aiohttp
import pytest

BAIT = "<script>alert(1)</script>"
TENANT = "-/T0ACME001/workspace"


async def begun(p, browser, user="wanda", **consent):
    """The query Slack sends this browser back with."""
    return urlsplit(p.ws.consent(await browser.begin(), user, **consent)).query


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"state": None}, "do not know this start"),
        ({"state": ""}, "do not know this start"),
        ({"state": BAIT}, "do not know this start"),
        ({"state": "ab" * 90}, "do not know this start"),
        ({"state": "\u2603" * 20}, "do not know this start"),
        ({"state": "ab" * 4000}, "not one of Slack&#x27;s"),
        ({"code": "x" * 4000}, "not one of Slack&#x27;s"),
        ({"code": None}, "carries no code"),
        ({"code": BAIT}, "invalid_code"),
        ({"code": "1.2.made-up"}, "invalid_code"),
        ({"error": "access_denied"}, "You pressed Cancel"),
        ({"error": BAIT}, "Slack refused"),
        ({"error": "x" * 4000}, "not one of Slack&#x27;s"),
        ({"code": "x" * 200_000}, "not one of Slack&#x27;s"),
    ],
    ids=lambda case: str(case)[:30],
)
async def test_a_changed_callback_is_refused(place, change, part):
    async with place() as p:
        browser = p.browser()
        given = dict(parse_qsl(await begun(p, browser))) | change
        status, text = await browser.back(
            urlencode({k: v for k, v in given.items() if v is not None})
        )
        assert (status, part in text) == (400, True), text
        assert BAIT not in text
        assert "Start again" in text
        assert await p.kept(TENANT) is None
        held = browser.headers
        assert "frame-ancestors 'none'" in held["Content-Security-Policy"]
        assert held["X-Content-Type-Options"] == "nosniff"
        assert held["Cache-Control"] == "no-store"


async def test_cancel_in_slack_installs_nothing(place):
    async with place() as p:
        browser = p.browser()
        status, text = await browser.back(await begun(p, browser, allow=False))
        assert (status, "You pressed Cancel" in text) == (400, True)
        assert await p.kept(TENANT) is None


async def test_a_state_is_good_once(place):
    async with place() as p:
        browser = p.browser()
        query = await begun(p, browser)
        looked = await browser.http.head(f"{browser.base}/slack/oauth_redirect?{query}")
        assert looked.status == 405, "a look at the address spends nothing"
        assert (await browser.back(query))[0] == 200
        status, text = await browser.back(query)
        assert (status, "used already" in text) == (400, True)


async def test_a_parameter_given_twice_is_refused(place):
    async with place() as p:
        browser = p.browser()
        status, _ = await browser.back(await begun(p, browser) + "&code=another")
        assert status == 400
        assert await p.kept(TENANT) is None


async def test_a_state_that_began_in_another_browser_is_refused(place):
    async with place() as p:
        mine, theirs = p.browser(), p.browser()
        query = await begun(p, theirs)  # the link of a stranger, to put their workspace under me
        await mine.begin()
        status, text = await mine.back(query)
        assert (status, "another browser" in text) == (400, True)
        status, _ = await p.browser().back(query)  # and one without any cookie
        assert status == 400
        assert await p.kept(TENANT) is None


async def test_a_start_is_good_for_ten_minutes(place, monkeypatch):
    async with place() as p:
        browser = p.browser()
        monkeypatch.setattr("bot.web.install._LASTS", -1)
        begun_long_ago = await browser.begin()
        monkeypatch.undo()
        browser.http.cookie_jar.clear()
        await browser.begin()
        query = urlsplit(p.ws.consent(begun_long_ago, "wanda")).query
        status, text = await browser.back(query)
        assert (status, "took too long" in text) == (400, True)


async def test_two_tabs_of_one_browser_both_arrive(place):
    async with place() as p:
        browser = p.browser()
        first, second = await begun(p, browser), await begun(p, browser)
        assert [(await browser.back(query))[0] for query in (second, first)] == [200, 200]


async def test_the_cookie_is_for_this_alone(place):
    async with place(practice=False) as p:
        browser = p.browser()
        async with browser.http.get(f"{browser.base}/slack/install") as page:
            cookie, text = page.headers["Set-Cookie"], await page.text()
        assert cookie.startswith("__Host-sixsense-install="), "no other host can set it"
        held = {part.strip() for part in cookie.split(";")[1:]}
        assert held == {"HttpOnly", "Max-Age=600", "Path=/", "SameSite=Lax", "Secure"}
        assert "to post the result of a check" in text, "it says why it asks for each scope"


async def test_slack_is_asked_for_exactly_our_scopes_and_sends_people_to_us(place):
    async with place() as p:
        asked = parse_qs(urlsplit(await p.browser().begin()).query)
        assert asked["redirect_uri"] == ["https://bot.example.com/slack/oauth_redirect"]
        assert "chat:write" in asked["scope"][0].split(",")
        assert len(asked["state"][0]) < 1024


async def test_nobody_is_sent_elsewhere(place):
    async with place() as p:
        browser, evil = p.browser(), "https://evil.example"
        held = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
        url = f"{browser.base}/slack/install?redirect_uri={evil}&next={evil}"
        page = await browser.http.get(url, headers=held)
        assert "evil.example" not in await page.text()
        query = await begun(p, browser) + f"&redirect_uri={evil}&next={evil}"
        status, text = await browser.back(query)
        assert (status, "evil.example" in text) == (200, False)


@pytest.mark.parametrize("error", ["fatal_error", "invalid_client_id", "bad_redirect_uri"])
async def test_where_slack_does_not_exchange_it_nothing_is_kept(place, error):
    async with place() as p:
        browser = p.browser()
        query = await begun(p, browser)
        p.ws.fail("oauth.v2.access", error)
        status, text = await browser.back(query)
        assert (status, error in text) == (400, True)
        assert await p.kept(TENANT) is None


async def test_where_slack_is_not_reached_the_page_says_so(place):
    async with place() as p:
        browser = p.browser()
        query = await begun(p, browser)
        p.ws.fail("oauth.v2.access", cut=True)
        status, text = await browser.back(query)
        assert (status, "could not be reached" in text) == (502, True)
        assert await p.kept(TENANT) is None


async def test_one_workspace_alone_has_no_install_page(town):
    url = "http://127.0.0.1:{}/slack/install"
    async with town() as t, aiohttp.ClientSession() as http:
        page = await http.get(url.format(t.served.port))
        assert page.status == 404
