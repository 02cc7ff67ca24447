"""Rows of every object, made from the scenario. One function per object, no I/O.

Rows hold raw fields; what is missing is null, or false where the field is a boolean.
"""

from __future__ import annotations

from sandbox.org.tables import (
    access,
    apps,
    connected,
    fields,
    logs,
    organization,
    packages,
    people,
    tokens,
)
from sandbox.org.tables.rows import Make

TABLES: dict[str, Make] = {
    "Organization": organization.organizations,
    "ConnectedAppSettings": organization.connected_app_settings,
    "SecuritySettings": organization.security_settings,
    "PardotTenant": organization.pardot_tenants,
    "User": people.users,
    "UserLogin": people.user_logins,
    "Profile": people.profiles,
    "UserLicense": people.user_licenses,
    "PermissionSet": access.permission_sets,
    "PermissionSetAssignment": access.assignments,
    "PermissionSetGroup": access.groups,
    "MutingPermissionSet": access.muting,
    "PermissionSetLicense": people.permission_set_licenses,
    "PermissionSetGroupComponent": access.group_components,
    "ObjectPermissions": access.object_permissions,
    "FieldPermissions": fields.field_permissions,
    "Name": access.names,
    "SetupEntityAccess": access.setup_entity_access,
    "ExternalClientApplication": apps.external_client_applications,
    "ExtlClntAppPlcyCnfg": apps.policies,
    "ExtlClntAppOauthPlcyCnfg": apps.oauth_policies,
    "ExtlClntAppOauthSettings": apps.oauth_settings,
    "ConnectedApplication": connected.connected_applications,
    "AppMenuItem": connected.app_menu_items,
    "OauthToken": tokens.oauth_tokens,
    "LoginHistory": logs.login_history,
    "SetupAuditTrail": logs.setup_audit_trail,
    "SubscriberPackage": packages.subscriber_packages,
    "SubscriberPackageVersion": packages.subscriber_package_versions,
    "InstalledSubscriberPackage": packages.installed,
    "PackageInstallRequest": packages.install_requests,
    "PackageLicense": packages.licenses,
}
