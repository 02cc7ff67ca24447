"""A pasted error in a thread: what it is, what the org says, and the way on, one press away."""

import asyncio
import hashlib
import hmac
import json
from contextlib import asynccontextmanager, suppress

import pytest
from aiohttp import ClientError, web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.commands.look import connect_practice
from bot.errands import escalating
from bot.store import connections, known_orgs
from intents.asker import Tenant
from tests.patience import until

TOKEN = "00DHs0000004Acm!AQcAQH0dMHEXAMPLE.tokenTOKENtokenTOKENtoken0123456789abcdefABCDEF"
#: Sam's practice shortcut list is empty as shipped: the app's own is manifest.yml's.
SHORTCUT = {
    "name": "Diagnose with 6sense",
    "callback_id": "diagnose",
    "type": "message",
    "description": "Says what it is",
}
WORLD = {"app": {"shortcuts": [SHORTCUT]}}


def labels(message):
    return [e["text"]["text"] for e in message.elements() if e["type"] == "button"]


def cards(town, channel="support"):
    mine = [m for m in town.ws.messages(channel) if m.bot_id]
    return [m for m in mine if "Next to act" in m.text or "Resolved" in str(m.blocks)]


async def card(town, channel="support"):
    found = await until(lambda: cards(town, channel))
    return found[-1]


async def test_a_shortcut_on_a_message_opens_a_case_in_its_thread(town):
    async with town("eca-disabled", world=WORLD) as t:
        said = await t.ws.message("Login says OAUTH_FLOW_DISABLED, help", "sam", "support")
        pasted = said.message or t.ws.messages("support")[-1]
        await t.ws.shortcut("diagnose", "sam", message=pasted)
        case = await card(t)
        assert case.thread_ts == pasted.ts
        await until(lambda: "app-enabled" in str(case.blocks))
        assert "fail" in str(case.blocks)
        assert {"Walk me through", "Show me how", "Retry", "Resolve"} <= set(labels(case))


async def test_a_paste_after_a_mention_is_triaged_and_the_org_bears_it_out(town):
    async with town("eca-disabled") as t:
        await t.ws.mention("it says OAUTH_FLOW_DISABLED", "sam", "support")
        case = await card(t)
        await until(lambda: "The org says" in str(case.blocks))
        t.org.change({"eca": {"enabled": True}})
        await t.ws.click(case, "Retry", user="olga")
        await until(lambda: "are as they should be" in str(case.blocks))


async def test_the_walkthrough_begins_in_the_thread_of_the_case(town):
    async with town("eca-disabled") as t:
        await t.ws.command("/6sense triage OAUTH_FLOW_DISABLED", user="sam", channel="support")
        case = await card(t)
        # By then Slack has said that our own people alone read along: a thread may hold it.
        await until(lambda: "was looked into" in str(case.blocks))
        await t.ws.click(case, "Walk me through", user="sam")
        step = await t.ws.wait_for(lambda m: m.text.startswith("Step 1 of"), 20)
        assert (step.channel, step.thread_ts) == (case.channel, case.ts)
        await t.ws.click(case, "Walk me through", user="olga")
        await until(lambda: [m for m in t.ws.ephemerals("olga") if "on it already" in m.text])
        begun = [m for m in t.ws.messages("support") if m.text.startswith("Mend:")]
        assert len(begun) == 1, "one walkthrough in a thread, whoever presses"


async def test_when_its_org_is_gone_a_case_says_so_and_is_no_dead_end(town):
    async with town("eca-disabled") as t:
        await t.ws.command("/6sense triage OAUTH_FLOW_DISABLED", user="sam", channel="support")
        case = await card(t)
        await until(lambda: ": fail" in str(case.blocks))
        process, tenant = t.served.process, Tenant(t.ws.team_id).key
        gone = lambda c: connections.find(c, process.ring, tenant, "acme-prod")  # noqa: E731 -- a glance
        process.runs.store.write(lambda c: known_orgs.remove(c, tenant, gone(c)))
        await t.ws.click(case, "Retry", user="sam")
        await until(lambda: ": unknown" in str(case.blocks))
        assert "confirmed by" not in str(case.blocks), "what was measured once is not measured now"
        await t.ws.click(case, "Walk me through", user="sam")
        (told,) = await until(lambda: t.ws.ephemerals("sam"))
        await t.ws.click(told, "Begin without an org", user="sam")
        await t.ws.wait_for(lambda m: m.text.startswith("Step 1 of"))
        await t.ws.click(case, "Resolve", user="olga")
        await until(lambda: labels(case) == ["Text for the ticket"])
        for stale in ("Hand over", "Write to the customer"):
            before = len(t.ws.ephemerals("sam"))
            await t.ws.click(case, stale, user="sam", version=-2)
            (told,) = await until(lambda n=before: t.ws.ephemerals("sam")[n:])
            assert "is resolved" in told.text


