"""What a finding rests on, and what a check is about: a press or a line away, for one person."""

import re

import pytest


def whispered(town, user="sam"):
    found = town.ws.ephemerals(user)
    return found[-1] if found else None


@pytest.fixture
async def asked(town):
    """A checked org whose sign-in app is switched off, and the explanation of it."""
    async with town("eca-disabled") as t:
        await t.ws.command("/6sense check acme-prod", user="sam", channel="support")
        anchor = await t.anchor()
        await t.ws.click(anchor, "Show me how", user="sam")
        yield t, await t.ws.wait_for(lambda m: m.ephemeral_to and "How" in str(m.blocks))


async def test_evidence_shows_the_query_and_the_rows_and_no_names(asked):
    t, how = asked
    await t.ws.click(how, "Evidence", user="sam")
    proof = await t.ws.wait_for(lambda m: m.text.startswith("Evidence"))
    assert proof.ephemeral_to == t.ws.world.user("sam").id
    said = str(proof.blocks)
    assert "FROM ExtlClntAppPlcyCnfg" in said
    assert "IsEnabled" in said
    assert "API 68.0" in said
    assert not re.search(r"sync@|bot@", said)


async def test_retry_in_an_explanation_measures_again(asked):
    t, how = asked
    t.org.change({"eca": {"enabled": True}})
    await t.ws.click(how, "Retry", user="sam")
    await t.ws.wait_for(lambda m: m.text.startswith("✓ OK"))


async def test_names_are_shown_on_request(asked):
    t, _ = asked
    receipt = re.search(r"r-[0-9a-f]+", str((await t.anchor()).blocks)).group()
    await t.ws.command(f"/6sense evidence {receipt} user-active", user="sam", channel="support")
    proof = whispered(t)
    assert "[hidden]" in str(proof.blocks)
    await t.ws.click(proof, "Show names", user="sam", confirm=True)
    shown = await t.ws.wait_for(
        lambda m: (
            m.text.startswith("Evidence")
            and "Username" in str(m.blocks)
            and "[hidden]" not in str(m.blocks)
        )
    )
    assert t.org.connection["integration_user"] in str(shown.blocks)


async def test_a_receipt_of_nobody_is_said_to_be_unknown(asked):
    t, _ = asked
    await t.ws.command("/6sense evidence r-0000000000 user-active", user="sam", channel="support")
    assert "no longer have" in whispered(t).text


async def test_a_check_is_explained_without_looking_into_any_org(town):
    async with town() as t:
        before = len(t.org.requests)
        await t.ws.command("/6sense explain oauth_enabled", user="sam", channel="support")
        assert "OAUTH_FLOW_DISABLED" in whispered(t).text
        await t.ws.command("/6sense explain oauth-enabld", user="sam", channel="support")
        assert "explain oauth-enabled" in whispered(t).text
        assert len(t.org.requests) == before
