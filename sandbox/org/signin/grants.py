"""What the token endpoint gives, one function for each grant type.

Source: Salesforce Help, "OAuth 2.0 Web Server Flow", "Refresh Token Flow", "JWT Bearer Flow",
"Client Credentials Flow", "Username-Password Flow"; texts as seen in public issues.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping

from sandbox.org import diary
from sandbox.org.oauth_apps import OauthError, check_app, client_app, known_apps
from sandbox.org.org import Org
from sandbox.org.scenario_apps import ExternalClientApp
from sandbox.org.scenario_org import Token
from sandbox.org.signin import jwt, scopes
from sandbox.org.signin.approvals import Granted, approved, standing
from sandbox.org.signin.visits import Code
from sandbox.org.tables.tokens import app_name

Form = Mapping[str, str]


def granted(form: Form, org: Org) -> Granted:
    """The grant a token request leads to, or `OauthError`."""
    grant = _KINDS.get(form.get("grant_type", ""))
    if grant is None:
        raise OauthError("unsupported_grant_type", "grant type not supported")
    found = grant(form, org)
    _check_user(org, org.state.scenario.tokens[found.key])
    return found


def _check_user(org: Org, token: Token) -> None:
    """The app and the user as they are now; what fails is a row of LoginHistory."""
    user = org.state.scenario.users[token.user]
    if not user.active or user.frozen:
        status = "User is frozen" if user.active else "User is inactive"
        _note(org, token.user, token.app, status)
        raise OauthError("inactive_user", "user is inactive")
    try:
        check_app(token.app, token.user, org.state)
    except OauthError as error:
        if error.code == "invalid_app_access":
            _note(org, token.user, token.app, "Failed: Not approved for access")
        raise


def _note(org: Org, user: str, app: str, status: str = "Success") -> None:
    org.change(diary.logged_in(org.state, user, app_name(org.state, app), status=status))


def _refreshed(form: Form, org: Org) -> Granted:
    app = client_app(form, org.state)
    token = form.get("refresh_token", "")
    found = org.sessions.refresh(org.state, token)
    if found is None or org.state.scenario.tokens[found[0]].app != app:
        raise OauthError("invalid_grant", "expired access/refresh token")
    grant, spent = found
    if spent:
        org.revoke(grant)
        raise OauthError("invalid_grant", "expired access/refresh token")
    if not org.state.scenario.oauth.refresh_token_rotation:
        return Granted(grant)
    fresh = org.sessions.rotate(token, grant)
    org.change({"tokens": {grant: {"refresh_token": fresh}}})
    return Granted(grant, fresh)


def _with_password(form: Form, org: Org) -> Granted:
    app = client_app(form, org.state)
    for key, token in org.state.scenario.tokens.items():
        user = org.state.scenario.users[token.user]
        right = user.password is not None and user.password == form.get("password")
        if token.app == app and user.username == form.get("username") and right:
            return Granted(key)
    raise OauthError("invalid_grant", "authentication failure")


def _with_code(form: Form, org: Org) -> Granted:
    app = client_app(form, org.state, by_code=True)
    code = org.visits.redeem(form.get("code", ""))
    if code is None or code.asked.app != app:
        raise OauthError("invalid_grant", "invalid authorization code")
    if form.get("redirect_uri") != code.asked.redirect_uri:
        _note(org, code.user, app, "Failed: Invalid Callback URL")
        raise OauthError("redirect_uri_mismatch", "redirect_uri must match configuration")
    _check_verifier(form, code, org)
    if "client_secret" not in form and not code.asked.challenge:
        raise OauthError("invalid_client", "invalid client credentials")
    check_app(app, code.user, org.state)
    return approved(org, code.asked, code.user)


def _check_verifier(form: Form, code: Code, org: Org) -> None:
    if code.asked.challenge is None:
        return
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    made = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    if not hmac.compare_digest(made, code.asked.challenge.rstrip("=")):
        _note(org, code.user, code.asked.app, "Failed: Invalid Code Verifier")
        raise OauthError("invalid_grant", "invalid code verifier")


def _with_assertion(form: Form, org: Org) -> Granted:
    app, user = jwt.checked(form.get("assertion", ""), org)
    scope = known_apps(org.state)[app].scopes
    return _standing(org, app, user, " ".join(s for s in scope if not scopes.may_refresh(s)))


def _with_client(form: Form, org: Org) -> Granted:
    app = client_app(form, org.state)
    found = known_apps(org.state)[app]
    user = found.client_credentials_user if isinstance(found, ExternalClientApp) else None
    if user not in org.state.scenario.users:
        raise OauthError("invalid_grant", "no client credentials user enabled")
    scope = " ".join(s for s in found.scopes if not scopes.may_refresh(s))
    return _standing(org, app, str(user), scope)


def _standing(org: Org, app: str, user: str, scope: str) -> Granted:
    """These flows ask nobody: the user and the app are looked at before anything is kept."""
    _check_user(org, Token(user=user, app=app, scope=scope))
    return standing(org, app, user, scope)


_KINDS: dict[str, Callable[[Form, Org], Granted]] = {
    "refresh_token": _refreshed,
    "password": _with_password,
    "authorization_code": _with_code,
    "urn:ietf:params:oauth:grant-type:jwt-bearer": _with_assertion,
    "client_credentials": _with_client,
}
