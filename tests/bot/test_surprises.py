"""Something of ours fails at the door: nobody's word is lost by it."""

from sqlalchemy import text


def renamed(town, old, new):
    change = text(f"ALTER TABLE {old} RENAME TO {new}")
    town.served.process.runs.store.write(lambda conn: conn.execute(change))


async def test_a_mention_that_could_not_be_stored_is_delivered_again(town):
    async with town() as t:
        renamed(t, "seen", "gone")
        first = await t.ws.mention("@sixsense check acme-prod", "sam", "support")
        assert first.status == 500
        renamed(t, "gone", "seen")
        assert (await t.ws.deliver(first)).status == 200
        await t.anchor()


async def test_a_button_that_did_nothing_says_so(town):
    async with town("wrong-policies") as t:
        await t.ws.command("/6sense check acme-prod", user="sam", channel="support")
        anchor = await t.anchor()
        renamed(t, "seen", "gone")
        assert (await t.ws.click(anchor, "Check again", user="sam")).status == 500
        renamed(t, "gone", "seen")
