"""Roles as people live them: shown, given, taken, learnt from Slack, told who can."""

import pytest
from sqlalchemy import select

from bot.store import audit, roles
from bot.store.office_tables import roles as rows
from intents.asker import Tenant
from tests.bot.test_story import labels
from tests.patience import until

GROUPS = [{"id": "S0SUPPORT", "handle": "leads", "name": "Leads", "users": ["U0OLGA001"]}]
WORLD = {
    "usergroups": GROUPS,
    "app": {
        "scopes": [
            "commands", "chat:write", "im:write", "im:history", "app_mentions:read", "users:read",
            "channels:read", "groups:read", "usergroups:read",
        ]
    },
}  # fmt: skip


async def said(town, text, user="sam", channel="support"):
    """What somebody is told in the end about a command."""
    before = len(town.ws.ephemerals(user))
    assert (await town.ws.command(f"/6sense {text}", user=user, channel=channel)).status == 200

    def last():
        shown = town.ws.ephemerals(user)[before:]
        return next((m for m in shown if "asking Slack" not in m.text), None)

    shown = await until(last)
    return shown.text + str(shown.blocks)


def stored(town, work):
    return town.served.process.runs.store.write(work)


def asked_about(town):
    """About whom Slack was asked, in order."""
    return [call.args["user"] for call in town.ws.calls if call.method == "users.info"]


async def test_an_admin_owns_though_nobody_ever_said_so_and_need_not_ask_twice(town):
    async with town(world=WORLD) as t:
        told = await said(t, "access give approver @sam", "wanda")
        assert "Who may do what" in told
        assert "Approver:* <@U0SAM0001>" in told
        assert "as an admin" in told
        once = ["U0WANDA01", "U0SAM0001"]
        assert asked_about(t) == once
        assert "Owner" in await said(t, "access", "wanda")
        assert asked_about(t) == once, "remembered"


async def test_who_may_not_is_told_privately_what_is_needed_and_who_can(town):
    async with town(world=WORLD) as t:
        await said(t, "access give owner <@U0OLGA001>", "wanda")
        told = await said(t, "access give owner <@U0SAM0001>", "sam")
        assert "needs the role owner" in told
        assert "yours is operator" in told
        assert "<@U0OLGA001>" in told
        given = stored(t, lambda c: c.scalars(select(rows.c.who)).all())
        assert given == ["U0OLGA001"]
        tenant, ring = Tenant(t.ws.team_id).key, t.served.process.ring
        kept = stored(t, lambda c: audit.newest(c, ring, tenant, "", 1))
        assert (kept[0].action, kept[0].actor) == ("refused", "U0SAM0001")


async def test_a_role_of_a_user_group_and_of_a_channel(town):
    async with town(world=WORLD) as t:
        await said(t, "access give approver @leads", "wanda")
        assert "You are approver" in await until_approver(t, "olga", "support")
        await said(t, "access give viewer everyone", "wanda")
        await said(t, "access give operator #on-call", "wanda")
        assert "You are operator" in await said(t, "access", "sam", "on-call")
        assert "You are viewer" in await said(t, "access", "sam", "support")


@pytest.mark.parametrize("role", ["approver", "owner"])
async def test_a_channel_that_anybody_may_join_lets_nobody_in(town, role):
    async with town(world=WORLD) as t:
        told = await said(t, f"access give {role} #on-call", "wanda")
        assert "A channel can be viewer or operator" in told
        tenant = Tenant(t.ws.team_id).key
        older = roles.Given("C0ONCALL1", role, "U0WANDA01")
        stored(t, lambda c: roles.give(c, tenant, older, 1.0))
        assert "You are operator" in await said(t, "access", "sam", "on-call")


#: Of another company, not there at all, deactivated, and the bot itself.
STRANGERS = ["U0CARA001", "U0NOBODY1", "U0GONE001", "U0SIXBOT1"]


async def test_who_is_no_person_of_the_house_is_given_no_role(town):
    async with town(world=WORLD) as t:
        for who in STRANGERS:
            told = await said(t, f"access give owner <@{who}>", "wanda")
            assert "Only people of this workspace can have a role" in told, who
        assert stored(t, lambda c: c.scalars(select(rows.c.who)).all()) == []


async def test_where_slack_does_not_say_who_it_is_nothing_is_given(town):
    async with town(world=WORLD) as t:
        await said(t, "access give operator <@U0SAM0001>", "wanda")
        t.ws.fail("users.info", "internal_error", times=5)
        told = await said(t, "access give owner <@U0OLGA001>", "wanda")
        assert "Slack does not tell me who that is" in told
        assert stored(t, lambda c: c.scalars(select(rows.c.who)).all()) == ["U0SAM0001"]


