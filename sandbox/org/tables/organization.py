"""Organization, org-wide settings and business units.

Source: Object Reference, Organization; Tooling API, ConnectedAppSettings, SecuritySettings,
PardotTenant (Account Engagement). The two admin-approved fields exist only where Support has
provisioned API Access Control.
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.org.schema import Row
from sandbox.org.tables.rows import Ground, audit


def organizations(state: Ground) -> Iterable[Row]:
    """The one row of Organization."""
    org = state.scenario.organization
    yield {
        "Id": state.org_id,
        "Name": org.name,
        "InstanceName": org.instance_name,
        "IsSandbox": org.is_sandbox,
        "OrganizationType": org.type,
        "TrialExpirationDate": state.moment(org.trial_expires),
        "NamespacePrefix": org.namespace,
        "Country": "US",
        "PrimaryContact": "Acme Admin",
        "DefaultLocaleSidKey": "en_US",
        "LanguageLocaleKey": "en_US",
        "TimeZoneSidKey": "UTC",
        "UiSkin": "Theme3",
        **audit(state, org.created),
    }


def connected_app_settings(state: Ground) -> Iterable[Row]:
    """API Access Control, as the Tooling API shows it."""
    features = state.scenario.features
    yield {
        "Id": "000000000000000AAA",
        "DurableId": "ConnectedApp",
        "FullName": "ConnectedApp",
        "IsAdminApprovedAppsOnlyEnabled": features.api_access_control == "on",
        "IsAdminApprovedAppsOnlyForExternalUserEnabled": (
            features.api_access_control_for_external_users
        ),
        "IsSkipUserProvisioningWizardWelcomePageEnabled": False,
    }


def security_settings(state: Ground) -> Iterable[Row]:
    """Org-wide security settings."""
    del state
    yield {
        "Id": "000000000000000AAA",
        "DurableId": "Security",
        "FullName": "Security",
        "IsRequireHttpsConnectionEnabled": True,
        "CanUsersGrantLoginAccess": True,
    }


def pardot_tenants(state: Ground) -> Iterable[Row]:
    """Account Engagement business units."""
    for key, unit in state.scenario.business_units.items():
        tenant = state.id("PardotTenant", key)
        yield {
            "Id": tenant,
            "PardotTenantId": tenant,
            "PardotTenantName": unit.name,
            "PardotTenantStatusCode": unit.status,
            "CreationStatus": unit.creation_status,
            **audit(state, "-200d"),
        }
