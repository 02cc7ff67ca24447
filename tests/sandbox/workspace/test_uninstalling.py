"""The end of an installation, and of single tokens."""

import pytest

# slack_sdk sends the client's secret by a class that aiohttp 3.14 calls old
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.mark.parametrize("order", ["uninstalled_first", "revoked_first"])
async def test_uninstalling_tells_twice_and_ends_every_token(ws, app, plain, order):
    ws.configure(uninstall_order=order)
    assert (
        await app.refusal(app.client.apps_uninstall(client_id="1.2", client_secret="x"))
        == "not_authed"
    )
    assert (await app.client.apps_uninstall(**app.secrets, token=ws.bot_token))["ok"]
    await ws.settled()
    types = sorted(event["event"]["type"] for event in plain.events)
    assert types == ["app_uninstalled", "tokens_revoked"]
    revoked = next(e["event"] for e in plain.events if "tokens" in e["event"])
    assert revoked["tokens"] == {"oauth": [], "bot": [ws.bot_user_id]}
    assert await app.refusal(app.client.auth_test(token=ws.bot_token)) == "account_inactive"
    assert (await ws.command("/6sense help")).error == "not_delivered"
    made = await app.install()
    assert (await app.client.auth_test(token=made["access_token"]))["ok"]
    assert ws.bot_user_id not in ws.world.channel("support").members


async def test_a_revoked_bot_comes_back_with_a_new_token(ws, app):
    old = ws.bot_token
    await app.client.auth_revoke(token=old)
    assert await app.refusal(app.client.auth_test(token=old)) == "token_revoked"
    made = await app.install()
    assert made["access_token"] not in ("", old)
    assert (await app.client.auth_test(token=made["access_token"]))["ok"]
    assert await app.refusal(app.client.auth_test(token=old)) == "token_revoked"


async def test_revoking_one_persons_token_is_not_the_bots(ws, app, plain):
    made = await app.install(user_scope="users:read")
    own = made["authed_user"]["access_token"]
    assert (await app.client.auth_revoke(token=own, test=True))["revoked"] is False
    assert (await app.client.auth_revoke(token=own))["revoked"] is True
    await ws.settled()
    assert plain.events[0]["event"]["tokens"] == {"oauth": ["U0WANDA01"], "bot": []}
    assert await app.refusal(app.client.auth_test(token=own)) == "token_revoked"
    assert (await app.client.auth_test(token=ws.bot_token))["ok"]
