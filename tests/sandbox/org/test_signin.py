"""The web server flow as a browser and an app go through it."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from asyncio import to_thread as run
from urllib.parse import parse_qs, urlsplit

import pytest

CALLBACK = "http://localhost:9999/callback"
VERIFIER = "a-verifier-that-is-long-enough-for-the-rule-of-43-characters"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=")


class Visitor:
    """A person at a browser: follows redirects inside the org, presses what is on the page."""

    def __init__(self, org, session):
        self.org, self.session, self.page = org, session, None

    def go(self, address):
        answer = self.session.get(address, allow_redirects=False)
        return self._arrived(answer)

    def ask(self, client="checker", **changes):
        query = {
            "response_type": "code",
            "client_id": self.org.org.state.client(client)[0],
            "redirect_uri": CALLBACK,
            "state": "s-1",
            "code_challenge": CHALLENGE.decode(),
            **changes,
        }
        asked = self.session.get(
            f"{self.org.url}/services/oauth2/authorize", params=query, allow_redirects=False
        )
        return self._arrived(asked)

    def press(self, name, value, **typed):
        for form in re.findall(r"<form.*?</form>", self.page.text, re.DOTALL):
            if f'name="{name}" value="{value}"' in form:
                action = re.search(r'action="([^"]*)"', form)[1]
                hidden = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form)
                data = {k: html.unescape(v) for k, v in hidden} | typed | {name: value}
                sent = self.session.post(
                    self.org.url + html.unescape(action), data=data, allow_redirects=False
                )
                return self._arrived(sent)
        raise AssertionError(f"no button {name}={value} in {self.page.text}")

    def _arrived(self, answer):
        while answer.status_code == 302:
            where = answer.headers["Location"]
            if where.startswith(CALLBACK):
                return {k: v[0] for k, v in parse_qs(urlsplit(where).query).items()}
            where = where if "://" in where else self.org.url + where
            answer = self.session.get(where, allow_redirects=False)
        self.page = answer
        return answer


@pytest.fixture
def visitor(org, session):
    return Visitor(org, session)


@pytest.fixture
def exchange(org, token):
    def asked(code, client="checker", **changes):
        client_id, secret = org.org.state.client(client)
        form = {"code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
        who = {"client_id": client_id, "client_secret": secret, "refresh_token": None}
        return token(grant_type="authorization_code", **form | who | changes)

    return asked


def signed_in(visitor, user="sam", **asked):
    visitor.ask(**asked)
    return visitor.press("user", user)


async def test_a_person_allows_and_the_app_gets_its_tokens(org, visitor, exchange, connect):
    page = await run(signed_in, visitor)
    assert "Allow Access?" in page.text
    back = await run(visitor.press, "decision", "allow")
    assert back["state"] == "s-1"
    body = (await run(exchange, back["code"])).json()
    assert body["refresh_token"].startswith("5Aep861")
    assert body["scope"] == "api refresh_token openid"
    sf = connect(access_token=body["access_token"])
    mine = "SELECT UserId FROM OauthToken WHERE AppName = 'Connection Checker'"
    users = {row["UserId"] for row in (await run(sf.query, mine))["records"]}
    assert org.org.state.user_id("sam") in users
    latest = "SELECT Application, Status FROM LoginHistory ORDER BY LoginTime DESC LIMIT 2"
    rows = (await run(sf.query, latest))["records"]
    assert [row["Application"] for row in rows] == ["Connection Checker", "Browser"]


async def test_a_code_is_good_once_and_for_its_verifier_and_callback(org, visitor, exchange):
    def code():
        back = signed_in(visitor, prompt="login consent")
        assert back.status_code == 200
        return visitor.press("decision", "allow")["code"]

    first = await run(code)
    assert (await run(exchange, first)).status_code == 200
    again = (await run(exchange, first)).json()
    assert again == {
        "error": "invalid_grant", "error_description": "invalid authorization code"
    }  # fmt: skip
    wrong = await run(lambda: exchange(code(), code_verifier="x" * 50))
    assert wrong.json()["error_description"] == "invalid code verifier"
    assert org.org.state.scenario.login_history[-1].status == "Failed: Invalid Code Verifier"
    elsewhere = await run(lambda: exchange(code(), redirect_uri=f"{CALLBACK}/x"))
    assert elsewhere.json()["error"] == "redirect_uri_mismatch"


async def test_denying(visitor):
    await run(signed_in, visitor)
    back = await run(visitor.press, "decision", "deny")
    assert back["error"] == "access_denied"
    assert back["error_description"] == "end-user denied authorization"


async def test_who_agreed_before_is_not_asked_again_unless_the_app_insists(visitor, exchange):
    await run(signed_in, visitor)
    back = await run(visitor.press, "decision", "allow")
    await run(exchange, back["code"])
    assert "code" in await run(visitor.ask)
    assert "code" in await run(lambda: visitor.ask(prompt="none"))
    assert "Allow Access?" in (await run(lambda: visitor.ask(prompt="consent"))).text
    assert "Log In" in (await run(lambda: visitor.ask(prompt="login"))).text


@pytest.mark.parametrize("how", [{"prompt": "none"}, {"immediate": "true"}])
async def test_silence_where_somebody_would_have_to_act(visitor, how):
    assert (await run(lambda: visitor.ask(**how)))["error"] == "immediate_unsuccessful"
    await run(signed_in, visitor)
    assert (await run(lambda: visitor.ask(**how)))["error"] == "immediate_unsuccessful"


@pytest.mark.parametrize(
    ("scenario", "patch", "client", "user", "codes"),
    [
        ("eca-missing", {}, "eca", "sam", ("app_not_found", "OAUTH_EC_APP_NOT_FOUND")),
        ("eca-disabled", {}, "eca", "sam", ("oauth_flow_disabled", "OAUTH_FLOW_DISABLED")),
        ("oauth-disabled", {}, "eca", "sam", ("oauth_flow_disabled", "OAUTH_FLOW_DISABLED")),
        ("healthy-eca", {"eca": {"blocked": True}}, "eca", "sam", ("app_blocked",
         "OAUTH_APP_BLOCKED")),
        ("healthy-eca", {"eca": {"permitted_users": "AdminApprovedPreAuthorized"}}, "eca", "sam",
         ("invalid_app_access", "OAUTH_APP_ACCESS_DENIED")),
        ("healthy-eca", {}, "sixsense-oauth", "rita", ("invalid_client",
         "OAUTH_APPROVAL_ERROR_GENERIC")),
        ("aac-on", {}, "sixsense-oauth", "sam", ("app_blocked", "OAUTH_APP_BLOCKED")),
        ("legacy-healthy", {}, "sixsense-oauth", "rita", ("invalid_app_access",
         "OAUTH_APP_ACCESS_DENIED")),
        ("legacy-healthy", {"connected_apps": {"sixsense-oauth": {"blocked": True}}},
         "sixsense-oauth", "integration", ("app_blocked", "OAUTH_APP_BLOCKED")),
        ("sandbox-refreshed", {}, "eca", "sam", ("ecapp_policy_not_found",
         "OAUTH_APPROVAL_ERROR_GENERIC")),
    ],
)  # fmt: skip
async def test_the_error_page_follows_from_the_org(
    org, visitor, scenario, patch, client, user, codes
):
    wire, shown = codes
    org.load(scenario)
    org.change(patch)
    key = {"eca": "sixsense", "sixsense-oauth": "sixsense-legacy"}[client]
    org.change({"clients": {key: {"callback_urls": [CALLBACK]}}})
    page = await run(lambda: signed_in(visitor, user, client=client, scope="api refresh_token"))
    assert urlsplit(page.url).path == "/setup/secur/RemoteAccessErrorPage.apexp"
    assert parse_qs(urlsplit(page.url).query)["error"] == [wire]
    assert f"{shown} : " in page.text
    assert [e.status for e in org.org.state.scenario.login_history[-1:]] == ["Success"]


async def test_an_admin_may_approve_what_is_not_installed_and_then_it_is_known(
    org, visitor, exchange, sf
):
    org.change({"clients": {"sixsense-legacy": {"callback_urls": [CALLBACK]}}})
    ask = {"client": "sixsense-oauth", "scope": "api refresh_token"}
    await run(lambda: signed_in(visitor, **ask))
    back = await run(visitor.press, "decision", "allow")
    assert (await run(exchange, back["code"], "sixsense-oauth")).status_code == 200
    soql = "SELECT AppMenuItemId FROM OauthToken WHERE AppName = 'sfdc_6sense_oauth_app'"
    assert [r["AppMenuItemId"] for r in (await run(sf.query, soql))["records"]] == [None]


@pytest.mark.parametrize(
    ("patch", "status"),
    [
        ({"active": False}, "User is inactive"),
        ({"frozen": True}, "User is frozen"),
        ({"permission_sets": ["api-only"]}, "Failed: API-only user"),
    ],
)
async def test_users_who_cannot_log_in(org, visitor, patch, status):
    held = {"name": "Api_Only", "label": "Api Only", "permissions": ["ApiUserOnly"]}
    org.change({"permission_sets": {"api-only": held}, "users": {"sam": patch}})
    page = await run(signed_in, visitor)
    assert 'role="alert"' in page.text
    assert org.org.state.scenario.login_history[-1].status == status


async def test_a_typed_password(org, visitor):
    org.change({"users": {"sam": {"password": "open-sesame"}}})
    name = org.connection["setup_user"]
    await run(lambda: visitor.ask(login_hint=name))
    assert name in visitor.page.text
    wrong = await run(lambda: visitor.press("login", "1", username=name, password="no"))
    assert "check your username and password" in wrong.text
    right = await run(lambda: visitor.press("login", "1", username=name, password="open-sesame"))
    assert "Allow Access?" in right.text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"client_id": "nope"}, "invalid_client_id"),
        ({"redirect_uri": "https://evil.example"}, "redirect_uri_mismatch"),
        ({"redirect_uri": ""}, "redirect_uri_missing"),
    ],
)
async def test_what_has_no_way_back_is_a_page(visitor, changes, error):
    page = await run(lambda: visitor.ask(**changes))
    assert (page.status_code, error in page.text) == (400, True)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "api full"}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
    ],
)
async def test_what_has_a_way_back_goes_there(org, visitor, changes, error):
    org.change({"external_client_apps": {"checker": {"pkce_required": True}}})
    assert (await run(lambda: visitor.ask(**changes)))["error"] == error


async def test_the_sixth_approval_ends_the_oldest(org, visitor, exchange):
    def approve():
        signed_in(visitor, "checker", prompt="login consent")
        return exchange(visitor.press("decision", "allow")["code"]).json()

    oldest = org.connection["refresh_token"]
    for _ in range(4):
        await run(approve)
    assert not org.org.state.scenario.tokens["checker"].revoked
    newest = await run(approve)
    assert org.org.state.scenario.tokens["checker"].revoked
    assert org.connection["refresh_token"] == oldest
    living = [t for t in org.org.state.scenario.tokens.values()
              if t.app == "checker" and not t.revoked]  # fmt: skip
    assert len(living) == 5
    assert newest["refresh_token"]


async def test_playing_the_vendor(org, visitor):
    await run(visitor.go, f"{org.url}/sandbox/connect/sixsense")
    page = await run(visitor.press, "user", "sam")
    assert "6sense External Client App is asking to" in page.text
    page = await run(visitor.press, "decision", "allow")
    assert "6sense is connected" in page.text
    org.load("eca-missing")
    await run(visitor.go, f"{org.url}/sandbox/connect/sixsense")
    page = await run(visitor.press, "user", "sam")
    assert "OAUTH_EC_APP_NOT_FOUND" in page.text
    back = html.unescape(re.search(r'href="([^"]*)"', page.text)[1])
    page = await run(visitor.go, back)
    assert "app_not_found" in page.text


async def test_a_page_escapes_what_it_shows(org, visitor):
    evil = "<script>alert(1)</script>"
    address = f"{org.url}/setup/secur/RemoteAccessErrorPage.apexp"
    page = await run(lambda: visitor.session.get(address, params={"oauthErrorCode": evil}))
    assert evil not in page.text
    onward = await run(lambda: visitor.session.get(f"{org.url}/login?next=https://evil.example"))
    assert "evil.example" not in onward.text


async def test_with_api_access_control_on_a_connected_app_is_for_those_assigned(org, connect):
    org.load("legacy-healthy")
    state = org.org.state
    held = {key: state.access_token(key, token) for key, token in state.scenario.tokens.items()}
    soql = "SELECT Id FROM Account"
    assert (await run(connect(access_token=held["loader"]).query, soql))["totalSize"] == 0
    org.change({"features": {"api_access_control": "on"}})
    assert (await run(connect(access_token=held["sixsense-legacy"]).query, soql))["done"]
    with pytest.raises(Exception, match="not valid for use with the REST API"):
        await run(connect(access_token=held["loader"]).query, soql)


async def test_a_user_with_two_approvals_is_one_user_of_the_app(org, visitor, exchange, sf):
    for _ in range(2):
        await run(lambda: signed_in(visitor, prompt="login consent"))
        back = await run(visitor.press, "decision", "allow")
        await run(exchange, back["code"])
    apps = (await run(sf.restful, "apps/oauth/usage"))["apps"]
    ours = next(app["identifier"] for app in apps if app["label"] == "Connection Checker")
    path = f"apps/oauth/usage/{ours}"
    users = (await run(sf.restful, f"{path}/users"))["users"]
    sam = org.org.state.user_id("sam")
    assert [one["userIdentifier"] for one in users].count(sam) == 1
    assert len((await run(sf.restful, f"{path}/{sam}/tokens"))["tokens"]) == 2
