"""A JWT that says, signed by the bot's own app, as which user to sign in.

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

_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LIVES = 180  # seconds; Salesforce takes no more than five minutes
_SMALLEST = 2048


class KeyFileError(ValueError):
    """The key file cannot be used; one sentence, nothing of the key."""


def form(key_file: Path | None, client_id: str, username: str, login_url: str) -> dict[str, str]:
    """What the token endpoint is sent to sign in as one user of one org.

    Raises:
        KeyFileError: there is no private RSA key in the file.
    """
    now = int(time.time())
    claims = {
        "iss": client_id, "sub": username, "aud": _audience(login_url), "exp": now + _LIVES,
    }  # fmt: skip
    parts = [_encoded(json.dumps(part).encode()) for part in ({"alg": "RS256"}, claims)]
    body = ".".join(parts)
    signature = _key(key_file).sign(body.encode(), PKCS1v15(), hashes.SHA256())
    return {"grant_type": _GRANT, "assertion": f"{body}.{_encoded(signature)}"}


def _key(key_file: Path | None) -> RSAPrivateKey:
    if key_file is None:
        raise KeyFileError("SALESFORCE_JWT_KEY_FILE is not set")
    try:
        key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
    except OSError:
        raise KeyFileError("SALESFORCE_JWT_KEY_FILE names a file I cannot read") from None
    except (ValueError, TypeError):
        raise KeyFileError("SALESFORCE_JWT_KEY_FILE holds no PEM private key") from None
    if not isinstance(key, RSAPrivateKey) or key.key_size < _SMALLEST:
        raise KeyFileError("SALESFORCE_JWT_KEY_FILE must hold an RSA key of 2048 bits or more")
    return key


def _audience(login_url: str) -> str:
    """Salesforce's central login of the org's kind, whatever its own domain is."""
    if is_loopback(login_url):
        return login_url
    kind = "test" if is_sandbox(login_url) else "login"
    return f"https://{kind}.salesforce.com"


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
