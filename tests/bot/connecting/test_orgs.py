"""The orgs of a workspace: the list, names, people, the end; and what a menu offers."""

import asyncio

from bot.errands.suggesting import suggested
from bot.runs.choose import choose
from bot.store.connecting_tables import renewals
from bot.store.tables import orgs, runs
from intents.asker import Asker, Person, Place, Tenant
from tests.patience import PATIENT, until


def menu(message, words):
    """The action id of a menu."""
    found = [e for e in message.elements() if e["type"] == "external_select"]
    return next(e["action_id"] for e in found if words in e["placeholder"]["text"])


async def connected(p, browser, text="/6sense connect acme-prod"):
    await browser.sign_in(await p.link(text))
    assert "is connected" in browser.text
    return await p.direct("is connected")


async def test_the_list_says_what_as_whom_how_it_stood_and_for_how_long(place, browser):
    async with place() as p:
        told = await p.type("/6sense orgs")
        assert "No Salesforce org is connected" in told.text
        assert "/6sense connect acme-prod" in (await p.type("/6sense check acme-prod")).text
        await connected(p, browser)
        told = await p.type("/6sense orgs")
        said = str(told.blocks)
        assert "acme-prod (Acme Example Inc)" in said
        assert "production" in said
        assert "as ada.admin@acme.example.com" in said
        assert "30 days left if unused" in said
        assert "not checked yet" in said
        await p.ws.click(told, "Check", user="wanda")
        await p.report()
        again = await p.type("/6sense orgs")
        assert "last check: " in str(again.blocks)


async def test_people_are_picked_from_the_orgs_own_list(place, browser):
    async with place() as p:
        await connected(p, browser)
        told = await p.type("/6sense people acme-prod")
        pick = menu(told, "integration user")
        offered = await p.ws.options(told, pick, "six", user="wanda")
        assert offered.ok
        values = [option["value"] for option in offered.json()["options"]]
        assert values == ["sixsense.integration@acme.example.com"]
        await p.ws.click(told, pick, user="wanda", choice=values[0])
        await until(lambda: "OK: Integration user" in p.ws.ephemerals("wanda")[-1].text)
        known = await p.known()
        assert known.people == {"integration": "sixsense.integration@acme.example.com"}
        typed = await p.type("/6sense people acme-prod setup sam.setup@acme.example.com")
        assert "OK: Setup user: sam.setup@acme.example.com" in typed.text


async def test_what_is_typed_into_a_menu_stays_text(place, browser):
    async with place() as p:
        await connected(p, browser)
        told = await p.type("/6sense people acme-prod")
        pick = menu(told, "setup user")
        for typed in ("' OR Name LIKE '", "%", "_", "\\", "x" * 300, "(SELECT", ""):
            offered = await p.ws.options(told, pick, typed, user="wanda")
            assert offered.ok, typed
            options = offered.json()["options"]
            assert len(options) <= 100
            assert bool(options) is (typed == ""), typed


async def test_a_slow_org_offers_nothing_in_time(place, browser):
    async with place() as p:
        await connected(p, browser)
        told = await p.type("/6sense people acme-prod")
        p.org.change({"weather": {"latency": 6.0}})
        offered = await p.ws.options(told, menu(told, "setup user"), "sam", user="wanda")
        p.org.change({"weather": {"latency": 0.0}})
        assert offered.ok
        assert offered.json()["options"] == []


async def test_a_new_name_takes_earlier_results_and_their_buttons_along(place, browser, store_url):
    async with place(database_url=store_url) as p:
        await connected(p, browser)
        await p.ws.command("/6sense check acme-prod", user="wanda", channel="support")
        report = await p.report()
        told = await p.type("/6sense rename acme-prod acme-eu")
        assert "acme-prod is acme-eu now" in told.text
        assert await p.known("acme-prod") is None
        await p.ws.click(report, "Check again", user="wanda")
        await p.report("acme-eu")
        rows = await p.served.process.runs.store.awrite(
            lambda conn: {row.org for row in conn.execute(runs.select())}
        )
        assert rows == {"acme-eu"}
        assert (
            "is the name of an org already" in (await p.type("/6sense rename acme-eu acme-eu")).text
        )
        assert "do not know an org called nobody" in (await p.type("/6sense rename nobody x")).text


async def test_a_name_is_the_same_in_whatever_capitals(place, browser, other_browser):
    async with place() as p:
        early = await p.link("/6sense connect ACME-Prod")
        await connected(p, browser)
        for words, part in (
            ("connect Acme-Prod", "acme-prod is connected already"),
            ("people ACME-PROD", "People of acme-prod"),
            ("audit Acme-prod", "On record about acme-prod"),
            ("rename ACME-prod Acme-Prod", "acme-prod is Acme-Prod now"),
            ("rename acme-PROD acme-prod", "Acme-Prod is acme-prod now"),
            ("disconnect ACME-PROD", "Disconnect acme-prod?"),
        ):
            assert part in (await p.type(f"/6sense {words}")).text, words
        await other_browser.sign_in(early)
        assert "taken" in other_browser.text
        await p.ws.command("/6sense check ACME-PROD", user="wanda", channel="support")
        await p.report("acme-prod")


