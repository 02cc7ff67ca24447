"""PermissionSetAssignment and SetupEntityAccess.

Source: Object Reference, both objects; the text of a second assignment as seen in public issues.
Assigning an app to a profile's own permission set is allowed here (not confirmed on a real org).
"""

from __future__ import annotations

from sandbox.org.state import OrgState
from sandbox.org.writes.change import Change, Note, Write, key_of, same_id
from sandbox.org.writes.mistakes import Mistake, duplicate, forbidden, no_such, required

_USERS = "Manage Users"


def assign(write: Write) -> Change:
    """A user gets a permission set, or a group of them."""
    state, values = write.state, write.values
    user = key_of(state, "User", values["AssigneeId"], state.scenario.users)
    if user is None:
        raise no_such("AssigneeId")
    held, prefix = _wanted(write)
    person = state.scenario.users[user]
    if held in person.permission_sets:
        text = (
            f"Duplicate PermissionSetAssignment. Assignee: {values['AssigneeId']};"
            f" Permission Set: {values.get('PermissionSetId')}"
        )
        raise Mistake("DUPLICATE_VALUE", text, "AssigneeId", "PermissionSetId")
    patch = {"users": {user: {"permission_sets": [*person.permission_sets, held]}}}
    row_id = state.id("PermissionSetAssignment", user, f"{prefix}{held}")
    note = Note("PermSetAssign", _USERS, f"Assigned permission set {held} to {person.username}")
    return Change(patch, row_id, note)


def _wanted(write: Write) -> tuple[str, str]:
    """The key of the set or group, and what stands before it in an id."""
    state, values = write.state, write.values
    if group_id := values.get("PermissionSetGroupId"):
        groups = state.scenario.permission_set_groups
        found = key_of(state, "PermissionSetGroup", group_id, groups)
        if found is None:
            raise no_such("PermissionSetGroupId")
        return found, "group/"
    if values.get("PermissionSetId") is None:
        raise required(["PermissionSetId"])
    wanted = values["PermissionSetId"]
    found = key_of(state, "PermissionSet", wanted, state.scenario.permission_sets)
    if found is None:
        raise no_such("PermissionSetId")
    return found, ""


def unassign(write: Write) -> Change:
    """A user loses it again; the profile's own set stays."""
    state, row = write.state, write.row
    user = key_of(state, "User", row["AssigneeId"], state.scenario.users)
    if user is None:
        raise forbidden()
    held = state.scenario.users[user].permission_sets
    grouped = state.scenario.permission_set_groups
    left = [
        name
        for name in held
        if not same_id(
            state.id("PermissionSet", f"group/{name}" if name in grouped else name),
            row["PermissionSetId"],
        )
    ]
    if len(left) == len(held):
        raise forbidden()
    username = state.scenario.users[user].username
    note = Note("PermSetUnassign", _USERS, f"Removed a permission set from {username}")
    return Change({"users": {user: {"permission_sets": left}}}, row["Id"], note)


def open_app(write: Write) -> Change:
    """An app for everyone who has a permission set or profile."""
    state, values = write.state, write.values
    place, key = _holder(state, values["ParentId"])
    app = _app(state, values["SetupEntityId"])
    holder = getattr(state.scenario, place)[key]
    name = key if place == "permission_sets" else f"profile/{key}"
    row_id = state.id("SetupEntityAccess", name, app)
    if app in holder.apps:
        raise duplicate("SetupEntityId", row_id)
    note = Note("PermSetEntityAccess", _USERS, f"Opened an app for {holder.name}")
    return Change({place: {key: {"apps": [*holder.apps, app]}}}, row_id, note)


def close_app(write: Write) -> Change:
    """The app is closed to them again."""
    state, row = write.state, write.row
    place, key = _holder(state, row["ParentId"])
    holder = getattr(state.scenario, place)[key]
    left = [app for app in holder.apps if not same_id(_app_id(state, app), row["SetupEntityId"])]
    note = Note("PermSetEntityAccess", _USERS, f"Closed an app for {holder.name}")
    return Change({place: {key: {"apps": left}}}, row["Id"], note)


def _holder(state: OrgState, parent: object) -> tuple[str, str]:
    found = key_of(state, "PermissionSet", parent, state.scenario.permission_sets)
    if found:
        return "permission_sets", found
    for key in state.scenario.profiles:
        if same_id(state.id("PermissionSet", f"profile/{key}"), parent):
            return "profiles", key
    raise no_such("ParentId")


def _app(state: OrgState, entity_id: object) -> str:
    installed = {k for k, app in state.scenario.connected_apps.items() if app.installed}
    for app in (*state.scenario.ecas(), *installed):
        if same_id(_app_id(state, app), entity_id):
            return app
    raise no_such("SetupEntityId")


def _app_id(state: OrgState, app: str) -> str:
    connected = app in state.scenario.connected_apps
    return state.id("ConnectedApplication" if connected else "ExternalClientApplication", app)
