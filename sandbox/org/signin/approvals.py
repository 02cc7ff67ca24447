"""Approvals as they are kept: at most five per user and app, one where nobody is asked.

Source: Salesforce Help, "Manage OAuth Access Policies": five approvals per user and app, one more
ends the oldest.
"""

from __future__ import annotations

import secrets

from sandbox.org import diary, moments
from sandbox.org.oauth_apps import known_apps
from sandbox.org.org import Org
from sandbox.org.scenario_apps import Client
from sandbox.org.shipped import merged
from sandbox.org.signin import scopes
from sandbox.org.signin.visits import Asked
from sandbox.org.tables.tokens import app_name

MOST_APPROVALS = 5


class Granted:
    """A grant, with its new refresh token where there is one."""

    def __init__(self, key: str, refresh: str | None = None) -> None:
        self.key = key
        self.refresh = refresh


def approved(org: Org, asked: Asked, user: str) -> Granted:
    """A new approval: a row of OauthToken, the oldest gone where there were five."""
    refresh = None
    if scopes.may_refresh(asked.scope):
        refresh = f"5Aep861{secrets.token_urlsafe(62)[:82].replace('-', '.')}"
    key = f"approval-{secrets.token_hex(6)}"
    at = diary.now()
    token = {
        "user": user,
        "app": asked.app,
        "scope": asked.scope,
        "refresh_token": refresh or _nobodys(),
        "access_token": _nobodys(),
        "created": at,
        "last_used": at,
    }
    tokens = {name: {"revoked": True} for name in _oldest(org, asked.app, user)}
    patch = _known_now(org, asked.app) | {"tokens": tokens | {key: token}}
    org.change(merged(patch, diary.logged_in(org.state, user, app_name(org.state, asked.app))))
    return Granted(key, refresh)


def _nobodys() -> str:
    """A token nobody was given: what is left out of a scenario would be made from its key."""
    return f"none-{secrets.token_urlsafe(24)}"


def _oldest(org: Org, app: str, user: str) -> list[str]:
    """The approvals that must go so that one more fits."""
    state = org.state
    living = [
        (moments.resolve(token.created, state.started), key)
        for key, token in state.scenario.tokens.items()
        if token.app == app and token.user == user and not token.revoked
    ]
    return [key for _, key in sorted(living)[: max(0, len(living) - MOST_APPROVALS + 1)]]


def _known_now(org: Org, app: str) -> dict[str, object]:
    """A connected app that was never here is known from its first use on, not installed."""
    found = known_apps(org.state)[app]
    if not isinstance(found, Client):
        return {}
    made = {"name": found.name, "installed": False, "scopes": found.scopes, "created": diary.now()}
    kept = {"callback_urls": found.callback_urls, "pkce_required": found.pkce_required}
    return {"connected_apps": {app: made | kept}}


def standing(org: Org, app: str, user: str, scope: str) -> Granted:
    """One grant per user and app, made once and used again."""
    key = f"standing-{app}-{user}"
    if key in org.state.scenario.tokens and not org.state.scenario.tokens[key].revoked:
        return Granted(key)
    at = diary.now()
    token = {
        "user": user,
        "app": app,
        "scope": scope,
        "refresh_token": _nobodys(),
        "access_token": _nobodys(),
        "created": at,
        "last_used": at,
        "revoked": False,
    }
    patch = {"tokens": {key: token}}
    org.change(merged(patch, diary.logged_in(org.state, user, app_name(org.state, app))))
    return Granted(key)
