"""Which objects take writes, which fields, and whose right it is: data, with its source.

Source: Object Reference, "Supported Calls" and "Special Access Rules" of PermissionSet,
PermissionSetAssignment, SetupEntityAccess, ObjectPermissions, User and UserLogin; Tooling API,
PackageInstallRequest. Fields named ``Permissions…`` are written on PermissionSet alone.
"""

from __future__ import annotations

from dataclasses import dataclass

PERMISSION = "Permissions"


@dataclass(frozen=True, slots=True)
class Rule:
    """One object: fields of a create, fields of an update, what a create must hold, and rights."""

    create: frozenset[str]
    update: frozenset[str]
    required: tuple[str, ...]
    rights: frozenset[str]
    delete: bool = False
    permissions: bool = False
    tooling: bool = False

    def takes(self, field: str, *, creating: bool) -> bool:
        """Whether this field may be sent."""
        flag = self.permissions and field.startswith(PERMISSION)
        return flag or field in (self.create if creating else self.update)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_RIGHTS_ON_OBJECTS = (
    "PermissionsRead PermissionsCreate PermissionsEdit PermissionsDelete"
    " PermissionsViewAllRecords PermissionsModifyAllRecords"
)

RULES: dict[str, Rule] = {
    "PermissionSet": Rule(
        _words("Name Label Description LicenseId HasActivationRequired"),
        _words("Name Label Description HasActivationRequired"),
        ("Label", "Name"),
        _words("ManageProfilesPermissionsets"),
        delete=True,
        permissions=True,
    ),
    "PermissionSetAssignment": Rule(
        _words("AssigneeId PermissionSetId PermissionSetGroupId ExpirationDate"),
        _words("ExpirationDate"),
        ("AssigneeId",),
        _words("AssignPermissionSets ManageUsers"),
        delete=True,
    ),
    "SetupEntityAccess": Rule(
        _words("ParentId SetupEntityId"),
        _words(""),
        ("ParentId", "SetupEntityId"),
        _words("ManageProfilesPermissionsets"),
        delete=True,
    ),
    "ObjectPermissions": Rule(
        _words(f"ParentId SobjectType {_RIGHTS_ON_OBJECTS}"),
        _words(_RIGHTS_ON_OBJECTS),
        ("ParentId", "SobjectType"),
        _words("ManageProfilesPermissionsets"),
        delete=True,
    ),
    "User": Rule(
        _words(""),
        _words("IsActive FirstName LastName Email ProfileId"),
        (),
        _words("ManageUsers ManageInternalUsers"),
    ),
    "UserLogin": Rule(
        _words(""),
        _words("IsFrozen IsPasswordLocked"),
        (),
        _words("ManageUsers FreezeUsers"),
    ),
    "PackageInstallRequest": Rule(
        _words(
            "SubscriberPackageVersionKey SecurityType NameConflictResolution PackageInstallSource"
            " EnableRss Password UpgradeType ApexCompileType SkipHandlers ProfileMappings"
        ),
        _words(""),
        ("SubscriberPackageVersionKey",),
        _words("InstallPackaging"),
        tooling=True,
    ),
}


def rule_of(entity: str, *, tooling: bool) -> Rule | None:
    """The rule of an object on one endpoint, if it takes writes there."""
    found = RULES.get(entity)
    return found if found and found.tooling == tooling else None


# Fields a record may be asked for by instead of its Id; in describes: idLookup.
LOOKUPS = {
    "PermissionSet": {"name": "Name"},
    "User": {"username": "Username"},
    "Profile": {"name": "Name"},
}
