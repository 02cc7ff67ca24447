"""Consent, codes, tokens and their rotation, several workspaces, uninstalling: slack_sdk judges."""

from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.workspace import NotPossible, WorkspaceSandbox

# slack_sdk sends the client's secret by a class that aiohttp 3.14 calls old
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

BACK = "https://bot.example.com/slack/oauth_redirect"
SECRETS = {"client_id": "100000000001.200000000002", "client_secret": "sandbox-client-secret"}


def url(ws: WorkspaceSandbox, **more: str) -> str:
    query = {"client_id": SECRETS["client_id"], "scope": "commands,chat:write", "state": "s&1"}
    return f"{ws.url}/oauth/v2/authorize?" + urlencode(query | {"redirect_uri": BACK} | more)


def code(ws: WorkspaceSandbox, user: str = "wanda", *, org_wide: bool = False, **more: str) -> str:
    where = ws.consent(url(ws, **more), user, org_wide=org_wide)
    return parse_qs(urlsplit(where).query)["code"][0]


@pytest.fixture
def app(ws) -> AsyncWebClient:
    return AsyncWebClient(base_url=ws.api_url)


async def access(app: AsyncWebClient, **more: str) -> dict:
    return (await app.oauth_v2_access(**SECRETS, **more)).data


async def refusal(call) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return refused.value.response["error"]


async def test_the_consent_page_leads_back_with_a_code_or_a_refusal(ws):
    async with aiohttp.ClientSession() as http:
        async with http.get(url(ws)) as answer:
            page = await answer.text()
            assert (answer.status, "Allow" in page, "Cancel" in page) == (200, True, True)
            assert "Send messages as @6sense" in page
            assert "frame-ancestors" in answer.headers["Content-Security-Policy"]
        form = dict(parse_qsl(urlsplit(url(ws)).query)) | {"user": "U0WANDA01"}
        for decision, told in (("allow", "code"), ("cancel", "error")):
            sent = form | {"decision": decision}
            at = f"{ws.url}/oauth/v2/authorize"
            async with http.post(at, data=sent, allow_redirects=False) as answer:
                query = parse_qs(urlsplit(answer.headers["Location"]).query)
            assert (answer.status, told in query, query["state"]) == (302, True, ["s&1"])
        for wrong, said in (
            ({"client_id": "1.2"}, "Invalid client_id parameter"),
            ({"scope": ""}, "No scopes requested"),
            ({"scope": "<b>"}, "Invalid permissions requested: &lt;b&gt;"),
            ({"redirect_uri": "javascript:1"}, "redirect_uri did not match"),
        ):
            async with http.get(url(ws, **wrong)) as answer:
                assert (answer.status, said in await answer.text()) == (400, True)


async def test_a_code_works_once_for_its_own_address_and_client(ws, app):
    one = code(ws)
    wrong = {"client_id": SECRETS["client_id"], "client_secret": "no"}
    assert await refusal(app.oauth_v2_access(**wrong, code=one)) == "bad_client_secret"
    wrong = {"client_id": "1.2", "client_secret": "no"}
    assert await refusal(app.oauth_v2_access(**wrong, code=one)) == "invalid_client_id"
    other = {"code": one, "redirect_uri": "https://evil.example"}
    assert await refusal(access(app, **other)) == "bad_redirect_uri"
    made = await access(app, code=one, redirect_uri=BACK)
    assert (made["access_token"], made["token_type"]) == (ws.bot_token, "bot")
    assert (made["team"]["id"], made["authed_user"]) == (ws.team_id, {"id": "U0WANDA01"})
    assert "refresh_token" not in made
    assert await refusal(access(app, code=one, redirect_uri=BACK)) == "code_already_used"
    late = code(ws)
    ws.advance(601)
    assert await refusal(access(app, code=late, redirect_uri=BACK)) == "invalid_code"
    assert await refusal(access(app, grant_type="password")) == "invalid_grant_type"


