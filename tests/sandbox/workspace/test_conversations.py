"""Conversations and people, by scope and by workspace."""

import pytest
from slack_sdk.errors import SlackApiError


async def refusal(call) -> SlackApiError:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value


async def error(call) -> str:
    return (await refusal(call)).response["error"]


async def test_direct_messages(ws, client):
    opened = await client.conversations_open(users="U0SAM0001", return_im=True)
    assert opened["channel"]["is_im"]
    assert opened["channel"]["user"] == "U0SAM0001"
    again = await client.conversations_open(users=["U0SAM0001"])
    assert (again["channel"]["id"], again["already_open"]) == (opened["channel"]["id"], True)
    said = await client.chat_postMessage(channel="U0SAM0001", text="hi")
    assert said["channel"] == opened["channel"]["id"]
    cara = await client.conversations_open(users="U0CARA001")
    assert cara["channel"]["id"].startswith("D")
    for who, expected in [
        ("U0GONE001", "user_disabled"),
        ("U0STRAN01", "invalid_user_combination"),
        ("U0NOBODY", "user_not_found"),
    ]:
        assert await error(client.conversations_open(users=who)) == expected
    ws.configure(messages_tab=False)
    blocked = client.chat_postMessage(channel="U0SAM0001", text="hi")
    assert await error(blocked) == "messages_tab_disabled"


async def test_conversations_and_scopes_by_kind(ws, client):
    shared = await client.conversations_info(channel="C0SHARED1")
    assert (shared["channel"]["is_ext_shared"], shared["channel"]["is_member"]) == (True, True)
    plain = await client.conversations_info(channel="C0LOUNGE1", include_num_members=True)
    assert (plain["channel"]["is_member"], plain["channel"]["num_members"]) == (False, 3)
    assert await error(client.conversations_info(channel="C0SECRET1")) == "channel_not_found"
    assert await error(client.conversations_info(channel="support")) == "channel_not_found"
    im = (await client.conversations_open(users="U0SAM0001"))["channel"]["id"]
    refused = await refusal(client.conversations_info(channel=im))
    assert (refused.response["error"], refused.response["needed"]) == ("missing_scope", "im:read")
    mine = await client.users_conversations(types="public_channel,private_channel")
    assert "C0SECRET1" not in {c["id"] for c in mine["channels"]}
    members = await client.conversations_members(channel="C0SHARED1", limit=2)
    cursor = members["response_metadata"]["next_cursor"]
    rest = await client.conversations_members(channel="C0SHARED1", limit=10, cursor=cursor)
    assert len(members["members"]) == 2
    assert set(members["members"] + rest["members"]) == set(ws.world.channel("acme-shared").members)
    bad = client.conversations_members(channel="C0SHARED1", cursor="??")
    assert await error(bad) == "invalid_cursor"


async def test_people_of_other_workspaces(client):
    cara = (await client.users_info(user="U0CARA001"))["user"]
    assert cara["team_id"] == "T0CUST001"
    assert "email" not in cara["profile"]
    gone = (await client.users_info(user="U0GONE001"))["user"]
    assert gone["deleted"]
    assert await error(client.users_info(user="U0STRAN01")) == "user_not_visible"
    assert await error(client.users_info(user="U0NOBODY")) == "user_not_found"
    listed = {u["id"] for u in (await client.users_list(limit=100))["members"]}
    assert {"U0CARA001", "U0GONE001"} < listed
    assert "U0STRAN01" not in listed
