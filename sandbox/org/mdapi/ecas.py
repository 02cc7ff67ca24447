"""External Client Apps as metadata components.

Source: Metadata API Developer Guide, ExternalClientApplication, ExtlClntAppConfigurablePolicies,
ExtlClntAppOauthConfigurablePolicies, ExtlClntAppOauthSettings.
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.org.mdapi.component import Component, Element
from sandbox.org.scenario_apps import ExternalClientApp
from sandbox.org.state import OrgState
from sandbox.org.tables.apps import namespace, oauth_policy_name, policy_name


def apps(state: OrgState, version: int) -> Iterable[Component]:
    """The headers."""
    del version
    for key, app in state.scenario.ecas().items():
        yield Component(
            namespaced(state, app, app.name),
            state.id("ExternalClientApplication", key),
            app.created,
            app.created,
            (
                ("contactEmail", app.contact_email),
                ("distributionState", app.distribution_state),
                ("isProtected", False),
                ("label", app.label),
                ("managedType", "Local"),
                ("orgScopedExternalApp", f"{state.scenario.organization.id}:{app.name}"),
            ),
            namespace(state, app),
            app.manageable_state or "unmanaged",
        )


def policies(state: OrgState, version: int) -> Iterable[Component]:
    """What an administrator decides about the app."""
    for key, app in state.scenario.ecas().items():
        if not app.has_policies:
            continue
        elements: list[Element] = [
            ("externalClientApplication", namespaced(state, app, app.name)),
            ("isEnabled", app.enabled),
            ("isOauthPluginEnabled", app.oauth == "Enabled"),
            ("isSamlPluginEnabled", False),
            ("label", policy_name(app)),
        ]
        if version >= 63:  # noqa: PLR2004  # startPage came with v63
            elements += [("startPage", app.start_page), ("startUrl", app.start_url)]
        yield Component(
            policy_name(app),
            state.id("ExtlClntAppPlcyCnfg", key),
            app.created,
            app.modified,
            tuple(elements),
        )


def oauth_policies(state: OrgState, version: int) -> Iterable[Component]:
    """What an administrator decides about its OAuth."""
    del version
    for key, app in state.scenario.ecas().items():
        if app.has_oauth_policies:
            yield Component(
                oauth_policy_name(app),
                state.id("ExtlClntAppOauthPlcyCnfg", key),
                app.created,
                app.modified,
                (
                    ("clientCredentialsFlowUser", _username(state, app)),
                    ("externalClientApplication", namespaced(state, app, app.name)),
                    ("ipRelaxationPolicyType", app.ip_relaxation),
                    ("isClientCredentialsFlowEnabled", app.client_credentials_user is not None),
                    ("isGuestCodeCredFlowEnabled", False),
                    ("isTokenExchangeFlowEnabled", False),
                    ("label", oauth_policy_name(app)),
                    ("permittedUsersPolicyType", app.permitted_users),
                    ("refreshTokenPolicyType", app.refresh_token_policy),
                    ("refreshTokenValidityPeriod", app.refresh_token_validity_period),
                    ("refreshTokenValidityUnit", app.refresh_token_validity_unit),
                    ("requiredSessionLevel", app.required_session_level),
                    ("sessionTimeoutInMinutes", app.session_timeout_in_minutes),
                ),
            )


def oauth_settings(state: OrgState, version: int) -> Iterable[Component]:
    """The developer's scopes."""
    del version
    for key, app in state.scenario.ecas().items():
        if app.has_oauth_settings:
            yield Component(
                namespaced(state, app, f"{app.name}_oauth"),
                state.id("ExtlClntAppOauthSettings", key),
                app.created,
                app.created,
                (
                    ("commaSeparatedOauthScopes", ",".join(app.scopes)),
                    ("externalClientApplication", namespaced(state, app, app.name)),
                    ("label", f"{app.name}_oauth"),
                ),
                namespace(state, app),
                app.manageable_state or "unmanaged",
            )


def global_settings(state: OrgState, version: int) -> Iterable[Component]:
    """Consumer key and callbacks: only where the app was made."""
    del version
    for key, app in state.scenario.ecas().items():
        if app.distribution_state == "Local" and app.has_oauth_settings:
            yield Component(
                f"{app.name}_glbloauth",
                state.id("ExternalClientApplication", key, "global"),
                app.created,
                app.created,
                (
                    ("callbackUrl", "\n".join(app.callback_urls)),
                    ("consumerKey", state.client(key)[0]),
                    ("externalClientApplication", namespaced(state, app, app.name)),
                    ("isConsumerSecretOptional", not app.secret_required),
                    ("isPkceRequired", app.pkce_required),
                    ("isSecretRequiredForRefreshToken", True),
                    ("label", f"{app.name}_glbloauth"),
                ),
            )


def _username(state: OrgState, app: ExternalClientApp) -> str | None:
    user = state.scenario.users.get(app.client_credentials_user or "")
    return user.username if user else None


def namespaced(state: OrgState, app: ExternalClientApp, name: str) -> str:
    """The full name of a packaged thing."""
    prefix = namespace(state, app)
    return f"{prefix}__{name}" if prefix else name