async def test_two_pastes_in_one_thread_are_one_case(town):
    async with town("healthy-eca") as t:
        first = await t.ws.message("see below", "sam", "support")
        thread = (first.message or t.ws.messages("support")[-1]).ts
        for code in ("OAUTH_EC_APP_NOT_FOUND", "OAUTH_APP_BLOCKED"):
            await t.ws.mention(f"triage {code}", "sam", "support", thread_ts=thread)
        case = await card(t)
        await until(lambda: "OAUTH_APP_BLOCKED" in case.text)
        assert "OAUTH_EC_APP_NOT_FOUND" in case.text
        assert len(cards(t)) == 1


async def test_secrets_are_cut_and_only_the_person_is_told(town):
    async with town("healthy-eca") as t:
        paste = f"triage OAUTH_FLOW_DISABLED access_token={TOKEN}"
        await t.ws.command(f"/6sense {paste}", user="sam", channel="support")
        await card(t)
        told = await until(lambda: [m for m in t.ws.ephemerals("sam") if "secrets" in m.text])
        assert "access token" in str(told[-1].blocks)
        assert TOKEN not in str([c.args for c in t.ws.calls])
        assert not [m for m in t.ws.ephemerals("olga") if "secrets" in m.text]


async def test_what_nobody_knows_is_said_to_be_unknown(town):
    async with town("healthy-eca") as t:
        await t.ws.command("/6sense triage E_FLUX_CAPACITOR_42", user="sam", channel="support")
        assert not cards(t)
        assert "Login History" in str(t.ws.ephemerals("sam")[-1].blocks)
        await t.ws.command("/6sense unknown", user="wanda", channel="support")
        await until(lambda: "FLUX_CAPACITOR" in str([m.blocks for m in t.ws.ephemerals("wanda")]))
        await t.ws.command("/6sense unknown", user="sam", channel="support")
        assert "FLUX_CAPACITOR" not in str([m.blocks for m in t.ws.ephemerals("sam")])


async def test_the_case_is_handed_over_and_resolved_with_a_ticket_text(town):
    async with town("healthy-eca") as t:
        await t.ws.command("/6sense triage OAUTH_APP_BLOCKED", user="sam", channel="support")
        case = await card(t)
        await t.ws.click(case, "Hand over", user="sam")
        choice = await t.ws.wait_for(lambda m: m.ephemeral_to and "Hand over" in str(m.blocks))
        await t.ws.click(choice, "Salesforce", user="sam")
        await until(lambda: "Next to act:* Salesforce" in str(case.blocks))
        await t.ws.click(case, "Resolve", user="olga")
        ticket = await t.ws.wait_for(lambda m: m.ephemeral_to and "For the ticket" in str(m.blocks))
        assert "OAUTH_APP_BLOCKED" in str(ticket.blocks)
        await until(lambda: labels(case) == ["Text for the ticket"])
        assert "Resolved" in str(case.blocks)
        await t.ws.click(case, "Text for the ticket", user="sam")
        await until(lambda: "For the ticket" in str([m.blocks for m in t.ws.ephemerals("sam")]))
        assert str(ticket.blocks).count("resolved the case") == 1


async def test_the_customer_reads_what_was_previewed(town):
    async with town("healthy-eca") as t:
        await t.ws.message("see below", "sam", "support")
        thread = t.ws.messages("support")[-1].ts
        await t.ws.mention("triage OAUTH_APP_BLOCKED", "sam", "support", thread_ts=thread)
        case = await card(t)
        await t.ws.click(case, "Write to the customer", user="sam")
        shown = await t.ws.wait_for(lambda m: m.ephemeral_to and "would read" in str(m.blocks))
        olga = t.ws.world.user("olga").id
        await t.ws.mention(f"tell <@{olga}>", "sam", "support", thread_ts=thread)
        ready = await until(lambda: [m for m in t.ws.ephemerals("sam") if "Send it" in labels(m)])
        assert not [c for c in t.ws.calls if c.args.get("channel") == olga]
        await t.ws.click(ready[-1], "Send it", user="sam")
        sent = await t.ws.wait_for(lambda m: m.text.startswith("About your Salesforce connection"))
        titles = [[b["text"] for b in m.blocks if b["type"] == "header"] for m in (sent, shown)]
        assert titles[0]
        assert titles[0] == titles[1]
        await until(lambda: "wrote to the customer" in str(case.blocks))


