"""The address an app sends a browser to when somebody wants to install it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from sandbox.workspace.app import App

_SCOPE = re.compile(r"[a-z_]+(?:[.:][a-z_.]+)*")


class Wrong(Exception):  # noqa: N818 -- what the error page says
    """The address the app sent the browser to is not one Slack shows a consent page for."""


@dataclass(frozen=True)
class Wanted:
    """What an authorize URL asks for."""

    scopes: tuple[str, ...]
    user_scopes: tuple[str, ...]
    redirect_uri: str
    sent_redirect_uri: str | None
    state: str
    team: str

    def back(self, **more: str) -> str:
        """Where the browser goes next."""
        joined = "&" if urlsplit(self.redirect_uri).query else "?"
        return self.redirect_uri + joined + urlencode(more | {"state": self.state})


def wanted(app: App, query: Mapping[str, str]) -> Wanted:
    """What the address asks for, or what is wrong with it (Slack docs, installing with OAuth)."""
    if query.get("client_id") != app.client_id:
        raise Wrong("Invalid client_id parameter")
    scopes, user_scopes = _scopes(query.get("scope")), _scopes(query.get("user_scope"))
    if not scopes and not user_scopes:
        raise Wrong("No scopes requested")
    if bad := [s for s in (*scopes, *user_scopes) if not _SCOPE.fullmatch(s)]:
        raise Wrong(f"Invalid permissions requested: {', '.join(bad)}")
    sent = query.get("redirect_uri") or None
    redirect = sent or next(iter(app.redirect_urls), None)
    known = not app.redirect_urls or any(_beneath(redirect, u) for u in app.redirect_urls)
    if redirect is None or not known or not redirect.startswith(("http://", "https://")):
        raise Wrong("redirect_uri did not match any configured URIs")
    state, team = query.get("state", ""), query.get("team", "")
    return Wanted(scopes, user_scopes, redirect, sent, state, team)


def _scopes(text: str | None) -> tuple[str, ...]:
    return tuple(s for s in re.split(r"[, ]+", text or "") if s)


def _beneath(redirect: str | None, configured: str) -> bool:
    """Slack takes the configured address and what lies below it."""
    return redirect is not None and (redirect + "/").startswith(configured.rstrip("/") + "/")
