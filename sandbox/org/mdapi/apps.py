"""Connected apps, what blocks them, their org-wide settings, and installed packages.

Source: Metadata API Developer Guide, ConnectedApp, BlacklistedConsumer, ConnectedAppSettings and
InstalledPackage. A connected app of another org is listed and not readable; one made here is both.
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.org.mdapi.component import Component, Element
from sandbox.org.scenario_apps import ConnectedApp, ExternalClientApp
from sandbox.org.state import OrgState
from sandbox.org.tables.tokens import app_name


def blocked(state: OrgState, version: int) -> Iterable[Component]:
    """One for every app an administrator, or API Access Control, has blocked."""
    del version
    apps: dict[str, ConnectedApp | ExternalClientApp]
    apps = {**state.scenario.connected_apps, **state.scenario.ecas()}
    for key, app in apps.items():
        if app.blocked:
            by_control = isinstance(app, ConnectedApp) and app.blocked_by_api_access_control
            label = app_name(state, key)
            yield Component(
                label.replace(" ", "_"),
                state.id("ConnectedApplication", "blocked", key),
                "-10d",
                "-10d",
                (
                    ("blockedByApiWhitelisting", by_control),
                    ("consumerKey", state.client(key)[0]),
                    ("consumerName", label),
                    ("masterLabel", label),
                ),
            )


def connected_apps(state: OrgState, version: int) -> Iterable[Component]:
    """Installed connected apps."""
    del version
    for key, app in state.scenario.connected_apps.items():
        if app.installed:
            name = app.name.replace(" ", "_")
            app_id = state.id("ConnectedApplication", key)
            elements = _own(state, key, app) if app.local else None
            yield Component(name, app_id, app.created, app.created, elements)


def _own(state: OrgState, key: str, app: ConnectedApp) -> tuple[Element, ...]:
    config: tuple[Element, ...] = (
        *(("callbackUrl", url) for url in app.callback_urls[:1]),
        ("consumerKey", state.client(key)[0]),
        ("isAdminApproved", app.admin_approved_only),
        *(("scopes", scope.title().replace("_", "")) for scope in app.scopes),
    )
    policy = (("ipRelaxation", "ENFORCE"), ("refreshTokenPolicy", "infinite"))
    return (
        ("contactEmail", "integrations@example.com"),
        ("label", app.name),
        ("oauthConfig", config),
        ("oauthPolicy", policy),
        ("startUrl", app.start_url),
    )


def settings(state: OrgState, version: int) -> Iterable[Component]:
    """API Access Control, as far as it is provisioned."""
    del version
    features = state.scenario.features
    elements: list[Element] = []
    if features.api_access_control != "absent":
        elements = [
            ("enableAdminApprovedAppsOnly", features.api_access_control == "on"),
            (
                "enableAdminApprovedAppsOnlyForExternalUser",
                features.api_access_control_for_external_users,
            ),
        ]
    elements.append(("enableSkipUserProvisioningWizardWelcomePage", False))
    yield Component("ConnectedApp", "", "-300d", "-300d", tuple(elements))


def packages(state: OrgState, version: int) -> Iterable[Component]:
    """Installed packages that have a namespace."""
    del version
    for key, package in state.scenario.packages.items():
        if package.installed and package.namespace:
            yield Component(
                package.namespace,
                state.id("InstalledSubscriberPackage", key),
                "-60d",
                "-60d",
                (("activateRSS", False), ("versionNumber", package.version)),
                package.namespace,
                "installed",
            )
