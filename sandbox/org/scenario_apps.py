"""Apps and packages of an org.

Source: Metadata API Developer Guide (ExternalClientApplication, ExtlClntAppConfigurablePolicies,
ExtlClntAppOauthConfigurablePolicies), Object Reference (ConnectedApplication), Tooling API
(SubscriberPackageVersion, PackageInstallRequest). Ids that are left out are made from the key.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sandbox.org.moments import Moment
from sandbox.org.value import Value

RefreshTokenPolicy = Literal["Infinite", "Zero", "SpecificLifetime", "SpecificInactivity"]


class ExternalClientApp(Value):
    """An External Client App with its policies, flat, as an administrator sees them."""

    label: str
    name: str
    package: str | None = None
    distribution_state: Literal["Local", "Packaged", "Managed", "AutoInstalled"] = "Packaged"
    manageable_state: str | None = "installed"
    contact_email: str = "integrations@example.com"
    has_policies: bool = True
    has_oauth_policies: bool = True
    has_oauth_settings: bool = True
    enabled: bool = True
    oauth: Literal["Enabled", "Disabled", "Notinstalled"] = "Enabled"
    start_page: Literal["None", "Custom", "OAuth", "SAML"] = "None"
    start_url: str | None = None
    permitted_users: Literal["AllSelfAuthorized", "AdminApprovedPreAuthorized"] = (
        "AllSelfAuthorized"
    )
    refresh_token_policy: RefreshTokenPolicy = "SpecificInactivity"  # noqa: S105  # a policy
    refresh_token_validity_period: int | None = 30
    refresh_token_validity_unit: Literal["Days", "Hours", "Months"] | None = "Days"  # noqa: S105 -- a unit's name
    ip_relaxation: Literal["Enforce", "Bypass", "Bypass_2factor", "Enforce_RelaxRefresh"] = (
        "Enforce"
    )
    session_timeout_in_minutes: int | None = 120
    required_session_level: Literal["LOW", "STANDARD", "HIGH_ASSURANCE"] | None = "STANDARD"
    scopes: tuple[str, ...] = ("api", "refresh_token")
    callback_urls: tuple[str, ...] = ()
    pkce_required: bool = False
    secret_required: bool = True
    certificate: str | None = None
    client_credentials_user: str | None = None
    blocked: bool = False
    client_id: str | None = None
    client_secret: str | None = None
    created: Moment = "-60d"
    modified: Moment = "-30d"


class ConnectedApp(Value):
    """A connected app; not installed means: known through tokens alone."""

    name: str
    installed: bool = True
    in_app_menu: bool = True
    admin_approved_only: bool = False
    refresh_token_validity_period: int | None = None
    refresh_token_by_inactivity: bool = False
    session_timeout: str | None = None
    start_url: str | None = None
    local: bool = False
    scopes: tuple[str, ...] = ("api", "refresh_token", "id", "openid", "web")
    callback_urls: tuple[str, ...] = ()
    pkce_required: bool = False
    secret_required: bool = True
    certificate: str | None = None
    blocked: bool = False
    blocked_by_api_access_control: bool = False
    client_id: str | None = None
    client_secret: str | None = None
    created: Moment = "-300d"


class Client(Value):
    """An app as its vendor's own servers know it: it is there whether this org has it or not.

    `app` is the key the app has in this org once it is here.
    """

    name: str
    app: str
    kind: Literal["external_client_app", "connected_app"] = "external_client_app"
    scopes: tuple[str, ...] = ("api", "refresh_token")
    callback_urls: tuple[str, ...] = ()
    pkce_required: bool = True
    secret_required: bool = True
    client_id: str | None = None
    client_secret: str | None = None


class InstallRequest(Value):
    """One row of PackageInstallRequest."""

    security_type: Literal["Full", "None", "Custom", "Push"] = "Full"
    status: Literal["IN_PROGRESS", "SUCCESS", "ERROR", "UNKNOWN"] = "SUCCESS"
    user: str | None = None
    when: Moment = "-60d"
    error: str | None = None
    source: str = "U"
    due: Moment | None = None


class Package(Value):
    """A package this org may know; `installed` decides the InstalledSubscriberPackage row.

    `brings` are the External Client Apps it holds, as an install makes them; `install_seconds` and
    `install_error` say how an install goes.
    """

    name: str
    namespace: str | None = None
    package_id: str | None = None
    version_id: str | None = None
    version: str = "1.0.0.1"
    publisher: str = "Example Publisher"
    installed: bool = True
    is_beta: bool = False
    is_deprecated: bool = False
    is_security_reviewed: bool = True
    install_requests: tuple[InstallRequest, ...] = ()
    brings: dict[str, ExternalClientApp] = Field(default_factory=dict)
    install_seconds: float = 2.0
    install_error: str | None = None
    installation_key: str | None = None
    license_status: str = "Active"
