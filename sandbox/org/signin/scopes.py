"""OAuth scopes: what an app may ask for, and what a consent page says of it.

Source: Salesforce Help, "OAuth Tokens and Scopes"; ``offline_access`` is another name of
``refresh_token``, ``full`` holds all but the refresh token.
"""

from __future__ import annotations

from collections.abc import Iterable

_WORDS = {
    "api": "Manage user data via APIs",
    "refresh_token": "Perform requests at any time",
    "offline_access": "Perform requests at any time",
    "pardot_api": "Access Account Engagement services",
    "openid": "Access unique user identifiers",
    "id": "Access the identity URL service",
    "profile": "Access the identity URL service",
    "email": "Access the identity URL service",
    "web": "Manage user data via Web browsers",
    "full": "Full access to your data",
}
_IDENTITY = frozenset({"id", "openid", "profile", "email", "address", "phone"})


def granted(asked: str, offered: Iterable[str]) -> str | None:
    """The scopes a token gets: all the app has where none is asked for; None = not offered."""
    have = set(offered)
    if have & {"refresh_token", "offline_access"}:
        have |= {"refresh_token", "offline_access"}
    if "full" in have:
        have |= set(_WORDS)
    if have & _IDENTITY or "api" in have:
        have |= {"id"}
    wanted = asked.split() or [*offered]
    return " ".join(dict.fromkeys(wanted)) if set(wanted) <= have else None


def said(scope: str) -> list[str]:
    """The scopes in words, each once."""
    return list(dict.fromkeys(_WORDS.get(name, name) for name in scope.split()))


def may_refresh(scope: str) -> bool:
    """Whether a refresh token comes with it."""
    return bool({"refresh_token", "offline_access"} & set(scope.split()))