async def test_a_new_name_meanwhile_does_not_save_an_org_from_its_end(place, browser):
    async with place() as p:
        await connected(p, browser)
        told = await p.type("/6sense disconnect acme-prod")
        p.org.change({"weather": {"latency": 0.4}})
        await p.ws.command("/6sense check acme-prod", user="wanda", channel="support")
        await p.type(f"/6sense access give owner <@{p.ws.world.user('sam').id}>")
        asked = await p.type("/6sense disconnect acme-prod", "sam")
        await p.ws.click(told, "Disconnect acme-prod", user="wanda", confirm=True)
        await p.ws.click(asked, "Disconnect acme-prod", user="sam", confirm=True)
        await p.type("/6sense rename acme-prod acme-old")
        assert "ended my access" in (await p.direct("access in Salesforce")).text
        await p.direct("somebody was quicker")
        assert await p.known("acme-prod") is await p.known("acme-old") is None


async def test_a_new_name_meanwhile_is_kept_by_whoever_connects_again(place, browser):
    async with place() as p:
        await connected(p, browser)
        link = await p.link("/6sense connect acme-prod again")
        await p.type("/6sense rename acme-prod acme-eu")
        await browser.sign_in(link)
        assert "acme-eu is connected" in browser.text
        await p.direct("acme-eu is connected")
        assert (await p.known("acme-eu")).token_version == 1
        assert await p.known("acme-prod") is None


async def test_disconnecting_asks_ends_the_grant_and_forgets(place, browser, store_url):
    async with place(database_url=store_url) as p:
        await connected(p, browser)
        told = await p.type("/6sense disconnect acme-prod")
        assert "Disconnect acme-prod?" in told.text
        assert await p.known()
        await p.ws.click(told, "Disconnect acme-prod", user="wanda", confirm=True)
        said = await p.direct("acme-prod is disconnected")
        assert "ended my access in Salesforce" in said.text
        assert await p.known() is None
        living = [t for t in p.org.org.state.scenario.tokens.values() if t.user == "ada"]
        assert [t.revoked for t in living if t.app == "checker"] == [True]
        rows = await p.served.process.runs.store.awrite(
            lambda conn: [*conn.execute(orgs.select()), *conn.execute(renewals.select())]
        )
        assert rows == []
        await p.type("/6sense orgs")


async def test_another_org_under_an_old_name_inherits_nothing(place, browser):
    async with place() as p:
        await connected(p, browser)
        await p.ws.command("/6sense check acme-prod", user="wanda", channel="support")
        report = await p.report()
        told = await p.type("/6sense disconnect acme-prod")
        await p.ws.click(told, "Disconnect acme-prod", user="wanda", confirm=True)
        await p.direct("acme-prod is disconnected")
        p.org.change({"organization": {"id": "00DHs0000009Zzz", "name": "Another Org"}})
        await connected(p, browser)
        await p.direct("Another Org")
        assert "not checked yet" in str((await p.type("/6sense orgs")).blocks)
        asked = len(p.org.requests)
        await p.ws.click(report, "Retry", user="wanda")
        await p.ws.settled()
        rows = await p.served.process.runs.store.awrite(
            lambda conn: [row.looking for row in conn.execute(runs.select())]
        )
        async with asyncio.timeout(PATIENT):
            while rows != ["[]"]:
                await asyncio.sleep(0.05)
                rows = await p.served.process.runs.store.awrite(
                    lambda conn: [row.looking for row in conn.execute(runs.select())]
                )
        assert len(p.org.requests) == asked, "the old report asks nothing of the new org"


async def test_an_org_that_cannot_be_reached_is_forgotten_and_it_is_said(place, browser):
    async with place() as p:
        await connected(p, browser)
        told = await p.type("/6sense disconnect acme-prod")
        p.org.break_on([{"match": {"path": "*/revoke"}, "answer": {"kind": "disconnect"}}])
        await p.ws.click(told, "Disconnect acme-prod", user="wanda", confirm=True)
        said = await p.direct("acme-prod is disconnected")
        assert "could not end my access in Salesforce" in said.text
        assert "revoke the bot's app" in said.text
        assert await p.known() is None


async def test_a_colleague_without_the_right_is_told_who_can(place, browser):
    async with place() as p:
        await connected(p, browser)
        for text in ("connect acme-two", "disconnect acme-prod", "rename acme-prod x"):
            told = await p.type(f"/6sense {text}", user="sam")
            assert "role" in told.text
        people = await p.type("/6sense people acme-prod")
        offered = await p.ws.options(people, menu(people, "setup user"), "sam", user="wanda")
        assert offered.json()["options"]
        assert await p.known()


async def test_a_menu_of_another_workspace_offers_and_does_nothing(place, browser):
    async with place() as p:
        await connected(p, browser)
        told = await p.type("/6sense people acme-prod")
        _, _, button = menu(told, "setup user").removeprefix("pick-").partition("-")
        office = p.served.process.office
        stranger = Asker(Tenant("T0OTHER00"), Person("U0WANDA01", "T0OTHER00"), Place("C0OTHER00"))
        assert await suggested(office, stranger, "username", button, "sam") == []
        assert await suggested(office, stranger, "org", "", "") == []
        await choose(office.runs, stranger, button, ("username", "sam.setup@x.example"), "d-1")
        assert (await p.known()).people == {}
        mine = Asker(Tenant(p.ws.team_id), Person("U0WANDA01", p.ws.team_id), Place("C0SUPPORT"))
        assert await suggested(office, mine, "org", "", "acme") == [("acme-prod", "acme-prod")]
        for choice in (("org", "x"), ("part", "setup"), ("kind", "orgs"), ("username", "x" * 999)):
            await choose(office.runs, mine, button, choice, f"d-{choice[0]}")
        assert (await p.known()).people == {}
