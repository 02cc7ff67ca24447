"""An org that refuses the bot's own app: the cause, who, and how, as clearly as for 6sense's."""

import asyncio

import pytest

from bot.errands import examining

#: What the org's administrator did to the bot's app, and what people read about it.
TROUBLE = [
    ({"blocked": True}, "blocked in this org", "Unblock the bot's app"),
    ({"enabled": False}, "switched off in this org", "enable the app and its OAuth"),
    (
        {"permitted_users": "AdminApprovedPreAuthorized"},
        "for admin-approved users only",
        "Assign the user's profile",
    ),
    ({"has_policies": False}, "lost its policies", "install the bot's app again"),
]


@pytest.mark.parametrize(("app", "cause", "then"), TROUBLE)
async def test_while_connecting_on_the_page_and_in_slack(place, browser, app, cause, then):
    async with place() as p:
        p.change_app(**app)
        await browser.open(await p.link())
        await browser.follow("Continue to Salesforce")
        await browser.press("user", "ada")
        await browser.follow("Back to the app")  # Salesforce's own error page leads back
        assert browser.page.status_code == 400
        told = await p.direct("acme-prod is not connected")
        for text in (browser.text, str(told.blocks)):
            assert cause in text
            assert then in text
            assert "Who: Salesforce System Administrator" in text
        assert "/lightning/setup/" in browser.page.text
        assert "/lightning/setup/" in str(told.blocks)
        assert await p.known() is None


async def test_an_app_that_is_not_in_this_org(place, browser):
    async with place() as p:
        p.org.change(
            {
                "clients": {
                    "bot": {"name": "Bot", "app": "elsewhere", "callback_urls": ["http://*"]}
                },
            }
        )
        client_id, _ = p.org.org.state.client("elsewhere")
        await browser.open(await p.link())
        asked = await asyncio.to_thread(
            browser.session.get,
            browser.onward(),
            allow_redirects=False,
        )
        ours = p.org.connection["client_id"]
        await browser.open(asked.headers["Location"].replace(ours, client_id))
        await browser.press("user", "ada")
        await browser.follow("Back to the app")
        assert "does not have the bot's own app" in browser.text
        assert "Install the bot's app" in browser.text


@pytest.mark.parametrize(("app", "cause", "then"), TROUBLE[:2])
async def test_in_a_check_it_is_the_first_thing_said(place, browser, app, cause, then):
    async with place() as p:
        await browser.sign_in(await p.link())
        await p.direct("acme-prod is connected")
        p.change_app(**app)
        p.org.org.sessions._ended.update(p.org.org.sessions._issued)
        await p.ws.command("/6sense check acme-prod", user="wanda", channel="support")
        report = await p.report()
        assert cause in report.text
        assert then in report.text
        shown = str(report.blocks)
        assert "/lightning/setup/ConnectedAppsUsage" in shown
        link = await p.ws.click(report, "Connect again", user="wanda")
        assert link.status == 200
        await p.ws.wait_for(lambda m: m.ephemeral_to and m.text.startswith("Connect acme-prod"), 10)


async def test_a_revoked_grant_says_reconnect_and_how(place, browser):
    async with place() as p:
        await browser.sign_in(await p.link())
        await p.direct("acme-prod is connected")
        for key, token in p.org.org.state.scenario.tokens.items():
            if token.user == "ada":
                p.org.change({"tokens": {key: {"revoked": True}}})
        await p.ws.command("/6sense check acme-prod", user="wanda", channel="support")
        report = await p.report()
        assert "access to this org has ended" in report.text
        assert "Connect this org again" in report.text
        told = await p.type("/6sense orgs")
        assert "my access has ended" in str(told.blocks)
        assert "Connect again" in str(told.blocks)
        looked = examining.stored(p.settings, p.served.process.runs.store, p.served.process.ring)
        red = [line for line in looked if line.mark == "fail"]
        assert "acme-prod" in red[0].text
        assert "/6sense connect acme-prod" in red[0].detail
        again = await p.ws.click(report, "Connect again", user="wanda")
        assert again.status == 200
