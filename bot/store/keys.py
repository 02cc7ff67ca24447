"""The key ring: everything secret at rest is sealed with it, and bound to the place it lies.

AES-256-GCM (NIST SP 800-38D) through `cryptography`. The place (tenant, table, row, column) is
associated data: a sealed value copied to another place does not open there. The header names the
key, so keys rotate: the newest seals, every key of the ring opens, `reseal` moves a value over.
"""

import base64
import binascii
import hashlib
import os
import secrets
import stat
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import make_url

from bot.settings import Settings

_FORM = b"\x01"  # form of the header; a later form gets another byte
_KEY_BYTES, _ID_BYTES, _NONCE_BYTES = 32, 8, 12
_HEADER_BYTES = len(_FORM) + _ID_BYTES
_NONCE_END = _HEADER_BYTES + _NONCE_BYTES


class SealError(ValueError):
    """A sealed value does not open, or a key is not a key. Never carries secret text."""


class Where(NamedTuple):
    """The one place where a sealed value opens."""

    tenant: str
    table: str
    row: str
    column: str


class KeyRing:
    """Keys, newest first."""

    def __init__(self, keys: str) -> None:
        """Read a ring as SECRET_KEYS writes it: comma-separated base64, 32 bytes each.

        Raises:
            SealError: one of the keys is not 32 bytes in base64, or there is none.
        """
        raw = [_key(number, word) for number, word in enumerate(keys.split(","), 1) if word.strip()]
        if not raw:
            raise SealError("SECRET_KEYS holds no key; make one with: sixsense key")
        self._newest = _key_id(raw[0])
        self._keys = {_key_id(key): AESGCM(key) for key in raw}

    def __repr__(self) -> str:
        """How many keys; never which."""
        return f"<KeyRing of {len(self._keys)}>"

    def seal(self, text: str, where: Where) -> bytes:
        """`text`, readable only with this ring and only at `where`."""
        header = _FORM + self._newest
        nonce = secrets.token_bytes(_NONCE_BYTES)
        bound = _bound(header, where)
        return header + nonce + self._keys[self._newest].encrypt(nonce, text.encode(), bound)

    def open(self, sealed: bytes, where: Where) -> str:
        """The text that was sealed for `where`.

        Raises:
            SealError: another place, a key no longer in the ring, or damaged bytes.
        """
        header, nonce = sealed[:_HEADER_BYTES], sealed[_HEADER_BYTES:_NONCE_END]
        if len(nonce) < _NONCE_BYTES or header[:1] != _FORM:
            raise SealError(f"the value in {_said(where)} was not sealed by this program")
        key = self._keys.get(header[1:])
        if key is None:
            raise SealError(
                f"the value in {_said(where)} was sealed with a key that SECRET_KEYS no longer "
                "holds; put that key back at the end of the list"
            )
        try:
            return key.decrypt(nonce, sealed[_NONCE_END:], _bound(header, where)).decode()
        except (InvalidTag, UnicodeDecodeError):
            raise SealError(
                f"the value in {_said(where)} does not open: it was sealed for another place, "
                "or damaged"
            ) from None

    def is_newest(self, sealed: bytes) -> bool:
        """Whether the newest key sealed it."""
        return sealed[1:_HEADER_BYTES] == self._newest

    def knows(self, sealed: bytes) -> bool:
        """Whether a key of this ring sealed it: dropping that key would lose it."""
        return sealed[len(_FORM) : _HEADER_BYTES] in self._keys

    def reseal(self, sealed: bytes, where: Where) -> bytes:
        """The same text under the newest key; unchanged bytes where it already is.

        Raises:
            SealError: as `open`.
        """
        return sealed if self.is_newest(sealed) else self.seal(self.open(sealed, where), where)


def fresh_key() -> str:
    """A new key, as SECRET_KEYS wants it."""
    return base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()


def ring_for(settings: Settings) -> KeyRing:
    """The ring of SECRET_KEYS, or of the key file beside the SQLite database (made once).

    Raises:
        SealError: a key is malformed, or others can read the key file.
    """
    given = settings.secret_keys.get_secret_value()
    if given.strip():
        return KeyRing(given)
    database = make_url(settings.database_url).database
    if settings.is_postgres or not database:
        raise SealError("SECRET_KEYS is empty; make a key with: sixsense key")
    return KeyRing(_key_file(Path(f"{database}.key")))


def _key_file(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _create(path, fresh_key())
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SealError(f"others can read the key file {path.name}; run: chmod 600 {path}")
    return path.read_text("ascii")


def _create(path: Path, text: str) -> None:
    """Write a private file that is there whole or not at all; the first of two writers wins."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _key(number: int, word: str) -> bytes:
    try:
        key = base64.b64decode(word.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise SealError(f"key {number} of SECRET_KEYS is not base64") from None
    if len(key) != _KEY_BYTES:
        raise SealError(f"key {number} of SECRET_KEYS has {len(key)} bytes; it needs {_KEY_BYTES}")
    return key


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"key id\x00" + key).digest()[:_ID_BYTES]


def _bound(header: bytes, where: Where) -> bytes:
    """Header and place, each part led by its length so that no two places read the same."""
    parts = (header, *(part.encode() for part in where))
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _said(where: Where) -> str:
    return f"{where.table}.{where.column}"
