"""Access and refresh tokens in the hands of clients.

Source: Salesforce Help, OAuth 2.0 Refresh Token Flow and Refresh Token Rotation: with rotation, an
old refresh token presented again kills the current one and its access tokens.
"""

from __future__ import annotations

import datetime as dt
import secrets
import time
from dataclasses import dataclass

from sandbox.org.scenario_org import Token
from sandbox.org.state import OrgState


@dataclass(frozen=True, slots=True)
class Access:
    """An access token: whose grant it is, and until when it lives (monotonic seconds)."""

    grant: str
    until: float


class Sessions:
    """Tokens issued while the server runs, beside those the scenario began with."""

    def __init__(self) -> None:
        self._issued: dict[str, Access] = {}
        self._spent: dict[str, str] = {}
        self._ended: set[str] = set()
        self._began = time.monotonic()
        self.uses: dict[str, tuple[int, dt.datetime]] = {}

    def access(self, state: OrgState, token: str) -> str | None:
        """The grant a living access token belongs to."""
        issued = self._issued.get(token)
        if issued:
            alive = issued.until > time.monotonic() and token not in self._ended
            return issued.grant if alive and _living(state, issued.grant) else None
        for key, grant in state.scenario.tokens.items():
            if token == state.access_token(key, grant):
                in_time = (
                    time.monotonic() < self._began + state.scenario.oauth.access_token_lifetime
                )
                alive = in_time and token not in self._ended and not grant.access_expired
                return key if alive and not grant.revoked else None
        return None

    def refresh(self, state: OrgState, token: str) -> tuple[str, bool] | None:
        """The grant of a refresh token, and whether the token was spent already."""
        for key, grant in state.scenario.tokens.items():
            if not grant.revoked and token == state.refresh_token(key, grant):
                return key, False
        spent = self._spent.get(token)
        return (spent, True) if spent and _living(state, spent) else None

    def issue(self, state: OrgState, grant: str) -> str:
        """A new access token."""
        org = state.scenario.organization.id
        token = f"{org}!AR{secrets.token_urlsafe(72)[:94].replace('-', '.')}"
        until = time.monotonic() + state.scenario.oauth.access_token_lifetime
        self._issued[token] = Access(grant, until)
        return token

    def rotate(self, old: str, grant: str) -> str:
        """A new refresh token; the old one is remembered as spent."""
        self._spent[old] = grant
        return f"5Aep861{secrets.token_urlsafe(62)[:82].replace('-', '.')}"

    def end(self, token: str) -> None:
        """Forget one access token."""
        self._ended.add(token)

    def count(self, grant: str) -> None:
        """One more use of a grant."""
        so_far = self.uses.get(grant, (0, dt.datetime.now(dt.UTC)))[0]
        self.uses[grant] = (so_far + 1, dt.datetime.now(dt.UTC))


def _living(state: OrgState, grant: str) -> bool:
    token: Token | None = state.scenario.tokens.get(grant)
    return token is not None and not token.revoked
