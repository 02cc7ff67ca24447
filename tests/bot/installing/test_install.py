"""From the install page to the end, over a real OAuth exchange with the practice workspace."""

from tests.bot.test_story import labels
from tests.patience import until

ACME, CUSTOMER = "-/T0ACME001/workspace", "-/T0CUST001/workspace"


async def test_install_check_uninstall(place):
    async with place() as p:
        assert (await p.ws.command("/6sense help", user="sam")).error == "not_delivered"
        assert "6sense Connect is in Acme Support" in await p.install("wanda")
        await p.connect(ACME)
        p.ws.change_channel("support", members=(*p.ws.world.channel("support").members,))
        said = await p.ws.command("/6sense check acme-prod", user="sam", channel="support")
        assert (said.status, said.body) == (200, "")
        await until(lambda: [m for m in p.ws.messages("support") if m.text.startswith("✓ OK")])
        p.ws.uninstall()
        await p.ws.settled()
        assert await p.kept(ACME) is None
        assert (await p.ws.command("/6sense help", user="sam")).error == "not_delivered"


async def test_who_brought_the_bot_in_hears_once_how_to_go_on(place):
    async with place() as p:
        await p.install("wanda")
        welcome = (await until(lambda: p.direct("wanda")))[0]
        assert welcome.text.startswith("6sense Connect is here")
        assert labels(welcome) == ["Connect an org", "What can I ask?", "Who may do what"]
        await p.install("wanda")
        await p.install("sam")
        await p.ws.command("/6sense help", user="sam", channel="support")
        assert len(p.direct("wanda")) == 1
        assert p.direct("sam") == []
