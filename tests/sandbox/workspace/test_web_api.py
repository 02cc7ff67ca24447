"""The Web API through an unmodified slack_sdk AsyncWebClient."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}


async def refusal(call) -> SlackApiError:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value


async def error(call) -> str:
    return (await refusal(call)).response["error"]


async def test_who_am_i(ws, client):
    me = await client.auth_test()
    assert (me["team_id"], me["user_id"], me["team"]) == (
        ws.team_id,
        ws.bot_user_id,
        "Acme Support",
    )
    assert (await client.api_test())["ok"]
    assert await error(client.api_test(error="my_error")) == "my_error"
    bot = await client.bots_info(bot=me["bot_id"])
    assert bot["bot"]["app_id"] == ws.app_id


@pytest.mark.parametrize(
    ("token", "state", "expected"),
    [
        (None, "valid", "not_authed"),
        ("xoxb-other", "valid", "invalid_auth"),
        ("xapp-1-A0SIXAPP1-sandbox-app-token", "valid", "not_allowed_token_type"),
        ("xoxb-sandbox-bot-token", "revoked", "token_revoked"),
        ("xoxb-sandbox-bot-token", "account_inactive", "account_inactive"),
        ("xoxb-sandbox-bot-token", "expired", "token_expired"),
    ],
)
async def test_tokens(ws, token, state, expected):
    ws.change_app(token_state=state)
    client = AsyncWebClient(token=token, base_url=ws.api_url)
    assert await error(client.auth_test()) == expected
    assert "token" not in ws.calls[-1].args


async def test_missing_scope_names_what_is_needed_and_provided(ws, client):
    ws.change_app(scopes=("commands", "users:read"))
    refused = await refusal(client.chat_postMessage(channel="C0SUPPORT", text="x"))
    assert refused.response["error"] == "missing_scope"
    assert refused.response["needed"] == "chat:write"
    assert refused.response["provided"] == "commands,users:read"


async def test_unknown_method(client):
    assert await error(client.api_call("chat.shout")) == "unknown_method"


@pytest.mark.parametrize(
    ("channel", "more", "expected"),
    [
        ("C0NOWHERE", {}, "channel_not_found"),
        ("secret", {}, "channel_not_found"),
        ("C0SECRET1", {}, "channel_not_found"),
        ("#lounge", {}, "not_in_channel"),
        ("old-incidents", {}, "is_archived"),
        ("general", {}, "restricted_action"),
        ("support", {"text": ""}, "no_text"),
        ("support", {"thread_ts": "1600000000.000001"}, "thread_not_found"),
        ("support", {"thread_ts": "yesterday"}, "invalid_thread_ts"),
        ("support", {"blocks": "{]"}, "invalid_blocks_format"),
        ("support", {"blocks": [{"type": "sektion"}]}, "invalid_blocks"),
        ("support", {"attachments": [{"text": "a"}] * 101}, "too_many_attachments"),
        ("support", {"metadata": {"event_type": "x"}}, "invalid_metadata_schema"),
        ("support", {"markdown_text": "*x*"}, "markdown_text_conflict"),
        ("U0GONE001", {}, "channel_not_found"),
        ("U0STRAN01", {}, "channel_not_found"),
    ],
)
async def test_what_post_message_refuses(client, channel, more, expected):
    said = {"channel": channel, "text": "hi", **more}
    assert await error(client.api_call("chat.postMessage", json=said)) == expected


async def test_required_arguments_are_named(client):
    refused = await refusal(client.api_call("chat.update", json={"channel": "C0SUPPORT"}))
    assert refused.response["error"] == "invalid_arguments"
    said = refused.response["response_metadata"]["messages"]
    assert said == ["[ERROR] missing required field: ts"]


async def test_arguments_come_as_form_json_or_query(ws):
    head = {"Authorization": f"Bearer {ws.bot_token}"}
    url = ws.api_url + "chat.postMessage"
    said = {"channel": "C0SUPPORT", "text": "form"}
    async with aiohttp.ClientSession() as http:

        async def post(**how) -> dict:
            async with http.post(url, **how) as answer:
                return await answer.json()

        assert (await post(data=said | {"token": ws.bot_token}))["ok"]
        assert (await post(json=said, headers=head))["ok"]
        assert (await post(params=said, headers=head))["ok"]
        # a token within a JSON body does not count
        assert (await post(json=said | {"token": ws.bot_token}))["error"] == "not_authed"
        assert (await post(data=b"{", headers=head | {"Content-Type": "application/json"}))[
            "error"
        ] == "invalid_json"
        assert (await post(json=[1], headers=head))["error"] == "json_not_object"
        xml = head | {"Content-Type": "application/xml"}
        assert (await post(data=b"<a/>", headers=xml))["error"] == "invalid_post_type"
        assert (await post(data={"channel[]": "C0SUPPORT"}, headers=head))[
            "error"
        ] == "invalid_array_arg"
        listed = {"channel": ["C0SUPPORT"], "text": "x"}
        assert (await post(json=listed, headers=head))["error"] == "invalid_array_arg"


async def test_update_keeps_or_drops_blocks_as_slack_does(ws, client):
    made = await client.chat_postMessage(channel="support", text="one", blocks=[SECTION])
    where = {"channel": made["channel"], "ts": made["ts"]}
    message = ws.find(made["ts"])
    assert message.blocks[0]["block_id"]
    await client.chat_update(**where, text="two", blocks=[SECTION])
    assert message.edited is None
    await client.chat_update(**where, text="three")
    assert (message.blocks, message.text, message.updates) == ([], "three", 2)
    assert message.edited is not None
    assert [v.text for v in message.history] == ["one", "two", "three"]
    assert await error(client.chat_update(**where, text="x" * 4001)) == "msg_too_long"
    missing = where | {"ts": "1600000000.000001"}
    assert await error(client.chat_update(**missing, text="x")) == "message_not_found"


async def test_messages_of_others_old_messages_and_archived_channels_are_not_updated(ws, client):
    theirs = (await ws.message("mine", user="sam", channel="support")).message
    where = {"channel": "C0SUPPORT", "ts": theirs.ts}
    assert await error(client.chat_update(**where, text="x")) == "cant_update_message"
    assert await error(client.chat_delete(**where)) == "cant_delete_message"
    ours = await client.chat_postMessage(channel="C0SUPPORT", text="x")
    where = {"channel": "C0SUPPORT", "ts": ours["ts"]}
    ws.configure(edit_window_seconds=60)
    await client.chat_update(**where, text="y")
    ws.advance(61)
    assert await error(client.chat_update(**where, text="z")) == "edit_window_closed"
    ws.change_channel("support", is_archived=True)
    assert await error(client.chat_update(**where, text="z")) == "is_inactive"


async def test_ephemeral_messages_reach_one_person_and_cannot_be_updated(ws, client):
    said = {"channel": "C0SUPPORT", "text": "psst"}
    made = await client.chat_postEphemeral(**said, user="U0SAM0001")
    assert [m.text for m in ws.ephemerals("sam")] == ["psst"]
    assert ws.messages("support") == ws.ephemerals("olga") == []
    where = {"channel": "C0SUPPORT", "ts": made["message_ts"]}
    assert await error(client.chat_update(**where, text="x")) == "message_not_found"
    outsider = client.chat_postEphemeral(**said, user="U0CARA001")
    assert await error(outsider) == "user_not_in_channel"


async def test_threads_permalinks_and_deletion(ws, client):
    parent = await client.chat_postMessage(channel="C0SUPPORT", text="parent")
    where = {"channel": "C0SUPPORT", "thread_ts": parent["ts"]}
    reply = await client.chat_postMessage(**where, text="reply")
    deeper = await client.chat_postMessage(
        channel="C0SUPPORT", thread_ts=reply["ts"], text="under the reply"
    )
    assert deeper["message"]["thread_ts"] == parent["ts"]
    assert len(ws.thread("support", parent["ts"])) == 3
    link = await client.chat_getPermalink(channel="C0SUPPORT", message_ts=reply["ts"])
    packed = reply["ts"].replace(".", "")
    start = f"https://acme-support.slack.com/archives/C0SUPPORT/p{packed}"
    assert link["permalink"] == f"{start}?thread_ts={parent['ts']}&cid=C0SUPPORT"
    await client.chat_delete(channel="C0SUPPORT", ts=parent["ts"])
    assert ws.find(parent["ts"]).subtype == "tombstone"
    await client.chat_delete(channel="C0SUPPORT", ts=deeper["ts"])
    assert len(ws.thread("support", parent["ts"])) == 2


async def test_ts_is_unique_and_rising(ws, client):
    ws.configure(rate_limits="off")
    made = [await client.chat_postMessage(channel="C0SUPPORT", text=str(n)) for n in range(50)]
    stamps = [m["ts"] for m in made]
    assert stamps == sorted(set(stamps))


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


async def test_plan_blocks_can_be_switched_off(ws, client):
    plan = {
        "type": "plan",
        "title": "Checking",
        "tasks": [{"task_id": "a", "title": "A", "status": "pending"}],
    }
    said = {"channel": "support", "text": "x", "blocks": [plan]}
    assert (await client.chat_postMessage(**said))["ok"]
    ws.configure(plan_blocks=False)
    refused = await refusal(client.chat_postMessage(**said))
    assert refused.response["error"] == "invalid_blocks"
    assert refused.response["response_metadata"]["messages"] == [
        "[ERROR] unsupported type: plan [json-pointer:/blocks/0/type]"
    ]
