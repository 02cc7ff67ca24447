"""External Client Apps: the header, the two policies, the developer's OAuth settings.

Source: Tooling WSDL v67 and v68; SOQL values as seen in public tools (``Enforce_relaxrefresh``
where the Metadata API says ``Enforce_RelaxRefresh``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sandbox.org.scenario_apps import ExternalClientApp
from sandbox.org.schema import Row
from sandbox.org.tables.rows import Ground, audit, missing

_SOQL_IP_RELAXATION = {"Enforce_RelaxRefresh": "Enforce_relaxrefresh"}


def each(state: Ground) -> Iterator[tuple[str, ExternalClientApp]]:
    """Every External Client App with its key, generated ones included."""
    known = state.scenario.ecas()
    yield from known.items()
    for n in missing(state, "external_client_apps", len(known)):
        yield (
            f"generated-{n}",
            ExternalClientApp(
                label=f"Generated App {n}",
                name=f"Generated_App_{n}",
                distribution_state="Local",
                manageable_state="unmanaged",
            ),
        )


def namespace(state: Ground, app: ExternalClientApp) -> str | None:
    """The namespace an app has from its package."""
    package = state.scenario.packages.get(app.package or "")
    return package.namespace if package else None


def external_client_applications(state: Ground) -> Iterable[Row]:
    """The headers."""
    for key, app in each(state):
        yield {
            "Id": state.id("ExternalClientApplication", key),
            "DeveloperName": app.name,
            "MasterLabel": app.label,
            "NamespacePrefix": namespace(state, app),
            "ManageableState": app.manageable_state,
            "DistributionState": app.distribution_state,
            "ManagedType": "Local",
            "OrgScopedExternalApp": f"{state.scenario.organization.id}:{app.name}",
            "ContactEmail": app.contact_email,
            "Language": "en_US",
            "Version": "1",
            **audit(state, app.created),
        }


def policies(state: Ground) -> Iterable[Row]:
    """What an administrator decides about the app."""
    for key, app in each(state):
        if app.has_policies:
            yield {
                "Id": state.id("ExtlClntAppPlcyCnfg", key),
                "DeveloperName": policy_name(app),
                "MasterLabel": policy_name(app),
                "Language": "en_US",
                "ExternalClientApplicationId": state.id("ExternalClientApplication", key),
                "IsEnabled": app.enabled,
                "OauthPluginStatus": app.oauth,
                "SamlPluginStatus": "Notinstalled",
                "MobilePluginStatus": "Notinstalled",
                "NotifPluginStatus": "Notinstalled",
                "PushPluginStatus": "Notinstalled",
                "CanvasPluginStatus": "Notinstalled",
                "StartPage": app.start_page,
                "StartUrl": app.start_url,
                **audit(state, app.created, app.modified),
            }


def policy_name(app: ExternalClientApp) -> str:
    """Name of the generated app policy: never namespaced, even for a packaged app."""
    return f"{app.name}_plcy"


def oauth_policy_name(app: ExternalClientApp) -> str:
    """Name of the OAuth policy generated at install."""
    return f"{app.name}_oauth_defaultPolicy"


def oauth_policies(state: Ground) -> Iterable[Row]:
    """What an administrator decides about its OAuth."""
    for key, app in each(state):
        if app.has_oauth_policies:
            yield {
                "Id": state.id("ExtlClntAppOauthPlcyCnfg", key),
                "DeveloperName": oauth_policy_name(app),
                "MasterLabel": oauth_policy_name(app),
                "Language": "en_US",
                "ExternalClientApplicationId": state.id("ExternalClientApplication", key),
                "ExtlClntAppOauthSettingsId": state.id("ExtlClntAppOauthSettings", key),
                "PermittedUsersPolicyType": app.permitted_users,
                "RefreshTokenPolicyType": app.refresh_token_policy,
                "RefreshTokenValidityPeriod": app.refresh_token_validity_period,
                "RefreshTokenValidityUnit": app.refresh_token_validity_unit,
                "IpRelaxationPolicyType": _SOQL_IP_RELAXATION.get(
                    app.ip_relaxation, app.ip_relaxation
                ),
                "SessionTimeoutInMinutes": app.session_timeout_in_minutes,
                "RequiredSessionLevel": app.required_session_level,
                **audit(state, app.created, app.modified),
            }


def oauth_settings(state: Ground) -> Iterable[Row]:
    """What the developer decided: the scopes."""
    for key, app in each(state):
        if app.has_oauth_settings:
            yield {
                "Id": state.id("ExtlClntAppOauthSettings", key),
                "DeveloperName": f"{app.name}_oauth",
                "MasterLabel": f"{app.name}_oauth",
                "Language": "en_US",
                "NamespacePrefix": namespace(state, app),
                "ManageableState": app.manageable_state,
                "ExternalClientApplicationId": state.id("ExternalClientApplication", key),
                **{f"OauthScopes{scope.upper()}": True for scope in app.scopes},
                **audit(state, app.created),
            }
