"""People of other companies in a shared channel: what they are shown, and what they cost."""

from bot.runs import buttons
from bot.runs.ask import NO_WAY_BACK
from bot.runs.press import pressed
from intents.asker import Asker, Person, Place, Tenant
from intents.intent import Help
from tests.bot.access.test_roles import WORLD, said, stored
from tests.patience import until

HERE = "acme-shared"


async def helped(t, user, channel=HERE):
    before = len(t.ws.ephemerals(user))
    await t.ws.mention("@sixsense help", user, channel)
    return (await until(lambda: t.ws.ephemerals(user)[before:]))[0]


def names_an_org(message):
    return "nova-west" in str(message.blocks) + message.text


async def test_help_names_orgs_to_those_who_may_list_them_alone(town):
    async with town(world=WORLD) as t:
        await said(t, "rename acme-prod nova-west", "wanda")
        assert names_an_org(await helped(t, "sam"))
        stranger = await helped(t, "cara")
        assert "You can ask" in stranger.text
        assert not names_an_org(stranger)
        typed = await t.ws.command("/6sense help", user="sam", channel=HERE)
        assert "nova-west" in typed.body
        await said(t, "access take everyone", "wanda")
        assert not names_an_org(await helped(t, "sam"))


async def test_its_button_neither(town):
    async with town(world=WORLD) as t:
        runs, tenant = t.served.process.runs, Tenant(t.ws.team_id)

        def told(person):
            asker = Asker(tenant, person, Place("C0SHARED1"))

            def work(conn):
                button = buttons.write(conn, tenant.key, "", ("", 0), Help())
                return pressed(conn, runs, asker, button, "p-1", NO_WAY_BACK)

            return stored(t, work).orgs

        assert told(Person("U0SAM0001", t.ws.team_id)) == ("acme-prod",)
        assert told(Person("U0CARA001", "T0CUST001")) == ()
