"""Which app asks, and whether its state and policies let a user in.

Source: texts of recorded token answers; codes of Salesforce's mobile SDK (OauthErrorCode); Help,
"API Access Control" (on: every connected app is for admin-approved users alone) and "Prepare for
Connected App Usage Restrictions" (an app that is not installed needs Approve Uninstalled Connected
Apps). That a missing policy row leads to ``ecapp_policy_not_found`` or ``oauth_policy_not_found``,
and that API Access Control leaves External Client Apps alone, is our reading.
"""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.org.scenario_apps import Client, ConnectedApp, ExternalClientApp
from sandbox.org.state import OrgState

App = ExternalClientApp | ConnectedApp | Client
_PAGES = {
    "app_not_found": "OAUTH_EC_APP_NOT_FOUND",
    "oauth_flow_disabled": "OAUTH_FLOW_DISABLED",
    "app_blocked": "OAUTH_APP_BLOCKED",
    "invalid_app_access": "OAUTH_APP_ACCESS_DENIED",
}
GENERIC = "OAUTH_APPROVAL_ERROR_GENERIC"


class OauthError(Exception):
    """An answer of the token endpoint: ``{"error": …, "error_description": …}``, 400."""

    def __init__(self, code: str, description: str) -> None:
        self.code = code
        self.description = description
        super().__init__(f"{code}: {description}")

    @property
    def page(self) -> str:
        """The code the error page shows for it."""
        return _PAGES.get(self.code, GENERIC)


def known_apps(state: OrgState) -> dict[str, App]:
    """Apps by key: those of this org, and those of vendors that may ask to come in."""
    scenario = state.scenario
    outside = {client.app: client for client in scenario.clients.values()}
    return {**outside, **scenario.connected_apps, **scenario.ecas()}


def app_by_client_id(client_id: str, state: OrgState) -> str | None:
    """The key of the app with this consumer key."""
    return next((key for key in known_apps(state) if state.client(key)[0] == client_id), None)


def client_app(form: Mapping[str, str], state: OrgState, *, by_code: bool = False) -> str:
    """The app whose consumer key was sent, its secret checked.

    An app may say that its code, with PKCE, needs no secret.
    """
    app = app_by_client_id(form.get("client_id", ""), state)
    if app is None or (app not in here(state) and not _may_be_absent(app, state)):
        raise OauthError("invalid_client_id", "client identifier invalid")
    sent = form.get("client_secret")
    if sent is None and by_code and not known_apps(state)[app].secret_required:
        return app
    if sent != state.client(app)[1]:
        raise OauthError("invalid_client", "invalid client credentials")
    return app


def here(state: OrgState) -> frozenset[str]:
    """Apps that have a place in this org."""
    return frozenset({*state.scenario.ecas(), *state.scenario.connected_apps})


def _may_be_absent(app: str, state: OrgState) -> bool:
    """A connected app works before it is installed; an External Client App does not."""
    found = known_apps(state)[app]
    return isinstance(found, Client) and found.kind == "connected_app"


def check_app(app: str, user: str, state: OrgState) -> None:
    """Refuse as the app's state and policies say."""
    eca = state.scenario.ecas().get(app)
    connected = state.scenario.connected_apps.get(app)
    if (eca and eca.blocked) or (connected and connected.blocked):
        raise OauthError("app_blocked", "this app is blocked by admin")
    if eca:
        _check_eca(eca)
    elif controlled(state) and not (connected and connected.installed):
        raise OauthError("app_blocked", "this app is blocked by admin")
    if admin_only(app, state) and not assigned(app, user, state):
        raise OauthError("invalid_app_access", "user is not admin approved to access this app")


def _check_eca(app: ExternalClientApp) -> None:
    if not app.has_policies:
        raise OauthError("ecapp_policy_not_found", "external client app policy not found")
    if not app.has_oauth_policies:
        raise OauthError("oauth_policy_not_found", "oauth policy not found")
    if not app.enabled or app.oauth != "Enabled":
        text = "The external client app or the OAuth plugin is disabled."
        raise OauthError("oauth_flow_disabled", text)


def check_approval(app: str, user: str, state: OrgState) -> None:
    """Refuse what a person may not newly approve, before a consent page is shown."""
    found = known_apps(state)[app]
    if isinstance(found, Client) and found.kind == "external_client_app":
        raise OauthError("app_not_found", "External client app is not installed in this org")
    check_app(app, user, state)
    connected = state.scenario.connected_apps.get(app)
    outside = app not in state.scenario.ecas() and not (connected and connected.installed)
    if outside and "CanApproveUninstalledApps" not in state.permissions(user):
        raise OauthError("invalid_client", "app must be installed into org")


def controlled(state: OrgState) -> bool:
    """Whether API Access Control is on."""
    return state.scenario.features.api_access_control == "on"


def admin_only(app: str, state: OrgState) -> bool:
    """Whether users must be assigned to the app beforehand."""
    eca = state.scenario.ecas().get(app)
    if eca:
        return eca.permitted_users != "AllSelfAuthorized"
    connected = state.scenario.connected_apps.get(app)
    return bool(
        connected and connected.installed and (connected.admin_approved_only or controlled(state))
    )


def assigned(app: str, user: str, state: OrgState) -> bool:
    """Whether the user's profile or one of the permission sets is assigned to the app.

    Use Any API Client stands for every connected app, but only while API Access Control asks.
    """
    if any(app in grants.apps for grants in state.held(user)):
        return True
    connected = state.scenario.connected_apps.get(app)
    any_client = bool(connected) and not (connected and connected.admin_approved_only)
    return any_client and controlled(state) and "UseAnyApiClient" in state.permissions(user)
