"""JWT bearer assertions: RS256, signed by the app, for a user who agreed or was pre-authorised.

Source: Salesforce Help, "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration"; RFC 7523;
texts as seen in public issues.
"""

from __future__ import annotations

import base64
import binascii
import json
import time
from collections.abc import Mapping
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from sandbox.org import diary
from sandbox.org.oauth_apps import (
    OauthError,
    admin_only,
    app_by_client_id,
    check_app,
    here,
    known_apps,
)
from sandbox.org.org import Org
from sandbox.org.scenario_apps import Client
from sandbox.org.tables.tokens import app_name

_SKEW = 180.0  # seconds of difference between two clocks that are forgiven
_INVALID = OauthError("invalid_grant", "invalid assertion")


def checked(assertion: str, org: Org) -> tuple[str, str]:
    """App and user an assertion speaks for, or `OauthError`."""
    parts = assertion.split(".")
    claims = _claims(parts)
    app = app_by_client_id(str(claims.get("iss", "")), org.state)
    if app is None or app not in here(org.state):
        raise OauthError("invalid_client_id", "client identifier invalid")
    user = _user(org, str(claims.get("sub", claims.get("prn", ""))))
    if not _signed(parts, _certificate(app, org)):
        if user:
            label = app_name(org.state, app)
            org.change(diary.logged_in(org.state, user, label, status="Failed: Signature Invalid"))
        raise OauthError("invalid_grant", "invalid assertion")
    _check_claims(claims, org)
    if user is None:
        raise OauthError("invalid_grant", "user hasn't approved this consumer")
    check_app(app, user, org.state)
    if not admin_only(app, org.state) and not _agreed(org, app, user):
        raise OauthError("invalid_grant", "user hasn't approved this consumer")
    return app, user


def _claims(parts: list[str]) -> Mapping[str, Any]:
    try:
        header, claims = (json.loads(_decoded(part)) for part in parts[:2])
    except ValueError:
        raise _INVALID from None
    three = len(parts) == 3  # noqa: PLR2004  # header, claims, signature
    if not three or not isinstance(claims, dict) or not isinstance(header, dict):
        raise _INVALID
    if header.get("alg") != "RS256":
        raise _INVALID
    return claims


def _decoded(part: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except binascii.Error:
        raise ValueError("not base64") from None


def _certificate(app: str, org: Org) -> str | None:
    found = known_apps(org.state)[app]
    return None if isinstance(found, Client) else found.certificate


def _signed(parts: list[str], certificate: str | None) -> bool:
    if certificate is None:
        raise OauthError("invalid_client", "invalid client credentials")
    try:
        key = x509.load_pem_x509_certificate(certificate.encode()).public_key()
        signature = _decoded(parts[2])
    except ValueError:
        return False
    if not isinstance(key, RSAPublicKey):
        return False
    try:
        key.verify(signature, ".".join(parts[:2]).encode(), PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def _check_claims(claims: Mapping[str, Any], org: Org) -> None:
    central = "test" if org.state.scenario.organization.is_sandbox else "login"
    bases = {org.url, org.plain_url, f"https://{central}.salesforce.com"}
    audience = claims.get("aud")
    heard = audience if isinstance(audience, list) else [audience]
    if not {str(one).removesuffix("/services/oauth2/token").rstrip("/") for one in heard} & bases:
        raise OauthError("invalid_grant", "audience is invalid")
    until = claims.get("exp")
    if not isinstance(until, int | float) or until < time.time() - _SKEW:
        raise OauthError("invalid_grant", "expired authorization code")


def _user(org: Org, username: str) -> str | None:
    users = org.state.scenario.users.items()
    return next((k for k, u in users if u.username.lower() == username.lower()), None)


def _agreed(org: Org, app: str, user: str) -> bool:
    tokens = org.state.scenario.tokens.values()
    return any(t.app == app and t.user == user and not t.revoked for t in tokens)
