"""A scenario: everything an org is, as one frozen value. The state of the server is one of these.

Names follow Salesforce's vocabulary; enum values are Salesforce's own (Metadata API Developer
Guide, ExtlClntAppOauthConfigurablePolicies and siblings). The format is documented with a full
example in docs/sandbox-org.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import Field, model_validator

from sandbox.org.moments import Moment
from sandbox.org.scenario_apps import Client, ConnectedApp, ExternalClientApp, Package
from sandbox.org.scenario_org import (
    Features,
    Limits,
    Oauth,
    Organization,
    Token,
    Trust,
    Versions,
    Weather,
)
from sandbox.org.scenario_people import PermissionSet, PermissionSetGroup, Profile, User
from sandbox.org.value import Value


class Connection(Value):
    """What whoever checks this org was told about it."""

    alias: str = "acme-prod"
    token: str
    setup_user: str | None = None
    integration_user: str | None = None
    installer: str | None = None


class Login(Value):
    """One row of LoginHistory."""

    user: str
    when: Moment
    type: str = "Remote Access 2.0"
    application: str = "N/A"
    status: str = "Success"
    source_ip: str = "203.0.113.17"
    api_version: str = "N/A"


class AuditEntry(Value):
    """One row of SetupAuditTrail."""

    user: str | None
    when: Moment
    action: str
    section: str
    display: str


class BusinessUnit(Value):
    """One row of PardotTenant."""

    name: str
    status: str = "100"
    creation_status: str = "Created"


class Scenario(Value):
    """The whole org."""

    about: str
    organization: Organization = Organization()
    features: Features = Features()
    versions: Versions = Versions()
    limits: Limits = Limits()
    oauth: Oauth = Oauth()
    trust: Trust = Trust()
    weather: Weather = Weather()
    connection: Connection
    profiles: dict[str, Profile]
    permission_sets: dict[str, PermissionSet] = Field(default_factory=dict)
    permission_set_groups: dict[str, PermissionSetGroup] = Field(default_factory=dict)
    users: dict[str, User]
    packages: dict[str, Package] = Field(default_factory=dict)
    eca: ExternalClientApp | None = None
    external_client_apps: dict[str, ExternalClientApp] = Field(default_factory=dict)
    connected_apps: dict[str, ConnectedApp] = Field(default_factory=dict)
    clients: dict[str, Client] = Field(default_factory=dict)
    business_units: dict[str, BusinessUnit] = Field(default_factory=dict)
    tokens: dict[str, Token]
    login_history: tuple[Login, ...] = ()
    setup_audit_trail: tuple[AuditEntry, ...] = ()
    metadata_extras: dict[str, str] = Field(default_factory=dict)
    generate: dict[str, int] = Field(default_factory=dict)
    faults: tuple[dict[str, Any], ...] = ()

    def ecas(self) -> dict[str, ExternalClientApp]:
        """All External Client Apps; the one under ``eca:`` keeps that key."""
        own = {"eca": self.eca} if self.eca else {}
        return own | self.external_client_apps

    @model_validator(mode="after")
    def _names_exist(self) -> Scenario:
        sets = {*self.permission_sets, *self.permission_set_groups}
        users = self.users.values()
        tokens = self.tokens.values()
        apps = {"eca", *self.external_client_apps, *self.connected_apps}
        _known("profiles", (user.profile for user in users), self.profiles)
        for user in users:
            _known("permission_sets", (*user.permission_sets, *user.expired_permission_sets), sets)
        _known("users", (token.user for token in tokens), self.users)
        _known("users", (login.user for login in self.login_history), self.users)
        _known("tokens", [self.connection.token], self.tokens)
        _known("apps", (token.app for token in tokens if not token.revoked), apps)
        return self


def _known(section: str, names: Iterable[str], known: Iterable[str]) -> None:
    have = set(known)
    for name in names:
        if name not in have:
            raise ValueError(f"{section} has no {name!r}; it has: {', '.join(sorted(have))}")
