"""The settings file that names the Salesforce orgs, read into connections of one tenant.

["acme-prod"]
instance_url = "https://acme.my.salesforce.com"
client_id = "env:ACME_CLIENT_ID"
refresh_token = "file:/run/secrets/acme"    # or access_token, or jwt_user
setup_user = "admin@acme.example"
integration_user = "6sense@acme.example"
installer = "admin@acme.example"
"""

import hashlib
import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.orgs.hosts import StrangeHostError, origin
from bot.store.connections import OrgConnection, Secrets
from intents.asker import Tenant
from intents.typed import ORG

_SECRETS = ("client_secret", "refresh_token", "access_token")
_PEOPLE = {"setup_user": "setup", "integration_user": "integration", "installer": "installer"}

_KEYS = {"instance_url", "login_url", "client_id", "jwt_user", *_SECRETS, *_PEOPLE}


class OrgsFileError(ValueError):
    """The file cannot be used; one sentence with the org and the key at fault."""


def read(
    path: Path, tenant: Tenant, *, practice: bool, environ: Mapping[str, str] = os.environ
) -> tuple[OrgConnection, ...]:
    """Every org the file names.

    Raises:
        OrgsFileError: what is wrong, and where. Never quotes a value.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise OrgsFileError(f"cannot read the orgs file: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise OrgsFileError(f"the orgs file is not TOML: {_place(path)}") from None
    return tuple(
        _connection(alias, table, tenant, practice=practice, environ=environ)
        for alias, table in tables.items()
    )


def of_practice(told: Mapping[str, str | None], tenant: str, alias: str) -> OrgConnection:
    """What a practice org tells of itself, in the words of the file, its secrets as they are."""
    known = {key: text or "" for key, text in told.items()}
    return OrgConnection(
        id=secrets.token_hex(16),
        tenant=tenant,
        alias=alias,
        instance_url=known["instance_url"],
        login_url=known["login_url"],
        people=_people(known),
        secrets=Secrets(**{key: known.get(key, "") for key in ("client_id", *_SECRETS)}),
    )


def _place(path: Path) -> str:
    """Where the TOML breaks, without the text around it: it may be a secret."""
    try:
        tomllib.loads(path.read_text("utf-8", errors="strict"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at (.*)\)", str(error))
        return found.group(1) if found else "somewhere"
    except UnicodeDecodeError:
        return "it is not UTF-8"
    return "somewhere"


def _connection(
    alias: str, table: object, tenant: Tenant, *, practice: bool, environ: Mapping[str, str]
) -> OrgConnection:
    if not ORG.fullmatch(alias):
        raise OrgsFileError(f"{alias[:64]!r}: a name has 1 to 64 letters, digits, dots, _ or -")
    if not isinstance(table, dict):
        raise OrgsFileError(f'{alias}: write it as a table, ["{alias}"]')
    texts = _texts(alias, table)
    instance_url = _url(alias, "instance_url", texts.get("instance_url", ""), practice=practice)
    # My Domain signs in for production and sandbox alike, and also where an org has closed
    # login.salesforce.com to its users (Salesforce Help, My Domain login policy).
    login_url = _url(alias, "login_url", texts.get("login_url", instance_url), practice=practice)
    known = Secrets(
        client_id=_plain(alias, "client_id", texts.get("client_id", ""), environ),
        jwt_user=texts.get("jwt_user", ""),
        **{key: _secret(alias, key, texts.get(key, ""), environ) for key in _SECRETS},
    )
    _complete(alias, known)
    return OrgConnection(
        id=secrets.token_hex(16),
        tenant=tenant.key,
        alias=alias,
        instance_url=instance_url,
        login_url=login_url,
        people=_people(texts),
        secrets=known,
        source=digest(
            tenant.key, alias, known.refresh_token or known.access_token or known.jwt_user
        ),
    )


def _people(texts: Mapping[str, str]) -> dict[str, str]:
    return {role: texts[key] for key, role in _PEOPLE.items() if texts.get(key)}


def _texts(alias: str, table: dict[str, Any]) -> dict[str, str]:
    for key, value in table.items():
        if key not in _KEYS:
            hint = f'; a name with a dot is written ["{alias}.{key}"]'
            nested = hint if isinstance(value, dict) else f"; known: {', '.join(sorted(_KEYS))}"
            raise OrgsFileError(f"{alias}: {key[:64]} is not known here{nested}")
        if not isinstance(value, str):
            raise OrgsFileError(f"{alias}: {key} must be text in quotes")
    return table


def _url(alias: str, key: str, text: str, *, practice: bool) -> str:
    if not text:
        raise OrgsFileError(f"{alias}: {key} is missing")
    try:
        return origin(text, practice=practice)
    except StrangeHostError as error:
        raise OrgsFileError(f"{alias}: {key} cannot be used: {error}") from None


def _plain(alias: str, key: str, text: str, environ: Mapping[str, str]) -> str:
    """A client id is no secret: it may stand here as it is."""
    return _secret(alias, key, text, environ) if text.startswith(("env:", "file:")) else text


def _secret(alias: str, key: str, text: str, environ: Mapping[str, str]) -> str:
    if not text:
        return ""
    kind, _, name = text.partition(":")
    if kind == "env" and name:
        if not environ.get(name, "").strip():
            raise OrgsFileError(f"{alias}: {key} points at {name}, which the environment lacks")
        return environ[name].strip()
    if kind == "file" and name:
        try:
            return Path(name).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise OrgsFileError(f"{alias}: {key} points at a file I cannot read") from None
    raise OrgsFileError(
        f"{alias}: {key} must not stand in this file; write env:NAME or file:PATH instead"
    )


def _complete(alias: str, known: Secrets) -> None:
    if not (known.renewable or known.access_token):
        raise OrgsFileError(f"{alias}: refresh_token (or access_token, or jwt_user) is missing")
    if known.renewable and not known.client_id:
        needs = "a refresh_token" if known.refresh_token else "jwt_user"
        raise OrgsFileError(f"{alias}: client_id is missing; {needs} needs it")


def digest(tenant: str, alias: str, token: str) -> str:
    """Tells whether a given token changed, without keeping it."""
    return hashlib.sha256(f"{tenant}\x00{alias}\x00{token}".encode()).hexdigest()
