"""oauth.v2.*, auth.revoke, apps.uninstall (Slack docs, method pages of each)."""

import base64

from sandbox.workspace.api.method import Asked, Refused
from sandbox.workspace.delivery.payloads import enterprise_of
from sandbox.workspace.message import Json
from sandbox.workspace.oauth import tokens
from sandbox.workspace.oauth.installing import install, uninstall
from sandbox.workspace.records import Code, Token
from sandbox.workspace.state import State


def v2_access(asked: Asked) -> Json:
    """Exchanges a code, or a refresh token, for tokens (Slack docs, oauth.v2.access)."""
    _known_client(asked)
    grant = asked.text("grant_type") or "authorization_code"
    if grant == "refresh_token":
        token = tokens.refreshed(asked.state, asked.text("refresh_token") or "")
        return _answer(_home(asked.state, token), token)
    if grant != "authorization_code":
        raise Refused("invalid_grant_type")
    code = _spent(asked)
    state = asked.state
    if not code.org_wide and _is_org_wide(state, code.team):
        raise Refused("cannot_install_an_org_installed_app")
    at = install(state, code.team, code.scopes, org_wide=code.org_wide)
    body = _answer(at, _bot_token(at) if code.scopes else None)
    body["authed_user"] = {"id": code.user}
    if code.user_scopes:
        own = tokens.make(at, "user", code.user, code.user_scopes)
        body["authed_user"] |= tokens.described(at, own)
    return body


def _spent(asked: Asked) -> Code:
    """The code, which works once, for ten minutes, with the redirect_uri it was made for."""
    code = asked.state.codes.get(asked.text("code") or "")
    if code is None or asked.state.clock.now() > code.expires:
        raise Refused("invalid_code")
    if code.used:
        raise Refused("code_already_used")
    if (asked.text("redirect_uri") or None) != code.redirect_uri:
        raise Refused("bad_redirect_uri")
    code.used = True
    return code


def _is_org_wide(state: State, team: str) -> bool:
    at = state.within(team)
    return at is not None and at.world.app.is_enterprise_install


def _bot_token(at: State) -> Token:
    """The lasting bot token of the installation, or an expiring one if tokens rotate."""
    app = at.world.app
    if app.token_rotation:
        return tokens.make(at, "bot", app.bot_user, app.scopes)
    token = Token(app.bot_token, "bot", tokens.key_of(at), app.bot_user, app.scopes)
    if app.bot_token != at.now.world.app.bot_token:
        at.tokens[token.text] = token
    return token


def _home(state: State, token: Token) -> State:
    return next(a for a in state.sights() if tokens.key_of(a) == token.installation)


def _answer(at: State, token: Token | None) -> Json:
    app = at.world.app
    team = at.world.team(app.team)
    body: Json = {
        "ok": True,
        "app_id": app.id,
        "team": None if app.is_enterprise_install else {"id": team.id, "name": team.name},
        "enterprise": enterprise_of(at),
        "is_enterprise_install": app.is_enterprise_install,
    }
    if token is None:
        return body
    body |= tokens.described(at, token)
    if token.kind == "bot":
        body |= {"bot_user_id": app.bot_user, "scope": ",".join(app.scopes)}
    return body


def v2_exchange(asked: Asked) -> Json:
    """A lasting token for an expiring one, once (Slack docs, oauth.v2.exchange)."""
    _known_client(asked)
    state, text = asked.state, asked.token or ""
    if not state.world.app.token_rotation:
        raise Refused("token_rotation_not_enabled")
    known = state.tokens.get(text)
    if known is not None and known.gone == tokens.EXCHANGED:
        raise Refused(tokens.EXCHANGED)
    try:
        at, caller = tokens.found(state, text)
    except Refused:
        raise Refused("invalid_token") from None
    if caller.kind == "app" or (known is not None and known.expires is not None):
        raise Refused("invalid_token")
    old = known or Token(text, "bot", tokens.key_of(at), caller.user, caller.scopes)
    old.gone = tokens.EXCHANGED
    at.tokens[text] = old
    new = tokens.make(at, old.kind, old.user, caller.scopes)
    return _answer(at, new)


def _known_client(asked: Asked) -> None:
    """The app has to prove itself, by Basic or by arguments."""
    app = asked.state.world.app
    name, word = asked.text("client_id") or "", asked.text("client_secret") or ""
    if asked.basic:
        try:
            name, _, word = base64.b64decode(asked.basic).decode().partition(":")
        except ValueError:
            name, word = "", ""
    if name != app.client_id:
        raise Refused("invalid_client_id")
    if word != app.client_secret:
        raise Refused("bad_client_secret")


def revoke(asked: Asked) -> Json:
    """Revokes the token, unless it is only a test (Slack docs, auth.revoke)."""
    if asked.flag("test"):
        return {"ok": True, "revoked": False}
    tokens.revoke(asked.state, asked.token or "")
    return {"ok": True, "revoked": True}


def apps_uninstall(asked: Asked) -> Json:
    """Takes the app out of the workspace of the token (Slack docs, apps.uninstall)."""
    _known_client(asked)
    uninstall(asked.state)
    return {"ok": True}
