"""What an app may look up: people, groups, conversations, history; and reacting, validating."""

import pytest
from slack_sdk.errors import SlackApiError

SCOPES = (
    "chat:write",
    "users:read",
    "users:read.email",
    "channels:read",
    "channels:history",
    "reactions:write",
    "usergroups:read",
)
GROUP = {"id": "S0ONCALL1", "handle": "on-call", "name": "On-call", "users": ["U0OLGA001"]}


@pytest.fixture(autouse=True)
def allowed(ws):
    ws.change_app(scopes=SCOPES)
    ws.state.world = ws.world.changed({"usergroups": [GROUP]})


async def refusal(call) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return refused.value.response["error"]


async def test_people_are_found_by_address_if_they_are_ours(ws, client):
    ws.change_user("cara", email="cara@customer.example")
    found = await client.users_lookupByEmail(email="Olga@acme.example")
    assert found["user"]["id"] == "U0OLGA001"
    for email in ("nobody@acme.example", "gone@acme.example", "cara@customer.example"):
        assert await refusal(client.users_lookupByEmail(email=email)) == "users_not_found"


async def test_externals_tell_less_of_themselves(ws, client):
    ws.change_user("cara", email="cara@customer.example")
    ours = (await client.users_info(user="U0OLGA001", include_locale=True))["user"]
    theirs = (await client.users_info(user="U0CARA001", include_locale=True))["user"]
    assert (ours["profile"]["email"], ours["locale"]) == ("olga@acme.example", "en-US")
    assert (theirs["team_id"], theirs["is_stranger"]) == ("T0CUST001", False)
    assert not {"email", "locale", "is_admin"} & {*theirs, *theirs["profile"]}
    assert await refusal(client.users_info(user="U0STRAN01")) == "user_not_visible"


async def test_user_groups(ws, client):
    groups = (await client.usergroups_list(include_users=True))["usergroups"]
    assert [(g["handle"], g["users"]) for g in groups] == [("on-call", ["U0OLGA001"])]
    inside = await client.usergroups_users_list(usergroup="S0ONCALL1")
    assert inside["users"] == ["U0OLGA001"]
    assert await refusal(client.usergroups_users_list(usergroup="S0")) == "no_such_subteam"


async def test_conversations_are_listed_page_by_page(client):
    names, cursor = [], ""
    while True:
        page = await client.conversations_list(limit=2, cursor=cursor, exclude_archived=True)
        names += [c["name"] for c in page["channels"]]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert names == ["general", "support", "on-call", "lounge", "acme-shared"]
    private = client.conversations_list(types="private_channel")
    assert await refusal(private) == "missing_scope"


async def test_history_is_cut_for_an_app_outside_the_marketplace(ws, client):
    ws.configure(rate_limits="off")
    for number in range(20):
        await client.chat_postMessage(channel="C0SUPPORT", text=str(number))
    few = await client.conversations_history(channel="C0SUPPORT", limit=100)
    assert (len(few["messages"]), few["has_more"]) == (15, True)
    assert few["messages"][0]["text"] == "19"
    ws.configure(rate_limits="lenient")
    await client.conversations_history(channel="C0SUPPORT")
    with pytest.raises(SlackApiError) as refused:
        await client.conversations_history(channel="C0SUPPORT")
    assert refused.value.response.headers["Retry-After"] == "60"
    ws.change_app(distribution="marketplace")
    whole = await client.conversations_history(channel="C0SUPPORT", limit=100)
    assert len(whole["messages"]) == 20
    outside = client.conversations_history(channel="C0LOUNGE1")
    assert await refusal(outside) == "not_in_channel"


async def test_a_thread_is_read_oldest_first(ws, client):
    ws.change_app(distribution="internal")
    parent = (await client.chat_postMessage(channel="C0SUPPORT", text="top"))["ts"]
    for text in "ab":
        await client.chat_postMessage(channel="C0SUPPORT", text=text, thread_ts=parent)
    thread = (await client.conversations_replies(channel="C0SUPPORT", ts=parent))["messages"]
    assert [m["text"] for m in thread] == ["top", "a", "b"]
    top = (await client.conversations_history(channel="C0SUPPORT"))["messages"]
    assert [(m["text"], m["reply_count"]) for m in top] == [("top", 2)]
    lost = client.conversations_replies(channel="C0SUPPORT", ts="1.000000")
    assert await refusal(lost) == "thread_not_found"


async def test_reactions(ws, client):
    ts = (await client.chat_postMessage(channel="C0SUPPORT", text="x"))["ts"]
    on = {"channel": "C0SUPPORT", "timestamp": ts}
    await client.reactions_add(name="eyes", **on)
    assert ws.find(ts).reactions[0]["count"] == 1
    assert await refusal(client.reactions_add(name="eyes", **on)) == "already_reacted"
    assert await refusal(client.reactions_add(name="No!", **on)) == "invalid_name"
    await client.reactions_remove(name="eyes", **on)
    assert ws.find(ts).reactions == []
    assert await refusal(client.reactions_remove(name="eyes", **on)) == "no_reaction"


async def test_blocks_are_validated_without_a_token(ws, client):
    good = [{"type": "divider"}]
    assert (await client.api_call("blocks.validate", json={"blocks": good}))["ok"]
    with pytest.raises(SlackApiError) as refused:
        await client.api_call("blocks.validate", json={"blocks": [{"type": "header"}]})
    body = refused.value.response
    assert (body["error"], body["errors"][0]["pointer"]) == ("invalid_blocks", "/0")
    both = client.api_call("blocks.validate", json={"blocks": good, "view": {}})
    assert await refusal(both) == "invalid_arguments"
    view = client.api_call("blocks.validate", json={"view": {"type": "modal"}})
    assert await refusal(view) == "invalid_view"
