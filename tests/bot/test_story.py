"""The main job, as a support engineer lives it: type, read, press, see it turn green."""

import asyncio

from tests.patience import until


def labels(message):
    return [e["text"]["text"] for e in message.elements() if e["type"] == "button"]


def step(town, anchor, words):
    return next((m for m in town.steps(anchor) if words in m.text), None)


def anchors(town):
    mine = [m for m in town.ws.messages("support") if m.bot_id]
    return [m for m in mine if m.thread_ts in (None, m.ts)]


async def checked(town, text="/6sense check acme-prod"):
    said = await town.ws.command(text, user="sam", channel="support")
    assert (said.status, said.body) == (200, "")
    return await town.anchor()


async def test_a_command_becomes_one_anchor_and_a_thread_of_what_needs_a_person(town):
    async with town("wrong-policies") as t:
        anchor = await checked(t)
        assert anchor.text.startswith("✗ Fail: acme-prod")
        assert {"Show me how", "Retry", "Check again"} <= set(labels(anchor))
        await until(lambda: len(t.steps(anchor)) == 7)  # four settings, three for a person
        assert anchors(t) == [anchor]


async def test_the_admin_mends_one_setting_and_retry_turns_only_that_step_green(town):
    async with town("wrong-policies") as t:
        anchor = await checked(t)
        await until(lambda: len(t.steps(anchor)) == 7)
        before = {m.ts: m.updates for m in t.steps(anchor)}
        t.org.change({"eca": {"ip_relaxation": "Enforce"}})
        asked = len(t.org.requests)
        ip = step(t, anchor, "IP restrictions")
        assert (await t.ws.click(ip, "Retry", user="olga")).status == 200
        await until(lambda: "now ok" in ip.text)
        assert any(t.ws.world.user("olga").id in version.text for version in ip.history)
        assert labels(ip) == []
        await until(lambda: "3 fail" in str(anchor.blocks))
        red = [m for m in t.steps(anchor) if m.text.startswith("✗")]
        assert len(red) == 3
        assert all("now ok" not in m.text for m in red)
        assert len(t.org.requests) - asked <= 2, "a retry learns only its own step's facts"
        after = {m.ts: m.updates for m in t.steps(anchor)}
        assert set(after) == set(before), "edited in place, none posted anew"
        assert {ts for ts in after if after[ts] != before[ts]} == {ip.ts}, "and no other touched"


async def test_mending_everything_makes_the_anchor_green(town):
    async with town("eca-disabled") as t:
        anchor = await checked(t)
        t.org.change({"eca": {"enabled": True}})
        await t.ws.click(anchor, "Retry", user="sam")
        await until(lambda: anchor.text.startswith("✓ OK"))


async def test_show_me_how_answers_the_one_who_asked(town):
    async with town("wrong-policies") as t:
        anchor = await checked(t)
        await t.ws.click(anchor, "Show me how", user="olga")
        shown = await until(lambda: t.ws.ephemerals("olga"))
        text = str(shown[0].blocks) + shown[0].text
        assert "Permitted Users" in text
        assert "/lightning/setup/ManageExternalClientApplication" in text
        assert not t.ws.ephemerals("sam")


async def test_confirm_is_a_persons_word_and_says_whose(town):
    async with town() as t:
        anchor = await checked(t)
        await until(lambda: len(t.steps(anchor)) == 3)
        sync = step(t, anchor, "Data Sync")
        await t.ws.click(sync, "Confirm", user="olga")
        await until(lambda: "Confirmed" in sync.text)
        assert t.ws.world.user("olga").id in str(sync.blocks)
        assert labels(sync) == []
        await t.ws.click(sync, "Confirm", user="sam", version=-2)  # an outdated screen
        told = await until(lambda: t.ws.ephemerals("sam"))
        assert "already" in told[0].text
        assert t.ws.world.user("sam").id not in str(sync.blocks)


async def test_check_again_starts_a_new_run(town):
    async with town("eca-disabled") as t:
        first = await checked(t)
        await t.ws.click(first, "Check again", user="sam")
        second = await until(
            lambda: next(
                (m for m in t.ws.messages("support") if m.bot_id and m.ts > first.ts
                 and m.thread_ts in (None, m.ts) and m.text.startswith("✗")), None)
        )  # fmt: skip
        assert second.ts != first.ts


async def test_a_second_check_of_the_same_org_joins_the_running_one(town):
    async with town() as t:
        t.org.change({"weather": {"latency": 0.4}})
        await t.ws.command("/6sense check acme-prod", user="sam", channel="support")
        here = await t.ws.command("/6sense check acme-prod", user="olga", channel="support")
        assert "already" in here.body
        await t.ws.command("/6sense check acme-prod", user="olga", channel="on-call")
        one, two = await t.anchor(), await t.anchor(channel="on-call")
        assert one.text == two.text
        batches = [r for r in t.org.requests if "/composite/batch" in r["path"]]
        assert len(batches) == 2, "one run asked the org once"


async def test_cancel_stops_a_running_check(town):
    async with town("slow") as t:
        await t.ws.command("/6sense check acme-prod", user="sam", channel="support")
        running = await t.ws.wait_for(lambda m: bool(m.bot_id) and "Cancel" in labels(m), 5)
        await t.ws.click(running, "Cancel", user="olga")
        await until(lambda: "cancel" in running.text.lower(), 5)
        assert "Cancel" not in labels(running)
        before = running.text
        await asyncio.sleep(3)  # the answers of the slow org come home and change nothing
        assert running.text == before


async def test_a_mention_in_a_thread_is_answered_in_that_thread(town):
    async with town("frozen-user") as t:
        talk = await t.ws.message("acme cannot connect", user="olga", channel="support")
        ts = talk.message.ts
        await t.ws.mention("@sixsense check acme-prod", "olga", "support", thread_ts=ts)
        await until(lambda: [m for m in t.ws.thread("support", ts) if m.text.startswith("✗ Fail")])
        assert all(m.thread_ts == ts for m in t.ws.messages("support") if m.bot_id)


async def test_where_the_bot_may_not_post_the_asker_gets_it_all_privately(town):
    async with town("eca-disabled") as t:
        await t.ws.command("/6sense check acme-prod", user="sam", channel="secret")
        told = await until(
            lambda: [m for m in t.ws.ephemerals("sam") if m.text.startswith("✗ Fail")]
        )
        assert "invite" in str(told[0].blocks).lower()
        assert not [m for m in t.ws.messages("secret") if m.bot_id and not m.is_ephemeral]


async def test_names_and_addresses_stay_out_of_the_channel(town):
    async with town("wrong-policies") as t:
        anchor = await checked(t)
        await until(lambda: len(t.steps(anchor)) == 7)
        said = "".join(str(m.blocks) + m.text for m in t.ws.messages("support"))
        for name in ("setup_user", "integration_user", "installer", "username"):
            assert t.org.connection[name] not in said
