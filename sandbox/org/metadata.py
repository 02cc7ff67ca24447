"""Metadata components of the org: what listMetadata lists and readMetadata reads.

Source: Metadata API Developer Guide. A packaged External Client App has a namespaced fullName, its
policies have none; a connected app owned by another org is listed and cannot be read; where API
Access Control is not provisioned its two elements of ConnectedAppSettings are absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sandbox.org import metadata_ecas
from sandbox.org.component import Component, Element
from sandbox.org.state import OrgState

_ECA = "ExternalClientApplication"
_POLICIES = "ExtlClntAppConfigurablePolicies"
_OAUTH = "ExtlClntAppOauthConfigurablePolicies"
_SETTINGS = "ExtlClntAppOauthSettings"


@dataclass(frozen=True, slots=True)
class MetadataType:
    """A type: where its files live, since when, and its components."""

    name: str
    folder: str
    suffix: str
    since: int
    components: Callable[[OrgState, int], Iterable[Component]]


def _blocked(state: OrgState, version: int) -> Iterable[Component]:
    del version
    for key, app in state.scenario.connected_apps.items():
        if app.blocked:
            name = app.name.replace(" ", "_")
            yield Component(
                name,
                state.id("ConnectedApplication", "blocked", key),
                "-10d",
                "-10d",
                (
                    ("blockedByApiWhitelisting", app.blocked_by_api_access_control),
                    ("consumerKey", state.client(key)[0]),
                    ("consumerName", app.name),
                    ("masterLabel", app.name),
                ),
            )


def _connected_apps(state: OrgState, version: int) -> Iterable[Component]:
    del version
    for key, app in state.scenario.connected_apps.items():
        if app.installed:
            name = app.name.replace(" ", "_")
            app_id = state.id("ConnectedApplication", key)
            yield Component(name, app_id, app.created, app.created, None)


def _connected_app_settings(state: OrgState, version: int) -> Iterable[Component]:
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


def _packages(state: OrgState, version: int) -> Iterable[Component]:
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


def _permission_sets(state: OrgState, version: int) -> Iterable[Component]:
    del version
    for key, held in state.scenario.permission_sets.items():
        yield Component(
            held.name,
            state.id("PermissionSet", key),
            "-300d",
            "-300d",
            (("description", held.description), ("label", held.label)),
            held.namespace,
        )


TYPES: dict[str, MetadataType] = {
    name: MetadataType(name, folder, suffix, since, components)
    for name, folder, suffix, since, components in (
        ("BlacklistedConsumer", "blacklistedConsumers", "blacklistedConsumer", 49, _blocked),
        ("ConnectedApp", "connectedApps", "connectedApp", 29, _connected_apps),
        ("ConnectedAppSettings", "settings", "settings", 47, _connected_app_settings),
        (_ECA, "externalClientApps", "eca", 59, metadata_ecas.apps),
        (_POLICIES, "extlClntAppPolicies", "ecaPlcy", 60, metadata_ecas.policies),
        (_OAUTH, "extlClntAppOauthPolicies", "ecaOauthPlcy", 59, metadata_ecas.oauth_policies),
        (_SETTINGS, "extlClntAppOauthSettings", "ecaOauth", 59, metadata_ecas.oauth_settings),
        ("InstalledPackage", "installedPackages", "installedPackage", 28, _packages),
        ("PermissionSet", "permissionsets", "permissionset", 23, _permission_sets),
    )
}
