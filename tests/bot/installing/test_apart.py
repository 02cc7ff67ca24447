"""Two tenants with an org of the same name, hammered at once: nothing of one reaches the other."""

import asyncio
import copy
import json
import random
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from bot.store.case_tables import cases
from bot.store.tables import buttons, messages, runs
from bot.store.walk_tables import walks
from sandbox.org import OrgSandbox
from sandbox.workspace.delivery.payloads import interaction, new_response_url, new_trigger
from sandbox.workspace.delivery.values import Request
from sandbox.workspace.world import load_world
from tests.bot.installing.conftest import GRID
from tests.bot.walks.conftest import DONE
from tests.patience import PATIENT, until

SEEDS = (7, 11, 23, 42)
ACME, CUSTOMER, ORG_WIDE = "-/T0ACME001/workspace", "-/T0CUST001/workspace", "E0CUST/-/org"


@dataclass
class Side:
    """One tenant: its people and places, and a name that nobody else may ever be shown."""

    tenant: str
    teams: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    secret: str


def world(*, grid):
    """Acme beside Customer Co (and Labs, of one organisation), each with a channel of its own."""
    base = load_world(GRID if grid else None).model_dump(mode="json", exclude_none=True)
    users = [u | ({"is_admin": True} if u["name"] == "cara" else {}) for u in base["users"]]
    lena = {"id": "U0LENA001", "name": "lena", "team": "T0CUST002" if grid else "T0CUST001"}
    where = [
        {"id": f"C0{name.upper()}", "name": name, "team": team, "members": [who]}
        for name, team, who in (
            ("custsupport", "T0CUST001", "U0CARA001"),
            ("labssupport", lena["team"], "U0LENA001"),
        )
    ]
    settings = {"rate_limits": "off"}
    return (GRID if grid else {}) | {
        "users": [*users, lena],
        "channels": [*base["channels"], *where],
        "settings": settings,
    }


async def moved_in(p, side, org):
    """The tenant's two orgs, the bot in its channels."""
    bot = (await p.kept(side.tenant)).bot_user
    for _, channel in side.people:
        members = p.ws.world.channel(channel).members
        p.ws.change_channel(channel, members=(*members, bot))
    p.org, mine = org, p.org
    await p.connect(side.tenant)
    await p.connect(side.tenant, side.secret)
    p.org = mine


def typeahead(p, user):
    """The signed request of a menu that offers orgs, from this person's screen."""
    who = p.ws.world.user(user)
    at = p.ws.state.within(who.team)
    asked = interaction(at, "block_suggestion", who) | {
        "action_id": "pick-org",
        "block_id": "org",
        "value": "",
        "trigger_id": new_trigger(at, who).id,
        "container": {"type": "view", "view_id": "V0"},
        "view": {"id": "V0", "type": "modal", "team_id": who.team, "private_metadata": ""},
    }
    return p.ws.deliver(Request("interactive", asked))


def on_screens(p, side):
    """Every button that stands on a screen of this tenant's, as Slack would say it was pressed."""
    mine = {p.ws.world.channel(channel).id for _, channel in side.people}
    people = {p.ws.world.user(user).id for user, _ in side.people}
    direct = {c.id for c in p.ws.world.channels if c.kind == "im" and people & set(c.members)}
    shown = [m for place in sorted(mine | direct) for m in p.ws.messages(place) if m.bot_id]
    under = [reply for m in shown for reply in p.ws.thread(m.channel, m.ts)]
    return [
        {
            "actions": [{"action_ts": "1.0", "block_id": "b"} | element],
            "place": message.channel,
            "ts": message.ts,
        }
        for message in {m.ts: m for m in (*shown, *under)}.values()
        for element in message.elements()
        if element["type"] == "button" and element["text"]["text"] in PRESSED
    ]


def signed(p, pressed, user, channel, ts="1.000001"):
    """A press of a button, signed as if it stood on this person's screen."""
    who, where = p.ws.world.user(user), p.ws.world.channel(channel)
    at = p.ws.state.within(who.team)
    body = interaction(at, "block_actions", who) | {
        "actions": copy.deepcopy(pressed["actions"]),
        "channel": {"id": where.id, "name": where.name},
        "container": {"type": "message", "message_ts": ts, "channel_id": where.id},
        "message": {"ts": ts, "text": "x"},
        "response_url": new_response_url(at, "actions", who, where),
        "trigger_id": new_trigger(at, who).id,
    }
    return p.ws.deliver(Request("interactive", body))


ASKED = (
    "check acme-prod",
    "check only-at",
    "help",
    "orgs",
    "nonsense",
    "access",
    "people acme-prod",
    "triage OAUTH_FLOW_DISABLED in acme-prod",
    "triage OAUTH_APP_BLOCKED",
    "guide eca-setup in acme-prod",
    "guide fix-invalid-audience in acme-prod",
    "guide eca-setup in only-at",
    "guide",
)

#: Buttons of checks, cases and walkthroughs.
PRESSED = {
    "Check again", "Show me how", "Retry", "Evidence", "Check everything", "Confirm",
    "Hand over", "Escalate", "Write to the customer", "Copy for a ticket", "Resolve",
    "Walk me through", DONE, "Skip…", "Back", "I can't do this", "No reminders", "Remind me",
}  # fmt: skip


