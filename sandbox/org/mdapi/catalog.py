"""Metadata components of the org: what listMetadata lists and readMetadata reads.

Source: Metadata API Developer Guide. A packaged External Client App has a namespaced fullName, its
policies have none; a connected app owned by another org is listed and cannot be read; where API
Access Control is not provisioned its two elements of ConnectedAppSettings are absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sandbox.org.mdapi import access, apps, ecas
from sandbox.org.mdapi.component import Component
from sandbox.org.mdapi.xml import nested
from sandbox.org.state import OrgState

_ECA = "ExternalClientApplication"
_POLICIES = "ExtlClntAppConfigurablePolicies"
_OAUTH = "ExtlClntAppOauthConfigurablePolicies"
_SETTINGS = "ExtlClntAppOauthSettings"
_GLOBAL = "ExtlClntAppGlobalOauthSettings"
_SECURITY = "ExtlClntAppOauthSecuritySettings"


@dataclass(frozen=True, slots=True)
class MetadataType:
    """A type: where its files live, since when, and its components."""

    name: str
    folder: str
    suffix: str
    since: int
    components: Callable[[OrgState, int], Iterable[Component]]

    @property
    def listed_as(self) -> str:
        """What package.xml, lists and describes call it: settings are one type together."""
        return "Settings" if self.folder == "settings" else self.name


def type_named(name: str, version: int) -> MetadataType | None:
    """The type of that name in a version; ``Settings`` means the one kind there is."""
    kinds = (kind for kind in TYPES.values() if name in {kind.name, kind.listed_as})
    return next((kind for kind in kinds if version >= kind.since), None)


def _none(state: OrgState, version: int) -> Iterable[Component]:
    del state, version
    return ()


TYPES: dict[str, MetadataType] = {
    name: MetadataType(name, folder, suffix, since, components)
    for name, folder, suffix, since, components in (
        ("BlacklistedConsumer", "blacklistedConsumers", "blacklistedConsumer", 49, apps.blocked),
        ("ConnectedApp", "connectedApps", "connectedApp", 29, apps.connected_apps),
        ("ConnectedAppSettings", "settings", "settings", 47, apps.settings),
        (_ECA, "externalClientApps", "eca", 59, ecas.apps),
        (_POLICIES, "extlClntAppPolicies", "ecaPlcy", 60, ecas.policies),
        (_OAUTH, "extlClntAppOauthPolicies", "ecaOauthPlcy", 59, ecas.oauth_policies),
        (_SETTINGS, "extlClntAppOauthSettings", "ecaOauth", 59, ecas.oauth_settings),
        ("InstalledPackage", "installedPackages", "installedPackage", 28, apps.packages),
        ("PermissionSet", "permissionsets", "permissionset", 23, access.permission_sets),
        ("Profile", "profiles", "profile", 14, access.profiles),
        (_GLOBAL, "extlClntAppGlobalOauthSets", "ecaGlblOauth", 59, ecas.global_settings),
        (_SECURITY, "extlClntAppOauthSecuritySettings", "ecaOauthSecurity", 65, _none),
    )
}


def components(kind: MetadataType, state: OrgState, version: int) -> list[Component]:
    """The components of a type, with the elements this org keeps without using them."""
    return [_whole(kind, one, state) for one in kind.components(state, version)]


def _whole(kind: MetadataType, component: Component, state: OrgState) -> Component:
    kept = state.scenario.metadata_extras.get(f"{kind.name}:{component.full_name}")
    if kept is None or component.elements is None:
        return component
    together = sorted((*component.elements, *nested(kept)), key=lambda element: element[0])
    return replace(component, elements=tuple(together))
