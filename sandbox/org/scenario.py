"""A scenario: everything an org is, as one frozen value. The state of the server is one of these.

Names follow Salesforce's vocabulary; enum values are Salesforce's own (Metadata API Developer
Guide, ExtlClntAppOauthConfigurablePolicies and siblings). The format is documented with a full
example in docs/sandbox-org.md.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from sandbox.org.moments import Moment
from sandbox.org.scenario_apps import ConnectedApp, ExternalClientApp, Package
from sandbox.org.scenario_people import (
    ObjectAccess,
    PermissionSet,
    PermissionSetGroup,
    Profile,
    User,
)
from sandbox.org.value import Value

__all__ = ["ObjectAccess", "Scenario", "User"]


class Organization(Value):
    """The Organization row and the addresses of the org."""

    id: str = Field(default="00DHs0000004Acm", pattern=r"^00D[0-9A-Za-z]{12}$")
    name: str = "Acme Example Inc"
    my_domain: str = "acme-example"
    instance_name: str = "USA794"
    is_sandbox: bool = False
    type: str = "Enterprise Edition"
    trial_expires: Moment | None = None
    namespace: str | None = None
    created: Moment = "-1400d"


class Features(Value):
    """What Salesforce has provisioned here."""

    api_access_control: Literal["absent", "off", "on"] = "off"
    api_access_control_for_external_users: bool = False
    account_engagement: bool = False
    sales_engagement: bool = False

    def provisioned(self) -> frozenset[str]:
        """The names that gate objects and fields in the schema files."""
        names = {name for name in ("account_engagement", "sales_engagement") if getattr(self, name)}
        if self.api_access_control != "absent":
            names.add("api_access_control")
        return frozenset(names)


class Versions(Value):
    """API versions this org speaks. v31 is the oldest Salesforce still answers in 2026."""

    oldest: int = 31
    newest: int = 68


class Limits(Value):
    """DailyApiRequests; the server counts on from `used`."""

    daily_api_requests: int = 100_000
    used: int = 4_200


class Oauth(Value):
    """How this org treats tokens."""

    access_token_lifetime: float = 7200.0
    refresh_token_rotation: bool = False


class Token(Value):
    """An OAuth grant of a user to an app: one row of OauthToken, and what its holder presents."""

    user: str
    app: str
    scope: str = "refresh_token api"
    access_token: str | None = None
    refresh_token: str | None = None
    access_expired: bool = False
    format: Literal["opaque", "jwt"] = "opaque"
    revoked: bool = False
    created: Moment = "-40d"
    last_used: Moment | None = "-1h"
    uses: int = 1


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


class Trust(Value):
    """What the Trust API says of the instance."""

    status: str = "OK"
    is_active: bool = True
    incidents: tuple[dict[str, Any], ...] = ()


class Weather(Value):
    """How the network and the server behave."""

    latency: float = 0.0
    flaky: bool = False
    garbage: bool = False


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
    permission_sets: dict[str, PermissionSet] = {}
    permission_set_groups: dict[str, PermissionSetGroup] = {}
    users: dict[str, User]
    packages: dict[str, Package] = {}
    eca: ExternalClientApp | None = None
    external_client_apps: dict[str, ExternalClientApp] = {}
    connected_apps: dict[str, ConnectedApp] = {}
    business_units: dict[str, BusinessUnit] = {}
    tokens: dict[str, Token]
    login_history: tuple[Login, ...] = ()
    setup_audit_trail: tuple[AuditEntry, ...] = ()
    generate: dict[str, int] = {}
    faults: tuple[dict[str, Any], ...] = ()

    def ecas(self) -> dict[str, ExternalClientApp]:
        """All External Client Apps; the one under ``eca:`` keeps that key."""
        own = {"eca": self.eca} if self.eca else {}
        return own | self.external_client_apps

    @model_validator(mode="after")
    def _names_exist(self) -> Scenario:
        apps = {"eca", *self.external_client_apps, *self.connected_apps}
        named = [("profiles", u.profile, self.profiles) for u in self.users.values()]
        named += [
            ("permission_sets", p, {**self.permission_sets, **self.permission_set_groups})
            for u in self.users.values()
            for p in u.permission_sets
        ]
        named += [("users", t.user, self.users) for t in self.tokens.values()]
        named += [("users", login.user, self.users) for login in self.login_history]
        named += [("tokens", self.connection.token, self.tokens)]
        for section, name, known in named:
            if name not in known:
                raise ValueError(f"{section} has no {name!r}; it has: {', '.join(known)}")
        unknown = {t.app for t in self.tokens.values() if not t.revoked} - apps
        if unknown:
            raise ValueError(f"tokens name apps that are not there: {', '.join(sorted(unknown))}")
        return self