async def hammered(p, sides, seed):
    """Sixty things asked by everybody at once, in an order of the seed's."""
    dice, screens = random.Random(seed), [on_screens(p, side) for side in sides]
    todo = []
    for _ in range(60):
        side = dice.choice(sides)
        user, channel = dice.choice(side.people)
        match dice.randrange(8):
            case 0 | 1:
                todo.append(p.ws.command(f"/6sense {dice.choice(ASKED)}", user, channel))
            case 2:
                todo.append(p.ws.mention(f"@sixsense {dice.choice(ASKED)}", user, channel))
            case 3:
                todo.append(p.ws.open_home(user))
            case 4:
                todo.append(typeahead(p, user))
            case 5 | 6:
                theirs = dice.choice(screens[1 - sides.index(side)])
                todo.append(signed(p, theirs, user, channel))
            case 7:
                mine = dice.choice(screens[sides.index(side)])
                todo.append(signed(p, mine, user, mine["place"], mine["ts"]))
    done = await asyncio.gather(*todo)
    assert {d.status for d in done} == {200}
    assert {d.error for d in done} == {None}


async def rows(p, table):
    return await p.served.process.runs.store.awrite(lambda conn: conn.execute(select(table)).all())


@pytest.mark.parametrize("grid", [False, True], ids=["two workspaces", "an organisation"])
async def test_nothing_crosses(place, grid):
    there = ORG_WIDE if grid else CUSTOMER
    sides = [
        Side(ACME, ("T0ACME001",), (("sam", "support"), ("olga", "on-call")), "only-at-acme"),
        Side(
            there,
            ("T0CUST001", "T0CUST002"),
            (("cara", "custsupport"), ("lena", "labssupport")),
            "only-at-customer",
        ),
    ]
    async with (
        OrgSandbox(scenario="eca-disabled") as broken,
        place(world=world(grid=grid), beside=broken) as p,
    ):
        await p.install("wanda")
        await p.install("cara", org_wide=grid)
        await moved_in(p, sides[0], p.org)
        await moved_in(p, sides[1], broken)
        if grid:  # who is of the enterprise is known a moment after it was installed
            await until(lambda: p.served.process.installations.current(ORG_WIDE).teams)
        for side, word in zip(sides, ("✓ OK", "✗ Fail"), strict=True):
            await lived_in(p, side, word)
        for seed in SEEDS:
            await hammered(p, sides, seed)
        await until_quiet(p)
        await nothing_crossed(p, sides)


async def lived_in(p, side, word):
    """A check, a case and a walkthrough on its screens."""
    user, channel = side.people[0]
    await p.ws.command("/6sense check acme-prod", user, channel)
    told = await until(lambda: ended(p, channel, word), 20)
    await p.ws.click(told[0], "Check again", user=user)
    await until(lambda: len(anchored(p, channel)) == 2, 20)
    await p.ws.command("/6sense triage OAUTH_FLOW_DISABLED in acme-prod", user, channel)
    await p.ws.command("/6sense guide fix-invalid-audience in acme-prod", user, channel)
    wanted = {"Check again", "Hand over", "Skip…"} | ({"Evidence"} if "Fail" in word else set())
    await until(lambda: wanted <= {label(one) for one in on_screens(p, side)}, 20)


def label(pressed):
    return pressed["actions"][0]["text"]["text"]


def anchored(p, channel):
    return [m for m in p.ws.messages(channel) if m.bot_id and m.thread_ts in (None, m.ts)]


def ended(p, channel, word):
    return [m for m in anchored(p, channel) if m.text.startswith(word)]


async def until_quiet(p):
    async def unsent():
        return [
            m for m in await rows(p, messages)
            if m.wanted_version > m.sent_version and m.mode == "post"
        ]  # fmt: skip

    async with asyncio.timeout(PATIENT):
        while await unsent() or [r for r in await rows(p, runs) if r.report == ""]:
            await asyncio.sleep(0.1)


def team_of(p, call):
    """Whose people read what this call of the bot's says."""
    place, reader = call.args.get("channel", ""), call.args.get("user_id", "")
    found = p.ws.world.channel(place) or p.ws.world.user(reader or place)
    return found.team if found else ""


async def strays(p, mine):
    """Rows of this tenant that somebody of another began, or in their channel; and theirs of us."""
    begun = [
        (row.tenant, json.loads(row.asker)["person"]["team"])
        for table in (runs, walks)
        for row in await rows(p, table)
    ]
    placed = [(r.tenant, p.ws.world.channel(r.channel).team) for r in await rows(p, cases)]
    both = begun + placed
    return [
        (tenant, team) for tenant, team in both if (tenant == mine.tenant) != (team in mine.teams)
    ]


async def nothing_crossed(p, sides):
    for mine, other in (sides, sides[::-1]):
        said = [c for c in p.ws.calls if team_of(p, c) in mine.teams]
        assert any("acme-prod" in json.dumps(c.args) for c in said), "it was spoken to at all"
        for call in said:
            assert other.secret not in json.dumps(call.args), call.method
        for delivery in p.ws.deliveries:
            asked = delivery.request.payload
            whose = asked.get("team_id") or (asked.get("user") or {}).get("team_id")
            if whose in mine.teams:
                assert other.secret not in (delivery.body or "")
        assert not await strays(p, mine)
        for _, channel in mine.people:
            wrong = "✗ Fail: acme-prod" if mine is sides[0] else "✓ OK: acme-prod"
            assert ended(p, channel, wrong[:6]) == []
    assert {b.tenant for b in await rows(p, buttons)} == {side.tenant for side in sides}
    where = {m.channel: m.tenant for m in await rows(p, messages)}
    for side in sides:
        for _, channel in side.people:
            assert where.get(p.ws.world.channel(channel).id, side.tenant) == side.tenant
    assert {b.tenant for b in await rows(p, buttons) if b.pressed_by} == {s.tenant for s in sides}
    refused = {(c.method, c.error) for c in p.ws.calls if not c.ok}
    assert refused == set(), "no token was used where it is not at home"
