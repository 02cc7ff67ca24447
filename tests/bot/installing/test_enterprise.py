"""An org-wide installation: one tenant for every workspace of the enterprise, strangers outside."""

from tests.bot.installing.test_apart import ORG_WIDE, world
from tests.bot.installing.test_endings import events
from tests.bot.installing.test_home import looked, said
from tests.patience import until


async def everywhere(p):
    """The bot in the whole organisation, in its channels, with one org."""
    await p.install("cara", org_wide=True)
    await p.connect(ORG_WIDE)
    bot = (await p.kept(ORG_WIDE)).bot_user
    for name in ("custsupport", "labssupport", "acme-shared"):
        p.ws.change_channel(name, members=(*p.ws.world.channel(name).members, bot))
    await until(lambda: p.served.process.installations.current(ORG_WIDE).teams)


async def checked(p, user, channel):
    await p.ws.command("/6sense check acme-prod", user=user, channel=channel)
    return (await until(lambda: anchors(p, channel), 20))[0]


def anchors(p, channel):
    here = [m for m in p.ws.messages(channel) if m.bot_id and m.thread_ts in (None, m.ts)]
    return [m for m in here if m.text.startswith("✗")]


async def test_people_of_every_workspace_of_it_are_of_the_house(place):
    async with place(world=world(grid=True), scenario="eca-disabled") as p:
        await everywhere(p)
        kept = await p.kept(ORG_WIDE)
        assert (kept.team, kept.teams) == ("", ("T0CUST001", "T0CUST002"))
        anchor = await checked(p, "cara", "custsupport")
        asked = len(p.org.requests)
        await p.ws.click(anchor, "Retry", user="cara")
        await until(lambda: len(p.org.requests) > asked)
        second = await checked(p, "lena", "labssupport")
        asked = len(p.org.requests)
        await p.ws.click(second, "Retry", user="lena")
        await until(lambda: len(p.org.requests) > asked)
        assert "Customer" in said(await looked(p, "lena"))


async def test_somebody_of_another_company_is_not(place):
    async with place(world=world(grid=True), scenario="eca-disabled") as p:
        await everywhere(p)
        await p.ws.command("/6sense check acme-prod", user="cara", channel="acme-shared")
        asked_first = (await until(lambda: p.ws.ephemerals("cara")))[0]
        await p.ws.click(asked_first, "Post here", user="cara")
        anchor = (await until(lambda: anchors(p, "acme-shared"), 20))[0]
        asked = len(p.org.requests)
        await p.ws.click(anchor, "Retry", user="sam")
        told = await until(lambda: p.ws.ephemerals("sam"))
        assert "Only people of the workspace" in told[0].text
        assert len(p.org.requests) == asked


async def test_a_workspace_added_later_is_met_by_its_first_command(place):
    async with place(world=world(grid=True), scenario="eca-disabled") as p:
        await everywhere(p)
        process = p.served.process
        forgotten = "UPDATE installations SET teams = '[]'"
        await process.runs.store.awrite(lambda conn: conn.exec_driver_sql(forgotten))
        process.installations.changed(ORG_WIDE)
        await checked(p, "lena", "labssupport")
        assert (await p.kept(ORG_WIDE)).teams == ("T0CUST002",)


async def test_it_ends_for_all_of_them_at_once(place):
    async with place(world=world(grid=True)) as p:
        await everywhere(p)
        p.ws.uninstall("T0CUST002")
        await p.ws.settled()
        assert {d.status for d in events(p, "app_uninstalled")} == {200}
        assert await p.kept(ORG_WIDE) is None
        typed = await p.ws.command("/6sense help", user="cara", channel="custsupport")
        assert typed.error == "not_delivered"
