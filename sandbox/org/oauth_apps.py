"""Which app asks for a token, and whether its state and policies let it.

Source: texts of recorded token answers; codes of Salesforce's mobile SDK (OauthErrorCode). That a
missing policy row leads to ``ecapp_policy_not_found`` or ``oauth_policy_not_found`` is our reading.
"""

from __future__ import annotations

from sandbox.org.state import OrgState


class OauthError(Exception):
    """An answer of the token endpoint: ``{"error": …, "error_description": …}``, 400."""

    def __init__(self, code: str, description: str) -> None:
        self.code = code
        self.description = description
        super().__init__(f"{code}: {description}")


def client_app(form: dict[str, str], state: OrgState) -> str:
    """The app whose consumer key was sent, its secret checked."""
    for app in (*state.scenario.ecas(), *state.scenario.connected_apps):
        key, secret = state.client(app)
        if form.get("client_id") != key:
            continue
        if form.get("client_secret") != secret:
            raise OauthError("invalid_client", "invalid client credentials")
        return app
    raise OauthError("invalid_client_id", "client identifier invalid")


def check_app(app: str, user: str, state: OrgState) -> None:
    """Refuse as the app's state and policies say."""
    eca = state.scenario.ecas().get(app)
    connected = state.scenario.connected_apps.get(app)
    if (eca and eca.blocked) or (connected and connected.blocked):
        raise OauthError("app_blocked", "this app is blocked by admin")
    if eca and not eca.has_policies:
        raise OauthError("ecapp_policy_not_found", "external client app policy not found")
    if eca and not eca.has_oauth_policies:
        raise OauthError("oauth_policy_not_found", "oauth policy not found")
    if eca and (not eca.enabled or eca.oauth != "Enabled"):
        text = "The external client app or the OAuth plugin is disabled."
        raise OauthError("oauth_flow_disabled", text)
    admin_only = (eca and eca.permitted_users != "AllSelfAuthorized") or (
        connected and connected.installed and connected.admin_approved_only
    )
    if admin_only and not assigned(app, user, state):
        raise OauthError("invalid_app_access", "user is not admin approved to access this app")


def assigned(app: str, user: str, state: OrgState) -> bool:
    """Whether the user's profile or one of the permission sets is assigned to the app."""
    scenario = state.scenario
    if app in scenario.profiles[scenario.users[user].profile].apps:
        return True
    return any(app in scenario.permission_sets[name].apps for name in state.permission_sets(user))