async def test_in_a_shared_channel_nothing_of_the_org_is_shown_unasked(town):
    async with town("eca-disabled") as t:
        await t.ws.command("/6sense triage OAUTH_FLOW_DISABLED", user="sam", channel="acme-shared")
        case = await card(t, "acme-shared")
        await until(lambda: any(c.method == "conversations.info" for c in t.ws.calls))
        shown = str([m.blocks for m in t.ws.messages("acme-shared")])
        assert "app-enabled" not in shown
        assert "acme-prod" not in shown
        await t.ws.click(case, "Resolve", user="cara")
        told = await until(lambda: t.ws.ephemerals("cara"))
        assert "workspace that installed me" in told[-1].text


async def test_a_case_without_any_org_is_still_an_answer(town):
    async with town("healthy-eca") as t:
        rows = t.served.process.runs.store
        await rows.awrite(lambda conn: conn.exec_driver_sql("DELETE FROM orgs"))
        await t.ws.command("/6sense triage OAUTH_APP_BLOCKED", user="sam", channel="support")
        case = await card(t)
        assert "grade: inferred" in str(case.blocks)
        assert "Check everything" not in labels(case)
        assert "No org is connected" in str(case.blocks)
        assert "Escalate" not in labels(case)


async def test_with_several_orgs_one_is_chosen_from_the_menu(town):
    async with town("eca-disabled") as t:
        tenant = Tenant(t.ws.team_id).key
        await connect_practice(t.served.process, t.org, "acme-uat", tenant)
        await t.ws.command("/6sense triage OAUTH_FLOW_DISABLED", user="sam", channel="support")
        case = await card(t)
        menu = next(e for e in case.elements() if e["type"] == "external_select")
        found = await t.ws.options(case, menu["action_id"], "acme", user="sam")
        assert "acme-uat" in found.body
        await t.ws.click(case, menu["action_id"], user="sam", choice="acme-uat")
        await until(lambda: "*acme-uat* was looked into" in str(case.blocks))


async def test_help_is_called_once_in_a_quarter_of_an_hour(town):
    async with town("healthy-eca", escalation_group="S0ONCALL1") as t:
        await t.ws.command("/6sense triage OAUTH_APP_BLOCKED", user="sam", channel="support")
        case = await card(t)
        for user in ("sam", "olga", "sam"):
            await t.ws.click(case, "Escalate", user=user, confirm=True)
        await t.ws.wait_for(lambda m: "calls for help" in str(m.blocks))
        await until(lambda: [m for m in t.ws.ephemerals("olga") if "a moment ago" in m.text])
        calls = [m for m in t.ws.messages("support") if "calls for help" in str(m.blocks)]
        assert [m.thread_ts for m in calls] == [case.ts]


async def test_two_errors_of_one_wire_code_are_both_kept(town):
    async with town("healthy-eca") as t:
        await t.ws.message("see below", "sam", "support")
        thread = t.ws.messages("support")[-1].ts
        for paste in (
            "invalid_grant expired access/refresh token, Salesforce",
            "invalid_grant user hasn't approved this consumer, Salesforce",
        ):
            await t.ws.mention(f"triage {paste}", "sam", "support", thread_ts=thread)
        case = await card(t)
        await until(lambda: case.text.count("invalid_grant") == 2)


@asynccontextmanager
async def webhook(status=200, **headers):
    """An escalation webhook that answers so, and what it was called with."""
    called = []

    async def take(request):
        called.append((request.headers, await request.read()))
        return web.Response(status=status, headers=headers)

    app = web.Application()
    app.router.add_post("/call", take)
    async with TestServer(app) as server:
        settings = {
            "escalation_webhook": str(server.make_url("/call")),
            "escalation_secret": SecretStr("s3cret"),
        }
        yield settings, called


