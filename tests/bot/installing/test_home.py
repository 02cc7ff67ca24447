"""The Home tab, as each kind of person finds it."""

from tests.bot.test_story import until


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
        await p.connect("-/T0ACME001/workspace")
        view = await looked(p, "sam")
        assert "Not checked yet" in said(view)
        await p.ws.click_view(view, "Check", user="sam")
        await until(lambda: "OK" in said(home(p, "sam")))
        await until(lambda: [m for m in p.direct("sam") if m.text.startswith("✓ OK")])
        assert p.ws.ephemerals("sam") == []
