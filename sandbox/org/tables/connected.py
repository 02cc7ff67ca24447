"""Connected apps and the app menu.

Source: Object Reference, ConnectedApplication, AppMenuItem. An app that is used but not installed
has no row in either; an External Client App without start page has no menu item.
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.org.schema import Row
from sandbox.org.tables.apps import each
from sandbox.org.tables.rows import Ground, audit, missing


def connected_applications(state: Ground) -> Iterable[Row]:
    """Installed connected apps."""
    for key, app in state.scenario.connected_apps.items():
        if app.installed:
            yield {
                "Id": state.id("ConnectedApplication", key),
                "Name": app.name,
                "DeveloperName": app.name.replace(" ", "_"),
                "OptionsAllowAdminApprovedUsersOnly": app.admin_approved_only,
                "OptionsRefreshTokenValidityMetric": app.refresh_token_by_inactivity,
                "RefreshTokenValidityPeriod": app.refresh_token_validity_period,
                "SessionTimeout": app.session_timeout,
                "StartUrl": app.start_url,
                "Version": "1.0",
                **audit(state, app.created),
            }
    for n in missing(state, "connected_apps", len(state.scenario.connected_apps)):
        yield {
            "Id": state.id("ConnectedApplication", f"generated-{n}"),
            "Name": f"Generated Connected App {n}",
            **audit(state, "-300d"),
        }


def app_menu_items(state: Ground) -> Iterable[Row]:
    """What the app menu offers; ApplicationId says which kind of app it is."""
    installed = [
        (key, app.name, app.admin_approved_only)
        for key, app in state.scenario.connected_apps.items()
        if app.installed and app.in_app_menu
    ]
    for order, (key, name, admin_approved) in enumerate(installed):
        yield {
            "Id": state.id("AppMenuItem", key),
            "SortOrder": order,
            "Name": name.replace(" ", "_"),
            "Label": name,
            "ApplicationId": state.id("ConnectedApplication", key),
            "Type": "ConnectedApplication",
            "IsUsingAdminAuthorization": admin_approved,
            "IsAccessible": True,
            "IsVisible": True,
            **audit(state, "-300d"),
        }
    for key, app in each(state):
        if app.has_policies and app.start_page != "None":
            yield {
                "Id": state.id("AppMenuItem", key),
                "SortOrder": len(installed),
                "Name": app.name,
                "Label": app.label,
                "ApplicationId": state.id("ExternalClientApplication", key),
                "Type": "ExternalClientApplication",
                "StartUrl": app.start_url,
                "IsUsingAdminAuthorization": app.permitted_users != "AllSelfAuthorized",
                "IsAccessible": True,
                "IsVisible": True,
                **audit(state, app.created),
            }
