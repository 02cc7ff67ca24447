"""Reading an authorization request: which app, back to where, for what.

Source: Salesforce Help, "OAuth 2.0 Web Server Flow" and "OAuth 2.0 Authorization Errors"; PKCE as
in RFC 7636, S256 alone.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from urllib.parse import urlencode

from sandbox.org.call import Call
from sandbox.org.oauth_apps import App, OauthError, app_by_client_id, known_apps
from sandbox.org.org import Org
from sandbox.org.signin.scopes import granted
from sandbox.org.signin.visits import Asked

PRACTICE = "/sandbox/callback/"


class CallbackError(Exception):
    """A refusal the app hears at its own callback."""

    def __init__(self, back: str) -> None:
        self.back = back
        super().__init__(back)


def read(call: Call, org: Org) -> Asked:
    """The request; `OauthError` where the app cannot be told, `CallbackError` where it can."""
    query = call.query
    key = app_by_client_id(query.get("client_id", ""), org.state)
    if key is None:
        raise OauthError("invalid_client_id", "client identifier invalid")
    app = known_apps(org.state)[key]
    back = query.get("redirect_uri", "")
    if not back:
        raise OauthError("redirect_uri_missing", "redirect_uri not provided")
    if not registered(back, key, org):
        raise OauthError("redirect_uri_mismatch", "redirect_uri must match configuration")
    prompts = frozenset(query.get("prompt", "").split())
    if query.get("immediate", "").lower() == "true":
        prompts |= {"none"}
    asked = Asked(
        app=key,
        redirect_uri=back,
        scope=_scope(query.get("scope", ""), app) or "",
        state=query.get("state"),
        challenge=query.get("code_challenge"),
        prompts=prompts,
        login_hint=query.get("login_hint", ""),
        query=urlencode(query),
    )
    _check_request(query, asked, pkce=_pkce(key, app, org))
    return asked


def _scope(asked: str, app: App) -> str | None:
    return granted(asked, app.scopes)


def _check_request(query: Mapping[str, str], asked: Asked, *, pkce: bool) -> None:
    if query.get("response_type") != "code":
        raise sent_back(asked, "unsupported_response_type", "response type not supported")
    if not asked.scope:
        raise sent_back(asked, "invalid_scope", "the requested scope is not allowed")
    method = query.get("code_challenge_method", "S256")
    if asked.challenge and method != "S256":
        raise sent_back(asked, "invalid_request", "code challenge method not supported")
    if pkce and not asked.challenge:
        raise sent_back(asked, "invalid_request", "missing required code challenge")


def registered(back: str, key: str, org: Org) -> bool:
    """Whether a callback is the app's own, or its vendor's; a ``*`` in it stands for any text.

    Real callbacks are exact. Programs of this sandbox find their ports when they start.
    """
    clients = {name: c for name, c in org.state.scenario.clients.items() if c.app == key}
    bases = (org.url, org.plain_url)
    known = [
        *known_apps(org.state)[key].callback_urls,
        *(url for client in clients.values() for url in client.callback_urls),
        *(f"{base}{PRACTICE}{name}" for base in bases for name in clients),
    ]
    return any(fnmatch.fnmatchcase(back, one) for one in known)


def _pkce(key: str, app: App, org: Org) -> bool:
    """PKCE is asked for by the app here, or by its vendor wherever it is."""
    clients = org.state.scenario.clients.values()
    return app.pkce_required or any(c.pkce_required for c in clients if c.app == key)


def sent_back(asked: Asked, code: str, description: str) -> CallbackError:
    """An error for the callback."""
    return CallbackError(with_error(asked, code, description))


def with_error(asked: Asked, code: str, description: str) -> str:
    """The callback's address with an error."""
    told = {"error": code, "error_description": description}
    return with_query(asked.redirect_uri, told | ({"state": asked.state} if asked.state else {}))


def with_query(address: str, told: dict[str, str]) -> str:
    """An address with more in its query."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode(told)}"
