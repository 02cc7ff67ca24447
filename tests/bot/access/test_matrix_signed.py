"""The matrix as Slack's signed requests meet it: who presses what, from where, and what is done."""

import pytest
from sqlalchemy import select

from bot.runs import buttons
from bot.store import audit
from bot.store.walk_tables import walks
from bot.views.message import ACTION
from intents.asked.office import Forget
from intents.asked.orgs import Disconnect, Orgs
from intents.asked.walks import Remind, Stop
from intents.asker import Tenant
from intents.intent import Retry
from sandbox.workspace.delivery.payloads import interaction, new_response_url, new_trigger
from sandbox.workspace.delivery.values import Request
from tests.bot.access.test_roles import WORLD, said, stored
from tests.patience import until

PLACES = ("support", "escalations", "direct", "acme-shared")  # public, private, direct, shared
#: Whose press of what is done; `{w}` is the walkthrough that was sent to Cara by name.
TABLE = [
    ("sam", Orgs(), True),
    ("sam", Retry(run="r-0", check="app-enabled"), True),
    ("sam", Remind(run="{w}", on=True), True),
    ("sam", Disconnect(org="acme-prod"), False),
    ("sam", Forget(), False),
    ("cara", Orgs(), False),
    ("cara", Retry(run="r-0", check="app-enabled"), False),
    ("cara", Remind(run="{w}", on=False), True),
    ("cara", Retry(run="{w}", check="begin"), True),
    ("cara", Disconnect(org="acme-prod"), False),
    ("stan", Stop(run="{w}"), False),
]


def pressed(t, intent, user, place):
    """A press of a button that means this, signed as Slack signs it."""
    world, at = t.ws.world, t.ws.state
    who = world.user(user)
    direct = place == "direct"
    where = at.direct_message(who.id, world.app.bot_user) if direct else world.channel(place)
    tenant = Tenant(t.ws.team_id).key
    run = getattr(intent, "run", "")
    button = stored(t, lambda conn: buttons.write(conn, tenant, run, ("", 0), intent))
    action = {"action_id": f"{ACTION}0-x", "value": button, "action_ts": "1.0", "type": "button"}
    body = interaction(at, "block_actions", who) | {
        "actions": [action],
        "channel": {"id": where.id, "name": where.name},
        "container": {"type": "message", "message_ts": "1.000001", "channel_id": where.id},
        "message": {"ts": "1.000001", "text": "x"},
        "response_url": new_response_url(at, "actions", who, where),
        "trigger_id": new_trigger(at, who).id,
    }
    return t.ws.deliver(Request("interactive", body))


def refusals(t):
    """Who was refused what, by the record."""
    tenant, ring = Tenant(t.ws.team_id).key, t.served.process.ring
    kept = stored(t, lambda conn: audit.newest(conn, ring, tenant, "", 99))
    return [(entry.actor, entry.about) for entry in kept if entry.action == "refused"]


async def walkthrough(t):
    """One that is Cara's by name."""
    typed = "/6sense guide eca-setup for @cara in acme-prod"
    await t.ws.command(typed, user="sam", channel="acme-shared")
    return (await until(lambda: stored(t, lambda c: c.scalars(select(walks.c.id)).all())))[0]


@pytest.mark.parametrize("place", PLACES)
async def test_a_signed_press_does_what_its_presser_may(town, place):
    async with town("eca-disabled", world=WORLD) as t:
        mine = await walkthrough(t)
        await said(t, "forget everything", "sam")  # Slack is asked once who Sam is
        for user, intent, allowed in TABLE:
            before = len(refusals(t))
            meant = intent.model_dump() | {"run": mine} if "{w}" in str(intent) else {}
            real = type(intent).model_validate(meant) if meant else intent
            assert (await pressed(t, real, user, place)).status == 200
            added = len(refusals(t)) - before
            assert added == (0 if allowed else 1), (user, intent, place)
            if not allowed:
                assert refusals(t)[0] == (t.ws.world.user(user).id, intent.kind)
