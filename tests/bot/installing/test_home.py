"""The Home tab, as each kind of person finds it."""

import asyncio

from sqlalchemy import func, select

from bot.store import homes
from bot.store.installation_tables import homes as table
from tests.patience import PATIENT, until

ACME = "-/T0ACME001/workspace"


def home(p, user):
    """What the person sees on the tab: the view, once it is published."""
    return next((v for v in p.ws.views(user) if v.body["type"] == "home"), None)


async def looked(p, user):
    await p.ws.open_home(user)
    return await until(lambda: home(p, user))


def said(view):
    return str(view.body["blocks"])


def buttons(view):
    parts = [
        e for b in view.body["blocks"] for e in (*b.get("elements", ()), b.get("accessory") or {})
    ]
    return [e["text"]["text"] for e in parts if e.get("type") == "button"]


async def test_a_workspace_with_no_org_is_led_to_the_first(place):
    async with place() as p:
        await p.install("wanda")
        view = await looked(p, "wanda")
        assert "No Salesforce org is connected here yet" in said(view)
        assert "Connect an org" in buttons(view)
        assert "You own me here" in said(view)
        operator = await looked(p, "sam")
        assert "Connect an org" not in buttons(operator)
        assert "U0WANDA01" in said(operator), "who can"


async def test_an_org_is_checked_from_there_and_its_verdict_shown(place):
    async with place() as p:
        await p.install("wanda")
        await p.connect(ACME)
        part = "/6sense check acme-prod only bot-connected"
        await p.ws.command(part, user="sam", channel="support")
        await until(lambda: [m for m in p.ws.messages("support") if m.text.startswith("✓ OK")])
        view = await looked(p, "sam")
        assert "Not checked yet" in said(view), "a part of it is not the org"
        await p.ws.click_view(view, "Check", user="sam")
        await until(lambda: "OK" in said(home(p, "sam")))
        await until(lambda: [m for m in p.direct("sam") if m.text.startswith("✓ OK")])
        assert p.ws.ephemerals("sam") == []


async def test_it_is_drawn_again_when_an_org_is_renamed_or_rights_change(place):
    async with place() as p:
        await p.install("wanda")
        await p.connect(ACME)
        await looked(p, "sam")
        assert "acme-prod" in said(home(p, "sam"))
        await p.ws.command("/6sense rename acme-prod acme-uat", user="wanda", channel="support")
        await until(lambda: "acme-uat" in said(home(p, "sam")))
        assert "Connect another org" not in buttons(home(p, "sam"))
        await p.ws.command(
            "/6sense access give approver <@U0SAM0001>", user="wanda", channel="support"
        )
        await until(lambda: "Connect another org" in buttons(home(p, "sam")))


async def test_many_changes_become_few_pages(place):
    async with place() as p:
        await p.install("wanda")
        await looked(p, "sam")
        before = published(p)
        process = p.served.process
        for _ in range(50):
            await process.runs.store.awrite(lambda conn: homes.refresh(conn, ACME))
        await until_shown(p)
        assert 1 <= published(p) - before <= 5


def published(p):
    return len([c for c in p.ws.calls if c.method == "views.publish"])


async def until_shown(p):
    query = select(func.count()).select_from(table).where(table.c.wanted > table.c.shown)
    async with asyncio.timeout(PATIENT):
        while await p.served.process.runs.store.awrite(lambda conn: conn.scalar(query)):
            await asyncio.sleep(0.05)


async def test_a_busy_workspace_is_drawn_at_slacks_pace(place):
    async with place() as p:
        await p.install("wanda")
        store = p.served.process.runs.store
        crowd = [f"U0CROWD{n:02}" for n in range(40)]

        def opened(conn):
            for who in crowd:
                homes.opened(conn, ACME, who, "T0ACME001", "")

        await store.awrite(opened)
        await until(lambda: published(p) >= 20)
        await asyncio.sleep(1.5)  # two looks: no more is asked of Slack than it takes
        assert published(p) <= 25


async def test_a_refused_page_is_tried_again(place):
    async with place() as p:
        await p.install("wanda")
        p.ws.fail("views.publish", "ratelimited", http_status=429, retry_after=1)
        assert "6sense Connect" in said(await looked(p, "sam"))


async def test_what_was_asked_from_there_is_answered_in_direct_messages(place):
    async with place() as p:
        await p.install("wanda")
        view = await looked(p, "sam")
        await p.ws.click_view(view, "Who may do what", user="sam")
        told = await until(lambda: p.direct("sam"))
        assert "You" in str(told[0].blocks)
        await p.ws.click_view(home(p, "sam"), "What can I ask?", user="sam")
        await until(lambda: [m for m in p.direct("sam") if "What you can ask me" in str(m.blocks)])
        assert p.ws.ephemerals("sam") == []


async def test_somebody_without_a_role_is_told_whom_to_ask(place):
    async with place() as p:
        await p.install("wanda")
        await p.connect(ACME)
        await p.ws.command("/6sense access give viewer everyone", user="wanda", channel="support")
        view = await looked(p, "sam")
        assert "Check" not in buttons(view)
        assert "You may look" in said(view)
        assert "U0WANDA01" in said(view)


async def test_one_workspace_alone_has_it_too(town):
    async with town("eca-disabled") as t:
        await t.ws.open_home("sam")
        view = await until(lambda: home(t, "sam"))
        await t.ws.click_view(view, "Check", user="sam")
        await until(lambda: "Fail" in said(home(t, "sam")))
