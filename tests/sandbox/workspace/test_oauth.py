"""Consent, codes, tokens and their rotation: slack_sdk is the judge."""

from urllib.parse import parse_qs, parse_qsl, urlsplit

import aiohttp
import pytest

from sandbox.workspace import NotPossible

# slack_sdk sends the client's secret by a class that aiohttp 3.14 calls old
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


async def test_the_consent_page_leads_back_with_a_code_or_a_refusal(ws, app):
    async with aiohttp.ClientSession() as http:
        async with http.get(app.url()) as answer:
            page = await answer.text()
            assert (answer.status, "Allow" in page, "Cancel" in page) == (200, True, True)
            assert "Send messages as @6sense" in page
            assert "frame-ancestors" in answer.headers["Content-Security-Policy"]
        form = dict(parse_qsl(urlsplit(app.url()).query)) | {"user": "U0WANDA01"}
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
            async with http.get(app.url(**wrong)) as answer:
                assert (answer.status, said in await answer.text()) == (400, True)


async def test_a_code_works_once_for_its_own_address_and_client(ws, app):
    one = app.code()
    wrong = {"client_id": app.secrets["client_id"], "client_secret": "no"}
    assert await app.refusal(app.client.oauth_v2_access(**wrong, code=one)) == "bad_client_secret"
    wrong = {"client_id": "1.2", "client_secret": "no"}
    assert await app.refusal(app.client.oauth_v2_access(**wrong, code=one)) == "invalid_client_id"
    other = {"code": one, "redirect_uri": "https://evil.example"}
    assert await app.refusal(app.access(**other)) == "bad_redirect_uri"
    made = await app.access(code=one, redirect_uri=app.back)
    assert (made["access_token"], made["token_type"]) == (ws.bot_token, "bot")
    assert (made["team"]["id"], made["authed_user"]) == (ws.team_id, {"id": "U0WANDA01"})
    assert "refresh_token" not in made
    assert await app.refusal(app.access(code=one, redirect_uri=app.back)) == "code_already_used"
    late = app.code()
    ws.advance(601)
    assert await app.refusal(app.access(code=late, redirect_uri=app.back)) == "invalid_code"
    assert await app.refusal(app.access(grant_type="password")) == "invalid_grant_type"


async def test_who_may_install(ws, app):
    ws.configure(install_by="admins")
    with pytest.raises(NotPossible, match="admin"):
        app.code("sam")
    assert app.code("wanda")


async def test_tokens_rotate_and_a_refresh_token_works_once(ws, app):
    ws.change_app(token_rotation=True)
    made = await app.install()
    assert made["access_token"].startswith("xoxe.xoxb-1-")
    assert made["expires_in"] == 43_200
    assert (await app.client.auth_test(token=made["access_token"]))["bot_id"] == "B0SIXBOT1"
    ws.advance(43_201)
    assert await app.refusal(app.client.auth_test(token=made["access_token"])) == "token_expired"
    again = {"grant_type": "refresh_token", "refresh_token": made["refresh_token"]}
    new = await app.access(**again)
    assert (new["token_type"], new["bot_user_id"]) == ("bot", ws.bot_user_id)
    assert (await app.client.auth_test(token=new["access_token"]))["ok"]
    assert await app.refusal(app.access(**again)) == "invalid_refresh_token"


async def test_a_lasting_token_is_exchanged_once(ws, app):
    exchange = {**app.secrets, "token": ws.bot_token}
    early = app.client.oauth_v2_exchange(**exchange)
    assert await app.refusal(early) == "token_rotation_not_enabled"
    ws.change_app(token_rotation=True)
    new = await app.client.oauth_v2_exchange(**exchange)
    assert new["access_token"].startswith("xoxe.xoxb-")
    assert await app.refusal(app.client.oauth_v2_exchange(**exchange)) == "token_already_exchanged"
    assert await app.refusal(app.client.auth_test(token=ws.bot_token)) == "token_revoked"
    assert (await app.client.auth_test(token=new["access_token"]))["ok"]


async def test_a_user_token_beside_the_bots(ws, app):
    made = await app.install(user_scope="users:read")
    own = made["authed_user"]
    assert (own["token_type"], own["scope"]) == ("user", "users:read")
    assert (await app.client.auth_test(token=own["access_token"]))["user"] == "wanda"
    sent = app.client.chat_postMessage(channel="C0SUPPORT", text="x", token=own["access_token"])
    assert await app.refusal(sent) == "not_allowed_token_type"
