from __future__ import annotations

from asyncio import to_thread as run

import pytest


async def test_a_refresh_token_buys_an_access_token(org, token, connect):
    answer = await run(token)
    body = answer.json()
    assert answer.status_code == 200
    assert body["instance_url"] == org.url
    assert body["token_type"] == "Bearer"
    assert body["scope"] == "refresh_token openid api"
    assert body["id"].startswith(f"{org.url}/id/00D")
    assert body["issued_at"].isdigit()
    assert "refresh_token" not in body
    fresh = connect(access_token=body["access_token"])
    assert (await run(fresh.query, "SELECT Id FROM Organization"))["totalSize"] == 1


@pytest.mark.parametrize(
    ("changes", "patch", "error", "description"),
    [
        ({"grant_type": "device"}, {}, "unsupported_grant_type",
         "grant type not supported"),
        ({"client_id": "nope"}, {}, "invalid_client_id", "client identifier invalid"),
        ({"client_secret": "nope"}, {}, "invalid_client", "invalid client credentials"),
        ({"refresh_token": "nope"}, {}, "invalid_grant", "expired access/refresh token"),
        ({}, {"tokens": {"checker": {"revoked": True}}}, "invalid_grant",
         "expired access/refresh token"),
        ({}, {"users": {"checker": {"active": False}}}, "inactive_user", "user is inactive"),
        ({}, {"external_client_apps": {"checker": {"enabled": False}}}, "oauth_flow_disabled",
         "The external client app or the OAuth plugin is disabled."),
        ({}, {"external_client_apps": {"checker": {"oauth": "Disabled"}}}, "oauth_flow_disabled",
         "The external client app or the OAuth plugin is disabled."),
        ({}, {"external_client_apps": {"checker": {"blocked": True}}}, "app_blocked",
         "this app is blocked by admin"),
        ({}, {"external_client_apps": {"checker": {"permitted_users":
              "AdminApprovedPreAuthorized"}}}, "invalid_app_access",
         "user is not admin approved to access this app"),
        ({}, {"external_client_apps": {"checker": {"has_oauth_policies": False}}},
         "oauth_policy_not_found", "oauth policy not found"),
    ],
)  # fmt: skip
async def test_refusals(org, token, changes, patch, error, description):
    org.change(patch)
    answer = await run(lambda: token(**changes))
    assert answer.status_code == 400
    assert answer.json() == {"error": error, "error_description": description}


async def test_a_user_assigned_to_an_admin_approved_app_may_pass(org, token):
    org.change({
        "external_client_apps": {"checker": {"permitted_users": "AdminApprovedPreAuthorized"}},
        "permission_sets": {"inspector": {"apps": ["checker"]}},
    })  # fmt: skip
    assert (await run(token)).status_code == 200


async def test_rotation_and_what_reuse_does(org, token, connect):
    org.load("rotating-tokens")
    old = org.connection["refresh_token"]
    expired = connect()
    with pytest.raises(Exception, match="INVALID_SESSION_ID"):
        await run(expired.limits)
    first = (await run(token)).json()
    assert first["refresh_token"] != old
    assert org.connection["refresh_token"] == first["refresh_token"]
    second = (await run(token)).json()
    assert second["refresh_token"] != first["refresh_token"]
    reused = await run(lambda: token(refresh_token=first["refresh_token"]))
    assert reused.json()["error"] == "invalid_grant"
    # the whole grant is dead now: the newest refresh token and its access token as well
    dead = await run(lambda: token(refresh_token=second["refresh_token"]))
    assert dead.json()["error"] == "invalid_grant"
    with pytest.raises(Exception, match="INVALID_SESSION_ID"):
        await run(connect(access_token=second["access_token"]).limits)


async def test_an_access_token_lives_as_long_as_the_org_says(org, token, connect):
    org.change({"oauth": {"access_token_lifetime": 0.0}})
    body = (await run(token)).json()
    with pytest.raises(Exception, match="Session expired or invalid"):
        await run(connect(access_token=body["access_token"]).limits)


async def test_revoking(org, token, session, sf):
    bad = await run(lambda: session.post(f"{org.url}/services/oauth2/revoke", data={"token": "x"}))
    assert (bad.status_code, bad.json()["error"]) == (400, "invalid_token")
    data = {"token": org.connection["refresh_token"]}
    assert (await run(lambda: session.post(f"{org.url}/services/oauth2/revoke", data=data))).ok
    assert (await run(token)).status_code == 400
    with pytest.raises(Exception, match="INVALID_SESSION_ID"):
        await run(sf.limits)


async def test_who_am_i(org, session, token):
    headers = {"Authorization": f"Bearer {org.connection['access_token']}"}
    me = await run(lambda: session.get(f"{org.url}/services/oauth2/userinfo", headers=headers))
    assert me.json()["preferred_username"] == org.connection["username"]
    address = (await run(token)).json()["id"]
    identity = await run(lambda: session.get(address, headers=headers))
    assert identity.json()["username"] == org.connection["username"]
    stranger = await run(lambda: session.get(address, headers={"Authorization": "Bearer nope"}))
    assert (stranger.status_code, stranger.text) == (403, "Bad_OAuth_Token")


async def test_a_password_buys_a_token_where_one_is_set(org, token):
    org.change({"users": {"checker": {"password": "open-sesame"}}})
    name = org.connection["username"]
    wrong = await run(lambda: token(grant_type="password", username=name, password="no"))
    assert wrong.json() == {"error": "invalid_grant", "error_description": "authentication failure"}
    right = await run(lambda: token(grant_type="password", username=name, password="open-sesame"))
    assert right.status_code == 200
