"""OAuth endpoints: authorize, token, revoke, userinfo and the identity URL.

Source: Salesforce Help, "OAuth Endpoints", "Revoke OAuth Tokens", "Identity URLs";
error codes are those of Salesforce's own mobile SDK (OauthErrorCode).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from typing import Any

from sandbox.org.call import Answer, Call, Refusal
from sandbox.org.forms import form_of
from sandbox.org.oauth_apps import OauthError
from sandbox.org.org import Org
from sandbox.org.signin import authorize
from sandbox.org.signin.grants import granted

# Identity URLs and userinfo answer a bad token in plain text (Salesforce Help, Identity URLs)
_BAD_TOKEN = Answer(403, "Bad_OAuth_Token", content_type="text/plain")


def answer(call: Call, org: Org) -> Answer:
    """Everything under ``/services/oauth2/``."""
    name = call.path.removeprefix("/services/oauth2/")
    form = form_of(call)
    if name == "authorize":
        return authorize.answer(call, org)
    if name == "userinfo":
        user = _caller_user(call, org)
        return Answer(body=_userinfo(org, user)) if user else _BAD_TOKEN
    try:
        if name == "token" and call.method == "POST":
            found = granted(form, org)
            return Answer(body=_granted(org, found.key, found.refresh))
        if name == "revoke":
            return _revoke(form.get("token", ""), org)
    except OauthError as error:
        return Answer(400, {"error": error.code, "error_description": error.description})
    return Answer(404, {"error": "invalid_request", "error_description": "unknown endpoint"})


def bearer(call: Call) -> str:
    """The access token of a request, or 401."""
    kind, _, token = call.headers.get("Authorization", "").partition(" ")
    if not kind:
        raise Refusal(401, "INVALID_SESSION_ID", "Session expired or invalid")
    if kind.lower() not in {"bearer", "oauth"}:
        raise Refusal(401, "INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE")
    return token.strip()


def identity(call: Call, org: Org) -> Answer:
    """``/id/<org>/<user>``, for the user the token stands for."""
    user = _caller_user(call, org)
    if user is None:
        return _BAD_TOKEN
    wanted = call.path.removeprefix("/id/").split("/")
    if [part[:15] for part in wanted] != [
        org.state.org_id[:15],
        str(org.state.user_id(user))[:15],
    ]:
        return Answer(403, "Bad_Id", content_type="text/plain")
    return Answer(body=_identity(org, user))


def _granted(org: Org, grant: str, refresh: str | None) -> dict[str, Any]:
    granted = org.state.scenario.tokens[grant]
    issued = str(int(time.time() * 1000))
    url = f"{org.url}/id/{org.state.org_id}/{org.state.user_id(granted.user)}"
    secret = org.state.client(granted.app)[1]
    signed = hmac.new(secret.encode(), (url + issued).encode(), hashlib.sha256).digest()
    body = {
        "access_token": org.sessions.issue(org.state, grant),
        "signature": base64.b64encode(signed).decode(),
        "scope": granted.scope,
        "instance_url": org.url,
        "id": url,
        "token_type": "Bearer",
        "issued_at": issued,
    }
    return body | ({"refresh_token": refresh} if refresh else {})


def _revoke(token: str, org: Org) -> Answer:
    found = org.sessions.refresh(org.state, token)
    if found:
        org.revoke(found[0])
        return Answer()
    for row in org.state.rows("OauthToken"):
        if token and row.get("DeleteToken") == token:
            org.revoke(row["_grant"])
            return Answer()
    if org.sessions.access(org.state, token):
        org.sessions.end(token)
        return Answer()
    raise OauthError("invalid_token", "invalid token")


def _caller_user(call: Call, org: Org) -> str | None:
    try:
        return org.caller(bearer(call)).user
    except Refusal:
        return None


def _userinfo(org: Org, user: str) -> dict[str, Any]:
    who = _identity(org, user)
    return {
        "sub": who["id"],
        "user_id": who["user_id"],
        "organization_id": who["organization_id"],
        "preferred_username": who["username"],
        "name": who["display_name"],
        "email": who["email"],
        "zoneinfo": "UTC",
        "active": who["active"],
        "user_type": who["user_type"],
    }


def _identity(org: Org, user: str) -> dict[str, Any]:
    person = org.state.scenario.users[user]
    user_id = org.state.user_id(user)
    return {
        "id": f"{org.url}/id/{org.state.org_id}/{user_id}",
        "asserted_user": True,
        "user_id": user_id,
        "organization_id": org.state.org_id,
        "username": person.username,
        "display_name": f"{person.first_name} {person.last_name}",
        "email": person.email or person.username,
        "active": person.active,
        "user_type": person.user_type.upper(),
        "urls": {"rest": f"{org.url}/services/data/v{{version}}/"},
    }
