"""Writing connected apps, their blocks and settings, packages, and permission sets.

Source: Metadata API Developer Guide, the types of those names. Since Spring '26 no connected app is
made by API. A permission set's rights are changed one by one: those that are not sent stay. That
deleting a BlacklistedConsumer unblocks the app is our reading.
"""

from __future__ import annotations

from typing import Any

from sandbox.org import packaging
from sandbox.org.diary import now
from sandbox.org.mdapi import apps
from sandbox.org.mdapi.access import RIGHTS
from sandbox.org.mdapi.sent import Sent, missing, not_here
from sandbox.org.oauth_apps import app_by_client_id
from sandbox.org.writes.change import Change, Note
from sandbox.org.writes.mistakes import Mistake
from sandbox.org.writes.permission_sets import check_name

_CONTROL = ("enableAdminApprovedAppsOnly", "enableAdminApprovedAppsOnlyForExternalUser")


def connected_app(sent: Sent) -> Change:
    """ConnectedApp: one made here, before that ended; Permitted Users may change."""
    for key, app in sent.state.scenario.connected_apps.items():
        if app.installed and app.name.replace(" ", "_") == sent.full_name:
            if not app.local:
                raise not_here(sent)
            config = next(iter(sent.record.parts("oauthConfig")), None)
            approved = bool(config and config.flag("isAdminApproved"))
            patch = {"admin_approved_only": approved, "start_url": sent.record.text("startUrl")}
            row_id = sent.state.id("ConnectedApplication", key)
            return Change({"connected_apps": {key: patch}}, row_id)
    text = (
        "You can't create a connected app. To enable connected app creation, contact Salesforce"
        " Customer Support."
    )
    raise Mistake("INSUFFICIENT_ACCESS_OR_READONLY", text)


def block(sent: Sent) -> Change:
    """BlacklistedConsumer: the app with this consumer key is blocked."""
    sent.need("consumerKey")
    key = app_by_client_id(str(sent.record.text("consumerKey")), sent.state)
    if key is None:
        text = f"invalid consumer key: {sent.record.text('consumerKey')}"
        raise Mistake("INVALID_CROSS_REFERENCE_KEY", text, "consumerKey")
    return blocked(sent, key, blocked=True)


def unblock(sent: Sent) -> Change:
    """The block goes."""
    for component in apps.blocked(sent.state, sent.version):
        if component.full_name == sent.full_name:
            told = dict(component.elements or ())
            key = app_by_client_id(str(told["consumerKey"]), sent.state)
            return blocked(sent, str(key), blocked=False)
    raise missing(sent)


def blocked(sent: Sent, key: str, *, blocked: bool) -> Change:
    """An app blocked, or not any more."""
    flag: dict[str, Any] = {"blocked": blocked}
    if key in sent.state.scenario.connected_apps:
        flag["blocked_by_api_access_control"] = False
        patch: dict[str, Any] = {"connected_apps": {key: flag}}
    elif key == "eca":
        patch = {"eca": flag}
    else:
        patch = {"external_client_apps": {key: flag}}
    action = "blockedConnectedApp" if blocked else "unblockedConnectedApp"
    note = Note(action, "Connected Apps", f"{'Blocked' if blocked else 'Unblocked'} {key}")
    return Change(patch, sent.state.id("ConnectedApplication", "blocked", key), note)


def settings(sent: Sent) -> Change:
    """ConnectedAppSettings: API Access Control, where Support has provisioned it."""
    if sent.full_name != "ConnectedApp":
        raise missing(sent)
    asked = [name for name in _CONTROL if sent.record.text(name) is not None]
    if sent.state.scenario.features.api_access_control == "absent":
        if asked:
            text = f"You can't set {asked[0]}: API Access Control is not enabled for this org."
            raise Mistake("INSUFFICIENT_ACCESS_OR_READONLY", text)
        return Change({}, "")
    on = sent.record.flag(_CONTROL[0])
    patch = {
        "api_access_control": "on" if on else "off",
        "api_access_control_for_external_users": sent.record.flag(_CONTROL[1]),
    }
    note = Note("apiAccessControl", "API Access Control", f"Turned {'on' if on else 'off'}")
    return Change({"features": patch}, "", note)


def package(sent: Sent) -> Change:
    """InstalledPackage: an install by its namespace and version number."""
    sent.need("versionNumber")
    scenario = sent.state.scenario
    for key, known in scenario.packages.items():
        if known.namespace == sent.full_name:
            if known.install_error:
                raise Mistake("UNKNOWN_EXCEPTION", known.install_error)
            kind = str(sent.record.text("securityType") or "None").capitalize()
            kind = {"Allusers": "Full", "Adminonly": "None"}.get(kind, kind)
            patch = packaging.installed(scenario, key, kind, now())
            note = Note("packageInstall", "Installed Packages", f"Installed {known.name} package")
            return Change(patch, sent.state.id("InstalledSubscriberPackage", key), note)
    raise missing(sent)


def no_package(sent: Sent) -> Change:
    """An uninstall."""
    for key, known in sent.state.scenario.packages.items():
        if known.installed and known.namespace == sent.full_name:
            patch = packaging.uninstalled(sent.state.scenario, key)
            note = Note("packageDelete", "Installed Packages", f"Uninstalled {known.name} package")
            return Change(patch, sent.state.id("InstalledSubscriberPackage", key), note)
    raise missing(sent)


def permission_set(sent: Sent) -> Change:
    """PermissionSet: made, or changed right by right."""
    sent.need("label")
    sets = sent.state.scenario.permission_sets
    key = next((k for k, held in sets.items() if held.name == sent.full_name), None)
    if key is None:
        check_name(sent.state, sent.full_name)
        key = f"made-{sent.serial}-{sent.full_name}".lower()
    held = sets.get(key)
    patch: dict[str, Any] = {
        "name": sent.full_name,
        "label": sent.record.text("label"),
        "description": sent.record.text("description"),
        "permissions": _permissions(sent, held.permissions if held else ()),
        "objects": _objects(sent),
    }
    if held is None:
        patch["license"] = sent.record.text("license")
    return Change({"permission_sets": {key: patch}}, sent.state.id("PermissionSet", key))


def _permissions(sent: Sent, held: tuple[str, ...]) -> list[str]:
    kept = dict.fromkeys(held)
    for given in sent.record.parts("userPermissions"):
        name = str(given.text("name"))
        kept.pop(name, None)
        if given.flag("enabled"):
            kept[name] = None
    return list(kept)


def _objects(sent: Sent) -> dict[str, list[str]]:
    return {
        str(given.text("object")): [right for flag, right in RIGHTS.items() if given.flag(flag)]
        for given in sent.record.parts("objectPermissions")
    }


def no_permission_set(sent: Sent) -> Change:
    """A permission set goes; who had it has it no longer."""
    scenario = sent.state.scenario
    for key, held in scenario.permission_sets.items():
        if held.name == sent.full_name:
            users = {
                name: {"permission_sets": [one for one in user.permission_sets if one != key]}
                for name, user in scenario.users.items()
                if key in user.permission_sets
            }
            patch = {"permission_sets": {key: None}, "users": users}
            return Change(patch, sent.state.id("PermissionSet", key))
    raise missing(sent)
