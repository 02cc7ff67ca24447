"""The demo's org can be connected again by its visitor."""

from bot.commands.stage import staged
from bot.settings import Settings


async def test_the_practice_org_is_signed_in_to_anew(browser):
    async with staged(Settings(), "healthy-eca") as stage:
        ws = stage.workspace
        await ws.command("/6sense connect acme-prod again", user="wanda", channel="support")
        told = await ws.wait_for(lambda m: "Sign in to Salesforce" in m.text, 40)
        link = next(e["url"] for e in told.elements() if e.get("url"))
        await browser.sign_in(link)
        assert "acme-prod is connected" in browser.text
        await ws.wait_for(lambda m: "acme-prod is connected" in m.text, 60)
        await ws.settled()
