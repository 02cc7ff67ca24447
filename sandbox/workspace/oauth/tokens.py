"""Tokens: made, found again, refreshed, revoked (Slack docs, tokens and token rotation)."""

import secrets
from typing import Literal

from sandbox.workspace.api.method import Caller, Refused
from sandbox.workspace.message import Json
from sandbox.workspace.records import Token
from sandbox.workspace.state import State

_TOKEN_ERRORS = {
    "revoked": "token_revoked",
    "account_inactive": "account_inactive",
    "expired": "token_expired",
}
EXCHANGED = "token_already_exchanged"
_LIVING = 2  # access tokens of one installation at a time, while tokens rotate


def key_of(at: State) -> str:
    """The name of an installation: its enterprise's id if it is org-wide, else its team's."""
    app = at.world.app
    return (app.enterprise or app.team) if app.is_enterprise_install else app.team


def found(state: State, text: str | None) -> tuple[State, Caller]:
    """Whose token it is, or Slack's refusal of it."""
    if not text:
        raise Refused("not_authed")
    app = state.world.app
    if text == app.app_token:
        return state, Caller("app", ("connections:write",))
    token = state.tokens.get(text)
    if token is not None and token.gone is not None:
        raise Refused("token_revoked" if token.gone == EXCHANGED else token.gone)
    if text == app.bot_token:
        if app.token_state != "valid":  # noqa: S105 -- a state's name
            raise Refused(_TOKEN_ERRORS[app.token_state])
        if not app.installed:
            raise Refused("account_inactive")
        return state, Caller("bot", app.scopes, app.bot_user)
    if token is None:
        raise Refused("invalid_auth")
    if token.expires is not None and state.clock.now() >= token.expires:
        raise Refused("token_expired")
    at = next((a for a in state.sights() if key_of(a) == token.installation), None)
    if at is None:
        raise Refused("account_inactive")
    return at, Caller(token.kind, _granted(at, token), token.user)


def _granted(at: State, token: Token) -> tuple[str, ...]:
    return at.world.app.scopes if token.kind == "bot" else token.scopes


def make(at: State, kind: Literal["bot", "user"], user: str, scopes: tuple[str, ...]) -> Token:
    """A new token; an expiring one with a refresh token if the app rotates its tokens."""
    app = at.world.app
    prefix = "xoxb" if kind == "bot" else "xoxp"
    token = Token(f"{prefix}-{app.team}-{secrets.token_hex(12)}", kind, key_of(at), user, scopes)
    if app.token_rotation:
        token.text = f"xoxe.{prefix}-1-{secrets.token_hex(40)}"
        token.refresh = f"xoxe-1-{secrets.token_hex(40)}"
        token.expires = at.clock.now() + at.world.settings.token_seconds
    at.tokens[token.text] = token
    return token


def refreshed(at: State, refresh: str) -> Token:
    """The successor of an expiring token; a refresh token works once."""
    old = next((t for t in at.tokens.values() if t.refresh == refresh), None)
    if old is None or old.gone is not None or not refresh:
        raise Refused("invalid_refresh_token")
    home = next((a for a in at.sights() if key_of(a) == old.installation), None)
    if home is None:
        raise Refused("invalid_refresh_token")
    old.refresh = None
    new = make(home, old.kind, old.user, old.scopes)
    same = [t for t in at.tokens.values() if t.refresh is None and _alike(t, new) and not t.gone]
    for spare in same[: max(0, len(same) + 1 - _LIVING)]:
        spare.gone = "token_revoked"
    return new


def _alike(one: Token, other: Token) -> bool:
    return (one.kind, one.installation, one.user) == (other.kind, other.installation, other.user)


def described(at: State, token: Token) -> Json:
    """The members an OAuth answer has for a token."""
    body: Json = {
        "access_token": token.text,
        "token_type": token.kind,
        "scope": ",".join(token.scopes),
    }
    if token.refresh is not None:
        body |= {"refresh_token": token.refresh, "expires_in": at.world.settings.token_seconds}
    return body


def revoke(at: State, text: str) -> None:
    """This token works no more, and the app is told of it (Slack docs, tokens_revoked)."""
    app = at.world.app
    token = at.tokens.get(text)
    if text == at.now.world.app.bot_token:
        at.change_app(app.model_copy(update={"token_state": "revoked"}))
    if token is not None:
        token.gone, token.refresh = "token_revoked", None
    is_bot = token is None or token.kind == "bot"
    bots, people = ([app.bot_user], []) if is_bot else ([], [token.user] if token else [])
    at.emit({"type": "tokens_revoked", "tokens": {"oauth": people, "bot": bots}})
