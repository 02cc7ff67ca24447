"""Who may see what: data, with the source beside each row.

Three behaviours exist, and each object has the documented one:

* ``own rows``: rows of others are left out, without an error;
* ``no object``: the object is not there (INVALID_TYPE);
* ``no fields``: these fields are not there (INVALID_FIELD).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """`any_of` these system permissions, or `otherwise`."""

    entity: str
    any_of: frozenset[str]
    otherwise: str
    source: str
    owner: str = ""
    fields: frozenset[str] = frozenset()


def _rule(entity: str, any_of: str, otherwise: str, source: str, **more: str) -> Rule:
    return Rule(
        entity,
        frozenset(any_of.split()),
        otherwise,
        source,
        owner=more.get("owner", ""),
        fields=frozenset(more.get("fields", "").lower().split()),
    )


_ECA = "ExternalClientAppViewer ExternalClientAppAdmin ExternalClientAppDeveloper"
_ECA_SOURCE = (
    "Salesforce Help, Manage External Client Apps (viewing needs one of the three permissions);"
    " that SOQL asks for the same is our reading, not confirmed on a real org"
)
_SPRING_20 = "Object Reference, Special Access Rules: as of Spring '20 only with View Setup"
_TOOLING = "our reading: setup data, hidden without View Setup"

RULES: tuple[Rule, ...] = (
    _rule("OauthToken", "CustomizeApplication", "own rows", owner="UserId",
          source="Object Reference, OauthToken: Customize Application sees all users' tokens"),
    _rule("LoginHistory", "ManageUsers MonitorLoginHistory", "own rows", owner="UserId",
          source="Object Reference, LoginHistory: others' rows need Manage Users or Monitor"),
    _rule("UserLogin", "ManageUsers", "no object",
          source="Object Reference, UserLogin: needs Manage Users"),
    _rule("SetupEntityAccess", "ViewSetup", "no object", source=_SPRING_20),
    _rule("PermissionSetGroupComponent", "ViewSetup", "no object", source=_SPRING_20),
    _rule("PermissionSetGroup", "ViewSetup", "no object", source=_SPRING_20),
    _rule("MutingPermissionSet", "ViewSetup AssignPermissionSets ManageSessionPermissionSets",
          "no object", source="Object Reference, MutingPermissionSet: one of the three"),
    _rule("PermissionSetLicense", "ViewSetup", "no object",
          source="our reading: as the permission sets it allows"),
    _rule("FieldPermissions", "ViewSetup", "no object",
          source="Object Reference, FieldPermissions: from v49 only with View Setup"),
    _rule("ObjectPermissions", "ViewSetup", "no object",
          source="our reading: as its sibling FieldPermissions"),
    _rule("PermissionSet", "ViewSetup AssignPermissionSets ManageSessionPermissionSets",
          "no object", source="Object Reference, PermissionSet: as of Summer '20 one of the three"),
    _rule("PermissionSetAssignment", "ViewSetup AssignPermissionSets ManageUsers", "no object",
          source="Object Reference, PermissionSetAssignment: as of Summer '20 one of the three"),
    _rule("SetupAuditTrail", "ViewSetup", "no object",
          source="our reading: query and retrieve only, with View Setup"),
    _rule("ConnectedApplication", "ViewSetup CustomizeApplication", "no fields",
          fields="OptionsAllowAdminApprovedUsersOnly CreatedDate LastModifiedDate",
          source="seen by cartography (public code): INVALID_FIELD without setup access"),
    _rule("ExternalClientApplication", _ECA, "no object", source=_ECA_SOURCE),
    _rule("ExtlClntAppPlcyCnfg", _ECA, "no object", source=_ECA_SOURCE),
    _rule("ExtlClntAppOauthPlcyCnfg", _ECA, "no object", source=_ECA_SOURCE),
    _rule("ExtlClntAppOauthSettings", _ECA, "no object", source=_ECA_SOURCE),
    _rule("ExtlClntAppOauthIpRange", _ECA, "no object", source=_ECA_SOURCE),
    _rule("PackageLicense", "ViewSetup ManageUsers", "no object", source=_TOOLING),
    _rule("EventLogFile", "ViewEventLogFiles ViewAllData", "no object",
          source="Object Reference, EventLogFile: View Event Log Files or View All Data"),
    _rule("InstalledSubscriberPackage", "ViewSetup", "no object", source=_TOOLING),
    _rule("SubscriberPackage", "ViewSetup InstallPackaging", "no object", source=_TOOLING),
    _rule("SubscriberPackageVersion", "ViewSetup InstallPackaging", "no object", source=_TOOLING),
    _rule("PackageInstallRequest", "ViewSetup InstallPackaging", "no object", source=_TOOLING),
    _rule("ConnectedAppSettings", "ViewSetup", "no object", source=_TOOLING),
    _rule("SecuritySettings", "ViewSetup", "no object", source=_TOOLING),
    _rule("PardotTenant", "ViewSetup", "no object", source=_TOOLING),
)  # fmt: skip
# Not objects: what a whole resource asks of its caller.
OAUTH_USAGE = frozenset({"ViewSetup", "ManageUsers"})  # Help, View OAuth usage: both
METADATA_API = frozenset({"ModifyAllData", "ModifyMetadata"})  # SOAP fault text: either
LIMITS = "ViewSetup"  # REST API Developer Guide, Limits: View Setup and Configuration
STORAGE_LIMITS = "ManageUsers"  # the same page: storage only with Manage Users
API = "ApiEnabled"
# Objects of data: read on the object itself (Object Reference, ObjectPermissions).
BY_OBJECT_PERMISSION = frozenset(
    {
        "Account",
        "Contact",
        "Lead",
        "Opportunity",
        "Campaign",
        "CampaignMember",
        "ActionCadence",
    }
)

_BY_ENTITY = {rule.entity: rule for rule in RULES}


def broken_rule(entity: str, permissions: frozenset[str]) -> Rule | None:
    """The rule that limits this caller on this object, if any."""
    rule = _BY_ENTITY.get(entity)
    return rule if rule and not rule.any_of & permissions else None
