"""Where a browser is sent to sign in to an org.

Source: Salesforce Help, *OAuth 2.0 Web Server Flow*; RFC 7636 (PKCE, S256).
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.orgs.hosts import is_loopback
from bot.settings import Settings

#: `api` holds REST, Tooling and Metadata; without `refresh_token` a person is needed every day.
SCOPES = ("api", "refresh_token")


@dataclass(frozen=True)
class Way:
    """One sign-in of the web server flow: where it begins, and where it comes back to."""

    login_url: str
    callback: str
    verifier: str


def fresh_verifier() -> str:
    """A PKCE verifier."""
    return secrets.token_urlsafe(64)


def authorize_url(settings: Settings, way: Way, state: str) -> str:
    """Where the browser goes. A practice org's certificate is unknown to browsers: plain http."""
    digest = hashlib.sha256(way.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": settings.salesforce_client_id,
        "redirect_uri": way.callback,
        "scope": " ".join(SCOPES),
        "state": state,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        # Whoever is signed in already may not be whom to connect: let the person choose.
        "prompt": "select_account",
    }
    base = way.login_url
    if settings.practice and is_loopback(base):
        base = base.replace("https://", "http://", 1)
    return f"{base}/services/oauth2/authorize?{urlencode(asked)}"