async def test_who_may_install(ws):
    ws.configure(install_by="admins")
    with pytest.raises(NotPossible, match="admin"):
        code(ws, "sam")
    assert code(ws, "wanda")


async def test_tokens_rotate_and_a_refresh_token_works_once(ws, app):
    ws.change_app(token_rotation=True)
    made = await access(app, code=code(ws), redirect_uri=BACK)
    assert made["access_token"].startswith("xoxe.xoxb-1-")
    assert made["expires_in"] == 43_200
    assert (await app.auth_test(token=made["access_token"]))["bot_id"] == "B0SIXBOT1"
    ws.advance(43_201)
    assert await refusal(app.auth_test(token=made["access_token"])) == "token_expired"
    again = {"grant_type": "refresh_token", "refresh_token": made["refresh_token"]}
    new = await access(app, **again)
    assert (new["token_type"], new["bot_user_id"]) == ("bot", ws.bot_user_id)
    assert (await app.auth_test(token=new["access_token"]))["ok"]
    assert await refusal(access(app, **again)) == "invalid_refresh_token"


async def test_a_lasting_token_is_exchanged_once(ws, app):
    exchange = {**SECRETS, "token": ws.bot_token}
    assert await refusal(app.oauth_v2_exchange(**exchange)) == "token_rotation_not_enabled"
    ws.change_app(token_rotation=True)
    new = await app.oauth_v2_exchange(**exchange)
    assert new["access_token"].startswith("xoxe.xoxb-")
    assert await refusal(app.oauth_v2_exchange(**exchange)) == "token_already_exchanged"
    assert await refusal(app.auth_test(token=ws.bot_token)) == "token_revoked"
    assert (await app.auth_test(token=new["access_token"]))["ok"]


async def test_a_user_token_beside_the_bots(ws, app):
    made = await access(app, code=code(ws, user_scope="users:read"), redirect_uri=BACK)
    own = made["authed_user"]
    assert (own["token_type"], own["scope"]) == ("user", "users:read")
    assert (await app.auth_test(token=own["access_token"]))["user"] == "wanda"
    sent = app.chat_postMessage(channel="C0SUPPORT", text="x", token=own["access_token"])
    assert await refusal(sent) == "not_allowed_token_type"


async def test_a_second_workspace_has_an_installation_of_its_own(ws, app, plain):
    made = await access(app, code=code(ws, "cara"), redirect_uri=BACK)
    token = made["access_token"]
    assert (made["team"]["id"], token != ws.bot_token) == ("T0CUST001", True)
    who = await app.auth_test(token=token)
    assert (who["team_id"], who["user_id"]) == ("T0CUST001", made["bot_user_id"])
    lost = app.chat_postMessage(channel="C0SUPPORT", text="x", token=token)
    assert await refusal(lost) == "channel_not_found"
    sent = await app.chat_postMessage(channel="U0CARA001", text="hello", token=token)
    assert sent["message"]["team"] == "T0CUST001"
    ours = app.chat_update(channel=sent["channel"], ts=sent["ts"], text="y", token=ws.bot_token)
    assert await refusal(ours) == "channel_not_found"
    typed = await ws.command("/6sense help", user="cara", channel="acme-shared")
    assert typed.request.payload["team_id"] == "T0CUST001"
    ours = {m["id"] for m in (await app.users_list(token=ws.bot_token))["members"]}
    assert made["bot_user_id"] not in ours


async def test_a_trigger_belongs_to_the_installation_it_was_made_for(ws, app, plain):
    made = await access(app, code=code(ws, "cara"), redirect_uri=BACK)
    typed = await ws.command("/6sense help", user="sam")
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}
    trigger = typed.request.payload["trigger_id"]
    stolen = app.views_open(trigger_id=trigger, view=view, token=made["access_token"])
    assert await refusal(stolen) == "invalid_trigger_id"
    ours = await app.views_open(trigger_id=trigger, view=view, token=ws.bot_token)
    changed = app.views_update(view_id=ours["view"]["id"], view=view, token=made["access_token"])
    assert await refusal(changed) == "not_found"


