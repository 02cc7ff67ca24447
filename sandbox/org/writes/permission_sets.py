"""PermissionSet and ObjectPermissions.

Source: Object Reference, PermissionSet ("Name" begins with a letter, holds letters, digits and
single underscores) and ObjectPermissions; Help, "Permission Sets" (one in use is not deleted). That
profiles' own sets take no writes here is our reading: they belong to the profile.
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.org.schema import Row
from sandbox.org.state import OrgState
from sandbox.org.writes.change import Change, Note, Write, key_of, same_id
from sandbox.org.writes.mistakes import Mistake, duplicate, forbidden, no_such, required

_NAME = re.compile(r"[A-Za-z](?:_?[A-Za-z0-9])*")
_NAME_RULE = (
    "The Permission Set API Name can only contain underscores and alphanumeric characters. It must"
    " be unique, begin with a letter, not include spaces, not end with an underscore, and not"
    " contain two consecutive underscores."
)
_SECTION = "Manage Users"
_ACCESS = {
    "PermissionsRead": "read",
    "PermissionsCreate": "create",
    "PermissionsEdit": "edit",
    "PermissionsDelete": "delete",
    "PermissionsViewAllRecords": "view_all",
    "PermissionsModifyAllRecords": "modify_all",
}


def create(write: Write) -> Change:
    """A new permission set."""
    values, state = write.values, write.state
    check_name(state, str(values["Name"]))
    key = f"made-{write.serial}-{values['Name']}".lower()
    made = {
        "name": values["Name"],
        "label": values["Label"],
        "description": values.get("Description"),
        "license": _license(state, values.get("LicenseId")),
        "permissions": _permissions(values, ()),
    }
    note = Note("PermSetCreate", _SECTION, f"Created permission set {values['Label']}")
    return Change({"permission_sets": {key: made}}, state.id("PermissionSet", key), note)


def check_name(state: OrgState, name: str, but: str = "") -> None:
    """Refuse a name that is not one, or is taken; `but` is the id of the set that has it."""
    if not _NAME.fullmatch(name):
        raise Mistake("FIELD_INTEGRITY_EXCEPTION", _NAME_RULE, "Name")
    for row in state.rows("PermissionSet"):
        if str(row["Name"]).lower() == name.lower() and not same_id(row["Id"], but):
            raise duplicate("Name", row["Id"])


def update(write: Write) -> Change:
    """A changed permission set; who has it sees the difference at once."""
    state, values = write.state, write.values
    key = own_set(state, write.row)
    held = state.scenario.permission_sets[key]
    if "Name" in values:
        check_name(state, str(values["Name"]), write.row["Id"])
    fields = {"Name": "name", "Label": "label", "Description": "description"}
    patch: dict[str, Any] = {to: values[sent] for sent, to in fields.items() if sent in values}
    if (patch.get("name") is None and "Name" in values) or patch.get("label", "") is None:
        raise required([name for name in ("Label", "Name") if values.get(name, "") is None])
    patch["permissions"] = _permissions(values, held.permissions)
    note = Note("PermSetEnableUserPerm", _SECTION, f"Changed permission set {held.label}")
    return Change({"permission_sets": {key: patch}}, write.row["Id"], note)


def delete(write: Write) -> Change:
    """Gone, unless somebody has it or a group holds it."""
    state = write.state
    key = own_set(state, write.row)
    held = state.scenario.permission_sets[key]
    people = [u.username for u in state.scenario.users.values() if key in u.permission_sets]
    groups = [g.label for g in state.scenario.permission_set_groups.values()
              if key in g.permission_sets]  # fmt: skip
    if people or groups:
        text = (
            f"Your attempt to delete {held.label} could not be completed because it is associated"
            f" with the following: {', '.join([*people, *groups])}"
        )
        raise Mistake("DELETE_FAILED", text)
    note = Note("PermSetDelete", _SECTION, f"Deleted permission set {held.label}")
    return Change({"permission_sets": {key: None}}, write.row["Id"], note)


def own_set(state: OrgState, row: Row) -> str:
    """The key of a permission set that is not a profile's or a group's."""
    key = key_of(state, "PermissionSet", row["Id"], state.scenario.permission_sets)
    if key is None:
        raise forbidden()
    return key


def _permissions(values: Any, held: tuple[str, ...]) -> list[str]:  # noqa: ANN401  # as sent
    kept = dict.fromkeys(held)
    for name, value in values.items():
        if name.startswith("Permissions"):
            kept.pop(name.removeprefix("Permissions"), None)
            if value:
                kept[name.removeprefix("Permissions")] = None
    return list(kept)


def _license(state: OrgState, sent: object) -> str | None:
    if sent is None:
        return None
    row = state.by_id("UserLicense").get(str(sent))
    if row is None:
        raise no_such("LicenseId")
    return str(row["Name"])


def create_object_rights(write: Write) -> Change:
    """Rights of a permission set on one object."""
    state, values = write.state, write.values
    key = key_of(state, "PermissionSet", values["ParentId"], state.scenario.permission_sets)
    if key is None:
        raise no_such("ParentId")
    name = str(values["SobjectType"])
    if name in state.scenario.permission_sets[key].objects:
        raise duplicate("SobjectType", state.id("ObjectPermissions", key, name))
    given = [right for field, right in _ACCESS.items() if values.get(field)]
    patch = {"permission_sets": {key: {"objects": {name: given}}}}
    return Change(patch, state.id("ObjectPermissions", key, name))


def update_object_rights(write: Write) -> Change:
    """The same rights, changed."""
    state = write.state
    key, name = _object_rights(write)
    held: set[str] = set(state.scenario.permission_sets[key].objects[name])
    for field, right in _ACCESS.items():
        if field in write.values:
            held = held | {right} if write.values[field] else held - {right}
    patch = {"permission_sets": {key: {"objects": {name: sorted(held)}}}}
    return Change(patch, write.row["Id"])


def delete_object_rights(write: Write) -> Change:
    """No rights on that object any more."""
    key, name = _object_rights(write)
    return Change({"permission_sets": {key: {"objects": {name: None}}}}, write.row["Id"])


def _object_rights(write: Write) -> tuple[str, str]:
    parent = write.row["ParentId"]
    state = write.state
    key = key_of(state, "PermissionSet", parent, state.scenario.permission_sets)
    if key is None:
        raise forbidden()
    return key, str(write.row["SobjectType"])