async def test_the_escalation_webhook_is_called_once_and_signed(town):
    async with webhook() as (change, called), town(**change, escalation_group="S0ONCALL1") as t:
        await t.ws.command("/6sense triage OAUTH_APP_BLOCKED", user="sam", channel="support")
        case = await card(t)
        await t.ws.click(case, "Escalate", user="sam", confirm=True)
        await t.ws.wait_for(lambda m: "calls for help" in str(m.blocks))
        headers, body = (await until(lambda: called))[0]
        wanted = hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
        assert headers["X-Sixsense-Signature"] == f"sha256={wanted}"
        assert json.loads(body)["errors"][0]["code"] == "OAUTH_APP_BLOCKED"
        assert "<!subteam^S0ONCALL1>" in str([m.blocks for m in t.ws.messages("support")])
        assert len(called) == 1


@pytest.mark.parametrize(("channel", "reader"), [("support", None), ("acme-shared", "U0SAM0001")])
async def test_a_webhook_that_sends_elsewhere_called_nobody(town, channel, reader):
    async with webhook(302, Location="https://login.example") as (change, _), town(**change) as t:
        await t.ws.command("/6sense triage OAUTH_APP_BLOCKED", user="sam", channel=channel)
        case = await card(t, channel)
        if not reader:  # by then Slack has said that our own people alone read along
            await until(lambda: "was looked into" in str(case.blocks))
        await t.ws.click(case, "Escalate", user="sam", confirm=True)
        told = await t.ws.wait_for(lambda m: "webhook did not answer" in m.text)
        assert "HTTP 302" in told.text
        assert told.ephemeral_to == reader, "our own trouble is not for the customer's eyes"


@pytest.mark.parametrize("status", [200, 500])
async def test_where_the_bot_may_not_post_whoever_escalates_is_told_how_it_went(town, status):
    async with webhook(status) as (change, called), town(**change) as t:
        await t.ws.command("/6sense triage OAUTH_APP_BLOCKED", user="sam", channel="lounge")
        case = await until(lambda: t.ws.ephemerals("sam"))
        await t.ws.click(case[0], "Escalate", user="sam", confirm=True)
        await t.ws.wait_for(lambda m: m.ephemeral_to and "escalation webhook" in m.text)
        assert called


async def test_a_webhook_that_trickles_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(escalating, "_PATIENCE", 0.2)
    gone = asyncio.Event()

    async def trickle(_reader, writer):
        with suppress(ConnectionError):
            while True:  # until nobody listens any more
                writer.write(b"H")
                await writer.drain()
                await asyncio.sleep(0.01)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        gone.set()

    async with await asyncio.start_server(trickle, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        with pytest.raises((TimeoutError, ClientError)):
            await escalating._posted(url, "{}", {})
        await gone.wait()


async def test_where_the_bot_may_not_post_a_case_outlives_its_first_response_url(town):
    async with town("healthy-eca") as t:
        await t.ws.command("/6sense triage OAUTH_APP_BLOCKED", user="sam", channel="lounge")

        def mine(words):
            return [
                m for m in t.ws.ephemerals("sam") if words.casefold() in str(m.blocks).casefold()
            ]

        case = (await until(lambda: mine("was looked into")))[-1]
        assert len(mine("OAUTH_APP_BLOCKED")) == 2, "at once, and when the org has answered"
        t.ws.advance(1801)
        for to in ("6sense", "Salesforce", "Waiting") * 2:
            await t.ws.click(case, "Hand over", user="sam")
            told = len(mine(f"to act:* {to}"))
            await t.ws.click((await until(lambda: mine("Who has to act")))[-1], to, user="sam")
            case = (await until(lambda to=to, n=told: mine(f"to act:* {to}")[n:]))[0]


async def test_where_the_bot_may_not_post_nobody_is_called_by_mentioning_them(town):
    async with town(escalation_group="S0ONCALL1") as t:
        await t.ws.command("/6sense triage OAUTH_APP_BLOCKED", user="sam", channel="lounge")
        case = await until(lambda: t.ws.ephemerals("sam"))
        await t.ws.click(case[0], "Escalate", user="sam", confirm=True)
        await t.ws.wait_for(lambda m: m.ephemeral_to and "/invite" in m.text)


async def test_a_paste_with_a_mistyped_org_is_answered_and_the_org_offered(town):
    async with town("frozen-user") as t:
        paste = "triage user is frozen in salesforce in prod"
        await t.ws.command(f"/6sense {paste}", user="sam", channel="support")
        case = await card(t)
        assert "frozen" in case.text
        told = await until(lambda: t.ws.ephemerals("sam"))
        assert "an org called prod" in told[-1].text
        assert "acme-prod" in str(told[-1].blocks)
        assert "The org says" not in str(case.blocks)
