"""Apps and packages of an org.

Source: Metadata API Developer Guide (ExternalClientApplication, ExtlClntAppConfigurablePolicies,
ExtlClntAppOauthConfigurablePolicies), Object Reference (ConnectedApplication), Tooling API
(SubscriberPackageVersion, PackageInstallRequest). Ids that are left out are made from the key.
"""

from __future__ import annotations

from typing import Literal

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
    refresh_token_validity_unit: Literal["Days", "Hours", "Months"] | None = "Days"  # noqa: S105
    ip_relaxation: Literal["Enforce", "Bypass", "Bypass_2factor", "Enforce_RelaxRefresh"] = (
        "Enforce"
    )
    session_timeout_in_minutes: int | None = 120
    required_session_level: Literal["LOW", "STANDARD", "HIGH_ASSURANCE"] | None = "STANDARD"
    scopes: tuple[str, ...] = ("api", "refresh_token")
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
    blocked: bool = False
    blocked_by_api_access_control: bool = False
    client_id: str | None = None
    client_secret: str | None = None
    created: Moment = "-300d"


class InstallRequest(Value):
    """One row of PackageInstallRequest."""

    security_type: Literal["Full", "None", "Custom", "Push"] = "Full"
    status: Literal["IN_PROGRESS", "SUCCESS", "ERROR", "UNKNOWN"] = "SUCCESS"
    user: str | None = None
    when: Moment = "-60d"
    error: str | None = None


class Package(Value):
    """A package this org may know; `installed` decides the InstalledSubscriberPackage row."""

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
    license_status: str = "Active"
