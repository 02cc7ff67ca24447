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