async def test_an_owner_who_left_is_named_to_nobody_and_shown_as_gone(town):
    async with town(world=WORLD) as t:
        tenant = Tenant(t.ws.team_id).key
        for who in ("U0GONE001", "U0OLGA001"):
            given = roles.Given(who, "owner", "terminal")
            stored(t, lambda c, given=given: roles.give(c, tenant, given, 1.0))
        gone = {"team": "T0ACME001", "own": False, "admin": False, "now": 1.0}
        stored(t, lambda c: roles.learn_person(c, tenant, "U0GONE001", **gone))
        told = await said(t, "forget everything", "sam")
        assert ("<@U0OLGA001>" in told, "<@U0GONE001>" in told) == (True, False)
        assert "not of this workspace, so without effect" in await said(t, "access", "olga")


async def test_a_user_group_is_no_last_owner(town):
    async with town(world=WORLD) as t:
        tenant = Tenant(t.ws.team_id).key
        mine = roles.Given("U0SAM0001", "owner", "terminal")
        stored(t, lambda c: roles.give(c, tenant, mine, 1.0))
        await said(t, "access give owner @leads", "sam")
        assert "nobody who owns me" in await said(t, "access take <@U0SAM0001>", "sam")


async def test_an_admins_very_first_word_may_be_who_am_i(town):
    async with town(world=WORLD) as t:
        assert "You are owner here as an admin" in await said(t, "access", "wanda")
        heard = t.ws.ephemerals("wanda")[-1].text  # what a screen reader says
        assert "Owner: <@U0WANDA01>. Operator: everybody" in heard
        assert ".." not in heard
        assert "You are operator here as everybody" in await said(t, "access", "sam")
        asked = asked_about(t)
        again = await t.ws.command("/6sense access", user="sam", channel="support")
        assert "You are operator" in again.body, "and is answered at once from then on"
        assert asked_about(t) == asked


async def until_approver(town, user, channel):
    """The group's members are asked for in the background."""
    tenant = Tenant(town.ws.team_id).key
    await until(lambda: not stored(town, lambda c: roles.stale_groups(c, tenant, 901.0)))
    return await said(town, "access", user, channel)


async def test_everyone_can_be_made_less_and_nobody_is_more_than_what_is_left(town):
    async with town(world=WORLD) as t:
        await said(t, "access give viewer everyone", "wanda")
        told = await said(t, "check acme-prod", "sam")
        assert "needs the role operator" in told
        assert "yours is viewer" in told
        await said(t, "access take everyone", "wanda")
        assert "you have none" in await said(t, "check acme-prod", "sam")


async def test_the_last_owner_stays(town):
    async with town(world=WORLD) as t:
        tenant = Tenant(t.ws.team_id).key
        mine = roles.Given("U0SAM0001", "owner", "terminal")
        stored(t, lambda c: roles.give(c, tenant, mine, 1.0))
        for words in ("take <@U0SAM0001>", "take owner <@U0SAM0001>", "give viewer <@U0SAM0001>"):
            assert "nobody who owns me" in await said(t, f"access {words}", "sam")
        await said(t, "access give owner <@U0OLGA001>", "sam")
        assert "Who may do what" in await said(t, "access take <@U0SAM0001>", "sam")
        assert "nobody who owns me" in await said(t, "access take <@U0OLGA001>", "olga")


async def test_rights_are_looked_at_anew_at_every_press(town):
    async with town("eca-disabled", world=WORLD) as t:
        await t.ws.command("/6sense check acme-prod", user="sam", channel="support")
        anchor = await t.anchor()
        await said(t, "access give viewer everyone", "wanda")
        asked = len(t.org.requests)
        assert "Retry" in labels(anchor)
        await t.ws.click(anchor, "Retry", user="sam")
        told = await until(
            lambda: [m for m in t.ws.ephemerals("sam") if "needs the role" in m.text]
        )
        assert "yours is viewer" in told[0].text
        assert len(t.org.requests) == asked


async def test_where_slack_does_not_answer_nobody_becomes_owner(town):
    async with town(world=WORLD) as t:
        t.ws.fail("users.info", "internal_error", times=5)
        assert "needs the role owner" in await said(t, "access give owner <@U0WANDA01>", "wanda")
        assert stored(t, lambda c: c.scalars(select(rows.c.who)).all()) == []


async def test_a_name_that_slack_did_not_recognise_gets_a_clear_sentence(town):
    async with town(world=WORLD) as t:
        told = await said(t, "access give owner @nobody", "wanda")
        assert "picked from the list" in told