@pytest.mark.parametrize("order", ["uninstalled_first", "revoked_first"])
async def test_uninstalling_tells_twice_and_ends_every_token(ws, app, plain, order):
    ws.configure(uninstall_order=order)
    assert await refusal(app.apps_uninstall(client_id="1.2", client_secret="x")) == "not_authed"
    assert (await app.apps_uninstall(**SECRETS, token=ws.bot_token))["ok"]
    await ws.settled()
    types = sorted(event["event"]["type"] for event in plain.events)
    assert types == ["app_uninstalled", "tokens_revoked"]
    revoked = next(e["event"] for e in plain.events if "tokens" in e["event"])
    assert revoked["tokens"] == {"oauth": [], "bot": [ws.bot_user_id]}
    assert await refusal(app.auth_test(token=ws.bot_token)) == "account_inactive"
    assert (await ws.command("/6sense help")).error == "not_delivered"
    made = await access(app, code=code(ws), redirect_uri=BACK)
    assert (await app.auth_test(token=made["access_token"]))["ok"]
    assert ws.bot_user_id not in ws.world.channel("support").members


async def test_a_revoked_bot_comes_back_with_a_new_token(ws, app):
    old = ws.bot_token
    await app.auth_revoke(token=old)
    assert await refusal(app.auth_test(token=old)) == "token_revoked"
    made = await access(app, code=code(ws), redirect_uri=BACK)
    assert made["access_token"] not in ("", old)
    assert (await app.auth_test(token=made["access_token"]))["ok"]
    assert await refusal(app.auth_test(token=old)) == "token_revoked"


async def test_revoking_one_persons_token_is_not_the_bots(ws, app, plain):
    made = await access(app, code=code(ws, user_scope="users:read"), redirect_uri=BACK)
    own = made["authed_user"]["access_token"]
    assert (await app.auth_revoke(token=own, test=True))["revoked"] is False
    assert (await app.auth_revoke(token=own))["revoked"] is True
    await ws.settled()
    assert plain.events[0]["event"]["tokens"] == {"oauth": ["U0WANDA01"], "bot": []}
    assert await refusal(app.auth_test(token=own)) == "token_revoked"
    assert (await app.auth_test(token=ws.bot_token))["ok"]


GRID = {
    "enterprises": [{"id": "E0CUST", "name": "Customer", "domain": "customer"}],
    "teams": [
        {"id": "T0ACME001", "name": "Acme Support", "domain": "acme-support"},
        {"id": "T0CUST001", "name": "Customer Co", "domain": "cust", "enterprise": "E0CUST"},
        {"id": "T0CUST002", "name": "Customer Labs", "domain": "labs", "enterprise": "E0CUST"},
    ],
}


async def test_an_org_wide_installation_has_no_team(plain, ws):
    async with WorkspaceSandbox(app_url=ws.app_url, world=GRID) as grid:
        app = AsyncWebClient(base_url=grid.api_url)
        with pytest.raises(NotPossible, match="organisation"):
            code(grid, "cara", org_wide=True)
        grid.change_user("cara", is_admin=True)
        made = await access(app, code=code(grid, "cara", org_wide=True), redirect_uri=BACK)
        assert (made["team"], made["is_enterprise_install"]) == (None, True)
        assert made["enterprise"] == {"id": "E0CUST", "name": "Customer"}
        token = made["access_token"]
        who = await app.auth_test(token=token)
        assert (who["enterprise_id"], who["is_enterprise_install"]) == ("E0CUST", True)
        assert await refusal(app.users_list(token=token)) == "missing_scope"
        typed = await grid.command("/6sense help", user="cara", channel="acme-shared")
        form = typed.request.payload
        assert (form["is_enterprise_install"], form["enterprise_id"]) == ("true", "E0CUST")
        again = access(app, code=code(grid, "cara"), redirect_uri=BACK)
        assert await refusal(again) == "cannot_install_an_org_installed_app"
