"""Whose page it is, Slack says of the person: what an event says of itself is not enough."""

from sqlalchemy import update

from bot.errands.home import _page, opened
from bot.store import homes, roles
from bot.store.office_tables import people
from intents.asker import Asker, Person, Place, Tenant
from tests.bot.access.test_roles import GROUPS
from tests.bot.installing.test_apart import ORG_WIDE, world
from tests.bot.installing.test_home import ACME, home, said
from tests.patience import until


async def looked(p, user):
    """What the tab shows to whoever makes it open."""
    await p.ws.open_home(user)
    return await until(lambda: home(p, user))


async def test_a_stranger_who_opens_it_sees_no_org(place):
    async with place() as p:
        await p.install("wanda")
        await p.connect(ACME)
        assert "acme-prod" in said(await looked(p, "sam"))
        office, channel = p.served.process.office, "D0CARA001"
        forged = Asker(Tenant("T0ACME001"), Person("U0CARA001", "T0ACME001"), Place(channel))
        await opened(office, forged, channel)
        store = office.runs.store
        met = lambda: store.write(lambda c: roles.strangers(c, ACME))  # noqa: E731
        assert await until(met) == {"U0CARA001"}

        def page(user):
            def work(conn):
                tab = homes.find(conn, ACME, user)
                return _page(office, conn, office.installations.current(ACME), tab)

            return store.write(work)

        assert [org.alias for org in page("U0SAM0001").orgs] == ["acme-prod"]
        assert (page("U0CARA001").orgs, page("U0CARA001").own) == ((), False)


async def test_whom_slack_names_a_stranger_sees_none_whatever_the_event_says(place):
    async with place() as p:
        await p.install("wanda")
        await p.connect(ACME)
        assert "acme-prod" in said(await looked(p, "sam"))
        gone = update(people).where(people.c.person == "U0SAM0001").values(own=0)
        await p.served.process.runs.store.awrite(lambda conn: conn.execute(gone))
        await p.ws.command("/6sense rename acme-prod acme-uat", user="wanda", channel="support")
        await until(lambda: "acme-prod" not in said(home(p, "sam")))
        assert "acme-uat" not in said(home(p, "sam"))


async def test_a_colleague_whose_role_was_taken_sees_help_and_whom_to_ask(place):
    async with place(world={"usergroups": [GROUPS[0] | {"users": ["U0SAM0001"]}]}) as p:
        await p.install("wanda")
        await p.connect(ACME)
        assert "acme-prod" in said(await looked(p, "sam"))
        await p.ws.command("/6sense access take everyone", user="wanda", channel="support")
        shown = await until(lambda: "no role here" in said(home(p, "sam")) and said(home(p, "sam")))
        assert "acme-prod" not in shown
        assert "No Salesforce org" not in shown
        assert "doctor" not in shown, "it would be refused"
        assert "U0WANDA01" in shown
        leads = "access give viewer <!subteam^S0SUPPORT>"
        await p.ws.command(f"/6sense {leads}", user="wanda", channel="support")
        await until(lambda: "acme-prod" in said(home(p, "sam")))


async def test_of_an_organisation_everybody_sees_them(place):
    async with place(world=world(grid=True)) as p:
        await p.install("cara", org_wide=True)
        await p.connect(ORG_WIDE)
        await until(lambda: p.served.process.installations.current(ORG_WIDE).teams)
        assert "acme-prod" in said(await looked(p, "lena"))
