"""Who is signed in with a browser, what was asked of them, and codes on their way to an app.

Source: Salesforce Help, "OAuth 2.0 Web Server Flow": an authorization code lives 15 minutes and is
good for one exchange.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field

CODE_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What an app asked for at ``/services/oauth2/authorize``, read and found possible."""

    app: str
    redirect_uri: str
    scope: str
    state: str | None = None
    challenge: str | None = None
    prompts: frozenset[str] = frozenset()
    login_hint: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """An authorization code: what was allowed, by whom, until when (monotonic seconds)."""

    asked: Asked
    user: str
    until: float


@dataclass(frozen=True, slots=True)
class Attempt:
    """A practice sign-in under way: the vendor's side of it."""

    client: str
    verifier: str


@dataclass(slots=True)
class Visits:
    """Everything of browsers and codes; it ends with the scenario."""

    browsers: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, tuple[Asked, str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    attempts: dict[str, Attempt] = field(default_factory=dict)

    def enter(self, user: str) -> str:
        """A browser session for a user."""
        sid = secrets.token_urlsafe(32)
        self.browsers[sid] = user
        return sid

    def wait(self, asked: Asked, sid: str) -> str:
        """A consent page is open in this browser; the form carries the key."""
        key = secrets.token_urlsafe(24)
        self.waiting[key] = (asked, sid)
        return key

    def refuse(self, back: str) -> str:
        """An error page is open; the key leads back to the app."""
        key = secrets.token_urlsafe(12)
        self.refused[key] = back
        return key

    def issue(self, asked: Asked, user: str) -> str:
        """A code for the app."""
        code = f"aPrx{secrets.token_urlsafe(60)}=="
        self.codes[code] = Code(asked, user, time.monotonic() + CODE_SECONDS)
        return code

    def redeem(self, code: str) -> Code | None:
        """What the code stands for, once and in time."""
        found = self.codes.pop(code, None)
        return found if found and found.until > time.monotonic() else None
