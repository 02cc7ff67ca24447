"""An org is connected from Slack: the link, the browser, Salesforce, the confirmation, a check."""


async def test_from_the_command_to_a_green_check(place, browser):
    async with place() as p:
        p.org.change({"organization": {"name": "Acme\u202e Example\x1b Inc"}})
        told = await p.type("/6sense connect acme-prod")
        assert "Connect acme-prod" in told.text
        await browser.sign_in(await p.link("/6sense connect acme-prod"))
        assert browser.page.status_code == 200
        assert "acme-prod is connected" in browser.text
        assert "Acme Example Inc" in browser.text
        assert "@wanda asked for it" in browser.text, "whoever signed in may be somebody else"
        assert "revoke" in browser.text.casefold()
        told = await p.direct("acme-prod is connected")
        said = str(told.blocks)
        assert "production" in said
        assert "00DHs0000004Acm" in said
        assert "ada.admin@acme.example.com" in said
        assert "the bot's sign-in" in said
        await p.ws.click(told, "Check now", user="wanda")
        await p.report()
        known = await p.known()
        assert known.secrets.refresh_token
        assert known.learnt.username == "ada.admin@acme.example.com"
