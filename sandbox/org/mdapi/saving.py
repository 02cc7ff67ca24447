"""Components into the org, whichever door they came through.

Source: Metadata API Developer Guide, "createMetadata", "updateMetadata", "upsertMetadata",
"deleteMetadata". Besides the right to use the Metadata API each kind asks for the right of its own
Setup page; that the API asks for both is our reading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.org.mdapi import save_apps, save_ecas
from sandbox.org.mdapi.catalog import MetadataType, components
from sandbox.org.mdapi.component import Record
from sandbox.org.mdapi.sent import Sent, missing, not_here
from sandbox.org.mdapi.xml import printed
from sandbox.org.org import Org
from sandbox.org.shipped import merged
from sandbox.org.writes.change import Change
from sandbox.org.writes.commit import commit
from sandbox.org.writes.mistakes import Mistake, duplicate, forbidden

_Save = Callable[[Sent], Change]
_ECA = frozenset({"ExternalClientAppAdmin", "ExternalClientAppDeveloper"})
_POLICY = frozenset({"ExternalClientAppAdmin"})
_APPS = frozenset({"ManageRemoteAccess"})
_SETS = frozenset({"ManageProfilesPermissionsets"})


@dataclass(frozen=True, slots=True)
class Kind:
    """How a type is written: by whom, and which of its elements mean something here."""

    rights: frozenset[str]
    save: _Save
    remove: _Save | None
    used: frozenset[str]


def _kind(rights: frozenset[str], save: _Save, used: str, remove: _Save | None = None) -> Kind:
    return Kind(rights, save, remove, frozenset(used.split()))


_ECA_USED = "contactEmail distributionState isProtected label managedType orgScopedExternalApp"
_PLAN_USED = (
    "externalClientApplication isEnabled isOauthPluginEnabled isSamlPluginEnabled label startPage"
    " startUrl"
)
_OAUTH_USED = (
    "clientCredentialsFlowUser externalClientApplication ipRelaxationPolicyType"
    " isClientCredentialsFlowEnabled isGuestCodeCredFlowEnabled isTokenExchangeFlowEnabled label"
    " permittedUsersPolicyType refreshTokenPolicyType refreshTokenValidityPeriod"
    " refreshTokenValidityUnit requiredSessionLevel sessionTimeoutInMinutes"
)
KINDS: dict[str, Kind] = {
    "ExternalClientApplication": _kind(_ECA, save_ecas.app_header, _ECA_USED, save_ecas.remove_app),
    "ExtlClntAppConfigurablePolicies": _kind(_POLICY, save_ecas.app_policy, _PLAN_USED),
    "ExtlClntAppOauthConfigurablePolicies": _kind(_POLICY, save_ecas.oauth_policy, _OAUTH_USED),
    "ExtlClntAppOauthSettings": _kind(
        _ECA,
        save_ecas.oauth_settings,
        "commaSeparatedOauthScopes externalClientApplication label",
    ),
    "ConnectedApp": _kind(
        _APPS,
        save_apps.connected_app,
        "contactEmail label oauthConfig oauthPolicy startUrl",
    ),
    "ConnectedAppSettings": _kind(
        frozenset({"CustomizeApplication"}),
        save_apps.settings,
        "enableAdminApprovedAppsOnly enableAdminApprovedAppsOnlyForExternalUser"
        " enableSkipUserProvisioningWizardWelcomePage",
    ),
    "BlacklistedConsumer": _kind(
        _APPS,
        save_apps.block,
        "blockedByApiWhitelisting consumerKey consumerName masterLabel",
        save_apps.unblock,
    ),
    "InstalledPackage": _kind(
        frozenset({"InstallPackaging"}),
        save_apps.package,
        "activateRSS password securityType versionNumber",
        save_apps.no_package,
    ),
    "PermissionSet": _kind(
        _SETS,
        save_apps.permission_set,
        "description hasActivationRequired label license objectPermissions userPermissions",
        save_apps.no_permission_set,
    ),
}


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, in which API version, to which org."""

    org: Org
    user: str
    version: int


def saved(by: Author, kind: MetadataType, name: str, record: Record, *, how: str) -> bool:
    """Create, update or upsert; True where the component is new. `Mistake` where refused."""
    org = by.org
    writer = KINDS.get(kind.name)
    sent = _sent(by, kind, name, record)
    if writer is None:
        raise not_here(sent)
    _check_rights(by, writer)
    there = any(c.full_name == name for c in components(kind, org.state, by.version))
    if how == "update" and not there:
        raise missing(sent)
    if how == "create" and there:
        raise duplicate("fullName", name)
    change = writer.save(sent)
    commit(org, by.user, Change(_with_extras(change, writer, sent), change.id, change.note))
    return not there


def removed(by: Author, kind: MetadataType, name: str) -> None:
    """Delete."""
    writer = KINDS.get(kind.name)
    sent = _sent(by, kind, name, Record(()))
    if writer is None or writer.remove is None:
        raise not_here(sent)
    _check_rights(by, writer)
    commit(by.org, by.user, writer.remove(sent))


def _sent(by: Author, kind: MetadataType, name: str, record: Record) -> Sent:
    if not name:
        raise Mistake("REQUIRED_FIELD_MISSING", "Required fields are missing: [fullName]")
    by.org.serial += 1
    return Sent(by.org.state, by.user, kind.name, name, record, by.org.serial, by.version)


def _check_rights(by: Author, writer: Kind) -> None:
    if not writer.rights & by.org.state.permissions(by.user):
        raise forbidden()


def _with_extras(change: Change, writer: Kind, sent: Sent) -> dict[str, Any]:
    """The patch, and what this org does not use of the component, kept as it came."""
    known = writer.used | {"fullName"}
    rest = [element for element in sent.record.elements if element[0] not in known]
    key = f"{sent.type}:{sent.full_name}"
    had = key in sent.state.scenario.metadata_extras
    extras = {key: printed(rest) or None} if rest or had else {}
    return merged(change.patch, {"metadata_extras": extras})
