"""A JWT that says, signed by the bot's own app, as which user to sign in.

Whoever may have one signed reaches every org that trusts the app, as any user it takes. Where
many workspaces share the app, only those the deployer named may.

Source: Salesforce Help, *OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration*; RFC 7523.
"""

import base64
import json
import time
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from bot.orgs.hosts import is_loopback, is_sandbox
from bot.settings import Settings
from bot.store.connections import OrgConnection
from intents.asker import LOCAL

_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LIVES = 180  # seconds; Salesforce takes no more than five minutes
_SMALLEST = 2048


class UnsignedError(ValueError):
    """Nothing is signed: one sentence, nothing of the key."""


def trusted(settings: Settings, tenant: str) -> bool:
    """Whether this tenant's people may have the bot sign in as a user they name."""
    if not settings.slack_client_id or tenant == LOCAL.key:
        return True
    enterprise, team, _reach = tenant.split("/")
    own = enterprise if team == "-" else team
    return own in {name.strip() for name in settings.salesforce_jwt_workspaces.split(",")}


def form(settings: Settings, connection: OrgConnection, username: str) -> dict[str, str]:
    """What the token endpoint is sent to sign in as one user of one org.

    Raises:
        UnsignedError: this tenant may not, or there is no private RSA key in the file.
    """
    from_file = connection.source and not connection.secrets.signed_in_by
    if not (from_file or trusted(settings, connection.tenant)):
        raise UnsignedError("this workspace is not among SALESFORCE_JWT_WORKSPACES")
    client_id = connection.secrets.client_id or settings.salesforce_client_id
    claims = {
        "iss": client_id, "sub": username, "aud": _audience(connection.login_url),
        "exp": int(time.time()) + _LIVES,
    }  # fmt: skip
    key_file = settings.salesforce_jwt_key_file
    parts = [_encoded(json.dumps(part).encode()) for part in ({"alg": "RS256"}, claims)]
    body = ".".join(parts)
    signature = _key(key_file).sign(body.encode(), PKCS1v15(), hashes.SHA256())
    return {"grant_type": _GRANT, "assertion": f"{body}.{_encoded(signature)}"}


def unusable(key_file: Path | None) -> str:
    """Why nothing can be signed with this file; "" where it can."""
    try:
        _key(key_file)
    except UnsignedError as error:
        return str(error)
    return ""


def _key(key_file: Path | None) -> RSAPrivateKey:
    if key_file is None:
        raise UnsignedError("SALESFORCE_JWT_KEY_FILE is not set")
    try:
        key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
    except OSError:
        raise UnsignedError("SALESFORCE_JWT_KEY_FILE names a file I cannot read") from None
    except (ValueError, TypeError):
        raise UnsignedError("SALESFORCE_JWT_KEY_FILE holds no PEM private key") from None
    if not isinstance(key, RSAPrivateKey) or key.key_size < _SMALLEST:
        raise UnsignedError("SALESFORCE_JWT_KEY_FILE must hold an RSA key of 2048 bits or more")
    return key


def _audience(login_url: str) -> str:
    """Salesforce's central login of the org's kind, whatever its own domain is."""
    if is_loopback(login_url):
        return login_url
    kind = "test" if is_sandbox(login_url) else "login"
    return f"https://{kind}.salesforce.com"


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
