"""People of other companies in a shared channel: what they are shown, and what they cost."""

import json

from bot.runs import buttons
from bot.runs.ask import NO_WAY_BACK
from bot.runs.press import UNKNOWN_BUTTON, pressed
from intents.asked.orgs import NamePerson
from intents.asker import Asker, Person, Place, Tenant
from intents.intent import CheckOrg, Help
from sandbox.workspace.delivery.payloads import interaction, new_trigger
from sandbox.workspace.delivery.values import Request
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


async def test_a_button_of_another_tenants_is_no_button(town):
    async with town(world=WORLD) as t:
        runs, other = t.served.process.runs, Tenant("T0CUST001").key
        sam = Asker(Tenant(t.ws.team_id), Person("U0SAM0001", t.ws.team_id), Place("C0SUPPORT"))

        def work(conn):
            button = buttons.write(conn, other, "", ("", 0), CheckOrg(org="nova-west"))
            return pressed(conn, runs, sam, button, "p-1", NO_WAY_BACK)

        assert stored(t, work) is UNKNOWN_BUTTON


async def offered(t, user, action):
    """What a menu of a message in the shared channel offers to whoever types there."""
    who, at, where = t.ws.world.user(user), t.ws.state, t.ws.world.channel(HERE)
    asked = interaction(at, "block_suggestion", who) | {
        "action_id": action, "block_id": "b", "value": "", "trigger_id": new_trigger(at, who).id,
        "container": {"type": "message", "message_ts": "1.000001", "channel_id": where.id},
        "channel": {"id": where.id, "name": where.name},
    }  # fmt: skip
    answer = await t.ws.deliver(Request("interactive", asked))
    return [one["value"] for one in json.loads(answer.body)["options"]]


async def test_a_menu_offers_nothing_to_who_may_not_choose(town):
    async with town(world=WORLD) as t:
        meant = NamePerson(org="acme-prod", part="setup")
        tenant = Tenant(t.ws.team_id).key
        button = stored(t, lambda conn: buttons.write(conn, tenant, "", ("", 0), meant))
        assert await offered(t, "sam", "pick-org") == ["acme-prod"]
        assert await offered(t, "cara", "pick-org") == []
        for user in ("sam", "cara"):  # an operator, and a stranger
            assert await offered(t, user, f"pick-username-{button}") == []
        await said(t, "access give approver <@U0SAM0001>", "wanda")
        assert len(await offered(t, "sam", f"pick-username-{button}")) > 1
        assert await offered(t, "cara", f"pick-username-{button}") == []
        assert await offered(t, "sam", "pick-nonsense-") == []
        assert await offered(t, "sam", "pick-username-made-up") == []
