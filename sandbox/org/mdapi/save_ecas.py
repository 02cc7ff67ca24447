"""Writing External Client Apps and their policies.

Source: Metadata API Developer Guide, the types of those names; public tools for packaged apps: the
app's name carries the namespace and the policy's does not, a second policy is refused with the name
of the first (``duplicates value on …``), a namespaced one with "Cannot create a new component with
the namespace".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.org.diary import now
from sandbox.org.mdapi.ecas import namespaced
from sandbox.org.mdapi.sent import Sent, managed, missing, not_here
from sandbox.org.scenario_apps import ExternalClientApp
from sandbox.org.tables.apps import oauth_policy_name, policy_name
from sandbox.org.writes.change import Change, Note
from sandbox.org.writes.mistakes import Mistake

_USERS = ("AllSelfAuthorized", "AdminApprovedPreAuthorized")
_REFRESH = ("Infinite", "Zero", "SpecificLifetime", "SpecificInactivity")
_IP = ("Enforce", "Bypass", "Bypass_2factor", "Enforce_RelaxRefresh")
_SECTION = "External Client App Manager"


def app_policy(sent: Sent) -> Change:
    """ExtlClntAppConfigurablePolicies."""
    sent.need("externalClientApplication", "isEnabled")
    key, app = _of_policy(sent, policy_name)
    record = sent.record
    oauth = app.oauth
    if oauth != "Notinstalled":
        oauth = "Enabled" if record.flag("isOauthPluginEnabled") else "Disabled"
    patch: dict[str, Any] = {
        "has_policies": True,
        "enabled": record.flag("isEnabled"),
        "oauth": oauth,
        "modified": now(),
    }
    if sent.version >= 63:  # noqa: PLR2004  # startPage came with v63
        patch["start_page"] = sent.choice("startPage", ("None", "Custom", "OAuth", "SAML"), "None")
        patch["start_url"] = record.text("startUrl")
    return _change(sent, key, app, patch)


def oauth_policy(sent: Sent) -> Change:
    """ExtlClntAppOauthConfigurablePolicies."""
    sent.need("externalClientApplication")
    key, app = _of_policy(sent, oauth_policy_name)
    levels = ("LOW", "STANDARD", "HIGH_ASSURANCE")
    patch: dict[str, Any] = {
        "has_oauth_policies": True,
        "permitted_users": sent.choice("permittedUsersPolicyType", _USERS, _USERS[0]),
        "refresh_token_policy": sent.choice("refreshTokenPolicyType", _REFRESH, "Infinite"),
        "refresh_token_validity_period": sent.number("refreshTokenValidityPeriod", 1, 100_000),
        "refresh_token_validity_unit": sent.choice(
            "refreshTokenValidityUnit", ("Days", "Hours", "Months")
        ),
        "ip_relaxation": sent.choice("ipRelaxationPolicyType", _IP, "Enforce"),
        "session_timeout_in_minutes": sent.number("sessionTimeoutInMinutes", 1, 1_440),
        "required_session_level": sent.choice("requiredSessionLevel", levels),
        "client_credentials_user": _run_as(sent),
        "modified": now(),
    }
    return _change(sent, key, app, patch)


def _run_as(sent: Sent) -> str | None:
    name = sent.record.text("clientCredentialsFlowUser")
    if name is None or not sent.record.flag("isClientCredentialsFlowEnabled"):
        return None
    users = sent.state.scenario.users.items()
    found = next((key for key, user in users if user.username == name), None)
    if found is None:
        text = f"In field: clientCredentialsFlowUser - no User named {name} found"
        raise Mistake("INVALID_CROSS_REFERENCE_KEY", text)
    return found


def app_header(sent: Sent) -> Change:
    """ExternalClientApplication: a local one is made or changed, a packaged one is not ours."""
    sent.need("label")
    values = {"label": sent.record.text("label")}
    if email := sent.record.text("contactEmail"):
        values["contact_email"] = email
    for key, app in sent.state.scenario.ecas().items():
        if namespaced(sent.state, app, app.name) == sent.full_name:
            if app.package:
                raise managed(sent)
            return _change(sent, key, app, values)
    if sent.record.text("distributionState") not in {None, "Local"}:
        raise not_here(sent)
    made = {**values, "name": sent.full_name, "distribution_state": "Local",
            "manageable_state": "unmanaged", "has_policies": False, "has_oauth_policies": False,
            "has_oauth_settings": False, "created": now(), "modified": now()}  # fmt: skip
    key = f"made-{sent.serial}-{sent.full_name}".lower()
    row_id = sent.state.id("ExternalClientApplication", key)
    return Change({"external_client_apps": {key: made}}, row_id)


def oauth_settings(sent: Sent) -> Change:
    """ExtlClntAppOauthSettings: the developer's, so of local apps alone."""
    sent.need("externalClientApplication")
    key, app = _named(sent)
    if app.package:
        raise managed(sent)
    names = (sent.record.text("commaSeparatedOauthScopes") or "").replace(" ", "")
    scopes = [name.lower() for name in names.split(",") if name]
    return _change(sent, key, app, {"has_oauth_settings": True, "scopes": scopes or ["api"]})


def _of_policy(
    sent: Sent, name_of: Callable[[ExternalClientApp], str]
) -> tuple[str, ExternalClientApp]:
    key, app = _named(sent)
    own = name_of(app)
    if "__" in sent.full_name and sent.full_name != own:
        prefix = sent.full_name.partition("__")[0]
        text = (
            f"Cannot create a new component with the namespace: {prefix}.  Only components in the"
            " same namespace as the organization can be created through the API"
        )
        raise Mistake("INVALID_CROSS_REFERENCE_KEY", text)
    if own != sent.full_name:
        field = "ExternalClientApplicationId"
        field += "/ExtlClntAppOauthSettingsId" if name_of is oauth_policy_name else ""
        raise Mistake(
            "DUPLICATE_VALUE", f"duplicate value found: {field} duplicates value on {own}"
        )
    return key, app


def _named(sent: Sent) -> tuple[str, ExternalClientApp]:
    wanted = sent.record.text("externalClientApplication")
    for key, app in sent.state.scenario.ecas().items():
        if namespaced(sent.state, app, app.name) == wanted:
            return key, app
    text = (
        f"In field: externalClientApplication - no ExternalClientApplication named {wanted} found"
    )
    raise Mistake("INVALID_CROSS_REFERENCE_KEY", text)


def _change(sent: Sent, key: str, app: ExternalClientApp, patch: dict[str, Any]) -> Change:
    place: dict[str, Any] = (
        {"eca": patch} if key == "eca" else {"external_client_apps": {key: patch}}
    )
    note = Note("changedExternalClientApp", _SECTION, f"Changed {sent.type} of {app.label}")
    return Change(place, sent.state.id("ExternalClientApplication", key), note)


def remove_app(sent: Sent) -> Change:
    """A local app goes, with its policies and tokens; a packaged one goes with its package."""
    for key, app in sent.state.scenario.ecas().items():
        if namespaced(sent.state, app, app.name) == sent.full_name:
            if app.package:
                raise managed(sent)
            tokens = {name: {"revoked": True}
                      for name, token in sent.state.scenario.tokens.items()
                      if token.app == key}  # fmt: skip
            patch = {"external_client_apps": {key: None}, "tokens": tokens}
            return Change(patch, sent.state.id("ExternalClientApplication", key))
    raise missing(sent)
